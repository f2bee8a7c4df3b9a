"""The portal as gunicorn serves it."""

import os

from django.core.wsgi import get_wsgi_application

from coordination.checks import refuse_unfit_database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coordination.settings.local")
application = get_wsgi_application()
refuse_unfit_database()

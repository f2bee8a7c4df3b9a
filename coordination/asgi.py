"""The portal for an asynchronous server."""

import os

from django.core.asgi import get_asgi_application

from coordination.checks import refuse_unfit_database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coordination.settings.local")
application = get_asgi_application()
refuse_unfit_database()

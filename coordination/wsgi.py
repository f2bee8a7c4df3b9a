"""The portal as gunicorn serves it."""

import os

from coordination.checks import refuse_unfit_database
from coordination.serving import served

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coordination.settings.local")
application = served()
refuse_unfit_database()

"""The portal on one machine, with the embedded PostgreSQL and Valkey, for trying and developing.

`make run` writes the environment these settings read under `var/`; `manage.py` commands
find the same values there, so both speak to the same portal.
"""

from coordination.settings.environment import read_environment

read_environment()

from coordination.settings.base import *
from coordination.settings.base import env

EMBEDDED = env.bool("EMBEDDED", default=False)
DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
FIELD_KEYS = env.list("FIELD_KEYS")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
_PORT = env.str("PORT", default="8000")
# Two portals on one host would otherwise share their cookies.
SESSION_COOKIE_NAME = f"shomonnoy_session_{_PORT}"
CSRF_COOKIE_NAME = f"shomonnoy_csrf_{_PORT}"
DEVICE_COOKIE_NAME = f"shomonnoy_device_{_PORT}"
LANGUAGE_COOKIE_NAME = f"shomonnoy_language_{_PORT}"
EMAIL_HOST = env.str("MAIL_HOST", default="127.0.0.1")
EMAIL_PORT = env.int("MAIL_PORT", default=0)
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

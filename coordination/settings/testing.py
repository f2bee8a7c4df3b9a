"""What the tests change: their own database and quick password hashing."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("FIELD_KEYS", "test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")

from coordination.settings.base import *
from coordination.settings.base import env

INSTALLED_APPS = [*INSTALLED_APPS, "tests.toys", "tests.notifications.toys"]
EMBEDDED = True
DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
FIELD_KEYS = env.list("FIELD_KEYS")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = env.int("MAIL_PORT", default=1)
# The browser tests serve what the build left, without collecting it.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

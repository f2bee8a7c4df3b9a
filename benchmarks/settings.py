"""The settings of production in all that costs time, on servers of the benchmark's own."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-benchmarks-0123456789-abcdefghijklmnopqrstuvwxyz")
os.environ.setdefault("FIELD_KEYS", "bench:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")

from coordination.settings.base import *
from coordination.settings.base import BASE_DIR, env

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
FIELD_KEYS = env.list("FIELD_KEYS")
ALLOWED_HOSTS = ["127.0.0.1"]
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = env.int("MAIL_PORT", default=1)
# What `make run` and a real server serve: the files the build collected, by their hashed names.
STATIC_ROOT = BASE_DIR / "var" / "static"
# What goes wrong is printed; a line for each request costs a real server little, and hides it here.
LOGGING = {**LOGGING, "root": {"handlers": ["console"], "level": "WARNING"}}

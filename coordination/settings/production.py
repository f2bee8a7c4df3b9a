"""A real server. It refuses to start without secrets, hosts, database and mail server."""

from django.core.exceptions import ImproperlyConfigured

from coordination.settings.base import *
from coordination.settings.base import env

DEBUG = False


def _required(name: str) -> str:
    value: str = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"{name} must be set: see docs/operators/deploy.md")
    return value


for _name in ("DATABASE_URL", "REDIS_URL", "PORTAL_URL", "MAIL_HOST", "MAIL_FROM"):
    _required(_name)
SECRET_KEY = _required("SECRET_KEY")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY must have at least 50 characters")
FIELD_KEYS = _required("FIELD_KEYS").split(",")
ALLOWED_HOSTS = _required("ALLOWED_HOSTS").split(",")
EMAIL_HOST = _required("MAIL_HOST")
EMAIL_PORT = env.int("MAIL_PORT", default=587)
EMAIL_HOST_USER = env.str("MAIL_USER", default="")
EMAIL_HOST_PASSWORD = env.str("MAIL_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("MAIL_TLS", default=True)

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=True) else None
)
CSRF_TRUSTED_ORIGINS = [env.str("PORTAL_URL")]
# The sign-in lock counts by address: the last so many hops of X-Forwarded-For are our own proxies.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1 if SECURE_PROXY_SSL_HEADER else 0)

# One JSON object a line, on standard error, without anything that somebody wrote.
MIDDLEWARE = ["coordination.logs.RequestLogMiddleware", *MIDDLEWARE]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "coordination.logs.JsonFormatter"}},
    "filters": {"refusals": {"()": "coordination.logs.WithoutTraceOfRefusals"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["refusals"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # Django would mail whole requests to its ADMINS.
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

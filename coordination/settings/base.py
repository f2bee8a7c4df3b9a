"""What holds everywhere. `local`, `testing` and `production` add where they run."""

from pathlib import Path
from urllib.parse import unquote

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from access.toolkit.prepared import PreparingConnection, PreparingCursor
from coordination.settings.environment import Environment

env = Environment()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
ROOMS = [
    "language",
    "access",
    "notifications",
    "library",
    "partners",
    "commitments",
    "meetings",
    "threads",
    "coordination",
]

INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "template_partials",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "guardian",
    "rest_framework",
    "drf_spectacular",
    "knox",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "coordination.health.ProbeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "access.toolkit.middleware.ProgramMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "access.toolkit.bodies.BodyMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "access.toolkit.middleware.ViewerMiddleware",
    "access.toolkit.middleware.LanguageMiddleware",
    "access.toolkit.middleware.GateMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "access.toolkit.middleware.OnceMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "access.toolkit.middleware.PrivateMiddleware",
]

ROOT_URLCONF = "coordination.urls"
WSGI_APPLICATION = "coordination.wsgi.application"
AUTH_USER_MODEL = "access.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "coordination.shell.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "language.templatetags.words",
                "coordination.templatetags.icons",
                "access.templatetags.components",
                "access.templatetags.once",
            ],
        },
    }
]

# The app role runs the portal; the owner migrates, restores and erases (DESIGN section 4).
DATABASE_ROLE = env.str("DATABASE_ROLE", default="app")
_NAMED = "DATABASE_OWNER" if DATABASE_ROLE == "owner" else "DATABASE"
DATABASES = {"default": env.db_url(f"{_NAMED}_URL", default="postgres://localhost/shomonnoy")}
# A password in a file of its own need not stand in an address.
DATABASES["default"]["PASSWORD"] = (
    env.str(f"{_NAMED}_PASSWORD", default="") or DATABASES["default"]["PASSWORD"]
)
# A unix socket is written %2Fpath%2Fto%2Ffolder in the address.
DATABASES["default"]["HOST"] = unquote(DATABASES["default"]["HOST"] or "")
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# A server that takes the line and says nothing is as good as none: the page of errors is shown instead.
DATABASES["default"]["OPTIONS"] = {
    "connect_timeout": 2,
    "tcp_user_timeout": 5000,
    **DATABASES["default"].get("OPTIONS", {}),
}
if DATABASE_ROLE == "app":
    DATABASES["default"]["OPTIONS"]["options"] = (
        # No statement of a page is worth being compiled: that alone takes longer than a page may.
        "-c statement_timeout=5000 -c lock_timeout=2000 -c jit=off"
        # So alike is a misspelt name to the one that is meant: two letters changed places.
        " -c pg_trgm.word_similarity_threshold=0.3"
    )
    # Not behind a pooler that hands its connections out by the transaction: what one has prepared is
    # asked for on another.
    if env.bool("DATABASE_PREPARES", default=True):
        DATABASES["default"]["OPTIONS"]["connection_factory"] = PreparingConnection
        DATABASES["default"]["OPTIONS"]["cursor_factory"] = PreparingCursor
        # What is prepared is planned for no values: walked by the same indexes whoever asks.
        DATABASES["default"]["OPTIONS"]["options"] += " -c plan_cache_mode=force_generic_plan"
DATABASE_APP_ROLE = env.db_url("DATABASE_URL", default="postgres://shomonnoy_app@localhost/shomonnoy")["USER"]

AUTHENTICATION_BACKENDS = [
    "access.rules.backend.SignInBackend",
    "access.rules.backend.RuleBackend",
    "guardian.backends.ObjectPermissionBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "sign_in"
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False

# allauth keeps second factors and sessions; its own pages are not part of the portal.
ACCOUNT_ADAPTER = "access.accounts.client.PortalAdapter"
ALLAUTH_TRUSTED_PROXY_COUNT = 0
MFA_ADAPTER = "access.accounts.mfa.SealingAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]

LANGUAGE_CODE = "bn"
LANGUAGES = [("bn", _("Bangla")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale" / room for room in reversed(ROOMS)]
USE_I18N = True
TIME_ZONE = "Asia/Dhaka"
USE_TZ = True

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
# A browser in which somebody has signed in before (access.accounts.known_devices).
DEVICE_COOKIE_NAME = "shomonnoy_device"
DEVICE_COOKIE_AGE = 365 * 24 * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "coordination.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
# One file, at the addresses that take files; all else that is sent stays within the limit above.
FILE_LIMIT = 25 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_HANDLERS = [
    "library.files.receiving.KeepsJoiners",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "var" / "static")))
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        # Nothing serves this folder but a view that asks who may; nobody else on the machine opens it.
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

CELERY_BROKER_URL = env.str("REDIS_URL", default="redis://localhost:6379/0")
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "send-invitations": {"task": "access.tasks.send_invitations", "schedule": 60.0},
    "clear-sessions": {"task": "access.tasks.clear_sessions", "schedule": 6 * 3600.0},
    "scan-for-notices": {"task": "notifications.tasks.scan_for_notices", "schedule": 60.0},
    "deliver-notices": {"task": "notifications.tasks.deliver_notices", "schedule": 60.0},
    "tell-changed-meetings": {"task": "meetings.tasks.tell_changed_meetings", "schedule": 60.0},
    "write-sheets": {"task": "library.tasks.write_sheets", "schedule": 60.0},
    "check-files": {"task": "library.tasks.check_files", "schedule": 60.0},
    "sweep-files": {"task": "library.tasks.sweep_files", "schedule": 3600.0},
    "sweep-sheets": {"task": "library.tasks.sweep_sheets", "schedule": 600.0},
    "carry-on-officer-lists": {"task": "partners.tasks.carry_on_lists", "schedule": 60.0},
    "forget-officer-lists": {"task": "partners.tasks.forget_lists", "schedule": 3600.0},
    "carry-on-update-imports": {"task": "threads.tasks.carry_on_imports", "schedule": 60.0},
    "forget-update-imports": {"task": "threads.tasks.forget_imports", "schedule": 3600.0},
    "keep-terms": {"task": "partners.tasks.keep_terms", "schedule": 600.0},
    "keep-verifying": {"task": "commitments.tasks.keep_verifying", "schedule": 600.0},
    "narrow-reports": {"task": "threads.tasks.narrow_reports", "schedule": 600.0},
    "end-stories": {"task": "threads.tasks.end_stories", "schedule": 600.0},
    "publish-quarters": {"task": "threads.tasks.publish_quarters", "schedule": 3600.0},
    "open-months": {"task": "threads.tasks.open_months", "schedule": 600.0},
    "keep-figures": {"task": "partners.tasks.keep_figures", "schedule": 300.0},
}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="Shomonnoy <no-reply@shomonnoy.invalid>")

# True only on the embedded default on loopback: demo data, personas and the mail page.
EMBEDDED = False
# Of every persona; made at random for each VAR by the embedded default.
DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="")
VAR_DIR = Path(env.str("VAR", default=str(BASE_DIR / "var"))).resolve()
# Which words were erased, and when: a file outside the database, which `restore` heeds.
ERASURE_LEDGER = Path(env.str("ERASURE_LEDGER", default=str(VAR_DIR / "ledger")))
# The folder of pg_dump and pg_restore, where those on the path are not of the server's version.
POSTGRES_PROGRAMS = env.str("POSTGRES_PROGRAMS", default="")
# Where sheets lie while they are written and wait: web and worker read and write the same folder.
SHEETS_DIR = Path(env.str("SHEETS_DIR", default=str(VAR_DIR / "sheets"))).resolve()
# Where the files lie that people sent, unless a bucket is named.
MEDIA_ROOT = str(Path(env.str("FILES_DIR", default=str(VAR_DIR / "files"))).resolve())
FILES_BUCKET = env.str("FILES_BUCKET", default="")
if FILES_BUCKET:
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": FILES_BUCKET,
            "endpoint_url": env.str("FILES_ENDPOINT", default="") or None,
            "region_name": env.str("FILES_REGION", default="") or None,
            "access_key": env.str("FILES_KEY", default="") or None,
            "secret_key": env.str("FILES_SECRET", default="") or None,
            "default_acl": "private",
            "file_overwrite": False,
        },
    }
# unix:///run/clamav/clamd.ctl or tcp://host:3310; without one files are checked, and not scanned.
CLAMD = env.str("CLAMD", default="")
PORTAL_URL = env.str("PORTAL_URL", default="http://localhost:8000")
# Numbers beside 999, as JSON: [{"number": "...", "name_en": "...", "name_bn": "..."}].
HELPLINES = env.json("HELPLINES", default=[])
# Unset, it follows the number of open promises.
NOTICE_CEILING = env.int("NOTICE_CEILING", default=None)
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=False)
FIELD_KEYS = env.list("FIELD_KEYS", default=[])

# Programs: what is asked within a minute with one token, and from one address, behind which a whole
# ministry may stand.
API_REQUESTS_WITH_TOKEN = env.int("API_REQUESTS_WITH_TOKEN", default=600)
API_REQUESTS_FROM_ADDRESS = env.int("API_REQUESTS_FROM_ADDRESS", default=3_000)
KNOX_TOKEN_MODEL = "access.AccessToken"  # noqa: S105 (a model)
REST_FRAMEWORK = {"DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema"}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    "TITLE": "Shomonnoy",
    "DESCRIPTION": "Programs read and act through the same rules as the pages.",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    # Its labels would be in a language, and its names would change with what others are declared.
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": [],
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"refusals": {"()": "coordination.logs.WithoutTraceOfRefusals"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["refusals"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
}

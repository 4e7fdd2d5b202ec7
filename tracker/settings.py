"""Settings: one file, everything from the environment. `manage.py check` (events/checks.py) tells what is wrong."""

import hmac
import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

ROOT = Path(__file__).resolve().parent.parent


def flag(name: str, default: str = "0") -> bool:
    return os.environ.get(name, default).lower() in {"1", "true", "yes", "on"}


def listed(name: str, default: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


DOORS = os.environ.get("TRACKER_DOORS", "both")
DEBUG = flag("DEBUG")
SECRET_KEY = os.environ.get("SECRET_KEY", "insecure-only-for-checks-and-tests")
ALLOWED_HOSTS = listed("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = listed("CSRF_TRUSTED_ORIGINS", "")

# --- database: one server, three roles -----------------------------------------------------------------------------

DATABASE_URL = os.environ.get("DATABASE_URL", "postgresql://tracker_owner@localhost/tracker")
DATABASE_ROLE = os.environ.get("TRACKER_ROLE", "desk")
TESTING = "PYTEST_VERSION" in os.environ and DATABASE_ROLE == "owner"


def database(url: str, user: str = "", **options: Any) -> dict[str, Any]:
    """Return a Django database from a URL; `user` replaces the URL's own where it gives another role."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    if user and user != parts.username and parts.password:
        # never the owner's own: a password derived from it, which the migration gives to the role
        derived = hmac.new(parts.password.encode(), user.encode(), "sha256").hexdigest()
        options["password"] = os.environ.get(f"{user.upper()}_PASSWORD", derived)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "tracker",
        "USER": user or unquote(parts.username or ""),
        "PASSWORD": options.pop("password", unquote(parts.password or "")),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": query.get("port", str(parts.port or "")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, **options},
    }


DESK_URL = os.environ.get("DATABASE_DESK_URL", "")
PUBLIC_URL = os.environ.get("DATABASE_PUBLIC_URL", "")
OWNER = database(DATABASE_URL)
DESK = database(DESK_URL) if DESK_URL else database(DATABASE_URL, "tracker_desk")
PUBLIC = database(PUBLIC_URL) if PUBLIC_URL else database(DATABASE_URL, "tracker_public")
PUBLIC["OPTIONS"]["options"] = (
    "-c default_transaction_read_only=on -c statement_timeout=3000"
    " -c idle_in_transaction_session_timeout=60000"  # of who takes no byte of a file for a minute
)

if DOORS == "public":  # this process knows no other credentials than the public role's
    DATABASES = {"default": PUBLIC}
elif TESTING:  # one connection, so that a test's transaction is seen by both doors; doors.py takes the role instead
    DATABASES = {"default": OWNER}
else:
    DATABASES = {"default": OWNER if DATABASE_ROLE == "owner" else DESK, "public": PUBLIC}
DATABASE_ROUTERS = ["tracker.doors.PublicRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- parts ---------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "events",  # before the admin, or its templates lose
    "events.apps.DeskConfig",  # Django's admin
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]
PUBLIC_MIDDLEWARE = [
    "tracker.doors.PublicDoor",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tracker.doors.PublicCompression",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
DESK_MIDDLEWARE = [  # these act under /admin/ alone
    "tracker.doors.DeskSession",
    "tracker.doors.DeskLanguage",
    "django.middleware.csrf.CsrfViewMiddleware",
    "tracker.doors.DeskSignIn",
    "tracker.doors.DeskMessages",
]
MIDDLEWARE = PUBLIC_MIDDLEWARE + (DESK_MIDDLEWARE if DOORS != "public" else [])
ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.csp",
            ]
        },
    }
]

# --- language, time, files -----------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ko", "한국어")]
LOCALE_PATHS = [ROOT / "events" / "locale"]
TIME_ZONE = "Asia/Seoul"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "staticfiles"
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = TESTING or DEBUG

# --- security ------------------------------------------------------------------------------------------------------

HTTPS = flag("HTTPS")
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 3600
X_FRAME_OPTIONS = "DENY"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"
CSRF_FAILURE_VIEW = "events.admin.expiry.csrf_failure"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 32_000_000  # a paste that is too long is told on its form, not by a bare page
FILE_UPLOAD_HANDLERS = ["tracker.uploads.BoundedUpload"]

RELEASES = Path(
    os.environ.get("TRACKER_RELEASES", "") or Path(os.environ.get("TRACKER_DATA", ROOT / ".data")) / "releases"
)
SIGNING_KEY = os.environ.get("TRACKER_SIGNING_KEY", "")
SECURITY_CONTACTS = listed("TRACKER_SECURITY_CONTACT", "")
SECURITY_EXPIRES = os.environ.get("TRACKER_SECURITY_EXPIRES", "")
SOURCE_URL = os.environ.get("TRACKER_SOURCE_URL", "")

# --- API -----------------------------------------------------------------------------------------------------------

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "events.api.problems.problem_response",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Defection Events Tracker API",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "DESCRIPTION": "Defections across the Korean border, each value backed by the words of its source.",
    "LICENSE": {"name": "CC BY 4.0 (data)"},
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "events.api.schema.headers_of_quotas",
    ],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

# --- who asks, and reports of errors ----------------------------------------------------------------------------------

TRUSTED_PROXIES = int(os.environ.get("TRUSTED_PROXIES", "0"))  # how many of ours stand before this process
REPORT_TEXT_DAYS = int(os.environ.get("REPORT_TEXT_DAYS", "90"))

# --- quotas of the API ------------------------------------------------------------------------------------------------


def quota(text: str) -> tuple[int, int]:
    """Return so many units in so many seconds, written as 1200/60."""
    units, _, seconds = text.partition("/")
    if not (units.isdecimal() and seconds.isdecimal() and 0 < int(units) <= 1_000_000 * int(seconds)):
        raise ImproperlyConfigured(f"“{text}” is no quota: write API_READS and its like as 1200/60, units per seconds.")
    return int(units), int(seconds)


API_QUOTAS = {  # of a network, of a key
    "read": (quota(os.environ.get("API_READS", "1200/60")), quota(os.environ.get("API_KEY_READS", "6000/60"))),
    "bulk": (quota(os.environ.get("API_FILES", "120/3600")), quota(os.environ.get("API_KEY_FILES", "1200/3600"))),
}

# --- Celery --------------------------------------------------------------------------------------------------------

CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL", "redis://localhost:6379/0")
COUNTERS_URL = os.environ.get("COUNTERS_URL", CELERY_BROKER_URL)  # a public door has counters and no broker
CELERY_TASK_IGNORE_RESULT = True  # results are rows in PostgreSQL
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 1,
}
CELERY_TIMEZONE = TIME_ZONE
EVERY_NIGHT = crontab(hour="3", minute="30")
EVERY_MORNING = crontab(hour="5", minute="0")
EVERY_MONTH = crontab(hour="4", minute="0", day_of_month="1")
EVERY_SUNDAY = crontab(hour="4", minute="30", day_of_week="sun")
EVERY_TEN_MINUTES = crontab(minute="*/10")
CELERY_BEAT_SCHEDULE = {
    "whole files every ten minutes": {"task": "events.whole_files", "schedule": EVERY_TEN_MINUTES},
    "rebuild all at night": {"task": "events.rebuild_all", "schedule": EVERY_NIGHT},
    "reconcile all at night": {"task": "events.reconcile_all", "schedule": EVERY_NIGHT},
    "erase old reports in the morning": {"task": "events.erase_reports", "schedule": EVERY_MORNING},
    "forget old uses of keys in the morning": {"task": "events.forget_key_uses", "schedule": EVERY_MORNING},
    "forget work done long ago in the morning": {"task": "events.forget_work_done", "schedule": EVERY_MORNING},
    "release on the first of the month": {"task": "events.release", "schedule": EVERY_MONTH},
    "check links on Sundays": {"task": "events.check_links", "schedule": EVERY_SUNDAY},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
    "loggers": {
        "events": {"level": "INFO"},
        "tracker": {"level": "INFO"},
        "django.request": {"level": "ERROR"},  # a reader's bad parameter is no trouble of ours
    },
}

"""The one settings file. Nothing imports it but Django."""

import sys
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import locale

from tuvurane.config import environment

PROFILE = environment.one_of("PROFILE", ("demo", "production", "test"), "demo")
PRODUCTION = PROFILE == "production"
HOME = environment.home()
TUVURANE_HOME = HOME
TUVURANE_VERSION = version("tuvurane")
TUVURANE_SECRETS = environment.secrets_of(HOME)
TUVURANE_PROFILE = PROFILE

TUVURANE_CLOCK = environment.moved_clock(production=PRODUCTION)

TUVURANE_ORIGIN = environment.origin(None if PRODUCTION else "http://127.0.0.1:8000")
if PRODUCTION:
    hosts = environment.required("HOSTS", "Set it to the host names served here, such as cbs.example.org.")
else:
    hosts = environment.read("HOSTS", f"127.0.0.1,localhost,[::1],{urlsplit(TUVURANE_ORIGIN).hostname}")
# Office roles need a second factor everywhere but in the demo, whose people do not exist.
TUVURANE_SECOND_FACTOR = environment.one_of(
    "SECOND_FACTOR", ("required", "off"), "off" if PROFILE == "demo" else "required"
)
if PRODUCTION and TUVURANE_SECOND_FACTOR == "off":
    raise environment.SettingWrong(
        "SECOND_FACTOR", 'is "off"', "Office accounts in production need it: remove the setting."
    )

SECRET_KEY = TUVURANE_SECRETS["django_secret_key"]
DEBUG = False
ALLOWED_HOSTS = [host.strip() for host in hosts.split(",")]
CSRF_TRUSTED_ORIGINS = [TUVURANE_ORIGIN]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "tuvurane.journal",
    "tuvurane.places",
    "tuvurane.people",
    "tuvurane.training",
    "tuvurane.groups",
    "tuvurane.supervision",
    "tuvurane.care",
    "tuvurane.feedback",
    "tuvurane.measures",
    "tuvurane.rights",
    "tuvurane.stories",
    "tuvurane.sync",
    "tuvurane.web",
]

MIDDLEWARE = [
    "tuvurane.sync.wire.LeanAnswers",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",  # before WhiteNoise, so that the phone app's files carry the policy too
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tuvurane.web.middleware.ActorMiddleware",
    "tuvurane.web.middleware.LanguageMiddleware",
    "tuvurane.web.middleware.ClosedDoorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "tuvurane.config.urls"
WSGI_APPLICATION = "tuvurane.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "tuvurane.web.context.shell",
            ]
        },
    }
]

DATABASES = {"default": environment.database(HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
]
LOGIN_URL = "account:sign_in"
LOGIN_REDIRECT_URL = "home:today"

# Five wrong passwords for one user name from one address close it for fifteen minutes.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "tuvurane.web.account.views.locked_out"

SESSION_COOKIE_AGE = 12 * 3600
TUVURANE_SESSION_IDLE_SECONDS = 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "tuvurane.web.refusals.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    if environment.one_of("BEHIND_PROXY", ("yes", "no"), "no") == "yes":
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        AXES_IPWARE_PROXY_COUNT = 1

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

locale.LANG_INFO["rn"] = {"bidi": False, "code": "rn", "name": "Kirundi", "name_local": "Ikirundi"}
LANGUAGES = [("rn", "Ikirundi"), ("fr", "Français"), ("sw", "Kiswahili"), ("en", "English")]
LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Africa/Bujumbura"

WEB = Path(__file__).resolve().parent.parent / "web"
STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
# The phone app is served from /phone/, its service worker's scope, beside the office's /static/.
WHITENOISE_ROOT = WEB / "static" / "built"
WHITENOISE_INDEX_FILE = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
# A register holds names. It stays in memory until it is sealed; what is larger than the limit is not taken at all.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# Names, answers and notes never reach a log: axes would write user names, Django's mailer whole requests.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"axes": {"level": "ERROR"}, "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}

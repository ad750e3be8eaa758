"""
The settings of the tests: those of the product, on a throw-away home.

``TUVURANE_TEST_DATABASE=postgres`` starts a real PostgreSQL for this run; SQLite is the default.
"""

import atexit
import os
import shutil
import tempfile
from importlib import import_module
from typing import TYPE_CHECKING

from tests import postgres

# xdist's workers are children of the process that made the home and the server, and inherit both.
if "TUVURANE_TEST_HOME" not in os.environ:
    folder = tempfile.mkdtemp(prefix="tuvurane-test-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["TUVURANE_TEST_HOME"] = folder
    os.environ["TUVURANE_DATABASE"] = f"sqlite:///{folder}/tuvurane.sqlite3"
    if os.environ.get("TUVURANE_TEST_DATABASE", "sqlite") == "postgres":
        server = postgres.start()
        atexit.register(server.stop)
        os.environ["TUVURANE_DATABASE"] = server.address
for name in ("TUVURANE_ORIGIN", "TUVURANE_HOSTS", "TUVURANE_SECOND_FACTOR"):
    os.environ.pop(name, None)
os.environ["TUVURANE_HOME"] = os.environ["TUVURANE_TEST_HOME"]
os.environ["TUVURANE_PROFILE"] = "test"

if TYPE_CHECKING:  # so that the types of the settings are known
    from tuvurane.config.settings import *  # noqa: F403, TID251

product = import_module("tuvurane.config.settings")
globals().update({name: getattr(product, name) for name in dir(product) if name.isupper()})

# Rendering every state of every migration takes a third of a minute, for each process that tests.
DATABASES = {"default": product.DATABASES["default"] | {"TEST": {"MIGRATE": False}}}
# Argon2 is slow on purpose; the passwords of tests protect nothing.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Static files come from where they are written: nothing is collected for a test.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
product.STATIC_ROOT.mkdir(exist_ok=True)
# The pages are tested without the phone app being built; the browser's tests build it first.
WHITENOISE_ROOT = product.WHITENOISE_ROOT if product.WHITENOISE_ROOT.is_dir() else None

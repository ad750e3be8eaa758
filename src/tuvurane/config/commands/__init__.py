"""One file a command. Importing this package starts Django."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuvurane.config.settings")
django.setup()

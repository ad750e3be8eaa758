from django.apps import AppConfig


class SyncConfig(AppConfig):
    name = "tuvurane.sync"
    default_auto_field = "django.db.models.BigAutoField"

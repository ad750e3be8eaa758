from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "tuvurane.web"
    label = "web"

"""The addresses of evidence."""

from django.urls import path

from tuvurane.web.evidence import views, voice_views

app_name = "evidence"
urlpatterns = [
    path("change/", views.change, name="change"),
    path("voice/", voice_views.of_all, name="voice"),
    path("voice/change/", voice_views.early_safety, name="early_safety"),
]

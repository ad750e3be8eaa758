"""The addresses of evidence."""

from django.urls import path

from tuvurane.web.evidence import shift_views, story_views, views, voice_views

app_name = "evidence"
urlpatterns = [
    path("change/", views.change, name="change"),
    path("shifts/", shift_views.of_all, name="shifts"),
    path("stories/", story_views.of_all, name="stories"),
    path("voice/", voice_views.of_all, name="voice"),
    path("voice/change/", voice_views.early_safety, name="early_safety"),
]

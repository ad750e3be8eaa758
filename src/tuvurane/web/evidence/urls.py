"""The addresses of evidence."""

from django.urls import path

from tuvurane.web.evidence import views

app_name = "evidence"
urlpatterns = [path("change/", views.change, name="change")]

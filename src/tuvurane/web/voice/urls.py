"""The addresses of the vote."""

from django.urls import path

from tuvurane.web.voice import views

app_name = "voice"
urlpatterns = [
    path("", views.how, name="how"),
    path("sheet.pdf", views.sheet, name="sheet"),
    path("guide.pdf", views.guide, name="guide"),
]

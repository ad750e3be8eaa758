from django.urls import path

from tuvurane.web.attention import views

app_name = "attention"
urlpatterns = [
    path("", views.flags, name="list"),
    path("<uuid:flag_id>/answer/", views.answer, name="answer"),
]

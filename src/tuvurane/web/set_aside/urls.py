from django.urls import path

from tuvurane.web.set_aside import correct_views, views

app_name = "set_aside"
urlpatterns = [
    path("", views.records, name="list"),
    path("hand-in/", views.hand_in, name="hand_in"),
    path("phones/<uuid:device_id>/accept/", views.accept_all, name="accept_all"),
    path("<uuid:record_id>/", views.record, name="record"),
    path("<uuid:record_id>/correct/", correct_views.correct, name="correct"),
]

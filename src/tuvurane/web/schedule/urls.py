from django.urls import path

from tuvurane.web.schedule import views

app_name = "schedule"
urlpatterns = [
    path("schedule/", views.schedule, name="board"),
    path("schedule/waves/", views.waves, name="waves"),
    path("schedule/waves/<slug:wave>/", views.set_wave, name="set_wave"),
    path("groups/<uuid:group_id>/questionnaires/again/", views.ask_again, name="ask_again"),
    path("groups/<uuid:group_id>/waiting/", views.waiting, name="waiting"),
]

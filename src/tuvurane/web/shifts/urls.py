"""The addresses of small shifts, of roles taken up, and of the wall."""

from django.urls import path

from tuvurane.web.shifts import views

app_name = "shifts"
urlpatterns = [
    path("groups/<uuid:group_id>/shifts/", views.of_group, name="of_group"),
    path("groups/<uuid:group_id>/shifts/new/", views.new_shift, name="new"),
    path("shifts/told/<uuid:told_id>/correct/", views.correct_shift, name="correct"),
    path("participants/<uuid:participant_id>/roles/new/", views.new_role, name="new_role"),
    path("shifts/roles/<uuid:role_id>/correct/", views.correct_role, name="correct_role"),
    path("shifts/wall/", views.wall, name="wall"),
]

from django.urls import path

from tuvurane.web.groups import participant_views, session_views, views

app_name = "groups"
urlpatterns = [
    path("groups/", views.groups, name="list"),
    path("groups/new/", views.new_group, name="new"),
    path("groups/<uuid:group_id>/", views.group, name="group"),
    path("groups/<uuid:group_id>/change/", views.change_group, name="change"),
    path("groups/<uuid:group_id>/move/", views.move_group, name="move"),
    path("groups/<uuid:group_id>/facilitators/", views.facilitators, name="facilitators"),
    path("groups/<uuid:group_id>/facilitators/end/", views.end_assignment, name="end_assignment"),
    path("groups/<uuid:group_id>/attendance/", session_views.attendance, name="attendance"),
    path("groups/<uuid:group_id>/voice/", session_views.voice, name="voice"),
    path("groups/<uuid:group_id>/questionnaires/", views.questionnaires, name="questionnaires"),
    path("groups/<uuid:group_id>/sessions/new/", session_views.new_session, name="new_session"),
    path("groups/<uuid:group_id>/missed/new/", session_views.new_missed, name="new_missed"),
    path("groups/<uuid:group_id>/participants/new/", participant_views.enrol, name="enrol"),
    path("sessions/<uuid:session_id>/", session_views.session, name="session"),
    path("sessions/<uuid:session_id>/correct/", session_views.correct_session, name="correct_session"),
    path("participants/<uuid:participant_id>/", participant_views.participant, name="participant"),
    path("participants/<uuid:participant_id>/name/", participant_views.change_identity, name="change_identity"),
    path("participants/<uuid:participant_id>/consent/", participant_views.consent, name="consent"),
    path("participants/<uuid:participant_id>/leave/", participant_views.leave, name="leave"),
    path("participants/<uuid:participant_id>/move/", participant_views.move, name="move_participant"),
    path("participants/<uuid:participant_id>/rejoin/", participant_views.rejoin, name="rejoin"),
]

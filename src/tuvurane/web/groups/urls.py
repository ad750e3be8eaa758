from datetime import date

from django.urls import path, register_converter

from tuvurane.web.groups import consent_views, participant_views, report_views, session_views, views
from tuvurane.web.voice import views as voice_views


class Day:
    """A day in an address, as ``2026-11-22``."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, text: str) -> date:
        return date.fromisoformat(text)

    def to_url(self, day: date) -> str:
        return day.isoformat()


register_converter(Day, "day")
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
    path("groups/<uuid:group_id>/voice/", voice_views.of_group, name="voice"),
    path("groups/<uuid:group_id>/questionnaires/", views.questionnaires, name="questionnaires"),
    path("groups/<uuid:group_id>/consent/", consent_views.of_group, name="group_consents"),
    path("groups/<uuid:group_id>/sessions/new/", session_views.new_session, name="new_session"),
    path("groups/<uuid:group_id>/sessions/<int:number>/settle/", report_views.settle_session, name="settle_session"),
    path("groups/<uuid:group_id>/missed/new/", session_views.new_missed, name="new_missed"),
    path("groups/<uuid:group_id>/missed/<day:on>/settle/", report_views.settle_missed, name="settle_missed"),
    path("groups/<uuid:group_id>/participants/new/", participant_views.enrol, name="enrol"),
    path("sessions/<uuid:session_id>/", report_views.session, name="session"),
    path("sessions/<uuid:session_id>/correct/", session_views.correct_session, name="correct_session"),
    path("participants/<uuid:participant_id>/", participant_views.participant, name="participant"),
    path("participants/<uuid:participant_id>/name/", participant_views.change_identity, name="change_identity"),
    path("participants/<uuid:participant_id>/consent/", consent_views.consents, name="consents"),
    path("participants/<uuid:participant_id>/consent/<slug:purpose>/", consent_views.consent, name="consent"),
    path(
        "participants/<uuid:participant_id>/consent/<slug:purpose>/withdraw/", consent_views.withdraw, name="withdraw"
    ),
    path("consent/sheet/", consent_views.sheet, name="consent_sheet"),
    path("participants/<uuid:participant_id>/leave/", participant_views.leave, name="leave"),
    path("participants/<uuid:participant_id>/move/", participant_views.move, name="move_participant"),
    path("participants/<uuid:participant_id>/rejoin/", participant_views.rejoin, name="rejoin"),
]

"""The office's addresses, one file a family."""

from django.urls import include, path

urlpatterns = [
    path("", include("tuvurane.web.registers.urls")),
    path("", include("tuvurane.web.trainings_import.urls")),
    path("", include("tuvurane.web.home.urls")),
    path("", include("tuvurane.web.groups.urls")),
    path("", include("tuvurane.web.people.urls")),
    path("", include("tuvurane.web.training.urls")),
    path("", include("tuvurane.web.supervision.urls")),
    path("", include("tuvurane.web.schedule.urls")),
    path("", include("tuvurane.web.paper.urls")),
    path("", include("tuvurane.web.quality.urls")),
    path("", include("tuvurane.web.shifts.urls")),
    path("", include("tuvurane.web.erasures.urls")),
    path("places/", include("tuvurane.web.places.urls")),
    path("search/", include("tuvurane.web.search.urls")),
    path("account/", include("tuvurane.web.account.urls")),
    path("care/", include("tuvurane.web.care.urls")),
    path("break-glass/", include("tuvurane.web.opening.urls")),
    path("harm/", include("tuvurane.web.intake.urls")),
    path("feedback/", include("tuvurane.web.feedback.urls")),
    path("stories/", include("tuvurane.web.stories.urls")),
    path("someone-needs-help/", include("tuvurane.web.raising.urls")),
    path("instruments/", include("tuvurane.web.instruments.urls")),
    path("evidence/", include("tuvurane.web.evidence.urls")),
    path("rights/", include("tuvurane.web.rights.urls")),
    path("set-aside/", include("tuvurane.web.set_aside.urls")),
    path("stories/", include("tuvurane.web.reading.urls")),
    path("voice/", include("tuvurane.web.voice.urls")),
    path("plain/", include("tuvurane.web.plain.urls")),
]

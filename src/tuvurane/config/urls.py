"""All addresses. A URL that is missing from the permission table fails the test suite."""

from django.urls import include, path

from tuvurane.sync.api import api

urlpatterns = [
    path("", include("tuvurane.web.urls")),
    path("api/v1/", api.urls),
]

handler400 = "tuvurane.web.refusals.bad_request"
handler403 = "tuvurane.web.refusals.forbidden"
handler404 = "tuvurane.web.refusals.not_found"
handler500 = "tuvurane.web.refusals.server_error"

from django.urls import path

from tuvurane.web.erasures import views

app_name = "erasures"
urlpatterns = [
    path("erasures/", views.erasures, name="list"),
    path("erasures/<uuid:erasure_id>/", views.erasure, name="erasure"),
    path("erasures/<uuid:erasure_id>/stop/", views.stop, name="stop"),
    path("erasures/<uuid:erasure_id>/certificate.pdf", views.certificate_pdf, name="certificate"),
    path("participants/<uuid:participant_id>/erase/", views.propose, name="propose"),
    path("stories/<uuid:story_id>/erase/", views.propose_story, name="propose_story"),
    path("retention/", views.retention, name="retention"),
]

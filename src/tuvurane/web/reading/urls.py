from django.urls import path

from tuvurane.web.reading import coding_views, panel_views, views

app_name = "reading"
urlpatterns = [
    path("read/", views.stories, name="list"),
    path("read/<uuid:story_id>/", views.story, name="story"),
    path("read/<uuid:story_id>/verify/", views.verify, name="verify"),
    path("booklet/", views.booklet, name="booklet"),
    path("panels/", panel_views.panels, name="panels"),
    path("panels/new/", panel_views.new, name="new_panel"),
    path("panels/<uuid:panel_id>/", panel_views.panel, name="panel"),
    path("panels/<uuid:panel_id>/seat/", panel_views.seat, name="seat"),
    path("panels/<uuid:panel_id>/seats/<int:member_id>/leave/", panel_views.unseat, name="unseat"),
    path("panels/<uuid:panel_id>/put/", panel_views.put, name="put"),
    path("panels/<uuid:panel_id>/choose/", panel_views.choose, name="choose"),
    path("placed/<uuid:placed_id>/take/", panel_views.take, name="take"),
    path("placed/<uuid:placed_id>/told/", panel_views.tell_back, name="tell_back"),
    path("coding/", coding_views.rounds, name="rounds"),
    path("coding/new/", coding_views.new, name="new_round"),
    path("coding/codebooks/<slug:name>/<str:version>/", coding_views.codebook, name="codebook"),
    path("coding/<uuid:round_id>/", coding_views.round_, name="round"),
    path("coding/<uuid:round_id>/read/", coding_views.read, name="read"),
    path("coding/<uuid:round_id>/settle/<uuid:story_id>/", coding_views.settle, name="settle"),
    path("coding/<uuid:round_id>/close/", coding_views.close, name="close"),
]

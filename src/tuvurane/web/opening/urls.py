from django.urls import path

from tuvurane.web.opening import export_views, views

app_name = "opening"
urlpatterns = [
    path("", views.openings, name="list"),
    path("new/", views.new, name="new"),
    path("<uuid:opening_id>/", views.through, name="through"),
    path("<uuid:opening_id>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("leaving/", export_views.exports, name="exports"),
    path("leaving/new/", export_views.ask, name="ask"),
    path("leaving/<uuid:export_id>/", export_views.export, name="export"),
    path("leaving/<uuid:export_id>/approve/", export_views.approve, name="approve"),
    path("leaving/<uuid:export_id>/refuse/", export_views.refuse, name="refuse"),
]

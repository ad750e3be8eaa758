from django.urls import path

from tuvurane.web.adverse import count_views, stop_views, views

app_name = "adverse"
urlpatterns = [
    path("", views.events, name="list"),
    path("new/", views.new, name="new"),
    path("counts/", count_views.counts, name="counts"),
    path("<uuid:event_id>/", views.event, name="event"),
    path("<uuid:event_id>/judge/", views.judge, name="judge"),
    path("<uuid:event_id>/strike/", views.strike, name="strike"),
    path("stops/<uuid:stop_id>/", stop_views.stop, name="stop"),
    path("stops/<uuid:stop_id>/lift/", stop_views.lift, name="lift"),
]

from django.urls import path

from tuvurane.web.paper import views

app_name = "paper"
urlpatterns = [
    path("paper/", views.waiting, name="list"),
    path("groups/<uuid:group_id>/paper/", views.new, name="new"),
    path("paper/<uuid:sheet_id>/", views.sheet, name="sheet"),
    path("paper/<uuid:sheet_id>/key/", views.key, name="key"),
    path("paper/<uuid:sheet_id>/settle/", views.settle, name="settle"),
    path("paper/<uuid:sheet_id>/correct/", views.correct, name="correct"),
    path("paper/<uuid:sheet_id>/cancel/", views.cancel, name="cancel"),
]

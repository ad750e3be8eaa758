from django.urls import path

from tuvurane.web.intake import views

app_name = "intake"
urlpatterns = [
    path("", views.intakes, name="list"),
    path("new/", views.new, name="new"),
    path("<uuid:intake_id>/", views.intake, name="intake"),
    path("<uuid:intake_id>/take/", views.take, name="take"),
    path("<uuid:intake_id>/hand/", views.hand, name="hand"),
    path("<uuid:intake_id>/name/", views.name, name="name"),
    path("<uuid:intake_id>/close/", views.close, name="close"),
]

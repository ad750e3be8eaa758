from django.urls import path

from tuvurane.web.raising import views

app_name = "raising"
urlpatterns = [
    path("", views.somewhere, name="somewhere"),
    path("groups/<uuid:group_id>/", views.in_group, name="in_group"),
    path("handed-over/", views.handed_over, name="handed_over"),
]

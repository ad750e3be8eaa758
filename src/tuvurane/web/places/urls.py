from django.urls import path

from tuvurane.web.places import views

app_name = "places"
urlpatterns = [
    path("", views.roots, name="roots"),
    path("pick/", views.pick, name="pick"),
    path("<int:place_id>/", views.place, name="place"),
]

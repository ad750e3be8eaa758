from django.urls import path

from tuvurane.web.instruments import views

app_name = "instruments"
urlpatterns = [
    path("", views.instruments, name="list"),
    path("<slug:name>/", views.instrument, name="instrument"),
]

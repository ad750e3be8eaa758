from django.urls import path

from tuvurane.web.plain import views

app_name = "plain"
urlpatterns = [path("", views.groups, name="groups")]

from django.urls import path

from tuvurane.web.quality import views

app_name = "quality"
urlpatterns = [path("measures/quality/", views.quality, name="page")]

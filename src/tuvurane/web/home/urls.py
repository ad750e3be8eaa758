from django.urls import path

from tuvurane.web.home import views

app_name = "home"
urlpatterns = [path("", views.today, name="today")]

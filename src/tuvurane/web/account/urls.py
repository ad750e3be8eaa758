from django.urls import path

from tuvurane.web.account import views

app_name = "account"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("sign-in/", views.sign_in, name="sign_in"),
    path("second-step/", views.second_step, name="second_step"),
    path("second-factor/", views.set_up_second_factor, name="second_factor"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("language/", views.choose_language, name="language"),
]

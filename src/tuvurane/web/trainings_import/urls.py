from django.urls import path

from tuvurane.web.trainings_import import views

app_name = "trainings_import"
urlpatterns = [
    path("courses/import/", views.bring, name="import"),
    path("courses/import/template.xlsx", views.template, name="template"),
    path("courses/import/done/", views.done, name="done"),
]

from django.urls import path

from tuvurane.web.registers import views

app_name = "registers"
urlpatterns = [
    path("groups/import/", views.bring, name="import"),
    path("groups/import/template.xlsx", views.template, name="template"),
    path("groups/import/done/", views.done, name="done"),
]

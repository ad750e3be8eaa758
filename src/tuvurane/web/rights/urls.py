from django.urls import path

from tuvurane.web.rights import sheet_views, views

app_name = "rights"
urlpatterns = [
    path("", views.register, name="list"),
    path("new/", views.new_request, name="new"),
    path("<uuid:request_id>/", views.request, name="request"),
    path("<uuid:request_id>/who/", views.settle_who, name="settle_who"),
    path("<uuid:request_id>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("<uuid:request_id>/answer/", views.answer, name="answer"),
    path("<uuid:request_id>/sheet/", sheet_views.sheet, name="sheet"),
    path("<uuid:request_id>/sheet/print/", sheet_views.printed_sheet, name="printed_sheet"),
    path("<uuid:request_id>/tell/", views.tell, name="tell"),
    path("<uuid:request_id>/care/", views.tell_of_care, name="tell_of_care"),
]

from django.urls import path

from tuvurane.web.feedback import sheet_views, views

app_name = "feedback"
urlpatterns = [
    path("", views.items, name="list"),
    path("new/", views.new, name="new"),
    path("sheet/", sheet_views.sheet, name="sheet"),
    path("sheet/printed/", sheet_views.printed, name="printed"),
    path("sheet/new/", sheet_views.new_line, name="new_line"),
    path("sheet/<uuid:line_id>/off/", sheet_views.take_off, name="take_off"),
    path("<uuid:item_id>/", views.item, name="item"),
    path("<uuid:item_id>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("<uuid:item_id>/satisfied/", views.satisfied, name="satisfied"),
]

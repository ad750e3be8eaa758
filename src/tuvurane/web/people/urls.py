from django.urls import path

from tuvurane.web.people import device_views, organisation_views, views

app_name = "people"
urlpatterns = [
    path("people/", views.accounts, name="list"),
    path("people/organisation/", organisation_views.organisation, name="organisation"),
    path("people/new/", views.new_account, name="new"),
    path("people/<uuid:account_id>/", views.account, name="account"),
    path("people/<uuid:account_id>/roles/new/", views.give_role, name="give_role"),
    path("people/<uuid:account_id>/roles/<int:held_id>/end/", views.end_role, name="end_role"),
    path("people/<uuid:account_id>/password/", views.set_password, name="set_password"),
    path("people/<uuid:account_id>/second-factor/reset/", views.reset_second_factor, name="reset_second_factor"),
    path("people/<uuid:account_id>/close/", views.close_account, name="close"),
    path("people/<uuid:account_id>/devices/new/", device_views.new_device, name="new_device"),
    path("devices/<uuid:device_id>/revoke/", device_views.revoke_device, name="revoke_device"),
]

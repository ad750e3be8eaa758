from django.urls import path

from tuvurane.web.care import arrange_views, need_views, referral_views, service_views, views

app_name = "care"
urlpatterns = [
    path("", views.concerns, name="list"),
    path("concerns/<uuid:concern_id>/", views.concern, name="concern"),
    path("concerns/<uuid:concern_id>/act/", views.act, name="act"),
    path("concerns/<uuid:concern_id>/refer/", referral_views.refer, name="refer"),
    path("referrals/", referral_views.referrals, name="referrals"),
    path("referrals/<uuid:referral_id>/", referral_views.referral, name="referral"),
    path("referrals/<uuid:referral_id>/form/", referral_views.sheet, name="referral_form"),
    path("referrals/<uuid:referral_id>/steps/<str:what>/", referral_views.step, name="referral_step"),
    path("concerns/<uuid:concern_id>/close/", views.close, name="close"),
    path("concerns/<uuid:concern_id>/reopen/", views.reopen, name="reopen"),
    path("looks/", views.looks, name="looks"),
    path("on-call/", arrange_views.on_call, name="on_call"),
    path("on-call/new/", arrange_views.put_on_call, name="put_on_call"),
    path("on-call/<uuid:on_call_id>/end/", arrange_views.take_off_call, name="take_off_call"),
    path("capacity/", need_views.capacity, name="capacity"),
    path("services/", service_views.services, name="services"),
    path("services/new/", service_views.new_service, name="new_service"),
    path("services/verify/", service_views.to_verify, name="to_verify"),
    path("services/<uuid:service_id>/", service_views.service, name="service"),
    path("services/<uuid:service_id>/change/", service_views.change_service, name="change_service"),
    path("services/<uuid:service_id>/verify/", service_views.verify_service, name="verify_service"),
    path("services/<uuid:service_id>/end/", service_views.end_service, name="end_service"),
]

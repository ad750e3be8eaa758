from django.urls import path

from tuvurane.web.supervision import (
    agreement_views,
    cascade_views,
    charge_views,
    checklist_views,
    help_views,
    plan_views,
    visit_views,
    wellbeing_views,
)

app_name = "supervision"
urlpatterns = [
    path("supervision/", plan_views.plan, name="plan"),
    path("supervision/route/", plan_views.route, name="route"),
    path("supervision/visits/", visit_views.visits, name="visits"),
    path("supervision/visits/new/", visit_views.new_visit, name="new_visit"),
    path("supervision/visits/<uuid:visit_id>/", visit_views.visit, name="visit"),
    path("supervision/visits/<uuid:visit_id>/correct/", visit_views.correct_visit, name="correct_visit"),
    path("supervision/follow-ups/", agreement_views.follow_ups, name="follow_ups"),
    path("supervision/follow-ups/<uuid:follow_up_id>/", agreement_views.follow_up, name="follow_up"),
    path("supervision/help/", help_views.helps, name="helps"),
    path("supervision/help/<uuid:help_id>/", help_views.answer, name="answer_help"),
    path("supervision/wellbeing/", wellbeing_views.wellbeing, name="wellbeing"),
    path("supervision/wellbeing/<uuid:account_id>/", wellbeing_views.note, name="note_wellbeing"),
    path("supervision/charges/", charge_views.charges, name="charges"),
    path("supervision/charges/<uuid:account_id>/", charge_views.charges_of, name="charges_of"),
    path("supervision/charges/<uuid:account_id>/give/", charge_views.give, name="give_charge"),
    path("supervision/charges/<uuid:account_id>/end/", charge_views.end, name="end_charge"),
    path("groups/<uuid:group_id>/visits/", visit_views.of_group, name="of_group"),
    path("groups/<uuid:group_id>/fidelity/", checklist_views.fidelity, name="fidelity"),
    path("groups/<uuid:group_id>/sessions/<int:number>/checklist/", checklist_views.beside, name="checklist"),
    path("groups/<uuid:group_id>/sessions/<int:number>/checklist/new/", checklist_views.new, name="new_checklist"),
    path("facilitators/cascade/", cascade_views.cascade, name="cascade"),
]

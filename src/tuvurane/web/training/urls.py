from django.urls import path

import tuvurane.web.groups.urls  # noqa: F401 - registers days in addresses
from tuvurane.web.training import (
    cohort_views,
    course_views,
    deed_views,
    gate_views,
    ladder_views,
    person_views,
    rater_views,
    rating_views,
    rubric_views,
)

PERSON = "facilitators/<uuid:account_id>/"
COURSE = "courses/<uuid:course_id>/"
app_name = "training"
urlpatterns = [
    path("facilitators/", ladder_views.facilitators, name="facilitators"),
    path("facilitators/new/", ladder_views.new_candidate, name="new"),
    path("facilitators/enter/<uuid:account_id>/", ladder_views.enter, name="enter"),
    path("facilitators/gate/", gate_views.gate, name="gate"),
    path(PERSON, person_views.facilitator, name="facilitator"),
    path(f"{PERSON}change/", deed_views.change, name="change"),
    path(f"{PERSON}step/", deed_views.step, name="step"),
    path(f"{PERSON}away/", deed_views.go_away, name="away"),
    path(f"{PERSON}back/", deed_views.come_back, name="back"),
    path(f"{PERSON}former/", deed_views.join, name="join"),
    path(f"{PERSON}former/part/", deed_views.part, name="part"),
    path(f"{PERSON}override/", gate_views.override, name="override"),
    path(f"{PERSON}override/<int:override_id>/end/", gate_views.end_override, name="end_override"),
    path(f"{PERSON}rate/", rating_views.rate, name="rate"),
    path(f"{PERSON}ratings/<uuid:rating_id>/", rating_views.rating, name="rating"),
    path(f"{PERSON}ratings/<uuid:rating_id>/correct/", rating_views.correct, name="correct_rating"),
    path("courses/", course_views.courses, name="courses"),
    path("courses/new/", course_views.new_course, name="new_course"),
    path(COURSE, cohort_views.course, name="course"),
    path(f"{COURSE}change/", course_views.change_course, name="change_course"),
    path(f"{COURSE}cancel/", course_views.cancel_course, name="cancel_course"),
    path(f"{COURSE}trainees/new/", cohort_views.list_trainee, name="list_trainee"),
    path(f"{COURSE}trainees/<uuid:account_id>/withdraw/", cohort_views.withdraw, name="withdraw"),
    path(f"{COURSE}days/<day:on>/", cohort_views.mark_day, name="mark_day"),
    path(f"{COURSE}finish/", cohort_views.finish, name="finish"),
    path("raters/", rater_views.raters, name="raters"),
    path("raters/<uuid:account_id>/calibrate/", rater_views.calibrate, name="calibrate"),
    path("raters/role-plays/new/", rater_views.new_role_play, name="new_role_play"),
    path("raters/role-plays/<uuid:role_play_id>/score/", rater_views.score, name="score"),
    path("raters/role-plays/<uuid:role_play_id>/retire/", rater_views.retire, name="retire"),
    path("rubrics/", rubric_views.rubrics, name="rubrics"),
    path("rubrics/<str:name>/<str:version>/", rubric_views.rubric, name="rubric"),
]

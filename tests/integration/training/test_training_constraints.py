"""Every named constraint of the room of training stands in the database and bites."""

from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from tests.cast import NOW, SYSTEM, TODAY, Cast
from tests.factories.people import make_account
from tests.factories.training import COURSE_DAYS
from tuvurane.foundation import ids
from tuvurane.training import actions
from tuvurane.training.actions import (
    AbsencePlan,
    CalibrationPlan,
    CoursePlan,
    FacilitatorPlan,
    OverridePlan,
    RatingContent,
    RatingPlan,
    RolePlayPlan,
    ScorePlan,
    TrainingPlans,
)
from tuvurane.training.codes import (
    Away,
    CourseLevel,
    CyclePoint,
    DayMark,
    Enrolment,
    Occasion,
    Practised,
    Rung,
    WhyAway,
)
from tuvurane.training.models import RubricPack
from tuvurane.training.rules.rubrics import own

pytestmark = pytest.mark.django_db

SAME = object()  # the value of the first row, written into every row
LONG_AGO = date(2000, 1, 1)
RUBRIC = own()

# constraint -> model, and the change of a valid row (of all rows, where some value is SAME) that violates it
VIOLATIONS = {
    "facilitator_rung_is_known": ("training.Facilitator", {"rung": "saint"}),
    "facilitator_route_is_known": ("training.Facilitator", {"route": "bought"}),
    "facilitator_sex_is_known_or_not_said": ("training.Facilitator", {"sex": "x"}),
    "facilitator_gate_is_known": ("training.Facilitator", {"gate": "ajar"}),
    "facilitator_leads_some_groups": ("training.Facilitator", {"most_groups": 10}),
    "ladder_step_rung_is_known": ("training.LadderStep", {"rung": "saint"}),
    "absence_kind_is_known": ("training.Absence", {"kind": "holiday"}),
    "absence_reason_is_known": ("training.Absence", {"why": "bored"}),
    "absence_ends_after_it_starts": ("training.Absence", {"until": LONG_AGO}),
    "absence_one_open_at_a_time": ("training.Absence", {"facilitator_id": SAME}),
    "course_level_is_known": ("training.Course", {"level": "expert"}),
    "course_point_is_known": ("training.Course", {"point": "someday"}),
    "course_ends_after_it_starts": ("training.Course", {"ends_on": LONG_AGO}),
    "course_has_seats": ("training.Course", {"capacity": 0}),
    "course_name_once_in_an_organisation": ("training.Course", {"organisation_id": SAME, "name": SAME}),
    "course_trainer_is_one_of_ours_or_named": ("training.CourseTrainer", {"account_id": None, "outside_name": ""}),
    "course_trainer_once": ("training.CourseTrainer", {"course_id": SAME, "account_id": SAME, "outside_name": ""}),
    "trainee_status_is_known": ("training.Trainee", {"status": "bored"}),
    "trainee_once_in_a_course": ("training.Trainee", {"course_id": SAME, "facilitator_id": SAME}),
    "course_day_once": ("training.CourseDay", {"course_id": SAME, "on": SAME}),
    "trainee_day_marked_once": ("training.TraineeDay", {"day_id": SAME, "trainee_id": SAME}),
    "trainee_day_mark_is_known": ("training.TraineeDay", {"mark": "asleep"}),
    "rating_occasion_is_known": ("training.Rating", {"occasion": "in_a_dream", "course_id": None}),
    "rating_in_a_group_names_its_session": ("training.Rating", {"session_number": 16}),
    "rating_of_a_course_names_it": ("training.Rating", {"course_id": None}),
    "rating_is_by_another": ("training.Rating", {"rater": models.F("facilitator")}),
    "rating_of_a_course_counted_once_a_rater": (
        "training.Rating",
        {"facilitator_id": SAME, "rater_id": SAME, "course_id": SAME, "occasion": SAME},
    ),
    "rating_standing_is_known": ("training.Rating", {"standing": "deleted"}),
    "rating_superseded_by_another": ("training.Rating", {"standing": "superseded"}),
    "gate_override_has_a_reason": ("training.GateOverride", {"reason": ""}),
    "gate_override_is_for_another": ("training.GateOverride", {"supervisor": models.F("facilitator")}),
    "role_play_title_once_in_an_organisation": ("training.RolePlay", {"organisation_id": SAME, "title": SAME}),
    "calibration_ends_after_it_starts": ("training.Calibration", {"until": LONG_AGO}),
    "rubric_pack_once": ("training.RubricPack", {"name": SAME, "version": SAME}),
}
NAMED = {
    constraint.name: (model._meta.label, constraint)
    for model in apps.get_app_config("training").get_models()
    for constraint in model._meta.constraints
}


def course(cast: Cast, name: str, people: list[FacilitatorPlan]) -> CoursePlan:
    marks = {person.account_id: DayMark.PRESENT for person in people}
    return CoursePlan(
        id=ids.new_id(NOW),
        name=name,
        level=CourseLevel.REFRESHER,
        place_id=cast.places["Burunga"].pk,
        starts_on=COURSE_DAYS[0],
        ends_on=COURSE_DAYS[-1],
        capacity=9,
        point=CyclePoint.BEFORE_GROUPS,
        made_at=NOW,
        trainers=[cast["trainer"].pk, cast["coordinator"].pk],
        trainees=dict.fromkeys(marks, Enrolment.COMPLETED),
        days=[(on, [Practised.GAMES], marks) for on in COURSE_DAYS[:2]],
    )


@pytest.fixture
def full(cast: Cast) -> None:
    """At least two rows of every kind."""
    people = [
        FacilitatorPlan(
            make_account(cast.organisation, name).pk,
            cast.places["Muriza"].pk,
            LONG_AGO,
            steps=[(Rung.BASIC, LONG_AGO)],
            absences=[AbsencePlan(Away.LEFT, WhyAway.MOVED, TODAY)],
        )
        for name in ("alice", "beatrice")
    ]
    courses = [course(cast, name, people) for name in ("First", "Second")]
    ticks = {"listening": ["b1"]}
    ratings = [
        RatingPlan(
            ids.new_id(NOW),
            RatingContent(
                person.account_id, TODAY, Occasion.COURSE_END, RUBRIC.name, RUBRIC.version, ticks,
                course_id=held.id, rater_id=cast["carine"].pk,
            ),
            True,
            NOW,
        )
        for person in people
        for held in courses
    ]  # fmt: skip
    rater = cast["carine"].pk
    actions.load_training(
        actor=SYSTEM,
        organisation_id=cast.organisation.pk,
        plans=TrainingPlans(
            facilitators=people,
            courses=courses,
            ratings=ratings,
            overrides=[OverridePlan(person.account_id, rater, "near", NOW, TODAY) for person in people],
            role_plays=[
                RolePlayPlan(
                    ids.new_id(NOW), title, "", RUBRIC.name, RUBRIC.version, ticks, NOW,
                    [ScorePlan(ids.new_id(NOW), rater, ticks, TODAY)],
                )
                for title in ("One", "Two")
            ],
            calibrations=[
                CalibrationPlan(
                    rater, RUBRIC.name, version, 5, None, None, None, {}, False, TODAY, date(2027, 5, 1), NOW
                )
                for version in ("1.0", "2.0")
            ],
        ),
        now=NOW,
    )  # fmt: skip
    for version in ("1", "2"):
        RubricPack(name="other", version=version, licence="CC0", definition={}, loaded_at=NOW).save()


def violate(label, changes):
    """Write the change behind the actions' back; answers the database's own words."""
    rows = apps.get_model(label)._base_manager.order_by("pk")
    first = rows.first()
    values = {name: getattr(first, name) if value is SAME else value for name, value in changes.items()}
    target = rows if SAME in changes.values() else rows.filter(pk=first.pk)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        target.order_by().update(**values)
    return str(refused.value)


def told_by(said, constraint):
    """Whether the database names this constraint; SQLite names the columns of a unique one instead."""
    if constraint.name in said:
        return True
    unique = isinstance(constraint, models.UniqueConstraint) and connection.vendor == "sqlite"
    return unique and all(f".{name}" in said for name in constraint.fields)


def test_every_named_constraint_of_training_has_a_row_that_violates_it():
    assert set(VIOLATIONS) == set(NAMED)


@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_database_itself_refuses_it_by_name(full, name):
    label, changes = VIOLATIONS[name]

    assert NAMED[name][0] == label
    assert told_by(violate(label, changes), NAMED[name][1])

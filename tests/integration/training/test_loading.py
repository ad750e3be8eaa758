"""Loading people, courses and ratings in bulk: as the single acts would have made them, all of them or none."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.cast import NOW, SYSTEM, TODAY, Cast
from tests.factories.people import make_account
from tests.factories.training import COURSE_DAYS, make_course, make_facilitator
from tuvurane.foundation import ids
from tuvurane.journal import queries as journal
from tuvurane.journal.models import Entry
from tuvurane.people import problems as people_problems
from tuvurane.people.models import Account
from tuvurane.training import actions, problems, queries
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
    Gate,
    Occasion,
    Practised,
    Rung,
    WhyAway,
)
from tuvurane.training.models import Calibration, Course, Facilitator, GateOverride, Rating, RolePlay, RolePlayScore
from tuvurane.training.rules.rubrics import Kind, own

pytestmark = pytest.mark.django_db

ENTERED = date(2025, 2, 3)
RUBRIC = own()
WELL = {competence.code: [behaviour.code for behaviour in competence.behaviours if behaviour.kind == Kind.BASIC]
        for competence in RUBRIC.competences}  # fmt: skip
HARM = WELL | {"listening": ["h1"]}


@pytest.fixture
def people(cast: Cast) -> dict[str, Account]:
    """Three accounts that are not on the ladder yet."""
    return {name: make_account(cast.organisation, name) for name in ("alice", "beatrice", "claude")}


def person(cast, account, **changed):
    plan = FacilitatorPlan(account.pk, cast.places["Muriza"].pk, ENTERED, languages=("rn",))
    return replace(plan, **changed)


def course(cast, **changed):
    plan = CoursePlan(
        id=ids.new_id(NOW),
        name="Basic training, March",
        level=CourseLevel.BASIC,
        place_id=cast.places["Burunga"].pk,
        starts_on=COURSE_DAYS[0],
        ends_on=COURSE_DAYS[-1],
        capacity=20,
        point=CyclePoint.BEFORE_GROUPS,
        made_at=NOW,
        outside=("Emmanuel",),
    )
    return replace(plan, **changed)


def rating(cast, account, ticks=WELL, *, on=date(2026, 6, 1), rater="carine", counts=True, **said):
    content = RatingContent(
        account.pk, on, Occasion.ROLE_PLAY, RUBRIC.name, RUBRIC.version, ticks, rater_id=cast[rater].pk, **said
    )
    return RatingPlan(ids.new_id(NOW), content, counts, NOW)


def load(cast, actor=SYSTEM, **plans):
    return actions.load_training(
        actor=actor, organisation_id=cast.organisation.pk, plans=TrainingPlans(**plans), now=NOW
    )


def everything(cast, people):
    """A load with something of every kind."""
    alice, beatrice, claude = people.values()
    present = {alice.pk: DayMark.PRESENT, beatrice.pk: DayMark.ABSENT}
    return {
        "facilitators": [
            person(cast, alice, sex="f", weekdays=(3, 1)),
            person(cast, beatrice),
            person(
                cast,
                claude,
                steps=[(Rung.BASIC, ENTERED), (Rung.INTERMEDIATE, date(2026, 1, 5))],
                generation=1,
                most_groups=3,
                absences=[AbsencePlan(Away.REST, WhyAway.TIRED, date(2026, 5, 1), date(2026, 8, 1))],
            ),
        ],
        "courses": [
            course(
                cast,
                trainers=[claude.pk],
                trainees={alice.pk: Enrolment.COMPLETED, beatrice.pk: Enrolment.NOT_COMPLETED},
                days=[(on, [Practised.PHASES], present) for on in COURSE_DAYS],
            )
        ],
        "ratings": [rating(cast, claude), rating(cast, claude, HARM, on=date(2026, 7, 1), note="shouted")],
        "overrides": [OverridePlan(claude.pk, cast["carine"].pk, "nobody else is near", NOW, TODAY)],
        "role_plays": [
            RolePlayPlan(
                ids.new_id(NOW), "Two neighbours", "reel 1", RUBRIC.name, RUBRIC.version, WELL, NOW,
                [ScorePlan(ids.new_id(NOW), cast["carine"].pk, HARM, date(2026, 5, 1))],
            )
        ],
        "calibrations": [
            CalibrationPlan(
                cast["carine"].pk, RUBRIC.name, RUBRIC.version, 5, 0.9, 0.7, 0.97, {"listening": None}, True,
                date(2026, 5, 2), date(2026, 11, 2), NOW,
            )
        ],
    }  # fmt: skip


def test_what_is_loaded_reads_as_if_it_had_been_done_act_by_act(cast, people):
    loaded = load(cast, **everything(cast, people))

    alice, beatrice, claude = (Facilitator.objects.get(pk=account.pk) for account in people.values())
    assert (loaded.facilitators, loaded.courses, loaded.trainees, loaded.ratings) == (3, 1, 2, 2)
    assert (alice.sex, alice.weekdays, alice.languages, alice.most_groups) == ("f", [1, 3], ["rn"], 2)
    assert (alice.rung, alice.rung_since, alice.generation) == (Rung.BASIC, COURSE_DAYS[-1], 2)
    assert (beatrice.rung, beatrice.generation) == (Rung.CANDIDATE, None)
    assert (claude.rung, claude.rung_since, claude.gate) == (Rung.INTERMEDIATE, date(2026, 1, 5), Gate.BLOCKED)
    assert [taken.rung for taken in queries.steps_of(claude)] == [Rung.BASIC, Rung.INTERMEDIATE]
    assert queries.away_on([claude.pk], date(2026, 6, 1))
    training = queries.trainings_of(alice)[0]
    assert (training.status, training.share, training.course.generation) == (Enrolment.COMPLETED, 1.0, 2)
    assert training.course.finished_at is not None
    reading = queries.gates_of([claude.pk], now=NOW)[claude.pk]
    assert (reading.state, reading.may_lead) == (Gate.BLOCKED, True)
    assert queries.note_of(queries.ratings_of(claude)[1]) == "shouted"
    assert RolePlayScore.objects.get().levels["listening"] == 1
    assert Calibration.objects.get().certified


def test_the_same_load_twice_changes_nothing(cast, people):
    plans = everything(cast, people)
    load(cast, **plans)
    lines = Entry.objects.count()

    again = load(cast, **plans)

    assert (again.facilitators, again.courses, again.trainees, again.ratings) == (0, 0, 0, 0)
    assert Entry.objects.count() == lines
    kinds = (Facilitator, Course, Rating, GateOverride, RolePlay, Calibration)
    assert [kind.objects.count() for kind in kinds] == [3, 1, 2, 1, 1, 1]


def test_the_chain_of_the_journal_holds_over_a_load(cast, people):
    load(cast, **everything(cast, people))

    assert journal.verify().broken_at is None
    assert {row.seq for row in Rating.objects.all()} == set(
        Entry.objects.filter(verb="ratings.load").values_list("seq", flat=True)
    )


def test_those_known_already_stay_as_they_are_and_learn_from_a_past_list(cast, people):
    known = make_facilitator(people["alice"], cast.places["Butare"], rung=Rung.CANDIDATE, sex="f")

    load(
        cast,
        facilitators=[person(cast, people["alice"], sex="m")],
        courses=[course(cast, trainees={known.pk: Enrolment.COMPLETED})],
    )

    known.refresh_from_db()
    assert (known.place.name, known.sex) == ("Butare", "f")
    assert (known.rung, known.generation) == (Rung.BASIC, 1)


def test_generations_follow_one_another_inside_one_load_whatever_its_order(cast, people):
    alice, beatrice, claude = people.values()

    def taught(name, month, trainee, **said):
        day = date(2025, month, 3)
        done = {trainee.pk: Enrolment.COMPLETED}
        return course(cast, name=name, starts_on=day, ends_on=day, trainees=done, **said)

    load(
        cast,
        facilitators=[person(cast, account) for account in people.values()],
        courses=[
            taught("third", 6, claude, trainers=[beatrice.pk]),
            taught("second", 5, beatrice, trainers=[alice.pk]),
            taught("first", 4, alice),
        ],
    )

    assert [Facilitator.objects.get(pk=account.pk).generation for account in people.values()] == [1, 2, 3]


def test_who_waits_is_called_in_the_order_of_the_list(cast, people):
    plan = course(
        cast,
        capacity=1,
        starts_on=TODAY,
        ends_on=TODAY + timedelta(days=4),
        trainees={
            people["claude"].pk: Enrolment.ENROLLED,
            people["beatrice"].pk: Enrolment.WAITING,
            people["alice"].pk: Enrolment.WAITING,
        },
    )
    load(cast, facilitators=[person(cast, account) for account in people.values()], courses=[plan])

    rows = queries.cohort_of(Course.objects.get()).trainees

    assert [(row.facilitator.pk, row.place_in_queue) for row in rows] == [
        (people["claude"].pk, None),
        (people["beatrice"].pk, 1),
        (people["alice"].pk, 2),
    ]


def unfit(cast, people):
    """Loads of which one thing cannot be."""
    alice = people["alice"]
    enters = {"facilitators": [person(cast, alice)]}
    seat = {alice.pk: Enrolment.COMPLETED}
    late = TODAY + timedelta(days=1)
    rest = AbsencePlan(Away.REST, WhyAway.TIRED, ENTERED, ENTERED + timedelta(days=9))
    return {
        "a person of another house": (
            problems.FacilitatorUnknown, {"facilitators": [person(cast, cast["stranger"])]}),
        "a step before the entry": (
            problems.DateBeforeEntry, {"facilitators": [person(cast, alice, steps=[(Rung.BASIC, date(2024, 1, 1))])]}),
        "a step to come": (
            problems.DateInTheFuture, {"facilitators": [person(cast, alice, steps=[(Rung.BASIC, late)])]}),
        "the same rung twice": (
            problems.AlreadyOnRung,
            {"facilitators": [person(cast, alice, steps=[(Rung.BASIC, ENTERED), (Rung.BASIC, TODAY)])]}),
        "two absences at once": (
            problems.AlreadyAway, {"facilitators": [person(cast, alice, absences=[rest, rest])]}),
        "an absence that ends before it starts": (
            problems.EndsBeforeStart,
            {"facilitators": [person(cast, alice, absences=[replace(rest, until=ENTERED)])]}),
        "ten groups at once": (problems.OutOfRange, {"facilitators": [person(cast, alice, most_groups=10)]}),
        "a course for nobody known": (problems.FacilitatorUnknown, {"courses": [course(cast, trainees=seat)]}),
        "a trainer nobody knows": (
            problems.TrainerUnknown, {"courses": [course(cast, trainers=[ids.new_id(NOW)])]}),
        "more trainees than seats": (
            problems.CapacityBelowTaken,
            {"facilitators": [person(cast, account) for account in people.values()],
             "courses": [course(cast, capacity=2, trainees={a.pk: Enrolment.COMPLETED for a in people.values()})]}),
        "outcomes before the end": (
            problems.CourseNotOver, enters | {"courses": [course(cast, ends_on=late, trainees=seat)]}),
        "a day outside the course": (
            problems.DayOutsideCourse,
            enters | {"courses": [course(cast, trainees=seat, days=[(TODAY, [], {alice.pk: DayMark.PRESENT})])]}),
        "a mark for who has no seat": (
            problems.NotEnrolled,
            enters | {"courses": [course(cast, days=[(COURSE_DAYS[0], [], {alice.pk: DayMark.PRESENT})])]}),
        "a course that ends before it starts": (
            problems.EndsBeforeStart, {"courses": [course(cast, ends_on=date(2026, 1, 1))]}),
        "one name twice": (problems.CourseNameTaken, {"courses": [course(cast), course(cast)]}),
        "a generation before the first": (problems.OutOfRange, {"courses": [course(cast, generation=0)]}),
        "a rating of nobody known": (problems.FacilitatorUnknown, {"ratings": [rating(cast, alice)]}),
        "a rating by a stranger": (problems.RaterUnknown, enters | {"ratings": [rating(cast, alice, rater="stranger")]}),
        "a rating of tomorrow": (problems.DateInTheFuture, enters | {"ratings": [rating(cast, alice, on=late)]}),
        "a behaviour of no rubric": (
            problems.BehaviourUnknown, enters | {"ratings": [rating(cast, alice, {"listening": ["z9"]})]}),
        "an override for oneself": (
            problems.OverridesOneself, enters | {"overrides": [OverridePlan(alice.pk, alice.pk, "why not", NOW, TODAY)]}),
    }  # fmt: skip


UNFIT = (
    "a person of another house",
    "a step before the entry",
    "a step to come",
    "the same rung twice",
    "two absences at once",
    "an absence that ends before it starts",
    "ten groups at once",
    "a course for nobody known",
    "a trainer nobody knows",
    "more trainees than seats",
    "outcomes before the end",
    "a day outside the course",
    "a mark for who has no seat",
    "a course that ends before it starts",
    "one name twice",
    "a generation before the first",
    "a rating of nobody known",
    "a rating by a stranger",
    "a rating of tomorrow",
    "a behaviour of no rubric",
    "an override for oneself",
)


@pytest.mark.parametrize("what", UNFIT)
def test_one_thing_that_cannot_be_refuses_the_whole_load(cast, people, what):
    refusal, plans = unfit(cast, people)[what]
    lines = Entry.objects.count()

    with pytest.raises(refusal):
        load(cast, **plans)

    assert not Facilitator.objects.exists()
    assert not Course.objects.exists()
    assert Entry.objects.count() == lines


def test_every_unfit_load_is_tried(cast, people):
    assert tuple(unfit(cast, people)) == UNFIT


def test_a_name_that_a_course_has_already_is_refused(cast):
    make_course(cast.organisation, cast.places["Burunga"])

    with pytest.raises(problems.CourseNameTaken):
        load(cast, courses=[course(cast)])


@pytest.mark.parametrize("kind", ["facilitators", "courses"])
def test_nobody_else_loads_people_or_courses(cast, people, kind):
    plans = {"facilitators": [person(cast, people["alice"])], "courses": [course(cast)]}

    for name in sorted(set(Cast.ROLES) - {"coordinator", "trainer"}):
        with pytest.raises(people_problems.NotAllowed):
            load(cast, cast.actor(name), **{kind: plans[kind]})


@pytest.mark.parametrize("name", ["coordinator", "trainer"])
def test_who_manages_ladder_and_courses_loads_past_lists(cast, people, name):
    alice = people["alice"]

    load(cast, cast.actor(name), facilitators=[person(cast, alice)],
         courses=[course(cast, trainees={alice.pk: Enrolment.COMPLETED})])  # fmt: skip

    assert Facilitator.objects.get().rung == Rung.BASIC


@pytest.mark.parametrize("kind", ["ratings", "overrides", "role_plays", "calibrations"])
def test_what_moves_gates_is_loaded_by_the_system_alone(cast, people, kind):
    plans = everything(cast, people)

    for name in ("coordinator", "trainer", "carine"):
        with pytest.raises(people_problems.NotAllowed):
            load(cast, cast.actor(name), **{kind: plans[kind]})


def test_past_lists_stay_inside_the_places_of_who_loads_them(cast, people):
    outside = person(cast, people["alice"], place_id=cast.places["Rutana"].pk)

    with pytest.raises(people_problems.NotAllowed):
        load(cast, cast.actor("coordinator"), facilitators=[outside])

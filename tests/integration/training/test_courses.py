"""Courses: seats and who waits for one, days and their marks, outcomes; and who may do it."""

from datetime import date, timedelta

import pytest
from django.db import connection

from tests.cast import NOW, SYSTEM, TODAY, Cast
from tests.factories.people import make_account
from tests.factories.training import COURSE_DAYS, course_said, hold_course, make_course, make_facilitator
from tuvurane.foundation import ids
from tuvurane.journal.models import Entry
from tuvurane.people import problems as people_problems
from tuvurane.training import actions, problems, queries
from tuvurane.training.codes import Away, CourseLevel, DayMark, Enrolment, Practised, Rung, WhyAway
from tuvurane.training.models import Course, Facilitator, Trainee

pytestmark = pytest.mark.django_db

MANAGERS = {"coordinator", "trainer"}
FIRST = COURSE_DAYS[0]


@pytest.fixture
def candidates(cast: Cast) -> list[Facilitator]:
    """Four who want to learn it, on Muriza."""
    return [
        make_facilitator(make_account(cast.organisation, name), cast.places["Muriza"], rung=Rung.CANDIDATE)
        for name in ("alice", "beatrice", "claude", "denise")
    ]


@pytest.fixture
def course(cast: Cast, candidates: list[Facilitator]) -> Course:
    """A course with two seats for the four of them."""
    return make_course(cast.organisation, cast.places["Burunga"], capacity=2, trainees=candidates)


def change(course, actor=SYSTEM, place=None, **changed):
    said = course_said(place or course.place, **({"capacity": course.capacity} | changed))
    return actions.change_course(actor=actor, course=course, said=said, now=NOW)


def withdraw(course, facilitator, actor=SYSTEM):
    return actions.withdraw_trainee(actor=actor, course=course, facilitator=facilitator, now=NOW)


def enlist(course, facilitator, actor=SYSTEM):
    return actions.list_trainee(actor=actor, course=course, facilitator=facilitator, now=NOW)


def mark(course, marks, on=FIRST, practised=(), actor=SYSTEM):
    return actions.mark_day(actor=actor, course=course, on=on, practised=practised, marks=marks, now=NOW)


def finish(course, completed, actor=SYSTEM):
    return actions.finish_course(actor=actor, course=course, completed=[person.pk for person in completed], now=NOW)


def standing(course):
    return {row.facilitator.account.username: row.status for row in queries.cohort_of(course).trainees}


# ------------------------------------------------------------------------------------------------ planning


def test_a_planned_course_is_found_with_what_was_said(cast):
    planned = make_course(
        cast.organisation, cast.places["Burunga"], name="  Basic  ", trainers=[cast["trainer"].pk], outside=["Ada "]
    )

    found = queries.course_for(cast.actor("coordinator"), planned.pk)
    assert (found.name, found.level, found.capacity, found.generation) == ("Basic", CourseLevel.BASIC, 20, None)
    assert [(trainer.name, trainer.account) for trainer in queries.trainers_of(found)] == [
        ("Trainer", cast["trainer"]),
        ("Ada", None),
    ]


def test_planned_twice_the_first_one_stays(cast):
    course_id = ids.new_id(NOW)
    make_course(cast.organisation, cast.places["Burunga"], course_id=course_id)
    lines = Entry.objects.count()

    again = make_course(cast.organisation, cast.places["Burunga"], course_id=course_id, name="Another")

    assert again.name == "Basic training, March"
    assert Entry.objects.count() == lines


def test_the_id_of_another_house_plans_nothing(cast):
    theirs = make_course(cast.other, cast.places["Burunga"])

    with pytest.raises(problems.IdAlreadyUsed):
        make_course(cast.organisation, cast.places["Burunga"], course_id=theirs.pk)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        pytest.param({"ends_on": FIRST - timedelta(days=1)}, problems.EndsBeforeStart, id="ends before it starts"),
        pytest.param({"capacity": 0}, problems.OutOfRange, id="without a seat"),
        pytest.param({"capacity": 201}, problems.OutOfRange, id="a whole commune"),
        pytest.param({"name": "  "}, problems.NameMissing, id="without a name"),
        pytest.param({"name": "x" * 81}, problems.TooLong, id="a name like a sentence"),
        pytest.param({"outside": [" "]}, problems.NameMissing, id="a trainer without a name"),
        pytest.param({"trainers": [ids.new_id(NOW)]}, problems.TrainerUnknown, id="a trainer whom nobody knows"),
        pytest.param({"generation": 0}, problems.OutOfRange, id="before the first generation"),
    ],
)
def test_a_course_that_cannot_be_is_not_planned(cast, said, refusal):
    with pytest.raises(refusal):
        make_course(cast.organisation, cast.places["Burunga"], **said)

    assert not Course.objects.exists()


def test_a_trainer_of_another_house_is_no_trainer_of_ours(cast):
    with pytest.raises(problems.TrainerUnknown):
        make_course(cast.organisation, cast.places["Burunga"], trainers=[cast["stranger"].pk])


def test_a_name_is_taken_once_in_an_organisation(cast, course):
    make_course(cast.other, cast.places["Burunga"])

    with pytest.raises(problems.CourseNameTaken):
        make_course(cast.organisation, cast.places["Burunga"])


# ------------------------------------------------------------------------------------------------ seats


def test_who_comes_after_the_last_seat_waits_in_the_order_of_coming(course):
    cohort = queries.cohort_of(course)

    assert [(row.facilitator.account.username, row.status, row.place_in_queue) for row in cohort.trainees] == [
        ("alice", Enrolment.ENROLLED, None),
        ("beatrice", Enrolment.ENROLLED, None),
        ("claude", Enrolment.WAITING, 1),
        ("denise", Enrolment.WAITING, 2),
    ]
    assert queries.seats_of([course])[course.pk] == (2, 2, 0, 2)


def test_a_seat_that_becomes_free_goes_to_the_first_who_waits(course, candidates):
    withdraw(course, candidates[0])

    assert standing(course) == {
        "beatrice": Enrolment.ENROLLED,
        "claude": Enrolment.ENROLLED,
        "denise": Enrolment.WAITING,
        "alice": Enrolment.WITHDRAWN,
    }


def test_who_waited_and_withdraws_leaves_the_seats_as_they_are(course, candidates):
    withdraw(course, candidates[2])

    assert standing(course)["denise"] == Enrolment.WAITING
    assert queries.cohort_of(course).trainees[2].place_in_queue == 1


def test_more_seats_call_up_those_who_wait(course):
    change(course, capacity=3)

    assert standing(course)["claude"] == Enrolment.ENROLLED
    assert standing(course)["denise"] == Enrolment.WAITING


def test_fewer_seats_than_are_taken_are_refused(course):
    with pytest.raises(problems.CapacityBelowTaken):
        change(course, capacity=1)


def test_who_withdrew_and_comes_again_waits_last(course, candidates):
    withdraw(course, candidates[0])
    again = actions.list_trainee(actor=SYSTEM, course=course, facilitator=candidates[0], now=NOW + timedelta(minutes=1))

    assert again.status == Enrolment.WAITING
    assert [row.facilitator.account.username for row in queries.cohort_of(course).trainees][-2:] == ["denise", "alice"]


def test_listed_or_withdrawn_twice_is_once(course, candidates):
    withdraw(course, candidates[0])
    lines = Entry.objects.count()

    withdraw(course, candidates[0])
    enlist(course, candidates[1])

    assert Entry.objects.count() == lines
    assert Trainee.objects.count() == 4


def test_who_is_not_on_the_list_is_not_withdrawn(cast, course):
    with pytest.raises(problems.NotListed):
        withdraw(course, make_facilitator(cast["amina"], cast.places["Muriza"]))


def test_who_left_is_not_listed(cast, course):
    amina = make_facilitator(cast["amina"], cast.places["Muriza"])
    actions.go_away(
        actor=SYSTEM, facilitator=amina, kind=Away.LEFT, why=WhyAway.MOVED, since=TODAY, until=None, now=NOW
    )

    with pytest.raises(problems.HasLeft):
        enlist(course, amina)


def test_somebody_of_another_house_does_not_exist_for_a_course(cast, course):
    stranger = make_facilitator(cast["stranger"], cast.places["Muriza"])

    with pytest.raises(problems.FacilitatorUnknown):
        enlist(course, stranger)


def test_the_last_seat_is_given_once(committed_cast, together):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one connection write at a time")
    cast = committed_cast
    people = [make_facilitator(cast[name], cast.places["Muriza"]) for name in ("amina", "bosco")]
    course = make_course(cast.organisation, cast.places["Burunga"], capacity=1)

    met = together(*(lambda person=person: enlist(course, person) for person in people))

    assert sorted(trainee.status for trainee in met) == [Enrolment.ENROLLED, Enrolment.WAITING]


# ------------------------------------------------------------------------------------------------ days


def test_a_day_is_kept_with_its_marks_and_what_it_practised(course, candidates):
    alice, beatrice = candidates[:2]
    mark(
        course,
        {alice.pk: DayMark.PRESENT, beatrice.pk: DayMark.PART},
        practised=[Practised.ROLE_PLAY, Practised.PHASES, Practised.PHASES],
    )
    mark(course, {alice.pk: DayMark.PRESENT, beatrice.pk: DayMark.ABSENT}, on=COURSE_DAYS[1])

    cohort = queries.cohort_of(course)
    assert [(day.on, day.practised) for day in cohort.days] == [
        (COURSE_DAYS[0], [Practised.PHASES, Practised.ROLE_PLAY]),
        (COURSE_DAYS[1], []),
    ]
    assert [(row.marks.get(FIRST), row.present_share) for row in cohort.trainees[:3]] == [
        (DayMark.PRESENT, 1.0),
        (DayMark.PART, 0.25),
        (None, None),
    ]
    training = queries.trainings_of(beatrice)[0]
    assert (training.present, training.days, training.share) == (0.5, 2, 0.25)


def test_a_correction_changes_only_what_it_says_and_is_journalled_as_one(course, candidates):
    alice, beatrice = candidates[:2]
    mark(course, {alice.pk: DayMark.PRESENT, beatrice.pk: DayMark.PRESENT})

    mark(course, {alice.pk: DayMark.ABSENT})

    assert [row.marks[FIRST] for row in queries.cohort_of(course).trainees[:2]] == [DayMark.ABSENT, DayMark.PRESENT]
    line = Entry.objects.order_by("-seq")[0]
    assert (line.verb, line.detail["corrected"]) == ("courses.correct_day", 1)


def test_the_same_day_twice_changes_nothing(course, candidates):
    mark(course, {candidates[0].pk: DayMark.PRESENT}, practised=[Practised.GAMES])
    lines = Entry.objects.count()

    mark(course, {candidates[0].pk: DayMark.PRESENT}, practised=[Practised.GAMES])

    assert Entry.objects.count() == lines


@pytest.mark.parametrize(
    "on", [FIRST - timedelta(days=1), COURSE_DAYS[-1] + timedelta(days=1)], ids=["the day before", "the day after"]
)
def test_a_day_outside_the_course_is_refused_with_the_place_named(course, candidates, on):
    with pytest.raises(problems.DayOutsideCourse) as refused:
        mark(course, {candidates[0].pk: DayMark.PRESENT}, on=on)

    sentence = refused.value.sentence("en")
    assert "Burunga" in sentence
    assert "Basic training, March" in sentence
    assert str(on) in sentence


def test_a_day_to_come_is_not_recorded(cast, candidates):
    coming = make_course(
        cast.organisation, cast.places["Burunga"], starts_on=TODAY, ends_on=TODAY + timedelta(days=2),
        trainees=candidates,
    )  # fmt: skip

    with pytest.raises(problems.DateInTheFuture):
        mark(coming, {candidates[0].pk: DayMark.PRESENT}, on=TODAY + timedelta(days=1))


@pytest.mark.parametrize("who", [2, None], ids=["who waits", "who is not on the list"])
def test_only_those_with_a_seat_are_marked(cast, course, candidates, who):
    person = make_facilitator(cast["amina"], cast.places["Muriza"]) if who is None else candidates[who]

    with pytest.raises(problems.NotEnrolled):
        mark(course, {candidates[0].pk: DayMark.PRESENT, person.pk: DayMark.PRESENT})

    assert not queries.cohort_of(course).days


def test_days_keep_a_course_from_being_moved_away_from_them(course, candidates):
    mark(course, {candidates[0].pk: DayMark.PRESENT}, on=COURSE_DAYS[-1])

    with pytest.raises(problems.DayOutsideCourse):
        change(course, ends_on=COURSE_DAYS[-2])


# ------------------------------------------------------------------------------------------------ outcomes


def test_who_completed_has_the_course_and_candidates_who_are_ready_their_first_rung(course, candidates):
    alice, beatrice = candidates[:2]
    hold_course(course, [alice, beatrice], completed=[alice])

    alice.refresh_from_db()
    beatrice.refresh_from_db()
    assert (alice.rung, alice.rung_since, alice.generation) == (Rung.BASIC, COURSE_DAYS[-1], 1)
    assert (beatrice.rung, beatrice.generation) == (Rung.CANDIDATE, None)
    assert standing(course)["beatrice"] == Enrolment.NOT_COMPLETED
    assert queries.steps_of(alice)[-1].course == course


def test_a_candidate_who_was_hardly_there_stays_one_until_a_person_decides(course, candidates):
    alice, beatrice = candidates[:2]
    absences = dict.fromkeys(COURSE_DAYS[:2], DayMark.ABSENT)
    hold_course(course, [alice, beatrice], marks=absences)

    alice.refresh_from_db()
    assert alice.rung == Rung.CANDIDATE
    assert [lack.code for lack in queries.readiness_of(alice, on=TODAY).lacks] == ["days"]


def test_nobody_steps_by_itself_above_the_first_rung(cast, candidates):
    person = candidates[0]
    hold_course(make_course(cast.organisation, cast.places["Burunga"], trainees=[person]), [person])
    follow_up = make_course(
        cast.organisation, cast.places["Burunga"], name="Follow-up", level=CourseLevel.INTERMEDIATE, trainees=[person]
    )

    hold_course(follow_up, [person])

    person.refresh_from_db()
    assert person.rung == Rung.BASIC


def test_a_generation_is_that_of_the_first_basic_course(cast, candidates):
    alice, beatrice, claude, _ = candidates
    hold_course(make_course(cast.organisation, cast.places["Burunga"], name="First", trainees=[alice]), [alice])
    second = make_course(
        cast.organisation, cast.places["Burunga"], name="Second", trainers=[alice.pk], trainees=[alice, beatrice]
    )
    hold_course(second, [alice, beatrice])
    unknown = make_course(
        cast.organisation, cast.places["Burunga"], name="Third", trainers=[cast["trainer"].pk], trainees=[claude]
    )
    hold_course(unknown, [claude])

    assert [row.generation for row in Facilitator.objects.order_by("account__username")[:3]] == [1, 2, None]
    assert [course.generation for course in Course.objects.order_by("name")] == [1, 2, None]


def test_a_generation_that_becomes_known_before_the_end_is_passed_on(cast, candidates):
    alice, beatrice = candidates[:2]
    course = make_course(
        cast.organisation, cast.places["Burunga"], name="Second", trainers=[alice.pk], trainees=[beatrice]
    )
    hold_course(make_course(cast.organisation, cast.places["Burunga"], name="First", trainees=[alice]), [alice])

    hold_course(course, [beatrice])

    assert Facilitator.objects.get(pk=beatrice.pk).generation == 2


def test_a_stated_generation_is_believed(cast, candidates):
    course = make_course(cast.organisation, cast.places["Burunga"], generation=3, trainees=candidates[:1])

    hold_course(course, candidates[:1])

    assert Facilitator.objects.get(pk=candidates[0].pk).generation == 3


def test_a_course_does_not_end_before_its_last_day(cast, candidates):
    running = make_course(
        cast.organisation, cast.places["Burunga"], starts_on=TODAY, ends_on=TODAY + timedelta(days=1),
        trainees=candidates,
    )  # fmt: skip

    with pytest.raises(problems.CourseNotOver):
        finish(running, candidates)


def test_who_waited_did_not_complete(course, candidates):
    with pytest.raises(problems.NotEnrolled):
        finish(course, candidates)

    assert set(standing(course).values()) == {Enrolment.ENROLLED, Enrolment.WAITING}


AFTERWARDS = {
    "finish": lambda course, person: finish(course, [person]),
    "list": enlist,
    "withdraw": withdraw,
    "change": lambda course, person: change(course),
    "cancel": lambda course, person: actions.cancel_course(actor=SYSTEM, course=course, on=TODAY, now=NOW),
}


@pytest.mark.parametrize("act", AFTERWARDS)
def test_a_finished_course_changes_only_by_correcting_days(course, candidates, act):
    hold_course(course, candidates[:2])

    with pytest.raises(problems.CourseFinished):
        AFTERWARDS[act](course, candidates[0])


def test_a_day_is_corrected_after_the_end_and_the_outcome_stays(course, candidates):
    alice = candidates[0]
    hold_course(course, candidates[:2])

    mark(course, {alice.pk: DayMark.ABSENT})

    row = queries.cohort_of(course).trainees[0]
    assert (row.status, row.present_share) == (Enrolment.COMPLETED, 0.8)


@pytest.mark.parametrize("act", ["finish", "list", "withdraw", "change", "mark"])
def test_a_cancelled_course_stays_as_it_was(course, candidates, act):
    actions.cancel_course(actor=SYSTEM, course=course, on=TODAY, now=NOW)
    acts = AFTERWARDS | {"mark": lambda course, person: mark(course, {person.pk: DayMark.PRESENT})}

    with pytest.raises(problems.CourseCancelled):
        acts[act](course, candidates[0])

    assert standing(course)["alice"] == Enrolment.ENROLLED


def test_cancelled_twice_the_first_day_stays(course):
    actions.cancel_course(actor=SYSTEM, course=course, on=date(2026, 2, 1), now=NOW)

    again = actions.cancel_course(actor=SYSTEM, course=course, on=TODAY, now=NOW)

    assert again.cancelled_on == date(2026, 2, 1)


# ------------------------------------------------------------------------------------------------ who may


@pytest.mark.parametrize("act", ["plan", "change", "cancel", "list", "withdraw", "mark", "finish"])
def test_nobody_else_touches_a_course(cast, course, candidates, act):
    lines = Entry.objects.count()

    for name in sorted(set(Cast.ROLES) - MANAGERS):
        with pytest.raises(people_problems.NotAllowed):
            touching(cast, course, candidates[0], cast.actor(name))[act]()

    assert Entry.objects.count() == lines


def touching(cast, course, alice, actor):
    return {
        "plan": lambda: make_course(cast.organisation, cast.places["Burunga"], name="Another", actor=actor),
        "change": lambda: change(course, actor=actor),
        "cancel": lambda: actions.cancel_course(actor=actor, course=course, on=TODAY, now=NOW),
        "list": lambda: enlist(course, alice, actor=actor),
        "withdraw": lambda: withdraw(course, alice, actor=actor),
        "mark": lambda: mark(course, {alice.pk: DayMark.PRESENT}, actor=actor),
        "finish": lambda: finish(course, [alice], actor=actor),
    }


@pytest.mark.parametrize("name", sorted(MANAGERS))
def test_coordinators_and_trainers_hold_courses(cast, candidates, name):
    actor, alice = cast.actor(name), candidates[0]
    course = make_course(cast.organisation, cast.places["Burunga"], actor=actor)
    enlist(course, alice, actor=actor)
    mark(course, {alice.pk: DayMark.PRESENT}, actor=actor)
    finish(course, [alice], actor=actor)

    assert standing(course) == {"alice": Enrolment.COMPLETED}


def test_who_may_see_the_ladder_finds_its_courses(cast, course):
    everybody = {name: cast.actor(name) for name in (*Cast.ROLES, "system")}

    finding = {name for name, actor in everybody.items() if queries.courses_visible_to(actor).exists()}

    assert finding == MANAGERS | {"director", "system"}  # carine's places lie below the course's
    for name in everybody.keys() - finding:
        with pytest.raises(problems.CourseUnknown):
            queries.course_for(everybody[name], course.pk)


def test_nobody_is_listed_by_who_may_not_see_them(cast, course):
    elsewhere = make_facilitator(make_account(cast.organisation, "edith"), cast.places["Rutana"])

    with pytest.raises(people_problems.NotAllowed):
        enlist(course, elsewhere, actor=cast.actor("trainer"))


def test_a_cohort_of_many_costs_the_same_questions_as_one_of_few(cast, candidates, django_assert_num_queries):
    course = make_course(cast.organisation, cast.places["Burunga"], trainees=candidates)
    for on in COURSE_DAYS:
        mark(course, {person.pk: DayMark.PRESENT for person in candidates}, on=on)

    with django_assert_num_queries(3):
        queries.cohort_of(course)

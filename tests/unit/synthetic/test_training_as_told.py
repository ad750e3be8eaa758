"""Who was trained, seen and looked after in the synthetic programme is plausible, and no gate closes by chance."""

from collections import Counter, defaultdict
from datetime import timedelta
from functools import cache
from itertools import pairwise
from statistics import fmean
from typing import NamedTuple
from uuid import UUID

import pytest

from tests.unit.synthetic.conftest import HIRED_SINCE, NOW, TODAY, make_areas, told_before
from tuvurane.config.synthetic.chance import Chance
from tuvurane.config.synthetic.competence import Seeing, in_order
from tuvurane.config.synthetic.people import Hiring, Person, Staff, give_groups, led, people_of
from tuvurane.config.synthetic.raters import Raters, certify
from tuvurane.config.synthetic.rounds import facilitators
from tuvurane.config.synthetic.scales import SCALES
from tuvurane.config.synthetic.supervision import Looking
from tuvurane.config.synthetic.ticks import Ticking
from tuvurane.config.synthetic.training import Told, tell
from tuvurane.supervision.actions import SupervisionPlans
from tuvurane.supervision.codes import VisitFormat
from tuvurane.training.codes import RUNGS, Away, CourseLevel, Enrolment, Gate, Occasion, Rung
from tuvurane.training.rules.gate import Seen, gate_of
from tuvurane.training.rules.levels import levels_of
from tuvurane.training.rules.rubrics import own

SEED = 8


class House(NamedTuple):
    """One organisation of a partner's year, told without a database."""

    people: list[Person]
    staff: Staff
    told: Told
    raters: Raters
    seeing: Seeing
    looked: SupervisionPlans


@cache
def told_house(seed: int = SEED, draws: str = "training") -> House:
    stories = told_before(seed)
    since = min(story.plan.starts_on for story in stories if story.plan.starts_on) - timedelta(weeks=4)
    accounts, pairs = facilitators(
        Chance(seed), make_areas(), pairs=SCALES["partner"].facilitators // 2, since=HIRED_SINCE, prefix="facilitator"
    )
    people = people_of(accounts, pairs)
    give_groups(people, [group for story in stories if (group := led(story.plan))])
    chance = Chance(f"{draws} {seed}")
    hiring = Hiring(chance, "A", since)
    hiring.trainers(people, None)
    hiring.supervisors(people, None)
    staff = hiring.staff
    told = tell(chance, people, staff.trainers, since=since, now=NOW)
    trainers = [trainer.id for trainer in staff.trainers]
    raters = certify(
        chance,
        Ticking(chance),
        [*trainers, *(supervisor.id for supervisor in staff.supervisors)],
        sure=[*trainers, staff.supervisors[0].id],
        since=since,
        today=TODAY,
    )
    seeing = Seeing(chance, raters.certified, since, NOW)
    seeing.courses(told.courses, told.learners)
    seeing.close_some(staff.supervisors, told.learners)
    seeing.sessions(staff.supervisors, told.learners)
    looked = Looking(chance, people, staff.supervisors, since, NOW).plans(seeing.rated.sat)
    return House(people, staff, told, raters, seeing, looked)


@pytest.fixture
def house() -> House:
    return told_house()


def gates(house: House) -> dict[UUID, Gate]:
    """The gate of each person who was rated, by its own rule."""
    seen: dict[UUID, list[Seen]] = defaultdict(list)
    for seq, plan in enumerate(in_order(house.seeing.rated.ratings)):
        levels = levels_of(plan.content.ticks, own())
        assert plan.content.rater_id is not None
        seen[plan.content.facilitator_id].append(
            Seen(plan.id, plan.content.on, seq, plan.content.rater_id, levels, plan.counts)
        )
    return {account_id: gate_of(ratings).state for account_id, ratings in seen.items()}


def levels(house: House, occasion: Occasion, level: CourseLevel | None = None) -> list[int]:
    courses = {course.id: course.level for course in house.told.courses}
    return [
        level_seen
        for plan in house.seeing.rated.ratings
        if plan.content.occasion == occasion
        and (level is None or (plan.content.course_id and courses[plan.content.course_id] == level))
        for level_seen in levels_of(plan.content.ticks, own()).values()
    ]


def test_everybody_who_leads_was_trained_before_the_first_group(house):
    taught = {
        account_id: course.ends_on
        for course in house.told.courses
        if course.level == CourseLevel.BASIC
        for account_id, status in course.trainees.items()
        if status == Enrolment.COMPLETED
    }

    assert all(taught[one.id] < one.groups[0].starts_on for one in house.people if one.groups)


def test_steps_go_up_in_time_and_never_two_at_once(house):
    for plan in house.told.facilitators:
        rungs, days = zip(*plan.steps, strict=True)

        assert all(earlier <= later for earlier, later in pairwise(days))
        assert all(RUNGS.index(later) > RUNGS.index(earlier) for earlier, later in pairwise(rungs))
        assert plan.entered_on <= days[0]
        assert days[-1] <= TODAY


def test_there_are_three_generations_and_each_teaches_the_next(house):
    generation_of = {trainer.id: trainer.generation for trainer in house.staff.trainers}
    basics = [course for course in house.told.courses if course.level == CourseLevel.BASIC and course.generation]

    assert {course.generation for course in basics} == {1, 2, 3}
    assert all(bool(course.outside) == (course.generation == 1) for course in basics)
    assert all(generation_of[pk] == (course.generation or 0) - 1 for course in basics for pk in course.trainers)


def test_a_course_keeps_its_seats_and_its_days(house):
    for course in house.told.courses:
        seated = [
            pk for pk, status in course.trainees.items() if status not in {Enrolment.WAITING, Enrolment.WITHDRAWN}
        ]

        assert len(seated) <= course.capacity
        assert all(course.starts_on <= on <= course.ends_on and on.isoweekday() != 7 for on, _, _ in course.days)
        assert all(set(marks) <= set(seated) for _, _, marks in course.days)
    assert len({course.name for course in house.told.courses}) == len(house.told.courses)


def test_a_course_comes_that_is_full_and_for_which_some_wait(house):
    coming = [course for course in house.told.courses if course.starts_on > TODAY]

    assert len(coming) == 1
    statuses = Counter(coming[0].trainees.values())
    assert statuses[Enrolment.ENROLLED] == coming[0].capacity
    assert statuses[Enrolment.WAITING] >= 3


def test_somebody_left_and_somebody_did_not_complete(house):
    left = [plan for plan in house.told.facilitators if any(one.kind == Away.LEFT for one in plan.absences)]
    outcomes = [status for course in house.told.courses for status in course.trainees.values()]

    assert left
    assert Enrolment.NOT_COMPLETED in outcomes
    assert sum(plan.steps[-1][0] == Rung.CANDIDATE for plan in house.told.facilitators) >= 10


def test_levels_grow_from_the_start_of_a_first_training_to_the_end_of_the_next(house):
    start = levels(house, Occasion.COURSE_START, CourseLevel.BASIC)
    end = levels(house, Occasion.COURSE_END, CourseLevel.BASIC)
    later = levels(house, Occasion.COURSE_END, CourseLevel.INTERMEDIATE)

    assert 0.25 <= start.count(1) / len(start) <= 0.5
    assert fmean(level <= 2 for level in start) >= 0.8
    assert fmean(start) + 0.6 < fmean(end) < fmean(later)
    assert 1 not in end


def test_a_few_gates_are_closed_one_of_them_paused_and_nobody_elses(house):
    state = gates(house)
    closed = {pk: gate for pk, gate in state.items() if gate != Gate.CLEAR}

    assert set(closed) == set(house.seeing.closed)
    assert Counter(closed.values())[Gate.PAUSED] == 1
    assert 3 <= len(closed) <= 5
    assert all(next(one for one in house.people if one.id == pk).leads_now for pk in closed)


def test_one_word_lifts_a_closed_gate_until_a_day_to_come(house):
    overrides = house.seeing.rated.overrides

    assert len(overrides) == 1
    assert gates(house)[overrides[0].facilitator_id] == Gate.BLOCKED
    assert 0 <= (overrides[0].last_day - TODAY).days <= 14
    assert overrides[0].given_at <= NOW


def test_the_one_whom_the_demo_shows_grew_and_may_lead(house):
    shown = house.people[0]
    mine = [plan for plan in in_order(house.seeing.rated.ratings) if plan.content.facilitator_id == shown.id]

    first, last = (fmean(levels_of(plan.content.ticks, own()).values()) for plan in (mine[0], mine[-1]))

    assert shown.shown
    assert last > first + 0.6
    assert gates(house)[shown.id] == Gate.CLEAR


def test_a_rating_counts_where_its_rater_was_certified_that_day(house):
    ratings = house.seeing.rated.ratings

    assert all(
        plan.counts == house.raters.certified[plan.content.rater_id].on(plan.content.on)
        for plan in ratings
        if plan.content.rater_id
    )
    assert {plan.counts for plan in ratings} == {True, False}


def test_some_raters_are_not_certified_and_their_scores_say_why(house):
    latest = {one.rater_id: one for one in house.raters.calibrations}

    assert any(not one.certified and (one.icc is None or one.icc < 0.75) for one in latest.values())
    assert all(one.icc is not None and one.icc >= 0.75 for one in latest.values() if one.certified)
    assert fmean(one.certified for one in latest.values()) >= 0.7


def test_everybody_is_looked_after_by_one_supervisor_with_no_more_than_eight(house):
    charged = Counter(charge.facilitator_id for charge in house.looked.charges)

    assert set(charged) == {person.id for person in house.people}
    assert set(charged.values()) == {1}
    assert max(Counter(charge.supervisor_id for charge in house.looked.charges).values()) <= 8


def test_visits_have_a_checklist_and_some_facilitators_say_their_own(house):
    observers = {supervisor.id for supervisor in house.staff.supervisors}
    sat = [visit for visit in house.looked.visits if visit.content.format == VisitFormat.SESSION]
    said = [
        (one.content.group_id, one.content.session_number, one.recorded_by)
        for one in house.looked.checklists
    ]  # fmt: skip

    assert sat
    assert len(set(said)) == len(said)
    assert {visit.content.group_id for visit in sat} <= {group for group, _, by in said if by in observers}
    assert any(by not in observers for _, _, by in said)


def test_what_was_agreed_is_partly_done_partly_due_and_partly_late(house):
    agreed = house.looked.follow_ups
    open_now = [one for one in agreed if one.done_on is None]

    assert len(open_now) < len(agreed) / 2
    assert any(one.content.due_on < TODAY for one in open_now)
    assert any(one.content.due_on >= TODAY for one in open_now)


def test_somebody_waits_for_help_and_somebody_has_had_it(house):
    assert {one.answered_by is None for one in house.looked.helps} == {True, False}


def test_nothing_was_recorded_after_now(house):
    moments = [plan.recorded_at for plan in (*house.seeing.rated.ratings, *house.looked.visits)]

    assert max(moments) <= NOW


def test_the_same_seed_tells_the_same_and_another_does_not(house):
    again = told_house.__wrapped__()

    assert again.seeing.rated.ratings == house.seeing.rated.ratings
    assert again.looked == house.looked
    assert told_house(draws="otherwise").looked != house.looked

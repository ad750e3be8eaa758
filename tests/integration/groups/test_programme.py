"""Loading groups in bulk: as the single acts would have made them, all of them or none."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from tests.cast import NOW, SYSTEM, Cast
from tests.factories.groups import new_id
from tuvurane.foundation.records import Standing
from tuvurane.groups import actions, problems, queries
from tuvurane.groups.actions import GroupPlan, MissedPlan, PersonPlan, SessionContent, SessionPlan, Shifted, Tally
from tuvurane.groups.codes import (
    AgeBand,
    Challenge,
    Joining,
    Leaving,
    Mark,
    MissedReason,
    NoticedBy,
    Phase,
    PlaceKind,
    Purpose,
    Sex,
    Shift,
    Status,
    Voice,
)
from tuvurane.groups.models import Consent, FacilitatorAssignment, Group, Membership, Participant, Session
from tuvurane.groups.queries import Identity
from tuvurane.journal import queries as journal
from tuvurane.people import problems as people_problems
from tuvurane.people.scope import Actor

pytestmark = pytest.mark.django_db

BEGAN = date(2026, 9, 1)
RUNNING = ((Status.RECRUITING, BEGAN - timedelta(days=20)), (Status.RUNNING, BEGAN))


def make_person(seat: int, **change: object) -> PersonPlan:
    plan = PersonPlan(
        id=new_id(),
        code=f"KAMATO-{new_id().hex[-8:]}",
        identity=Identity(f"Nadia Person{seat}", contact="+257 00 00 00 00"),
        sex=Sex.F,
        age_band=AgeBand.FROM_25,
        seat=seat,
        joined_on=BEGAN,
        consents={Purpose.TAKE_PART: BEGAN, Purpose.BE_MEASURED: BEGAN},
    )
    return replace(plan, **change)


def make_content(number: int, **change: object) -> SessionContent:
    content = SessionContent(
        number=number,
        held_on=BEGAN + timedelta(weeks=number - 1),
        minutes=175,
        place_kind=PlaceKind.CHURCH,
        phase=Phase.TRUST,
        facilitators=(1, 2),
        marks={1: Mark.PRESENT, 2: Mark.ABSENT},
        voice={Voice.HEARD: Tally(1, 0, 0)},
        shifts=(Shifted(Shift.ANGER, "less shouting", NoticedBy.FAMILY),),
        challenges=(Challenge.CONFLICT,),
        note="a note",
    )
    return replace(content, **change)


def make_session(number: int, *, supersedes: UUID | None = None, **change: object) -> SessionPlan:
    return SessionPlan(new_id(), make_content(number, **change), None, NOW, supersedes)


def make_plan(cast: Cast, **change: object) -> GroupPlan:
    plan = GroupPlan(
        id=new_id(),
        place_id=cast.places["Muriza"].pk,
        name="Dufashanye",
        site="",
        language="rn",
        weekday=2,
        starts_on=BEGAN,
        moves=RUNNING,
        facilitators=[(cast["amina"].pk, BEGAN, None)],
        people=[make_person(1), make_person(2)],
        sessions=[],
        missed=[],
        made_at=NOW - timedelta(days=100),
    )
    return replace(plan, **change)


def load(cast: Cast, *plans: GroupPlan, actor: Actor = SYSTEM) -> actions.Loaded:
    return actions.load_programme(actor=actor, organisation_id=cast.organisation.pk, plans=plans, now=NOW)


def group_of(plan: GroupPlan) -> Group:
    group = queries.group_by_id(plan.id)
    assert group is not None
    return group


def test_a_loaded_report_is_the_same_as_a_recorded_one(cast):
    content = make_content(1, facilitators=(1,))
    loaded, recorded = (
        make_plan(cast, sessions=[SessionPlan(new_id(), content, None, NOW)]),
        make_plan(cast, name="Other"),
    )
    load(cast, loaded, recorded)

    taken = actions.record_session(
        actor=SYSTEM, group=group_of(recorded), session_id=new_id(), content=content, now=NOW
    ).report

    first = queries.sessions_of(group_of(loaded)).get()
    for name in ("number", "held_on", "minutes", "place_kind", "phase", "challenges", "present", "marked", "standing"):
        assert getattr(first, name) == getattr(taken, name)
    assert queries.note_of(first) == "a note"
    shifts = queries.shifts_of(group_of(loaded))
    assert [one.shift for one in shifts] == [(Shift.ANGER, "less shouting", NoticedBy.FAMILY)]
    assert shifts == queries.shifts_of(group_of(recorded))
    assert queries.voice_of(group_of(loaded)) == queries.voice_of(group_of(recorded))


def test_a_loaded_report_sent_again_by_a_phone_changes_nothing(cast):
    report = make_session(1, facilitators=(1,))
    plan = make_plan(cast, sessions=[report])
    load(cast, plan)

    again = actions.record_session(
        actor=SYSTEM, group=group_of(plan), session_id=report.id, content=report.content, now=NOW
    )

    assert not again.new


def test_people_are_sealed_seated_and_have_said_yes(cast):
    plan = make_plan(cast)

    load(cast, plan)

    members = queries.members_of(group_of(plan), identified=True)
    assert [(member.seat, member.called, member.how) for member in members] == [
        (1, "Nadia", "joined"),
        (2, "Nadia", "joined"),
    ]
    assert queries.consent_stands(members[0].participant_id, Purpose.BE_MEASURED)
    assert b"Nadia" not in bytes(Participant.objects.get(pk=members[0].participant_id).identity_sealed)


def test_a_consent_taken_back_stands_no_more(cast):
    person = make_person(1, withdrawn={Purpose.BE_MEASURED: BEGAN + timedelta(days=30)})

    load(cast, make_plan(cast, people=[person]))

    assert not queries.consent_stands(person.id, Purpose.BE_MEASURED)
    assert queries.consent_stands(person.id, Purpose.TAKE_PART)
    assert Consent.objects.filter(participant=person.id).count() == 3


def test_facilitators_are_numbered_as_listed(cast):
    pair = [(cast["carine"].pk, BEGAN, BEGAN + timedelta(days=9)), (cast["amina"].pk, BEGAN - timedelta(days=9), None)]
    plan = make_plan(cast, facilitators=pair, sessions=[make_session(1, facilitators=(2,))])

    load(cast, plan)

    assert [leader.n for leader in queries.facilitators_of(group_of(plan))] == [2]
    assert Session.objects.get(group=plan.id).facilitators.get().account == cast["amina"]


def test_the_same_load_twice_changes_nothing(cast):
    plan = make_plan(cast, sessions=[make_session(1, facilitators=(1,))])
    load(cast, plan)
    before = journal.cursor()

    loaded = load(cast, plan)

    assert loaded == actions.Loaded()
    assert journal.cursor() == before


def test_every_group_and_report_has_its_line_and_the_journal_stays_whole(cast):
    before = journal.cursor()
    missed = MissedPlan(new_id(), BEGAN + timedelta(days=7), MissedReason.RAIN, None, NOW)
    plan = make_plan(cast, sessions=[make_session(1, facilitators=(1,))], missed=[missed])

    load(cast, plan)

    assert journal.cursor() == before + 3 == group_of(plan).seq
    assert Session.objects.get(group=plan.id).seq == before + 2
    assert [entry.verb for entry in journal.of_subject("group", plan.id)] == [
        "sessions.load",
        "sessions.load",
        "groups.load",
    ]
    assert journal.verify().whole


def test_a_correction_supersedes_and_a_second_report_stands_beside(cast):
    first, second = make_session(1, facilitators=(1,)), make_session(2, facilitators=(1,))
    better = make_session(1, facilitators=(1,), supersedes=first.id)
    other = make_session(2, facilitators=(1,), minutes=90)

    load(cast, make_plan(cast, sessions=[first, second, better, other]))

    standing = dict(Session.objects.values_list("pk", "standing"))
    assert standing[first.id] == Standing.SUPERSEDED
    assert Session.objects.get(pk=first.id).superseded_by_id == better.id
    assert standing[better.id] == standing[second.id] == Standing.COUNTED
    assert standing[other.id] == Standing.BESIDE


def test_someone_who_moves_is_one_person_with_two_stays(cast):
    moved_on = BEGAN + timedelta(days=20)
    person = make_person(1)
    left = replace(person, left_on=moved_on, why_left=Leaving.OTHER_GROUP)
    came = replace(person, seat=2, joined_on=moved_on, how=Joining.MOVED)

    loaded = load(cast, make_plan(cast, people=[left]), make_plan(cast, name="Other", people=[make_person(1), came]))

    assert loaded.participants == 2
    assert list(Membership.objects.filter(participant=person.id).order_by("pk").values_list("how", flat=True)) == [
        "joined",
        "moved",
    ]


def test_progress_hears_of_every_batch(cast):
    heard: list[int] = []
    plans = [make_plan(cast, name=f"Group {number}", people=[]) for number in range(61)]

    actions.load_programme(
        actor=SYSTEM, organisation_id=cast.organisation.pk, plans=plans, now=NOW, progress=heard.append
    )

    assert heard == [60, 61]


def test_a_coordinator_loads_groups_of_their_places(cast):
    loaded = load(cast, make_plan(cast), actor=cast.actor("coordinator"))

    assert loaded.groups == 1


@pytest.mark.parametrize("name", ["amina", "carine", "stranger", "administrator"])
def test_nobody_else_loads_groups(cast, name):
    with pytest.raises(people_problems.NotAllowed):
        load(cast, make_plan(cast), actor=cast.actor(name))

    assert not Group.objects.exists()


REFUSALS = {
    "a name that is taken": (problems.GroupNameTaken, lambda cast: [make_plan(cast), make_plan(cast)]),
    "a leap in the life cycle": (
        problems.MoveNotAllowed,
        lambda cast: [make_plan(cast, moves=[(Status.RUNNING, BEGAN)])],
    ),
    "no start": (problems.StartMissing, lambda cast: [make_plan(cast, starts_on=None)]),
    "a session before it ran": (
        problems.GroupNotRunning,
        lambda cast: [make_plan(cast, moves=RUNNING[:1], sessions=[make_session(1)])],
    ),
    "tomorrow": (
        problems.DateInTheFuture,
        lambda cast: [make_plan(cast, sessions=[make_session(1, held_on=NOW.date() + timedelta(days=1))])],
    ),
    "a move tomorrow": (
        problems.DateInTheFuture,
        lambda cast: [make_plan(cast, moves=[(Status.STOPPED, NOW.date() + timedelta(days=1))])],
    ),
    "someone who leads nothing": (
        problems.NotAFacilitator,
        lambda cast: [make_plan(cast, facilitators=[(new_id(), BEGAN, None)])],
    ),
    "a leader of another hill": (
        problems.NotAFacilitator,
        lambda cast: [make_plan(cast, facilitators=[(cast["bosco"].pk, BEGAN, None)])],
    ),
    "a person without a name": (
        problems.NameMissing,
        lambda cast: [make_plan(cast, people=[make_person(1, identity=Identity(" "))])],
    ),
    "a person who left before coming": (
        problems.DateBeforeJoining,
        lambda cast: [make_plan(cast, people=[make_person(1, left_on=date(2026, 1, 1), why_left=Leaving.WORK)])],
    ),
    "a person in two groups": (
        problems.AlreadyInAGroup,
        lambda cast: [
            make_plan(cast, people=[person := make_person(1)]),
            make_plan(cast, name="Other", people=[replace(person, seat=1)]),
        ],
    ),
    "a mark on an empty seat": (
        problems.SeatUnknown,
        lambda cast: [make_plan(cast, sessions=[make_session(1, facilitators=(1,), marks={9: Mark.PRESENT})])],
    ),
    "a third facilitator": (
        problems.SeatUnknown,
        lambda cast: [make_plan(cast, sessions=[make_session(1, facilitators=(3,))])],
    ),
    "a correction of nothing": (
        problems.NothingToSupersede,
        lambda cast: [make_plan(cast, sessions=[make_session(1, facilitators=(1,), supersedes=new_id())])],
    ),
    "nobody there": (
        problems.NobodyThere,
        lambda cast: [make_plan(cast, sessions=[make_session(1, marks={1: Mark.ABSENT})])],
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_one_fault_refuses_the_whole_load(cast, case):
    problem, plans = REFUSALS[case]
    before = journal.cursor()

    with pytest.raises(problem):
        load(cast, make_plan(cast, name="A good one"), *plans(cast))

    assert not Group.objects.exists()
    assert not FacilitatorAssignment.objects.exists()
    assert journal.cursor() == before

"""Overrides: who gives them, to whom, for how long; what stands on the board."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.ratings import certify, override, rate
from tests.factories.training import make_facilitator
from tuvurane.journal.models import Entry
from tuvurane.people.models import Account, Organisation
from tuvurane.people.problems import NotAllowed
from tuvurane.training import actions, problems, queries
from tuvurane.training.codes import Away, Gate, WhyAway
from tuvurane.training.models import GateOverride

IN_A_FORTNIGHT = TODAY + timedelta(days=14)


@pytest.fixture
def amina(cast):
    """Her gate is blocked by what carine saw."""
    certify(cast["carine"])
    certify(cast["trainer"])
    facilitator = make_facilitator(cast["amina"], cast.places["Muriza"])
    rate(facilitator, cast["carine"], on=TODAY - timedelta(days=2), safety=1)
    return facilitator


def reading(facilitator, now=NOW):
    return queries.gates_of([facilitator.pk], now=now)[facilitator.pk]


@pytest.mark.parametrize("who", ["carine", "coordinator"])
def test_a_supervisor_or_coordinator_lets_somebody_lead_and_the_gate_stays_blocked(cast, amina, who):
    given = override(amina, cast.actor(who), last_day=TODAY, reason="  We lead together. ")

    read = reading(amina)
    assert (read.state, read.override, read.may_lead) == (Gate.BLOCKED, given, True)
    assert (given.reason, given.supervisor_id) == ("We lead together.", cast[who].pk)
    assert [item.competence for item in read.open] == ["safety"]
    entry = Entry.objects.latest("seq")
    assert (entry.verb, entry.subject_id) == ("gate.override", str(amina.pk))
    assert entry.detail == {"override": given.pk, "last_day": TODAY.isoformat()}


@pytest.mark.parametrize("who", ["trainer", "amina", "bosco", "director", "administrator", "stranger"])
def test_nobody_else_lifts_a_block(cast, amina, who):
    with pytest.raises(NotAllowed):
        override(amina, cast.actor(who), last_day=TODAY)
    assert not reading(amina).may_lead


def test_an_override_has_a_person_who_answers_for_it_and_never_for_themselves(cast, amina):
    carine = make_facilitator(cast["carine"], cast.places["Musongati"])
    rate(carine, cast["trainer"], on=TODAY, safety=1)

    with pytest.raises(problems.OverridesOneself):
        override(amina, SYSTEM, last_day=TODAY)
    with pytest.raises(problems.OverridesOneself):
        override(carine, cast.actor("carine"), last_day=TODAY)


@pytest.mark.parametrize(
    ("days", "taken"), [(-1, False), (0, True), (14, True), (15, False)], ids=lambda value: str(value).lower()
)
def test_an_override_lasts_fourteen_days_at_the_most(cast, amina, days, taken):
    last_day = TODAY + timedelta(days=days)

    if taken:
        assert override(amina, cast.actor("carine"), last_day=last_day).last_day == last_day
    else:
        with pytest.raises(problems.OverrideDayOutside) as refused:
            override(amina, cast.actor("carine"), last_day=last_day)
        assert refused.value.details == {"first": TODAY, "last": IN_A_FORTNIGHT}


def test_the_fourteen_days_are_those_of_the_organisation(cast, amina):
    """At 22:30 in UTC the next day has begun in Bujumbura."""
    late = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)

    with pytest.raises(problems.OverrideDayOutside):
        override(amina, cast.actor("carine"), last_day=TODAY, now=late)
    longest = IN_A_FORTNIGHT + timedelta(days=1)
    assert override(amina, cast.actor("carine"), last_day=longest, now=late).last_day == longest


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301], ids=["none", "blanks", "too long"])
def test_an_override_says_why(cast, amina, reason):
    with pytest.raises(problems.OverrideReasonMissing):
        override(amina, cast.actor("carine"), last_day=TODAY, reason=reason)


def test_what_is_not_blocked_is_not_lifted_and_a_pause_never(cast, amina):
    bosco = make_facilitator(cast["bosco"], cast.places["Butare"])
    with pytest.raises(problems.GateNotBlocked):
        override(bosco, cast.actor("carine"), last_day=TODAY)

    rate(amina, cast["trainer"], on=TODAY, listening=1)
    with pytest.raises(problems.PauseStays):
        override(amina, cast.actor("carine"), last_day=TODAY)


def test_one_override_stands_at_a_time(cast, amina):
    override(amina, cast.actor("carine"), last_day=TODAY)

    with pytest.raises(problems.OverrideStands):
        override(amina, cast.actor("coordinator"), last_day=IN_A_FORTNIGHT)


# where the organisation's clocks stand -> the first moment in UTC at which an override until the 22nd is over
MIDNIGHTS = {
    "Africa/Bujumbura": datetime(2026, 11, 22, 22, 0, tzinfo=UTC),
    "Africa/Monrovia": datetime(2026, 11, 23, 0, 0, tzinfo=UTC),
    "Africa/Nairobi": datetime(2026, 11, 22, 21, 0, tzinfo=UTC),
}


@pytest.mark.parametrize("zone", MIDNIGHTS)
def test_an_override_ends_at_the_midnight_of_the_organisation(cast, amina, zone):
    Organisation.objects.filter(pk=cast.organisation.pk).update(time_zone=zone)
    override(amina, cast.actor("carine"), last_day=TODAY)
    ended = MIDNIGHTS[zone]
    just_before = ended - timedelta(seconds=1)

    assert reading(amina, just_before).may_lead
    assert len(queries.overrides_in_force(cast.actor("carine"), now=just_before)) == 1
    assert not reading(amina, ended).may_lead
    assert queries.overrides_in_force(cast.actor("carine"), now=ended) == []


def test_an_override_is_taken_back_once(cast, amina):
    given = override(amina, cast.actor("carine"), last_day=IN_A_FORTNIGHT)
    later = NOW + timedelta(hours=1)

    ended = actions.end_override(actor=cast.actor("coordinator"), override=given, now=later)

    assert (ended.ended_at, ended.ended_by_id) == (later, cast["coordinator"].pk)
    assert not reading(amina, later).may_lead
    assert queries.overrides_in_force(cast.actor("carine"), now=later) == []
    for late in (later, later + timedelta(days=40)):
        with pytest.raises(problems.OverrideEnded):
            actions.end_override(actor=cast.actor("coordinator"), override=given, now=late)
    again = override(amina, cast.actor("carine"), last_day=TODAY, now=later)
    assert reading(amina, later).override == again


def test_who_may_not_give_an_override_does_not_end_one(cast, amina):
    given = override(amina, cast.actor("carine"), last_day=TODAY)

    for who in ("trainer", "stranger", "amina"):
        with pytest.raises(NotAllowed):
            actions.end_override(actor=cast.actor(who), override=given, now=NOW)


def test_an_override_that_ran_out_is_not_ended_again(cast, amina):
    given = override(amina, cast.actor("carine"), last_day=TODAY)

    with pytest.raises(problems.OverrideEnded):
        actions.end_override(actor=cast.actor("carine"), override=given, now=NOW + timedelta(days=1))


@pytest.mark.parametrize(
    ("who", "seen"),
    [("carine", True), ("coordinator", True), ("trainer", True), ("director", False), ("stranger", False)],
)
def test_the_board_shows_closed_gates_and_overrides_to_those_who_see_competence_there(cast, amina, who, seen):
    given = override(amina, cast.actor("carine"), last_day=TODAY)
    far = make_facilitator(cast["bosco"], cast.places["Kibago"])
    rate(far, cast["trainer"], on=TODAY, time=1)

    closed = queries.closed_gates(cast.actor(who), on=TODAY)

    assert queries.overrides_in_force(cast.actor(who), now=NOW) == ([given] if seen else [])
    everywhere = {"coordinator", "trainer"}
    names = (["Amina", "Bosco"] if who in everywhere else ["Amina"]) if seen else []
    assert [facilitator.account.name for facilitator in closed] == names


def test_who_left_is_not_on_the_board_and_who_rests_is(cast, amina):
    def go(kind):
        actions.go_away(actor=SYSTEM, facilitator=amina, kind=kind, why=WhyAway.OTHER, since=TODAY, until=None, now=NOW)
        return list(queries.closed_gates(cast.actor("carine"), on=TODAY))

    assert go(Away.REST) == [amina]
    rests = reading(amina)
    assert (rests.away.kind, rests.may_lead, rests.gate_lets) == (Away.REST, False, False)
    actions.come_back(actor=SYSTEM, facilitator=amina, on=TODAY, now=NOW)
    assert go(Away.LEFT) == []


def test_an_override_lifts_no_absence(cast, amina):
    override(amina, cast.actor("carine"), last_day=IN_A_FORTNIGHT)
    actions.go_away(
        actor=SYSTEM, facilitator=amina, kind=Away.REST, why=WhyAway.TIRED, since=TODAY, until=None, now=NOW
    )

    assert reading(amina).gate_lets
    assert not reading(amina).may_lead
    with pytest.raises(problems.LeaderAway):
        actions.check_gate([amina.pk], now=NOW)


def test_the_gates_of_many_cost_four_questions(cast, amina):
    override(amina, cast.actor("carine"), last_day=TODAY)
    for name in ("bosco", "carine", "trainer"):
        make_facilitator(cast[name], cast.places["Muriza"])

    everybody = list(Account.objects.values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as asked:
        gates = queries.gates_of(everybody, now=NOW)

    assert len(asked) == 4
    assert set(gates) == set(everybody)
    assert [pk for pk, gate in gates.items() if gate.state != Gate.CLEAR] == [amina.pk]


def test_overrides_are_kept_when_they_are_over(cast, amina):
    given = override(amina, cast.actor("carine"), last_day=TODAY)
    rate(amina, cast["trainer"], on=TODAY, safety=3)

    assert reading(amina).state == Gate.CLEAR
    assert list(GateOverride.objects.all()) == [given]

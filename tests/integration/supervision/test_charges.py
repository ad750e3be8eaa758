"""Who looks after whom: one at a time, handed over on a day; too many are named."""

from datetime import date, timedelta

import pytest

from tests.factories.groups import NOW, SYSTEM, TODAY
from tests.factories.people import make_account
from tests.factories.supervision import make_charge
from tests.factories.training import make_facilitator
from tuvurane.people import actions as people_actions
from tuvurane.people.roles import Role
from tuvurane.supervision import actions, problems, queries
from tuvurane.supervision.models import Charge
from tuvurane.supervision.rules.ratio import Alert


@pytest.fixture
def denise(cast):
    """Another supervisor of the same commune."""
    return make_account(cast.organisation, "denise", role=Role.SUPERVISOR, place=cast.places["Musongati"])


def test_a_new_supervisor_begins_on_the_day_on_which_the_former_ends(cast, amina, denise):
    make_charge(denise, amina, since=TODAY)

    assert [(row.supervisor_id, row.until) for row in Charge.objects.order_by("since")] == [
        (cast["carine"].pk, TODAY),
        (denise.pk, None),
    ]
    assert queries.supervisor_of(amina, TODAY - timedelta(days=1)) == cast["carine"]
    assert queries.supervisor_of(amina, TODAY) == denise


def test_the_same_supervisor_again_changes_nothing(cast, amina):
    make_charge(cast["carine"], amina, since=TODAY)

    assert Charge.objects.count() == 1


def test_an_ended_charge_leaves_somebody_without_a_supervisor(cast, amina, carine):
    assert list(queries.without_supervisor(carine, on=TODAY)) == []
    actions.end_charge(actor=cast.actor("coordinator"), facilitator=amina, until=TODAY, now=NOW)

    assert queries.supervisor_of(amina, TODAY) is None
    assert list(queries.without_supervisor(carine, on=TODAY)) == [amina]
    with pytest.raises(problems.NobodyInCharge):
        actions.end_charge(actor=SYSTEM, facilitator=amina, until=TODAY, now=NOW)


def test_a_charge_does_not_end_before_it_began(cast, amina, denise):
    before = date(2025, 12, 31)

    with pytest.raises(problems.DateBeforeCharge):
        actions.end_charge(actor=SYSTEM, facilitator=amina, until=before, now=NOW)
    with pytest.raises(problems.DateBeforeCharge):
        make_charge(denise, amina, since=before)


@pytest.mark.parametrize("name", ["bosco", "coordinator", "trainer", "stranger"])
def test_a_charge_goes_only_to_somebody_who_supervises_at_that_place(name, cast, amina):
    with pytest.raises(problems.NotASupervisor):
        make_charge(cast[name], amina, since=TODAY)


def test_nobody_looks_after_themselves_or_after_people_of_another_place(cast, carine):
    own = make_facilitator(cast["carine"], cast.places["Musongati"])
    far = make_facilitator(cast["bosco"], cast.places["Kibago"])

    for facilitator in (own, far):
        with pytest.raises(problems.NotASupervisor):
            make_charge(cast["carine"], facilitator)
    assert queries.supervisors_at(far, on=TODAY) == []


def test_who_may_look_after_somebody_is_offered(cast, amina, denise):
    assert queries.supervisors_at(amina, on=TODAY) == [cast["carine"], denise]


def many(cast, count):
    for number in range(count):
        account = make_account(cast.organisation, f"leader{number}")
        make_charge(cast["carine"], make_facilitator(account, cast.places["Muriza"]))


@pytest.mark.parametrize(("more", "alert"), [(9, Alert.NONE), (10, Alert.ABOVE), (11, Alert.LOUD)])
def test_more_than_ten_are_an_alert(more, alert, cast, amina, denise):
    many(cast, more)

    rows = queries.ratios(cast.actor("coordinator"), on=TODAY)

    assert [(row.supervisor, row.facilitators, row.most, row.alert, row.line_manager) for row in rows] == [
        (cast["carine"], more + 1, 10, alert, False),
        (denise, 0, 10, Alert.NONE, False),
    ]


@pytest.mark.parametrize(
    ("place", "manages"), [("Burunga", True), ("Musongati", True), ("Makamba", False), ("Butare", False)]
)
def test_a_supervisor_who_coordinates_a_place_above_is_a_line_manager(place, manages, cast, amina):
    people_actions.give_role(
        actor=SYSTEM,
        account=cast["carine"],
        role=Role.COORDINATOR,
        place=cast.places[place],
        since=date(2026, 1, 1),
        now=NOW,
    )

    [row] = queries.ratios(cast.actor("coordinator"), on=TODAY)

    assert row.line_manager == manages


def test_another_organisation_sees_no_supervisor_of_ours(cast, amina):
    assert queries.ratios(cast.actor("stranger"), on=TODAY) == []

"""Who is on call where, which services are there, and where the gate is open for it."""

from datetime import timedelta

import pytest

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.care import make_on_call, make_service
from tests.factories.groups import make_group, new_id
from tests.factories.people import make_account
from tuvurane.care import actions, problems, queries
from tuvurane.care.codes import ServiceKind
from tuvurane.care.models import CareEntry, OnCall, Service
from tuvurane.groups import actions as group_actions
from tuvurane.groups.codes import Leaving, Status
from tuvurane.measures.queries import screening_of
from tuvurane.people import actions as people_actions
from tuvurane.people.roles import Role


def why(*groups, on=TODAY):
    """Why the gate of each group is closed; None where it is open."""
    gates = screening_of(groups, on)
    return [gates[group.pk].why for group in groups]


@pytest.fixture
def arranged(cast):
    """Didier is on call for the commune of amina and bosco, and its health centre was verified."""
    make_service(cast.organisation, cast.places["Musongati"])
    return make_on_call(cast["didier"], cast.places["Musongati"], capacity=1)


def test_without_anybody_the_gate_is_closed_and_with_both_it_is_open(cast, aminas_group):
    assert why(aminas_group) == ["no_on_call"]
    make_on_call(cast["didier"], cast.places["Burunga"])
    assert why(aminas_group) == ["no_services"]
    make_service(cast.organisation, cast.places["Burunga"])
    assert why(aminas_group) == [None]


def test_a_service_of_another_area_or_organisation_and_one_that_ended_open_nothing(cast, aminas_group):
    make_on_call(cast["didier"], cast.places["Burunga"])
    make_service(cast.organisation, cast.places["Makamba"])
    make_service(cast.other, cast.places["Burunga"])
    ended = make_service(cast.organisation, cast.places["Burunga"])
    actions.end_service(actor=SYSTEM, service=ended, on=TODAY, now=NOW)

    assert why(aminas_group) == ["no_services"]


def test_a_service_counts_until_it_was_verified_too_long_ago(cast, aminas_group, arranged):
    assert why(aminas_group, on=TODAY + timedelta(days=180)) == [None]
    assert why(aminas_group, on=TODAY + timedelta(days=181)) == ["no_services"]


def test_on_call_counts_from_its_first_day_until_its_last(cast, aminas_group, arranged):
    actions.take_off_call(actor=SYSTEM, on_call=arranged, until=TODAY + timedelta(days=3), now=NOW)

    assert why(aminas_group, on=TODAY + timedelta(days=2)) == [None]
    assert why(aminas_group, on=TODAY + timedelta(days=3)) == ["no_on_call"]
    assert why(aminas_group, on=arranged.since - timedelta(days=1)) == ["no_on_call"]


def test_whoever_lost_the_role_is_on_call_no_more(cast, aminas_group, arranged):
    held = cast["didier"].roles_held.get()

    people_actions.end_role(actor=SYSTEM, held=held, until=TODAY, now=NOW)

    assert why(aminas_group) == ["no_on_call"]


def test_more_people_than_can_be_received_close_it_and_who_left_is_not_counted(cast, arranged):
    groups = [
        make_group(cast.organisation, cast.places[name], name=f"Group {name}", members=members)
        for name, members in (("Muriza", 10), ("Butare", 11))
    ]
    assert why(*groups) == ["over_capacity", "over_capacity"]  # 21 people, 1.05 expected, 1 a week

    person = groups[1].memberships.first().participant
    group_actions.leave_group(actor=SYSTEM, group=groups[1], participant=person, on=TODAY, why=Leaving.WORK, now=NOW)

    gate = screening_of(groups, TODAY)[groups[0].pk]
    assert (gate.why, gate.asked, gate.capacity) == (None, 20, 1)


def test_one_person_on_call_in_many_communes_receives_no_more_for_it(cast):
    make_service(cast.organisation, cast.places["Burunga"])
    for place in ("Muriza", "Butare"):
        make_on_call(cast["didier"], cast.places[place], capacity=1)
    groups = [
        make_group(cast.organisation, cast.places[name], name=f"Group {name}", members=11)
        for name in ("Muriza", "Butare")
    ]
    alone = why(*groups)  # 22 people, 1.1 expected, 1 a week

    second = make_account(cast.organisation, "dorine", role=Role.SAFEGUARDING, place=cast.places["Burunga"])
    make_on_call(second, cast.places["Butare"], capacity=1)

    assert alone == ["over_capacity", "over_capacity"]
    # Two people for Butare; whoever is alone in Muriza still answers for both.
    assert why(*groups) == ["over_capacity", None]


def test_the_list_says_who_on_it_does_not_count(cast):
    make_on_call(cast["didier"], cast.places["Musongati"])
    make_on_call(cast["didier"], cast.places["Makamba"], since=TODAY + timedelta(days=1))
    before = {one.place.name: one.counts for one in queries.on_calls_visible_to(SYSTEM, on=TODAY)}

    cast["didier"].is_active = False
    cast["didier"].save()

    assert before == {"Musongati": True, "Makamba": False}
    assert not any(one.counts for one in queries.on_calls_visible_to(SYSTEM, on=TODAY))


def test_people_of_groups_that_ended_and_of_other_areas_are_not_counted(cast, arranged):
    near = make_account(cast.organisation, "dorine", role=Role.SAFEGUARDING, place=cast.places["Burunga"])
    make_on_call(near, cast.places["Butare"], capacity=1)
    here = make_group(cast.organisation, cast.places["Muriza"], name="Here", members=15)
    there = make_group(cast.organisation, cast.places["Butare"], name="There", members=15)
    make_group(cast.organisation, cast.places["Muriza"], name="Over", members=15, status=Status.GRADUATED)

    gates = screening_of([here, there], TODAY)

    assert {(gate.why, gate.asked) for gate in gates.values()} == {(None, 15)}


def test_the_gates_of_many_groups_cost_three_queries(cast, arranged, django_assert_num_queries):
    groups = [
        make_group(cast.organisation, cast.places[name], name=f"{name} {number}", members=1)
        for name in ("Muriza", "Butare", "Kibago")
        for number in range(4)
    ]

    with django_assert_num_queries(3):
        gates = screening_of(groups, TODAY)

    assert len(gates) == 12


def test_only_who_may_open_a_concern_of_the_whole_place_can_be_on_call(cast):
    near = make_account(cast.organisation, "dorine", role=Role.SAFEGUARDING, place=cast.places["Muriza"])

    for account, place in ((near, "Musongati"), (cast["carine"], "Musongati"), (cast["coordinator"], "Muriza")):
        with pytest.raises(problems.CannotBeOnCall):
            make_on_call(account, cast.places[place])
    make_on_call(near, cast.places["Muriza"])

    assert OnCall.objects.get().account == near


def test_nobody_is_on_call_twice_for_a_place_nor_for_nobody(cast, arranged):
    with pytest.raises(problems.AlreadyOnCall):
        make_on_call(cast["didier"], cast.places["Musongati"])
    for capacity in (0, 201):
        with pytest.raises(problems.CapacityOutOfRange):
            make_on_call(cast["didier"], cast.places["Makamba"], capacity=capacity)
    actions.take_off_call(actor=SYSTEM, on_call=arranged, until=TODAY, now=NOW)
    with pytest.raises(problems.OnCallEnded):
        actions.take_off_call(actor=SYSTEM, on_call=arranged, until=TODAY, now=NOW)
    later = make_on_call(cast["didier"], cast.places["Musongati"], since=TODAY + timedelta(days=5))
    with pytest.raises(problems.EndsBeforeItStarts):
        actions.take_off_call(actor=SYSTEM, on_call=later, until=TODAY, now=NOW)


def test_what_ended_is_not_changed_and_nobody_verifies_tomorrow(cast):
    service = make_service(cast.organisation, cast.places["Burunga"])
    content = actions.ServiceContent("New name", ServiceKind.HOSPITAL, "over the bridge", ("sw",), "free", "always")

    actions.change_service(actor=SYSTEM, service=service, content=content, now=NOW)
    with pytest.raises(problems.DateInTheFuture):
        actions.verify_service(actor=SYSTEM, service=service, on=TODAY + timedelta(days=1), now=NOW)
    actions.end_service(actor=SYSTEM, service=service, on=TODAY, now=NOW)
    with pytest.raises(problems.ServiceEnded):
        actions.verify_service(actor=SYSTEM, service=service, on=TODAY, now=NOW)

    stored = Service.objects.get()
    assert (stored.name, stored.kind, stored.languages, stored.hours) == ("New name", "hospital", ["sw"], "always")
    assert list(CareEntry.objects.order_by("pk").values_list("did", flat=True)) == ["service", "changed", "ended"]


def test_communes_with_open_groups_and_nobody_on_call_are_told(cast, aminas_group, boscos_group):
    make_group(cast.organisation, cast.places["Kibago"], name="Kure", members=1)
    make_group(cast.organisation, cast.places["Kibago"], name="Gone", status=Status.STOPPED)
    didier = cast.actor("didier")

    before = [(gap.place.name, gap.groups) for gap in queries.gaps(didier, on=TODAY)]
    make_on_call(cast["didier"], cast.places["Musongati"])
    after = [(gap.place.name, gap.groups) for gap in queries.gaps(didier, on=TODAY)]

    assert before == [("Musongati", 2), ("Makamba", 1)]
    assert after == [("Makamba", 1)]


def test_the_nearest_services_are_told_first(cast, aminas_group):
    for name in ("Burunga", "Muriza", "Musongati", "Butare"):
        make_service(cast.organisation, cast.places[name], name=name)
    make_service(cast.other, cast.places["Muriza"], name="of others")

    near = queries.services_near(cast.organisation.pk, aminas_group.place)

    assert [service.name for service in near] == ["Muriza", "Musongati", "Burunga"]


def test_an_id_of_nowhere_is_unknown(cast):
    didier = cast.actor("didier")

    with pytest.raises(problems.OnCallUnknown):
        queries.on_call_for(didier, new_id())
    with pytest.raises(problems.ServiceUnknown):
        queries.service_for(didier, new_id())

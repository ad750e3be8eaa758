"""What a facilitator's phone sends of small shifts and roles: taken once, corrected, and no further than its group."""

import pytest

from tests.cast import SYSTEM
from tests.factories.groups import make_participant, new_id
from tests.factories.phones import Phone, record, session_record
from tuvurane.groups import queries
from tuvurane.groups.codes import NoticedBy
from tuvurane.groups.models import Group, RoleTaken, ToldShift
from tuvurane.sync.models import SetAside

LINE = "They share a field"


def shift(group, **changed):
    body = {"group": str(group.pk), "on": "2026-11-20", "d": "working_together", "by": "host_neighbour", "line": LINE}
    return record("shift", body | changed)


def role(group, **changed):
    body = {"group": str(group.pk), "seat": 5, "role": "mediator", "since": "2026-11-01"}
    return record("role", body | changed)


def outcomes(phone, *records):
    return [result["outcome"] for result in phone.sync(*records)["results"]]


@pytest.fixture
def person(aminas_group):
    return make_participant(aminas_group)


def test_a_shift_and_a_role_are_taken_once_however_often_they_come(phone, aminas_group, person):
    sent = [shift(aminas_group), role(aminas_group)]

    assert outcomes(phone, *sent) == ["accepted", "accepted"]
    assert outcomes(phone, *sent, *sent) == ["already"] * 4
    [noticed] = queries.shifts_of(aminas_group)
    assert noticed.shift == ("working_together", LINE, "host_neighbour")
    [taken] = queries.roles_of(person, queries.groups_visible_to(SYSTEM))
    assert (taken.role, taken.since.isoformat()) == ("mediator", "2026-11-01")


def test_they_are_known_again_after_the_group_went_to_others(phone, aminas_group, person, moved_away):
    sent = [shift(aminas_group), role(aminas_group)]
    phone.push(*sent)
    moved_away()

    assert outcomes(phone, *sent) == ["already", "already"]
    assert outcomes(phone, shift(aminas_group)) == ["set_aside"]


def test_what_a_phone_can_repair_is_refused_and_the_rest_set_aside(phone, aminas_group, boscos_group, person):
    sent = {
        "an empty line": shift(aminas_group, line="  "),
        "another's group": shift(boscos_group),
        "an empty seat": role(aminas_group, seat=9),
        "a correction of nothing": shift(aminas_group, replaces=str(new_id())),
        "a code of tomorrow": role(aminas_group, role="governor"),
        "a field of tomorrow": shift(aminas_group, where="at the well"),
    }

    assert outcomes(phone, *sent.values()) == ["refused", *["set_aside"] * 5]
    assert (ToldShift.objects.count(), RoleTaken.objects.count()) == (0, 0)
    assert SetAside.objects.count() == 5


def test_a_correction_from_the_phone_takes_the_place(phone, aminas_group, person):
    first = shift(aminas_group)
    phone.push(first, shift(aminas_group, line="They share two fields", replaces=first["id"]))

    assert [one.shift.line for one in queries.shifts_of(aminas_group)] == ["They share two fields"]


def test_a_supervisors_phone_tells_of_no_participant(cast, aminas_group, person):
    assert outcomes(Phone(cast["carine"]), shift(aminas_group), role(aminas_group)) == ["set_aside", "set_aside"]


def test_a_session_says_who_noticed_and_an_older_phone_need_not(phone, aminas_group, person):
    old = session_record(aminas_group, shifts=[{"d": "anger", "line": "shouts less"}])
    new = session_record(aminas_group, n=2, shifts=[{"d": "family", "line": "they eat together", "by": "family"}])

    assert outcomes(phone, old, new, old, new) == ["accepted", "accepted", "already", "already"]
    said = [one.shift.noticed_by for one in queries.shifts_of(Group.objects.get(pk=aminas_group.pk))]
    assert said == [NoticedBy.FACILITATOR, NoticedBy.FAMILY]

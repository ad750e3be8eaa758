"""Whoever reads up to a number has all that is below it: nothing slips past a phone that asks meanwhile."""

from threading import Event

import pytest
from django.db import connection, transaction

from tests.cast import Cast
from tests.factories.groups import make_group
from tests.factories.phones import Phone, session_record
from tuvurane.groups import queries as groups
from tuvurane.groups.models import Group

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one connection write at a time"),
]
PATIENCE = 20
MOMENT = 0.5


@pytest.fixture
def two_groups(committed_cast: Cast) -> list[Group]:
    """Two groups of amina's, with rows that other connections see."""
    cast = committed_cast
    hill, leaders = cast.places["Muriza"], [cast["amina"]]
    return [make_group(cast.organisation, hill, name=name, leaders=leaders, members=1) for name in ("Slow", "Fast")]


@pytest.fixture
def phones(committed_cast: Cast) -> list[Phone]:
    """Three phones of amina's."""
    return [Phone(committed_cast["amina"]) for _ in range(3)]


def held(told):
    """How many sessions of each group the answer tells."""
    return {group["name"]: len(group["sessions"]) for group in told["groups"]}


def test_what_a_slow_transaction_wrote_is_not_skipped_by_a_phone_that_asked_meanwhile(two_groups, phones, together):
    slow, fast, reader = phones
    slow_group, fast_group = two_groups
    holds = [str(group.pk) for group in two_groups]
    start = reader.sync()["cursor"]
    written, passed, read = Event(), Event(), Event()

    def write_and_linger():
        with transaction.atomic():
            slow.sync(session_record(slow_group), left=1)
            written.set()
            return read.wait(PATIENCE)

    def overtake():
        assert written.wait(PATIENCE)
        fast.sync(session_record(fast_group), left=1)
        passed.set()

    def ask_meanwhile():
        assert written.wait(PATIENCE)
        overtaken = passed.wait(MOMENT)
        told = reader.sync(since=start, holds=holds)
        read.set()
        return overtaken, told

    lingered, nothing, (overtaken, meanwhile) = together(write_and_linger, overtake, ask_meanwhile)
    later = reader.sync(since=meanwhile["cursor"], holds=holds)

    assert (lingered, nothing) == (True, None)
    assert held(meanwhile) | held(later) == {"Slow": 1, "Fast": 1}
    assert (overtaken, meanwhile["cursor"], held(meanwhile)) == (False, start, {})


def test_what_is_committed_while_a_phone_is_being_answered_comes_the_next_time(two_groups, phones, monkeypatch):
    other, _, reader = phones
    group, _ = two_groups
    holds = [str(one.pk) for one in two_groups]
    start = reader.sync()["cursor"]
    looked = groups.groups_on_phone

    def look_and_linger(actor, **asked):
        found = list(looked(actor, **asked))
        monkeypatch.setattr(groups, "groups_on_phone", looked)
        other.sync(session_record(group), left=1)
        return found

    monkeypatch.setattr(groups, "groups_on_phone", look_and_linger)

    told = reader.sync(since=start, holds=holds)
    later = reader.sync(since=told["cursor"], holds=holds)

    assert (held(told), held(later)) == ({}, {"Slow": 1})

"""On PostgreSQL many are served at once: no pull skips what commits late, and a request that comes twice at once lands once."""

from threading import Barrier, Event
from typing import Any

import pytest
from django.db import connection, transaction

from tests.cast import NOW, SYSTEM
from tests.factories.groups import make_group, make_session
from tests.factories.phones import Phone, record, rescued_record, session_record
from tuvurane.groups import actions as group_actions
from tuvurane.groups import queries as groups
from tuvurane.journal import queries as journal
from tuvurane.sync import actions as sync
from tuvurane.sync.models import SetAside

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one connection write at a time"),
]
PATIENCE = 20
LONG_ENOUGH = 0.5  # for a write that nobody holds back


@pytest.fixture
def circles(committed_cast):
    """Two groups of amina's."""
    hill = committed_cast.places["Muriza"]
    return [
        make_group(committed_cast.organisation, hill, name=name, leaders=[committed_cast["amina"]], members=2)
        for name in ("Slow", "Quick")
    ]


def names(told):
    return {group["name"] for group in told["groups"]}


def rename(group, name):
    group_actions.change_group(actor=SYSTEM, group=group, name=name, site="", language="rn", weekday=None, now=NOW)


def test_a_change_that_commits_late_is_never_skipped(committed_cast, circles, together):
    # A slow act has its number, a quick one with a higher number would be done before it, and a phone that
    # asks in between would believe that it has read them both.
    phone, (slow, quick) = Phone(committed_cast["amina"]), circles
    first = phone.sync()
    numbered, asked = Event(), Event()

    def dawdle():
        with transaction.atomic():
            rename(slow, "Slow again")
            numbered.set()
            asked.wait(PATIENCE)

    def hurry():
        assert numbered.wait(PATIENCE)
        rename(quick, "Quick again")

    def ask():
        assert numbered.wait(PATIENCE)
        Event().wait(LONG_ENOUGH)
        told = Phone.with_token(phone.token).sync(
            since=first["cursor"], holds=[group["id"] for group in first["groups"]]
        )
        asked.set()
        return told

    *_, between = together(dawdle, hurry, ask)
    later = phone.sync(since=between["cursor"], holds=[group["id"] for group in first["groups"]])

    assert names(between) | names(later) == {"Slow again", "Quick again"}
    assert (between["cursor"], names(between)) == (first["cursor"], set())
    assert journal.verify().whole


def test_of_many_phones_and_a_reader_none_misses_anything(committed_cast, circles, together):
    """A reader that pulls page after page, while three write, ends with what a fresh phone is given."""
    readers, writers = Phone(committed_cast["amina"]), [Phone(committed_cast["amina"]) for _ in range(3)]
    over = Event()

    def write(writer, first):
        for n in range(first, 16, 3):
            writer.sync(session_record(circles[n % 2], n))

    def read():
        held: dict[str, Any] = {}
        since, rounds = 0, 0
        while not over.is_set() or rounds < 2:
            rounds = rounds + 1 if over.is_set() else 0
            told = readers.sync(since=since, holds=[*held])
            held |= {group["id"]: group for group in told["groups"]}
            since = told["cursor"]
        return held

    def write_all():
        together_inside = [lambda at=at: write(writers[at], at + 1) for at in range(3)]
        try:
            return together(*together_inside)
        finally:
            over.set()

    written, held = together(write_all, read)

    assert written == [None] * 3
    assert held == {group["id"]: group for group in readers.sync()["groups"]}
    assert sum(len(group["sessions"]) for group in held.values()) == 15


@pytest.mark.parametrize(
    ("make", "meet", "outcomes"),
    [
        ("story", (sync, "set_aside"), ["set_aside", "set_aside"]),
        ("rescued", (group_actions, "lock"), ["already", "set_aside"]),
    ],
)
def test_one_record_that_comes_twice_at_once_is_kept_once(
    committed_cast, circles, together, monkeypatch, make, meet, outcomes
):
    phone, meeting, go_on = Phone(committed_cast["amina"]), Barrier(2, timeout=PATIENCE), getattr(*meet)
    sent = record("story", {}) if make == "story" else rescued_record(circles[0], session_record(circles[0]))

    def go_on_together(*args, **given):
        meeting.wait()
        return go_on(*args, **given)

    monkeypatch.setattr(*meet, go_on_together)

    answers = together(*[lambda: Phone.with_token(phone.token).sync(sent)["results"][0]["outcome"]] * 2)

    assert sorted(answers) == outcomes
    assert SetAside.objects.count() == 1
    assert journal.verify().whole


def test_two_phones_that_report_one_session_at_once_leave_one_counted(committed_cast, circles, together):
    phones = [Phone(committed_cast["amina"]) for _ in range(2)]
    sent = [session_record(circles[0], 1, min=minutes) for minutes in (90, 120)]

    answers = together(*[lambda at=at: phones[at].sync(sent[at])["results"][0]["outcome"] for at in (0, 1)])

    (beside,) = next(group for group in phones[0].sync()["groups"] if group["name"] == "Slow")["beside"]
    assert answers == ["accepted", "accepted"]
    assert [report["counted"] for report in beside["reports"]] == [True, False]


def lingering(found, meanwhile):
    """Groups on their way to a phone; right after they were read, something else is committed."""
    yield from list(found)
    meanwhile()


def test_what_is_committed_while_a_phone_is_being_answered_comes_the_next_time(committed_cast, circles, monkeypatch):
    phone, look = Phone(committed_cast["amina"]), groups.groups_on_phone
    first = phone.sync()
    holds = [group["id"] for group in first["groups"]]

    with monkeypatch.context() as patched:
        patched.setattr(
            groups, "groups_on_phone", lambda *who, **on: lingering(look(*who, **on), lambda: make_session(circles[0]))
        )
        between = phone.sync(since=first["cursor"], holds=holds)
    later = phone.sync(since=between["cursor"], holds=holds)

    assert (names(between), names(later)) == (set(), {"Slow"})

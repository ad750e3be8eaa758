"""Whoever changes the journal behind our back is found at that line."""

from datetime import timedelta

import pytest
from django.db import models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.cast import NOW, SYSTEM
from tuvurane.journal import actions, queries
from tuvurane.journal.models import Entry, Head

COLUMNS = [field.attname for field in Entry._meta.concrete_fields if field.attname != "seq"]


@pytest.fixture
def five(db):
    """A journal of five lines."""
    lines = [actions.Line("tests.try", "test", str(number), detail={"n": number}) for number in range(1, 6)]
    actions.write_many(actor=SYSTEM, at=NOW, lines=lines)


def rows(*numbers):
    return Entry._base_manager.filter(seq__in=numbers)


def swap(one, two):
    """Give two lines each other's content and hash."""
    first, second = (rows(seq).values(*COLUMNS).get() for seq in (one, two))
    rows(one).update(**second)
    rows(two).update(**first)


def insert(seq, *, shift):
    """Put a line into the middle, the later ones moved up by one."""
    if shift:
        for later in rows(*range(seq, 6)).order_by("-seq"):
            Entry._base_manager.filter(pk=later.pk).update(seq=models.F("seq") + 1)
    forged = Entry(seq=seq, at=NOW, actor_kind="system", verb="tests.forge", subject_kind="test", subject_id="9")
    forged.hash = queries.link(Entry.objects.get(seq=seq - 1).hash, forged)
    forged.save()


def relink(seq):
    """Change a line and give it a hash that fits the one before."""
    entry = Entry.objects.get(seq=seq)
    entry.subject_id = "forged"
    rows(seq).update(subject_id="forged", hash=queries.link(Entry.objects.get(seq=seq - 1).hash, entry))


TAMPERED = {
    "a removed line": (lambda: rows(3)._raw_delete("default"), 3),
    "a removed first line": (lambda: rows(1)._raw_delete("default"), 1),
    "a removed last line": (lambda: rows(5)._raw_delete("default"), 5),
    "two lines that changed places": (lambda: swap(2, 3), 2),
    "an inserted line": (lambda: insert(3, shift=True), 4),
    "an appended line": (lambda: insert(6, shift=False), 7),
    "a changed line with a fitting hash": (lambda: relink(3), 4),
    "a changed last line with a fitting hash": (lambda: relink(5), 6),
    "a head set back": (lambda: Head.objects.update(seq=4), 6),
    "a head with another hash": (lambda: Head.objects.update(hash=queries.GENESIS), 6),
    "all lines gone": (lambda: rows(1, 2, 3, 4, 5)._raw_delete("default"), 1),
}


def test_an_untouched_chain_is_whole(five):
    assert queries.verify() == queries.ChainReport(5, None)


@pytest.mark.parametrize("name", TAMPERED)
def test_tampering_breaks_the_chain(five, name):
    tamper, broken_at = TAMPERED[name]

    tamper()

    assert queries.verify().broken_at == broken_at


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_of_a_line_is_under_the_chain(five, column):
    other = {"at": NOW + timedelta(microseconds=1), "detail": {"n": 4}}

    rows(3).update(**{column: other.get(column, "forged")})

    assert queries.verify().broken_at in {3, 4}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(details=st.lists(strategies.details, min_size=1, max_size=4), at=strategies.moments)
def test_whatever_a_line_tells_is_read_back_as_it_was_chained(db, details, at):
    lines = [actions.Line("tests.try", "test", "1", detail=detail) for detail in details]

    actions.write_many(actor=SYSTEM, at=at, lines=lines)

    assert queries.verify().whole

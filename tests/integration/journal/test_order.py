"""On PostgreSQL many write at once: the numbers still follow the commits, without gaps."""

from threading import Event

import pytest
from django.db import OperationalError, connection, transaction

from tests.cast import NOW, SYSTEM
from tuvurane.journal import actions, queries
from tuvurane.journal.models import Entry

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one connection write at a time"),
]
PATIENCE = 20


def write(number):
    return actions.write(actor=SYSTEM, verb="tests.try", subject_kind="test", subject_id=str(number), at=NOW)


@transaction.atomic
def write_without_patience(number):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '50ms'")
    write(number)


def test_nobody_gets_the_next_number_before_the_last_one_is_committed(together):
    written, tried = Event(), Event()

    def first():
        with transaction.atomic():
            seq = write(1)
            written.set()
            assert tried.wait(PATIENCE)
        return seq

    def second():
        assert written.wait(PATIENCE)
        seen = queries.cursor()
        with pytest.raises(OperationalError, match="lock timeout"):
            write_without_patience(2)
        tried.set()
        with transaction.atomic():
            return seen, write(2)

    assert together(first, second) == [1, (0, 2)]
    assert queries.verify() == queries.ChainReport(2, None)


def write_fifteen():
    """Every fifth act fails: twelve lines stay."""
    for number in range(15):
        with transaction.atomic():
            write(number)
            transaction.set_rollback(number % 5 == 4)


def holes_until(last):
    """What a reader saw that was not all of one to the cursor."""
    holes, seen = [], 0
    for _ in range(50_000):
        if seen == last:
            break
        seen = queries.cursor()
        held = set(Entry.objects.filter(seq__lte=seen).values_list("seq", flat=True))
        holes += [held] if held != set(range(1, seen + 1)) else []
    return holes, seen


def test_a_reader_never_sees_a_number_before_those_below_it(together):
    outcomes = together(write_fifteen, write_fifteen, write_fifteen, lambda: holes_until(36))

    assert outcomes == [None, None, None, ([], 36)]
    assert queries.verify() == queries.ChainReport(36, None)

"""
What is done once a day, by itself, while the instance is served.

What waits too long in care is written down, what is older than its time goes, and files forget what was erased. Every worker asks from time to time whether today's run is through; a row of the database lets one of them do it.
"""

import logging
from datetime import datetime
from threading import Event, Thread

from axes.models import AccessAttempt, AccessFailureLog
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.utils import timezone

from tuvurane.care import actions as care
from tuvurane.config import erasing
from tuvurane.exchange import erasures_file
from tuvurane.foundation import clock
from tuvurane.people.scope import Actor
from tuvurane.rights import actions as rights
from tuvurane.rights import queries as rights_queries
from tuvurane.rights.codes import Kept
from tuvurane.rights.models import Retained

# Nobody works then; an instance that was off at night catches up when it is on again.
FROM_HOUR, TO_HOUR = 2, 6
FIRST_AFTER = 600.0
EVERY = 1800.0
_never = Event()


def begin() -> None:
    """Ask from time to time, beside the work of this process, until it ends."""
    Thread(target=_ask, name="retention", daemon=True).start()


def _ask() -> None:
    wait = FIRST_AFTER
    while not _never.wait(wait):
        wait = EVERY
        try:
            tick(clock.now())
        except OperationalError as error:
            # Somebody held the database longer than we wait. What it says of rows is nobody's in a log.
            logging.getLogger(__name__).warning("Retention is tried again later: %s", type(error).__name__)
        finally:
            connection.close()


def tick(now: datetime) -> bool:
    """Do what is done once a day unless it is too early or another worker does, or did; answers whether we did."""
    there = timezone.localtime(now)
    if there.hour < FROM_HOUR:
        return False
    if not rights.take_day(day=there.date(), now=now):
        if there.hour < TO_HOUR:
            erasing.sweep(now)
        return False
    care.write_all_escalations(now)
    run(Actor.system(), now)
    rights.end_day(day=there.date(), now=now)
    return True


def run(actor: Actor, now: datetime) -> list[Retained]:
    """Let go of all that is due, and write files anew where somebody was erased; answers the proofs."""
    today = timezone.localtime(now).date()
    proofs = rights.run_retention(actor=actor, today=today, now=now)
    before = rights_queries.before_of(Kept.SIGN_INS, today)
    gone = _drop_sign_ins(now)
    proofs.append(rights.prove(actor=actor, rule=Kept.SIGN_INS, before=before, many=gone, now=now))
    erasures_file.note()
    erasing.sweep(now)
    return proofs


def sign_ins_due(now: datetime) -> int:
    """How many ended sessions and failed attempts to sign in would go."""
    return sum(rows.count() for rows in _old_sign_ins(now))


def _drop_sign_ins(now: datetime) -> int:
    return sum(rows.delete()[0] for rows in _old_sign_ins(now))


def _old_sign_ins(now: datetime) -> tuple:  # type: ignore[type-arg]  # querysets of three tables of others
    before = timezone.make_aware(
        datetime.combine(rights_queries.before_of(Kept.SIGN_INS, timezone.localtime(now).date()), datetime.min.time())
    )
    return (
        Session.objects.filter(expire_date__lt=before),
        AccessAttempt.objects.filter(attempt_time__lt=before),
        AccessFailureLog.objects.filter(attempt_time__lt=before),
    )

"""
What a phone holds of its holder's own work: trainings and growth in plain words, and a supervisor's round.

A facilitator reads of nobody else, and no number of themselves. A supervisor's phone holds no
participant: the round comes from the charges alone. All of it travels only when its digest differs.
"""

from datetime import date, datetime
from typing import Any

from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor, has_verb
from tuvurane.supervision import queries as supervision
from tuvurane.sync.pull import digest_of
from tuvurane.training import queries as training

Shape = dict[str, Any]


def own(actor: Actor, *, held: str, now: datetime, language: str) -> Shape:
    """
    ``own_digest``, and ``own`` itself unless the phone holds it (``held`` is its digest).

    Texts in the language asked for. At most six queries for a facilitator; a round adds its own.
    """
    told = _told(actor, now, language)
    digest = digest_of(told)
    return {"own_digest": digest, "own": None if digest == held else told}


def unchanged(held: str) -> Shape:
    """The answer to a phone that is told nothing this time."""
    return {"own_digest": held, "own": None}


def _told(actor: Actor, now: datetime, language: str) -> Shape:
    round_ = _round(actor, now, language)
    leads = has_verb(actor, Verb.SESSIONS_RECORD)
    return {
        "trainings": _trainings(actor),
        "refresher": _refresher(actor, now.date()),
        "growth": _growth(actor, language),
        "checklist": supervision.checklist_for_phone(language) if leads and round_ is None else None,
        "round": round_,
    }


def _round(actor: Actor, now: datetime, language: str) -> Shape | None:
    if actor.account_id is None or not has_verb(actor, Verb.SUPERVISION_SEE):
        return None
    return supervision.for_phone(actor.account_id, now=now, language=language)


def _trainings(actor: Actor) -> list[Shape]:
    if actor.account_id is None:
        return []
    found = training.trainings_of_all([actor.account_id])[actor.account_id]
    return [
        {
            "level": one.course.level,
            "name": one.course.name,
            "from": one.course.starts_on.isoformat(),
            "to": one.course.ends_on.isoformat(),
            "status": one.status.value,
        }
        for one in sorted(found, key=lambda one: (one.course.starts_on, one.course.name), reverse=True)
        if one.course.cancelled_on is None
    ]


def _refresher(actor: Actor, on: date) -> Shape | None:
    if actor.account_id is None:
        return None
    reading = training.refreshers_of([actor.account_id], on)[actor.account_id]
    return None if reading.due_on is None else {"due": reading.due_on.isoformat(), "state": reading.state.value}


def _growth(actor: Actor, language: str) -> list[Shape]:
    if actor.account_id is None:
        return []
    return [one._asdict() for one in training.own_growth(actor.account_id, language)]

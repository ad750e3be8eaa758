"""Pull: what a phone may hold, and no more: own groups, how people are called, dates, phases."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from tuvurane.groups import queries as group_queries
from tuvurane.journal import queries as journal
from tuvurane.measures import queries as measures
from tuvurane.people.scope import Actor

Shape = dict[str, Any]


def pull(actor: Actor, *, since: int, instruments: str, on: date, language: str) -> Shape:
    """
    What changed for this phone after ``since`` (0: everything).

    ``mine`` lists all its groups: what is not there leaves the phone. ``instruments`` is the digest
    of the definitions that the phone holds; they travel only when they differ (else null).
    """
    cursor = journal.cursor()  # read before the groups: what is written meanwhile comes again next time
    groups = list(group_queries.groups_on_phone(actor, on=on))
    definitions = measures.instruments_for_phone(language)
    digest = hashlib.sha256(json.dumps(definitions, sort_keys=True).encode()).hexdigest()[:16]
    return {
        "cursor": cursor,
        "me": {"name": actor.name, "language": actor.language},
        "mine": [group.pk for group in groups],
        "groups": _groups([group for group in groups if group.seq > since]),
        "instruments_digest": digest,
        "instruments": None if digest == instruments else definitions,
    }


def _groups(groups: Sequence[Any]) -> list[Shape]:
    ids = [group.pk for group in groups]
    members = group_queries.members_of_groups(groups, identified=True)
    facilitators = group_queries.facilitators_of_groups(ids)
    sessions = _by_group(group_queries.sessions_of_groups(ids).values_list("group_id", "number", "held_on", "phase"))
    missed = _by_group(group_queries.missed_of_groups(ids).values_list("group_id", "on", "reason"))
    due = measures.due_for_groups(groups)
    return [
        {
            "id": group.pk,
            "name": group.name,
            "place": group.place.name,
            "language": group.language,
            "status": group.status,
            "seed": group.seed,
            "weekday": group.weekday,
            "starts_on": group.starts_on,
            "facilitators": [{"n": person.n, "name": person.name} for person in facilitators[group.pk]],
            "people": [
                {"seat": member.seat, "name": member.called} for member in members[group.pk] if member.left_on is None
            ],
            "sessions": [{"n": n, "on": on, "phase": phase} for n, on, phase in sessions.get(group.pk, [])],
            "missed": [{"on": on, "reason": reason} for on, reason in missed.get(group.pk, [])],
            "due": [{"seat": ask.seat, "wave": ask.wave, "instrument": ask.instrument} for ask in due[group.pk]],
        }
        for group in groups
    ]


def _by_group(rows: Any) -> dict[UUID, list[tuple[Any, ...]]]:
    found: dict[UUID, list[tuple[Any, ...]]] = {}
    for group_id, *rest in rows:
        found.setdefault(group_id, []).append(tuple(rest))
    return found

"""
Pull: what a phone may hold, and no more: own groups, how people are called, dates, phases.

The phone says which groups it holds and how far it has read. So the server keeps no state for a
phone, and a phone that lost something, or whose holder got a group back, is given it again.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tuvurane.groups import queries as group_queries
from tuvurane.groups.thresholds import threshold
from tuvurane.journal import queries as journal
from tuvurane.measures import queries as measures
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor, has_verb

Shape = dict[str, Any]
# A group weighs about 1 kB on the line; the radio of a 2G phone may give us twenty seconds.
PAGE = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """
    What a phone has: how far it has read, the groups that it holds, the definitions' digest.

    ``own``: what it has just told us itself and shows already: sequence numbers, and the group of each.
    """

    since: int = 0
    holds: frozenset[UUID] = frozenset()
    digest: str = ""
    own: Mapping[int, UUID] = field(default_factory=dict)


def pull(actor: Actor, asked: Asked, *, on: date, language: str) -> Shape:
    """
    One page of what changed for this phone.

    ``gone`` names the groups that must leave it. ``definitions`` (its holder, the questionnaires, the
    settings) travel only when their digest differs. ``more``: ask again with the new ``cursor``.
    """
    cursor = journal.cursor()  # read before the groups: what is written meanwhile comes again next time
    if asked.since > cursor:  # we were rebuilt from a backup: what this phone has read may never have been
        asked = replace(asked, since=0, own={})
    mine = group_queries.groups_on_phone(actor, on=on)
    seqs = dict(mine.order_by().values_list("pk", "seq"))  # most pulls read no more of a group than this
    fresh = sorted(_fresh(mine, seqs, asked), key=lambda group_id: (seqs[group_id] > asked.since, seqs[group_id]))
    page, more = fresh[:PAGE], len(fresh) > PAGE
    definitions = _definitions(actor, language)
    digest = digest_of(definitions)
    return {
        "cursor": max([asked.since, *(seqs[group_id] for group_id in page)]) if more else cursor,
        "more": more,
        "gone": sorted(asked.holds - seqs.keys()),
        "groups": _groups(list(mine.filter(pk__in=page)), on) if page else [],
        "digest": digest,
        "definitions": None if digest == asked.digest else definitions,
    }


def pull_for_first_app(actor: Actor, *, since: int, instruments: str, on: date, language: str) -> Shape:
    """
    The same for the app of November 2026, in one page: ``mine`` lists all its groups.

    ``instruments`` is the digest of the questionnaires that it holds.
    """
    cursor = journal.cursor()
    groups = list(group_queries.groups_on_phone(actor, on=on))
    definitions = _instruments(actor, language)
    digest = digest_of(definitions)
    return {
        "cursor": cursor,
        "me": _me(actor),
        "mine": [group.pk for group in groups],
        "groups": _groups([group for group in groups if group.seq > since], on),
        "instruments_digest": digest,
        "instruments": None if digest == instruments else definitions,
    }


def _fresh(mine: QuerySet[Any], seqs: Mapping[UUID, int], asked: Asked) -> list[UUID]:
    """
    The groups that the phone lacks, or that somebody else has changed since.

    What the phone said itself it shows already, but for the questions that a session makes due.
    """
    changed = [group_id for group_id, seq in seqs.items() if group_id not in asked.holds or seq > asked.since]
    told = [group_id for group_id in changed if group_id in asked.holds and seqs[group_id] in asked.own]
    if not told:
        return changed
    by_others = journal.subjects_since(asked.since, "group", told, besides=asked.own)
    turned = measures.waves_turned(mine.filter(pk__in=told), last=Counter(asked.own.values()))
    shown = {group_id for group_id in told if str(group_id) not in by_others} - turned
    return [group_id for group_id in changed if group_id not in shown]


def _definitions(actor: Actor, language: str) -> Shape:
    """Questionnaires only where somebody asks them: a supervisor's phone needs none."""
    asks = has_verb(actor, Verb.RESPONSES_RECORD)
    return {
        "me": _me(actor),
        "expires_days": int(threshold("phone_expires_days").value),
        "instruments": _instruments(actor, language) if asks else [],
    }


def _instruments(actor: Actor, language: str) -> list[Shape]:
    return [] if actor.organisation_id is None else measures.instruments_for_phone(actor.organisation_id, language)


def _me(actor: Actor) -> Shape:
    return {"name": actor.name, "language": actor.language}


def digest_of(told: object) -> str:
    """A short name for what a phone holds: another one as soon as anything in it differs."""
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def _groups(groups: Sequence[Any], on: date) -> list[Shape]:
    ids = [group.pk for group in groups]
    members = group_queries.members_of_groups(groups, identified=True)
    facilitators = group_queries.facilitators_of_groups(ids)
    sessions = _by_group(group_queries.sessions_of_groups(ids).values_list("group_id", "number", "held_on", "phase"))
    missed = _by_group(group_queries.missed_of_groups(ids).values_list("group_id", "on", "reason"))
    due = measures.due_for_groups(groups, on=on)
    beside = group_queries.beside_of_groups(ids)
    beside_missed = group_queries.beside_missed_of_groups(ids)
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
            "due": [{"seat": ask.seat, "wave": ask.wave, "instrument": ask.instrument} for ask in due[group.pk].due],
            "beside": beside.get(group.pk, []),
            "beside_missed": beside_missed.get(group.pk, []),
        }
        for group in groups
    ]


def _by_group(rows: Any) -> dict[UUID, list[tuple[Any, ...]]]:
    found: dict[UUID, list[tuple[Any, ...]]] = {}
    for group_id, *rest in rows:
        found.setdefault(group_id, []).append(tuple(rest))
    return found

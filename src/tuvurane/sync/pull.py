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

from tuvurane.groups import queries as group_queries
from tuvurane.journal import queries as journal
from tuvurane.measures import queries as measures
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor, has_verb
from tuvurane.sync import told

Shape = dict[str, Any]
# A group weighs about 1 kB on the line; the radio of a 2G phone may give us twenty seconds.
PAGE = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """
    What a phone has: how far it has read, the groups that it holds, the definitions' digest.

    ``own``: what it has just told us itself and shows already: sequence numbers, and the group of each.
    ``asks``: what its app can ask (``told.FORMER``, ``told.WINDOWS``).
    """

    since: int = 0
    holds: frozenset[UUID] = frozenset()
    digest: str = ""
    own: Mapping[int, UUID] = field(default_factory=dict)
    asks: int = told.FORMER


@dataclass(frozen=True, slots=True)
class _Held:
    """What a phone says by its digest that it holds: definitions; open gates; how waves are asked and whom to call."""

    definitions: str
    gates: str = ""
    rules: str = ""

    @classmethod
    def of(cls, digest: str) -> "_Held":
        """A digest as it came; an app of before has one part only."""
        return cls(*[*digest.split("."), "", ""][:3])

    @property
    def digest(self) -> str:
        return ".".join(part for part in (self.definitions, self.gates, self.rules) if part)


@dataclass(frozen=True, slots=True)
class _Reach:
    """The groups that a phone may hold, those of them in which its holder only asks, and whom to call in each."""

    groups: Mapping[UUID, Any]
    only_ask: frozenset[UUID] = frozenset()
    calls: Mapping[UUID, str] = field(default_factory=dict)


def pull(actor: Actor, asked: Asked, *, on: date, language: str) -> Shape:
    """
    One page of what changed for this phone.

    ``gone`` names the groups that must leave it. ``definitions`` (its holder, the questionnaires, the
    settings) travel only when their digest differs; so does ``screening``: the groups in which a screening
    item may be asked. ``more``: ask again with the new ``cursor``; it is 0 where all groups are told anew.
    """
    cursor = journal.cursor()  # read before the groups: what is written meanwhile comes again next time
    if asked.since > cursor:  # we were rebuilt from a backup: what this phone has read may never have been
        asked = replace(asked, since=0, own={})
    held = _Held.of(asked.digest)
    reach = _reach(actor, asked.asks, on)
    rules = _rules(actor, asked.asks, reach)
    if asked.since and held.rules not in {"", rules}:
        return _anew(held, rules)
    seqs = {group_id: group.seq for group_id, group in reach.groups.items()}
    fresh = sorted(_fresh(reach.groups, asked, on), key=lambda group_id: (seqs[group_id] > asked.since, seqs[group_id]))
    page, more = fresh[:PAGE], len(fresh) > PAGE
    return {
        "cursor": max([asked.since, *(seqs[group_id] for group_id in page)]) if more else cursor,
        "more": more,
        "gone": sorted(asked.holds - seqs.keys()),
        "groups": _groups(reach, page, asked.asks, on),
        **_defined(actor, asked, reach, rules, on=on, language=language),
    }


def has_been(cursor: int) -> bool:
    """Whether a cursor can have been given out by us. One from before we were rebuilt from a backup says nothing."""
    return cursor <= journal.cursor()


def _anew(held: "_Held", rules: str) -> Shape:
    """The waves are asked otherwise, or somebody else is on call, and no line about a group tells: begin from the beginning."""
    digest = _Held(held.definitions, held.gates, rules).digest
    return {"cursor": 0, "more": True, "gone": [], "groups": [], "digest": digest, "definitions": None}


def pull_for_first_app(actor: Actor, *, since: int, instruments: str, on: date, language: str) -> Shape:
    """
    The same for the app of November 2026, in one page: ``mine`` lists all its groups.

    ``instruments`` is the digest of the questionnaires that it holds.
    """
    cursor = journal.cursor()
    reach = _reach(actor, told.FORMER, on)
    turned = told.windows_turned(reach.groups, journal.moment_of(since), on)
    changed = [group_id for group_id, group in reach.groups.items() if group.seq > since or group_id in turned]
    definitions = told.instruments_told_before(actor, language)
    digest = digest_of(definitions)
    return {
        "cursor": cursor,
        "me": told.me(actor),
        "mine": list(reach.groups),
        "groups": _groups(reach, changed, told.FORMER, on),
        "instruments_digest": digest,
        "instruments": None if digest == instruments else definitions,
    }


def _reach(actor: Actor, asks: int, on: date) -> _Reach:
    """
    What may lie on this phone: groups that its holder leads; and others, while somebody is to be asked in them.

    An app of before would show those others as if its holder led them.
    """
    led = {group.pk: group for group in group_queries.groups_on_phone(actor, on=on)}
    if asks < told.WINDOWS or not has_verb(actor, Verb.RESPONSES_RECORD):
        return _Reach(led)
    others = {group.pk: group for group in measures.groups_to_ask(actor, on=on, besides=led)}
    groups = led | others
    return _Reach(groups, frozenset(others), measures.call_of(list(groups.values()), on) if groups else {})


def _fresh(groups: Mapping[UUID, Any], asked: Asked, on: date) -> list[UUID]:
    """
    The groups that the phone lacks, or that somebody else has changed since.

    What the phone said itself it shows already, but for the questions that a session makes due. An app that knows
    no windows lacks a group as soon as the calendar has turned one.
    """
    turned = set() if asked.asks >= told.WINDOWS else _turned(groups, asked, on)
    changed = [
        group_id
        for group_id, group in groups.items()
        if group_id not in asked.holds or group.seq > asked.since or group_id in turned
    ]
    said = [one for one in changed if one in asked.holds and groups[one].seq in asked.own and one not in turned]
    if not said:
        return changed
    by_others = journal.subjects_since(asked.since, "group", said, besides=asked.own)
    moved = measures.waves_turned([groups[one] for one in said], last=Counter(asked.own.values()))
    shown = {group_id for group_id in said if str(group_id) not in by_others} - moved
    return [group_id for group_id in changed if group_id not in shown]


def _turned(groups: Mapping[UUID, Any], asked: Asked, on: date) -> set[UUID]:
    known = {group_id: group for group_id, group in groups.items() if group_id in asked.holds}
    return told.windows_turned(known, journal.moment_of(asked.since), on)


def _groups(reach: _Reach, page: Sequence[UUID], asks: int, on: date) -> list[Shape]:
    if not page:
        return []
    groups = [reach.groups[group_id] for group_id in page]
    if asks >= told.WINDOWS:
        return told.groups_told(groups, only_ask=reach.only_ask, calls=reach.calls, on=on)
    return told.groups_told_before(groups, open_gates=_open_gates(groups, on), on=on)


def _defined(actor: Actor, asked: Asked, reach: _Reach, rules: str, *, on: date, language: str) -> Shape:
    """The digest of what changes seldom, and what of it the phone does not hold."""
    held, definitions = _Held.of(asked.digest), told.definitions(actor, language, asked.asks)
    now = _Held(digest_of(definitions))
    shown = {"digest": now.digest, "definitions": None if now.definitions == held.definitions else definitions}
    if not rules:
        return shown
    # No line of the journal tells that somebody went off call: the gates are compared at every visit.
    open_gates = sorted(map(str, _open_gates(list(reach.groups.values()), on)))
    now = replace(now, gates=digest_of(open_gates)[:8], rules=rules)
    shown |= {"digest": now.digest}
    return shown if now.gates == held.gates else shown | {"screening": open_gates}


def _rules(actor: Actor, asks: int, reach: _Reach) -> str:
    """
    A short name for how the waves are asked and who is called about whom.

    It is empty where this phone asks nothing, or knows no windows.
    """
    if asks < told.WINDOWS or actor.organisation_id is None or not has_verb(actor, Verb.RESPONSES_RECORD):
        return ""
    rules = measures.rules_of(actor.organisation_id)
    waves = [(one.wave, one.anchor, one.opens, one.due, one.closes, one.instruments) for one in rules]
    calls = sorted((str(group_id), call) for group_id, call in reach.calls.items() if call)
    return digest_of([waves, calls] if calls else waves)[:8]


def _open_gates(groups: Sequence[Any], on: date) -> set[UUID]:
    """The groups in which a screening item may be asked."""
    if not groups:
        return set()
    return {group_id for group_id, gate in measures.screening_of(groups, on).items() if gate.is_open}


def digest_of(held: object) -> str:
    """A short name for what a phone holds: another one as soon as anything in it differs."""
    return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()[:16]

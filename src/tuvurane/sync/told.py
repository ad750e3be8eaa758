"""
What a phone is told, in the words that its app understands.

The app of today knows windows of days: what falls due while it has no network it finds out by itself. An app of
before is told what is due on the day on which it asks, and nothing that it could not show or ask rightly.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import Voice
from tuvurane.groups.thresholds import threshold
from tuvurane.measures import queries as measures
from tuvurane.measures.codes import Arm, Wave
from tuvurane.measures.thresholds import threshold as measures_threshold
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor, has_verb

Shape = dict[str, Any]
Groups = Mapping[UUID, Any]
FORMER, WINDOWS = 1, 2
"""What an app can ask: what is due today; or windows, those who wait, an item's own answers, a closed gate."""
FORMER_WAVES = frozenset({Wave.BASELINE, Wave.END, Wave.LATER})


def groups_told(
    groups: Sequence[Any], *, only_ask: Collection[UUID], calls: Mapping[UUID, str], on: date
) -> list[Shape]:
    """
    Groups for the app of today. Where its holder only asks, it is told how people are called and nothing of sessions.

    ``calls``: whom to call when somebody says yes to a screening item.
    """
    led = [group for group in groups if group.pk not in only_ask]
    course = _course(led)
    schedules = measures.due_for_groups(groups, on=on)
    votes = group_queries.voice_for_leader([group.pk for group in led])
    members = _members(groups)
    paused = _paused(groups, on)
    return [
        _named(group, members[group.pk])
        | (course[group.pk] if group.pk in course else _no_course())
        | {
            "waves": [_window(schedules[group.pk], window) for window in schedules[group.pk].windows],
            "agreed": sorted(schedules[group.pk].agreed),
            "only_ask": group.pk in only_ask,
            "call": calls.get(group.pk, ""),
            "voice": [_vote(number, shares) for number, shares in votes.get(group.pk, [])],
        }
        | ({"paused": paused[group.pk]} if group.pk in paused else {})
        for group in groups
    ]


def _paused(groups: Sequence[Any], on: date) -> dict[UUID, str]:
    """Those of these groups that are paused, and whose word is waited for."""
    since = group_queries.paused_since([group.pk for group in groups])
    return group_queries.word_from([group for group in groups if group.pk in since], on=on) if since else {}


def groups_told_before(groups: Sequence[Any], *, open_gates: Collection[UUID], on: date) -> list[Shape]:
    """
    Groups for an app of before, with what is due today.

    Left out is what it cannot show: later waves, those who wait, scales of an item's own. And a questionnaire with a
    screening item where nobody could answer for a yes: that app would ask it.
    """
    course = _course(groups)
    schedules = measures.due_for_groups(groups, on=on)
    members = _members(groups)
    plain, screening = _askable_before({due.instrument for one in schedules.values() for due in one.due})
    return [
        _named(group, members[group.pk])
        | course[group.pk]
        | {
            "due": [
                {"seat": due.seat, "wave": due.wave, "instrument": due.instrument}
                for due in schedules[group.pk].due
                if due.arm == Arm.GROUP
                and due.wave in FORMER_WAVES
                and due.instrument in plain
                and (due.instrument not in screening or group.pk in open_gates)
            ]
        }
        for group in groups
    ]


def _askable_before(names: Collection[str]) -> tuple[set[str], set[str]]:
    """Which of these instruments have one scale for all items, and which have a screening item."""
    found = [measures.instrument(name) for name in names]
    plain = {one.name for one in found if all(item.options == one.options for item in one.items)}
    return plain, {one.name for one in found if one.flagged}


def windows_turned(groups: Groups, since: datetime | None, on: date) -> set[UUID]:
    """
    The groups in which a window has opened or closed since a moment.

    The calendar alone turns it and no line of the journal tells: whoever is told what is due today must be told anew.
    """
    if since is None or not groups:
        return set()
    windows = measures.windows_of(list(groups.values()), on=on)
    before = since.date()
    return {group_id for group_id, known in windows.items() if any(one.holds(before) != one.holds(on) for one in known)}


def definitions(actor: Actor, language: str, asks: int) -> Shape:
    """
    The holder, the settings, and the questionnaires that are in use, only where somebody asks them.

    A supervisor's phone needs none.
    """
    may_ask = has_verb(actor, Verb.RESPONSES_RECORD)
    instruments = _instruments(actor, language) if may_ask else []
    expires = {"expires_days": int(threshold("phone_expires_days").value)}
    if asks < WINDOWS:
        return {"me": me(actor), "instruments": _plain(instruments)} | expires
    only_asks = may_ask and not has_verb(actor, Verb.SESSIONS_RECORD)
    days = int(measures_threshold("unfinished_days").value)
    return {"me": me(actor) | {"only_asks": only_asks}, "instruments": instruments, "unfinished_days": days} | expires


def instruments_told_before(actor: Actor, language: str) -> list[Shape]:
    """The questionnaires that an app of before can ask."""
    return _plain(_instruments(actor, language))


def me(actor: Actor) -> Shape:
    """Who holds the phone."""
    return {"name": actor.name, "language": actor.language}


def _instruments(actor: Actor, language: str) -> list[Shape]:
    return [] if actor.organisation_id is None else measures.instruments_for_phone(actor.organisation_id, language)


def _plain(instruments: Sequence[Shape]) -> list[Shape]:
    known = ("key", "label", "text")
    return [
        instrument | {"items": [{name: item[name] for name in known} for item in instrument["items"]]}
        for instrument in instruments
        if not any("options" in item for item in instrument["items"])
    ]


def _members(groups: Sequence[Any]) -> dict[UUID, list[Shape]]:
    stays = group_queries.members_of_groups(groups, identified=True)
    return {
        group_id: [
            {"seat": stay.seat, "name": stay.called} for stay in here if stay.left_on is None and not stay.erased
        ]
        for group_id, here in stays.items()
    }


def _named(group: Any, people: list[Shape]) -> Shape:
    return {
        "id": group.pk,
        "name": group.name,
        "place": group.place.name,
        "language": group.language,
        "status": group.status,
        "seed": group.seed,
        "weekday": group.weekday,
        "starts_on": group.starts_on,
        "people": people,
    }


def _no_course() -> Shape:
    return {"facilitators": [], "sessions": [], "missed": [], "beside": [], "beside_missed": []}


def _course(groups: Sequence[Any]) -> dict[UUID, Shape]:
    """Who leads, and what was held, missed or reported twice: for those who lead."""
    ids = [group.pk for group in groups]
    if not ids:
        return {}
    facilitators = group_queries.facilitators_of_groups(ids)
    sessions = _by_group(group_queries.sessions_of_groups(ids).values_list("group_id", "number", "held_on", "phase"))
    missed = _by_group(group_queries.missed_of_groups(ids).values_list("group_id", "on", "reason"))
    beside = group_queries.beside_of_groups(ids)
    beside_missed = group_queries.beside_missed_of_groups(ids)
    return {
        group_id: {
            "facilitators": [{"n": person.n, "name": person.name} for person in facilitators[group_id]],
            "sessions": [{"n": n, "on": on, "phase": phase} for n, on, phase in sessions.get(group_id, [])],
            "missed": [{"on": on, "reason": reason} for on, reason in missed.get(group_id, [])],
            "beside": beside.get(group_id, []),
            "beside_missed": beside_missed.get(group_id, []),
        }
        for group_id in ids
    }


def _window(schedule: measures.GroupSchedule, window: Any) -> Shape:
    done = schedule.done
    return {
        "arm": window.arm,
        "wave": window.wave,
        "opens": window.opens,
        "due": window.due,
        "closes": window.closes,
        "asks": [
            {"instrument": name, "done": sorted(done[window.arm, window.wave, name])} for name in window.instruments
        ],
    }


def _vote(number: int, shares: Mapping[Voice, float | None]) -> Shape:
    """The good share of each question, to a hundredth: no phone needs to know of single stones."""
    found = {question: shares.get(question) for question in Voice}
    return {"n": number} | {question: None if share is None else round(share, 2) for question, share in found.items()}


def _by_group(rows: Any) -> dict[UUID, list[tuple[Any, ...]]]:
    found: dict[UUID, list[tuple[Any, ...]]] = {}
    for group_id, *rest in rows:
        found.setdefault(group_id, []).append(tuple(rest))
    return found

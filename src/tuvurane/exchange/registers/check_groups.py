"""The checks of the sheets ``groups`` and ``facilitators``."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from tuvurane.exchange.registers.drafts import Desk, Draft, LeaderDraft
from tuvurane.exchange.registers.known import KnownGroup, Leader
from tuvurane.exchange.registers.rows import GroupRow, LeaderRow
from tuvurane.exchange.sheets.labels import label
from tuvurane.exchange.sheets.lines import Line, shown
from tuvurane.groups.codes import FACILITATORS, OPEN, PARTICIPANTS, Status
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.places import queries as place_queries
from tuvurane.training import queries as training
from tuvurane.training.queries import GateReading

if TYPE_CHECKING:
    from tuvurane.places.models import Place

STARTED = {Status.RUNNING, Status.GRADUATED}


def check_groups(desk: Desk) -> None:
    """Make a draft of every group that can be understood."""
    first: dict[str, int] = {}
    for row in desk.register.groups:
        if row.key in first:
            row.line.fault("group", "group_repeated", first=first[row.key])
            continue
        first[row.key] = row.line.number
        known = desk.known.get(row.key)
        _check_days(row)
        place = _place(desk, row)
        if known and not _may_import(desk, known.group.place.path):
            row.line.fault("group", "group_elsewhere")
        elif place is not None and row.line.whole:
            found, trail = place
            desk.drafts[row.key] = Draft(row, desk.draft_id(row.name), found, trail, known)
        if not row.line.whole:
            desk.register.broken.add(("groups", row.key))
    for draft in desk.drafts.values():
        if draft.known:
            _note_differences(desk, draft.row, draft.place, draft.trail, draft.known)


def _place(desk: Desk, row: GroupRow) -> "tuple[Place, str] | None":
    meant = desk.places.by(row.place)
    if meant.place is None:
        details = {"candidates": "; ".join(meant.candidates)} if meant.trouble != "place_unknown" else {}
        near = meant.candidates if meant.trouble == "place_unknown" else ()
        row.line.fault("place", meant.trouble, nearest=near, **details)
        return None
    if not _may_import(desk, meant.place.path):
        row.line.fault("place", "place_outside")
        return None
    return meant.place, meant.trail


def _may_import(desk: Desk, path: str) -> bool:
    return all(
        scope.reaches(desk.actor, verb, organisation_id=desk.organisation_id, place_path=path)
        for verb in (Verb.GROUPS_IMPORT, Verb.GROUPS_MANAGE)
    )


def _check_days(row: GroupRow) -> None:
    if row.status in STARTED and row.starts_on is None and "starts_on" not in row.line.faulty:
        row.line.fault("starts_on", "missing")
    if row.status not in OPEN and row.ended_on is None and "ended_on" not in row.line.faulty:
        row.line.fault("ended_on", "missing")
    if row.status in OPEN and row.ended_on is not None:
        row.line.fault("ended_on", "ended_but_open")
    check_order(row.line, "ended_on", row.ended_on, "starts_on", row.starts_on)


def check_order(line: Line, column: str, later: date | None, other: str, earlier: date | None) -> None:
    """A fault of ``column`` unless its day is not before the other one (a cell of the row or of the group)."""
    if later is not None and earlier is not None and later < earlier:
        line.fault(column, "too_early", other=other, day=shown(earlier))


def check_not_after(line: Line, column: str, earlier: date | None, other: str, later: date | None) -> None:
    """A fault of ``column`` unless its day is not after the other one."""
    if later is not None and earlier is not None and earlier > later:
        line.fault(column, "too_late", other=other, day=shown(later))


def _note_differences(desk: Desk, row: GroupRow, place: "Place", trail: str, known: KnownGroup) -> None:
    group, language = known.group, desk.faults.language
    there = trail if group.place_id == place.pk else place_queries.trail(group.place)
    weekday = label("weekday", str(group.weekday), language) if group.weekday else ""
    compare = [
        ("place", trail, there),
        ("site", row.site or group.site, group.site),
        ("language", row.language, group.language),
        ("weekday", row.weekday or group.weekday, group.weekday),
        ("status", row.status, group.status),
        ("starts_on", row.starts_on or group.starts_on, group.starts_on),
    ]
    shown_as = {
        "language": label("language", group.language, language),
        "weekday": weekday,
        "status": label("status", group.status, language),
    }
    for column, here, stands in compare:
        if here != stands:
            desk.faults.note(row.line.spot(column), "differs", there=shown_as.get(column) or shown_or_none(stands))


def shown_or_none(value: object) -> str:
    """A value as people read it, a dash for none."""
    return "–" if value in {None, ""} else shown(value)


def check_leaders(desk: Desk) -> None:
    """Give every draft its facilitators."""
    gates = _gates(desk)
    for row in desk.register.facilitators:
        draft = draft_of(desk, row.line, row.group)
        leader = _leader(desk, row) if draft else None
        if draft is not None and leader is not None:
            _lead(draft, row, leader, gates[leader.account.pk])
        desk.note_broken(row.line, row.group)


def _gates(desk: Desk) -> Mapping[UUID, GateReading]:
    """The gates of everybody whom the file names, asked in one go."""
    named = [desk.leaders.named(row.facilitator) for row in desk.register.facilitators]
    return training.gates_of([leader.account.pk for found in named for leader in found], now=desk.now)


def draft_of(desk: Desk, line: Line, group: str) -> Draft | None:
    """The draft that a row speaks of. None when its group has faults of its own, or does not exist: a fault."""
    key = desk.key(group)
    if key not in desk.drafts and not desk.is_broken("groups", group):
        line.fault("group", "group_unknown", nearest=desk.names_like(group))
    return desk.drafts.get(key)


def _leader(desk: Desk, row: LeaderRow) -> Leader | None:
    found = desk.leaders.named(row.facilitator)
    if len(found) == 1:
        return found[0]
    if found:
        names = "; ".join(leader.account.username for leader in found)
        row.line.fault("facilitator", "facilitator_ambiguous", usernames=names)
    else:
        row.line.fault("facilitator", "facilitator_unknown", nearest=desk.leaders.alike(row.facilitator))
    return None


def _lead(draft: Draft, row: LeaderRow, leader: Leader, gate: GateReading) -> None:
    account_id = leader.account.pk
    since = row.since or draft.starts_on
    stands = draft.known is not None and any(one.account_id == account_id for one in draft.known.leaders)
    if account_id in draft.leaders:
        row.line.fault("facilitator", "facilitator_repeated")
    elif since is None:
        row.line.fault("since", "missing")
    elif not stands and draft.closed:
        row.line.fault("group", "group_closed")
    elif not stands and (row.until is None or draft.known):
        _check_may_lead(draft, row, leader, gate)
    check_order(row.line, "until", row.until, "since", since)
    if row.line.whole and since is not None:
        draft.leaders[account_id] = LeaderDraft(leader, since, row.until, stands)


def _check_may_lead(draft: Draft, row: LeaderRow, leader: Leader, gate: GateReading) -> None:
    """Whoever would begin to lead holds the role there, and the gate lets them. Of the past it is only told."""
    if not leader.reaches(draft.place.path):
        row.line.fault("facilitator", "not_a_facilitator", place=draft.trail)
    elif draft.status not in OPEN:
        return
    elif gate.away is not None:
        row.line.fault("facilitator", "facilitator_away")
    elif not gate.may_lead:
        row.line.fault("facilitator", "gate_closed")


def note_sizes(desk: Desk) -> None:
    """Warnings with their reasons: too few or too many people, fewer than two facilitators."""
    for draft in desk.drafts.values():
        if draft.known is not None or draft.row.status == Status.PLANNED:
            continue
        spot = draft.row.line.spot("group")
        staying = sum(member.row.left_on is None for member in draft.members.values())
        if staying not in PARTICIPANTS and not desk.is_broken("members", draft.row.name):
            code = "few_members" if staying < PARTICIPANTS.start else "many_members"
            desk.faults.note(spot, code, count=staying, least=PARTICIPANTS.start, most=PARTICIPANTS.stop - 1)
        if len(draft.leaders) < FACILITATORS and not desk.is_broken("facilitators", draft.row.name):
            desk.faults.note(spot, "few_facilitators", count=len(draft.leaders), least=FACILITATORS)

"""The checks of the sheet ``members``."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from tuvurane.exchange.registers.check_groups import check_not_after, check_order, draft_of, shown_or_none
from tuvurane.exchange.registers.drafts import Desk, Draft, MemberDraft
from tuvurane.exchange.registers.known import codes_taken, name_of
from tuvurane.exchange.registers.rows import MemberRow
from tuvurane.exchange.sheets.labels import label
from tuvurane.exchange.sheets.lines import shown
from tuvurane.exchange.sheets.plain import plain

if TYPE_CHECKING:
    from tuvurane.groups.models import Membership

CODE = re.compile(r"[A-Z0-9][A-Z0-9/_-]{0,19}", re.ASCII)


def check_members(desk: Desk) -> None:
    """Give every draft its people: nobody twice, nobody in two open groups, nobody on another's seat."""
    twice = _Twice()
    taken = codes_taken(desk.organisation_id) if desk.register.members else {}
    for row in desk.register.members:
        draft = draft_of(desk, row.line, row.group)
        if draft is not None:
            _check_row(draft, row)
            twice.check(draft, row)
            _check_code(draft, row, taken)
            _check_seat(desk, draft, row)
            _sit(draft, row)
        desk.note_broken(row.line, row.group)
    for draft in desk.drafts.values():
        _check_new_seats(draft)
        _note_consents(desk, draft)


def _check_row(draft: Draft, row: MemberRow) -> None:
    joined_on, line = row.joined_on or draft.starts_on, row.line
    if joined_on is None:
        line.fault("joined_on", "missing")
    check_order(line, "left_on", row.left_on, "joined_on", joined_on)
    check_not_after(line, "joined_on", joined_on, "ended_on", draft.row.ended_on)
    if row.left_on is not None and row.why_left is None:
        line.fault("why_left", "missing")
    if row.left_on is None and row.why_left is not None:
        line.fault("left_on", "missing")


class _Twice:
    """Who stood in an earlier row already."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[UUID, int], int] = {}
        self._names: dict[tuple[UUID, str, str], int] = {}
        self._codes: dict[str, MemberRow] = {}
        self._people: dict[tuple[str, str], tuple[UUID, MemberRow]] = {}

    def check(self, draft: Draft, row: MemberRow) -> None:
        """Note the faults of a row that says again what an earlier one said."""
        line = row.line
        first = self._numbers.setdefault((draft.id, row.number), line.number)
        if first != line.number:
            line.fault("number", "number_repeated", first=first)
        first = self._names.setdefault((draft.id, plain(row.name), plain(row.nickname)), line.number)
        if first != line.number:
            line.fault("name", "name_repeated", first=first)
        self._check_person(draft, row)

    def _check_person(self, draft: Draft, row: MemberRow) -> None:
        same_code = self._codes.setdefault(row.code, row) if row.code else row
        if same_code is not row:
            both_stay = row.left_on is None and same_code.left_on is None
            row.line.fault("code", "two_open_groups" if both_stay else "code_repeated", first=same_code.line.number)
        elif row.contact and row.left_on is None:
            group, same = self._people.setdefault((plain(row.name), plain(row.contact)), (draft.id, row))
            if same is not row and group != draft.id:
                row.line.fault("name", "two_open_groups", first=same.line.number)


def _check_code(draft: Draft, row: MemberRow, taken: Mapping[str, UUID]) -> None:
    if not row.code:
        return
    if not CODE.fullmatch(row.code):
        row.line.fault("code", "bad_code")
    elif taken.get(row.code, draft.member_id(row.number)) != draft.member_id(row.number):
        row.line.fault("code", "code_taken")


def _check_seat(desk: Desk, draft: Draft, row: MemberRow) -> None:
    """Against who sits there already: another name is a fault, other facts are differences to know."""
    stay = draft.known.stays.get(row.number) if draft.known else None
    if stay is None:
        return
    name = name_of(stay)
    if name is not None and plain(name) != plain(row.name):
        row.line.fault("name", "seat_taken", number=row.number, code=stay.participant.code)
    else:
        _note_differences(desk, row, stay)


def _note_differences(desk: Desk, row: MemberRow, stay: "Membership") -> None:
    person, language = stay.participant, desk.faults.language
    compare = [
        ("sex", row.sex, person.sex, label("sex", person.sex, language)),
        ("age_band", row.age_band, person.age_band, label("age_band", person.age_band, language)),
        ("joined_on", row.joined_on or stay.joined_on, stay.joined_on, shown(stay.joined_on)),
        ("left_on", row.left_on, stay.left_on, shown_or_none(stay.left_on)),
        ("code", row.code or person.code.upper(), person.code.upper(), person.code),
    ]
    for column, here, stands, there in compare:
        if here != stands:
            desk.faults.note(row.line.spot(column), "differs", there=there)


def _sit(draft: Draft, row: MemberRow) -> None:
    stands = draft.known is not None and row.number in draft.known.stays
    joined_on = row.joined_on or draft.starts_on
    if not stands and draft.closed:
        row.line.fault("group", "group_closed")
    if row.line.whole and joined_on is not None:
        draft.members[row.number] = MemberDraft(row, draft.member_id(row.number), joined_on, stands)


def _check_new_seats(draft: Draft) -> None:
    """New people of a group that stands take the numbers after the last one: seats are given in order."""
    if draft.known is None:
        return
    for number, member in enumerate(draft.new_members, start=draft.known.next_number):
        if member.row.number != number:
            member.row.line.fault("number", "number_not_next", next=number)


def _note_consents(desk: Desk, draft: Draft) -> None:
    without = [member.row for member in draft.new_members if not member.row.agreed]
    if without:
        rows = ", ".join(str(row.line.number) for row in without[:20]) + ("…" if len(without) > 20 else "")
        desk.faults.note(without[0].line.spot("agreed_take_part"), "consent_missing", count=len(without), rows=rows)

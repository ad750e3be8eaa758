"""What a record of a small shift, or of a role taken up, says: in lines for a page, as far as it can be read."""

from collections.abc import Mapping
from typing import Any

from tuvurane.people.scope import Actor
from tuvurane.web.set_aside.rows import Row, RowsSaid, coded, rows
from tuvurane.web.set_aside.said import day, number, text
from tuvurane.web.wording import say

Body = Mapping[str, Any]


def shift_said(body: Body, _actor: Actor) -> RowsSaid:
    """A small shift that was noticed outside a session."""
    return rows(
        Row(say("shifts.on"), day(body.get("on")), is_day=True),
        Row(say("shifts.domain"), coded("shift", body.get("d"))),
        Row(say("shifts.noticed_by"), coded("noticed_by", body.get("by"))),
        Row(say("shifts.line"), text(body.get("line"))),
    )


def role_said(body: Body, _actor: Actor) -> RowsSaid:
    """A role that the person on a seat took up in the community."""
    seat = number(body.get("seat"))
    return rows(
        Row(say("set_aside.person"), "" if seat is None else say("set_aside.seat", seat=seat)),
        Row(say("roles.role"), coded("community_role", body.get("role"))),
        Row(say("roles.since"), day(body.get("since")), is_day=True),
    )

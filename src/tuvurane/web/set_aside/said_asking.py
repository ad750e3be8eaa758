"""What a record of a refusal says: in lines for a page, as far as it can be read."""

from collections.abc import Mapping
from typing import Any

from tuvurane.people.scope import Actor
from tuvurane.web.set_aside.rows import Row, RowsSaid, coded, rows
from tuvurane.web.set_aside.said import day, number, text
from tuvurane.web.wording import say

Body = Mapping[str, Any]


def declined_said(body: Body, _actor: Actor) -> RowsSaid:
    """The person on a seat did not want to be asked a questionnaire."""
    seat = number(body.get("seat"))
    return rows(
        Row(say("set_aside.person"), "" if seat is None else say("set_aside.seat", seat=seat)),
        Row(say("set_aside.questionnaire"), text(body.get("instrument"))),
        Row(say("set_aside.wave"), coded("wave", body.get("wave"))),
        Row(say("office.session.held_on"), day(body.get("on")), is_day=True),
    )

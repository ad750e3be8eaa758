"""What pages of supervision say in words: why to visit, who leads, which month."""

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django import template

from tuvurane.supervision import queries as supervision
from tuvurane.web.wording import language, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from tuvurane.supervision.queries import PlanRow, Reason, Why

register = template.Library()
# Somebody may be harmed, or was: the only reasons in the alarm's colour.
AT_RISK = frozenset({"gate_paused", "gate_blocked", "harm_unconfirmed", "voice_not_safe"})


@register.filter
def visit_reason(reason: "Reason") -> str:
    """Why somebody should be visited, in words."""
    return supervision.sentence(reason, language())


@register.filter
def at_risk(reason: "Reason") -> bool:
    """Whether the reason is that somebody may be harmed."""
    return reason.code in AT_RISK


@register.filter
def led_by(row: "PlanRow") -> str:
    """Who leads the group of a row of the plan, or whom the row is about."""
    names = ", ".join(one.account.name for one in row.facilitators)
    if row.group is None:
        return names
    return say("supervise.plan.led_by", names=names) if names else say("supervise.plan.nobody")


@register.filter
def asked_of(row: "PlanRow") -> str:
    """What the address of a new visit carries from a row of the plan."""
    group = [("group", str(row.group.pk))] if row.group else []
    return urlencode(group + [("who", str(one.pk)) for one in row.facilitators])


@register.filter
def route_why(why: "Why") -> str:
    """Why a stop comes where it does, in words."""
    return say(f"route_why.{why.code}", place=why.place)


@register.filter
def of_group(rows: "Sequence[PlanRow]", group_id: "UUID") -> "PlanRow | None":
    """The row of the plan about this group, if there is one."""
    return next((row for row in rows if row.group and row.group.pk == group_id), None)


@register.filter
def month(value: date) -> str:
    """A month as ``November 2026``."""
    return f"{say(f'phone.month.{value.month}')} {value.year}"

"""The phones of one person, as their page tells of them."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from tuvurane.groups.thresholds import threshold
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.sync import queries as sync_queries
from tuvurane.web.templatetags.words import moment
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from tuvurane.people.models import Device

DAY_SECONDS = 86_400


class Phone(NamedTuple):
    """
    One phone: how far its clock is off, how many of its records wait, and how far a revoked one handed in.

    The texts are empty where there is nothing to tell.
    """

    device: "Device"
    clock: str
    waits: int
    handed_in: str


def phones_of(actor: Actor, devices: Iterable["Device"], *, now: datetime) -> list[Phone]:
    """The phones in their order; one query for what waits, for those who may decide about it."""
    listed = list(devices)
    waits: Counter[object] = Counter()
    if listed and scope.has_verb(actor, Verb.SET_ASIDE_DECIDE):
        waiting = sync_queries.waiting(actor).filter(device__in=listed).order_by()
        waits = Counter(waiting.values_list("device_id", flat=True))
    return [Phone(device, clock_now(device), waits[device.pk], _handed_in(device, now)) for device in listed]


def clock_now(device: "Device") -> str:
    """How far the phone's clock was off when it was last heard; empty within a day."""
    seen = getattr(device, "seen", None)
    days = ((seen and seen.clock_gap) or 0) / DAY_SECONDS
    if abs(days) <= threshold("phone_clock_days").value:
        return ""
    way, whole = "ahead" if days < 0 else "behind", int(abs(days))
    return say(f"set_aside.gap_now.{way}", n=whole) if whole > 1 else say(f"set_aside.gap_now.{way}_one")


def _handed_in(device: "Device", now: datetime) -> str:
    if device.revoked_at is None:
        return ""
    if device.hands_in_until is None:
        return say("set_aside.phone_not_handed_in")
    if device.hands_in_until <= now:
        return say("set_aside.phone_handed_in")
    return say("set_aside.phone_hands_in", moment=moment(device.hands_in_until))

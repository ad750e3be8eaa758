"""The glass broken, and something asked to leave the room of care."""

from datetime import datetime

from tests.factories.groups import NOW, TODAY, new_id
from tests.factories.people import make_account
from tuvurane.care import actions
from tuvurane.care.actions import Wanted
from tuvurane.care.models import BreakGlass, CareExport, Concern
from tuvurane.people import queries as people
from tuvurane.people.models import Account
from tuvurane.people.roles import Role

REASON = "I called the focal point three times and nobody answered"


def make_opening(concern: Concern, *, by: Account | None = None, now: datetime = NOW) -> BreakGlass:
    """A concern that a director of its place opened."""
    place = concern.place
    who = by or make_account(concern.organisation, f"breaks at {place.name}", role=Role.DIRECTOR, place=place)
    return actions.break_glass(
        actor=people.actor_of(who, on=TODAY),
        opening_id=new_id(),
        code=concern.participant.code,
        reason=REASON,
        now=now,
    )


def make_export(by: Account, concern: Concern, *, urgent: bool = False, now: datetime = NOW) -> CareExport:
    """A case that a safeguarding person asks to hand over."""
    return actions.ask_export(
        actor=people.actor_of(by, on=TODAY),
        export_id=new_id(),
        wanted=Wanted(concern),
        reason="The hospital takes the case over from us",
        urgent=urgent,
        now=now,
    )

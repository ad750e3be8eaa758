"""Looking at a concern: each look is a line with its reason, and says whether the person was on call there."""

from datetime import datetime

from django.db import transaction

from tuvurane.care import problems
from tuvurane.care.actions.escalating import write_escalations
from tuvurane.care.actions.log import note
from tuvurane.care.codes import CHOSEN, Deed
from tuvurane.care.models import Concern
from tuvurane.care.queries import on_call_covers
from tuvurane.people import queries as people
from tuvurane.people.scope import Actor


@transaction.atomic
def look(*, actor: Actor, concern: Concern, why: str, now: datetime) -> None:
    """
    Note that somebody looked at a concern, and why. Before this no page shows anything of it.

    Raises ReasonMissing.
    """
    check_chosen(why)
    house = concern.organisation_id
    duty = on_call_covers(house, concern.place.path, actor.account_id, people.today_in(house, now))
    note(actor.account_id, house, Deed.LOOK, now, concern=concern, why=why, off_duty=not duty)
    write_escalations([concern], now)


def check_chosen(why: str) -> None:
    """Whoever looks says one of the reasons that may be chosen. Raises ReasonMissing."""
    if why not in CHOSEN:
        raise problems.ReasonMissing(known=", ".join(CHOSEN))

"""What Today says of care: to whoever is called, how many are over their time; to the director a number, and no more."""

from typing import NamedTuple

from tuvurane.care import queries as care
from tuvurane.foundation import clock
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor


class Loud(NamedTuple):
    """``over``: about how many the reader is called. ``unanswered``: how many waited in vain for everybody."""

    over: int = 0
    unanswered: int = 0


def loud(actor: Actor) -> Loud:
    """What an actor hears on their first page."""
    now = clock.now()
    return Loud(
        care.overdue_calling(actor, now) if scope.has_verb(actor, Verb.CARE_SEE) else 0,
        care.unanswered(actor, now) if scope.has_verb(actor, Verb.CARE_COUNT) else 0,
    )

"""How often the glass was broken and nobody acknowledged it: a line of today that cannot be put away."""

from tuvurane.care import queries as care
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor


def unacknowledged(actor: Actor) -> int:
    """How many wait for the reader."""
    return care.unacknowledged(actor).count() if scope.has_verb(actor, Verb.CARE_ACT) else 0

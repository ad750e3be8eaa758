"""What waits for the reader, for the page of today."""

from tuvurane.feedback import queries as feedback
from tuvurane.foundation import clock
from tuvurane.people.scope import Actor


def waits_for(actor: Actor) -> tuple[int, int]:
    """How many items wait for the reader, and how many of them are over their time."""
    return feedback.waiting_count(actor, on=clock.today())

"""A yes to a screening item goes to those who care, and stands nowhere here."""

from collections.abc import Iterable
from datetime import datetime

from tuvurane.care import actions as care
from tuvurane.care.codes import Source
from tuvurane.foundation import ids
from tuvurane.measures.models import Response
from tuvurane.people.scope import Actor


def raise_concerns(actor: Actor, response: Response, items: Iterable[str], now: datetime) -> None:
    """Raise a concern for each of these items of a response; one that is known already is not raised twice."""
    for item in items:
        care.raise_concern(
            actor=actor,
            concern_id=ids.new_id(now),
            participant_id=response.participant_id,
            group=response.group,
            source=Source.SCREENING,
            item=item,
            said_on=response.administered_on,
            now=now,
            raised_by=response.asked_by_id,
        )

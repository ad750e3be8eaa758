"""A yes to a screening item goes to those who care, and stands nowhere here."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from tuvurane.care import actions as care
from tuvurane.care.codes import Source
from tuvurane.foundation import ids
from tuvurane.groups.models import Group
from tuvurane.measures import queries
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
            raising=care.Raising(
                source=Source.SCREENING,
                item=item,
                said_on=response.administered_on,
                about=response.pk,
                by=response.asked_by_id,
            ),
            now=now,
        )


def hear_answers(
    *,
    actor: Actor,
    response_id: UUID,
    participant_id: UUID,
    group: Group,
    instrument: str,
    version: str,
    answers: Mapping[str, int | None],
    said_on: date,
    asked_by_id: UUID | None,
    now: datetime,
) -> None:
    """
    Raise the concerns of answers that nobody has taken yet, and record none of them.

    Taken later under the same ``response_id``, they raise no second one. Raises InstrumentUnknown, VersionUnknown.
    """
    flagged = queries.instrument(instrument, version).flagged
    waiting = Response(
        id=response_id, participant_id=participant_id, group=group, administered_on=said_on, asked_by_id=asked_by_id
    )
    raise_concerns(actor, waiting, [item for item in flagged if answers.get(item)], now)

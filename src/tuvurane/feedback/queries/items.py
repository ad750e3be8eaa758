"""What we were told: for those who answer it, and never for whom it is about."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, QuerySet

from tuvurane.feedback import policies, problems
from tuvurane.feedback.models import Item
from tuvurane.feedback.rules.clocks import Due, due
from tuvurane.feedback.thresholds import threshold
from tuvurane.foundation import sealing
from tuvurane.people import queries as people
from tuvurane.people.scope import Actor


class Told(NamedTuple):
    """The words of an item: what was said, how they are reached, the answer, and what was changed."""

    words: str
    reach: str
    answer: str
    change: str


def items_visible_to(actor: Actor) -> QuerySet[Item]:
    """The items that the actor answers (``feedback.answer``): those that wait longest first, then the answered."""
    rows = Item.objects.filter(policies.sees(actor)).select_related("place__parent", "group", "answered_by")
    return rows.order_by(F("answered_at").desc(nulls_first=True), "told_on", "pk")


def item_for(actor: Actor, item_id: UUID) -> Item:
    """One of them. Raises ItemUnknown, for whom it is about too."""
    found = items_visible_to(actor).filter(pk=item_id).first()
    if found is None:
        raise problems.ItemUnknown
    return found


def due_of(item: Item) -> Due | None:
    """What an item waits for, and the last day that is in time."""
    return due(
        item.told_on,
        reachable=item.reach_sealed is not None,
        acknowledged=item.acknowledged_at is not None,
        answered=item.answered_at is not None,
        acknowledge_days=threshold("acknowledge_days").value,
        answer_days=threshold("answer_days").value,
    )


def waiting_count(actor: Actor, *, on: date) -> tuple[int, int]:
    """How many items wait for the actor, and how many of them are over their time on a day."""
    waits = [due_of(item) for item in Item.objects.filter(policies.sees(actor), answered_at__isnull=True)]
    return len(waits), sum(bool(one and one.days_over(on)) for one in waits)


def opened(item: Item) -> Told:
    """The words of an item, opened. Raises Unreadable."""
    key = people.organisation_key(item.organisation_id)
    blobs = (item.words_sealed, item.reach_sealed, item.answer_sealed, item.change_sealed)
    return Told(*("" if blob is None else sealing.unseal(key, blob, aad=item.pk.bytes).decode() for blob in blobs))

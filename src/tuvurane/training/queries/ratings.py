"""Reading ratings: whose they are, which a phone has handed over, and the note of one."""

from collections.abc import Iterable
from uuid import UUID

from tuvurane.foundation import sealing
from tuvurane.foundation.records import Standing
from tuvurane.people import queries as people
from tuvurane.training.models import Facilitator, Rating


def ratings_of(facilitator: Facilitator) -> list[Rating]:
    """The ratings of somebody that count as reports, oldest first; with rater and course."""
    rows = Rating.objects.filter(facilitator=facilitator, standing=Standing.COUNTED)
    return list(rows.select_related("rater", "course").order_by("on", "seq", "pk"))


def held_ratings(account_id: UUID, ids: Iterable[UUID]) -> set[UUID]:
    """Which of these ratings came from this account and are held here."""
    rows = Rating.objects.filter(pk__in=list(ids), recorded_by=account_id)
    return set(rows.values_list("pk", flat=True))


def note_of(rating: Rating) -> str:
    """The note of a rating, unsealed; empty where there is none. Raises sealing.Unreadable."""
    if rating.note_sealed is None:
        return ""
    house = people.organisation_key(rating.facilitator.organisation_id)
    return sealing.unseal(house, rating.note_sealed, aad=rating.pk.bytes).decode()

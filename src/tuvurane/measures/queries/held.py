"""What this room holds of one person, for the person: what they were asked, and what they did not want to be asked."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from tuvurane.foundation.records import Standing
from tuvurane.measures.models import Declined, Response


class HeldAnswers(NamedTuple):
    """One questionnaire that somebody answered. ``total`` is None where an answer is missing."""

    on: date
    instrument: str
    wave: str
    total: float | None


class HeldRefusal(NamedTuple):
    """One questionnaire that somebody declined."""

    on: date
    instrument: str
    wave: str


def answers_held(participant_id: UUID) -> list[HeldAnswers]:
    """Every questionnaire of one person that nothing superseded, by day. The caller has checked that they may be opened."""
    rows = Response.objects.filter(participant=participant_id).exclude(standing=Standing.SUPERSEDED)
    columns = ("administered_on", "instrument", "wave", "total")
    return [HeldAnswers(*row) for row in rows.order_by("administered_on", "instrument", "pk").values_list(*columns)]


def refusals_held(participant_id: UUID) -> list[HeldRefusal]:
    """What one person declined, by day; where they were asked after all, it is not listed."""
    rows = Declined.objects.filter(participant=participant_id).order_by("seq", "pk")
    latest = {(row.arm, row.wave, row.instrument): row for row in rows}
    standing = [row for row in latest.values() if row.stands]
    return [HeldRefusal(row.on, row.instrument, row.wave) for row in sorted(standing, key=lambda row: row.on)]

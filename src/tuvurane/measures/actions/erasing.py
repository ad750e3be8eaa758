"""What this room forgets of a person: every answer, on the way in or counted. Called by the room of rights only."""

from datetime import date, datetime
from uuid import UUID

from django.db import models, transaction

from tuvurane.foundation import records
from tuvurane.measures.models import Declined, PaperEntry, PaperSheet, Response


@transaction.atomic
def erase_participant(*, participant_id: UUID, now: datetime) -> dict[str, int]:  # noqa: ARG001 - as every room offers it
    """
    Destroy a person's answers, totals, sheets of paper and refusals; answers how many of each.

    Whoever asked them still counts among those enrolled: no row of this room says so.
    """
    return _destroy(models.Q(participant=participant_id)) | {
        "declined": records.destroy(Declined.objects.filter(participant=participant_id))
    }


@transaction.atomic
def drop_answers(*, before: date) -> int:
    """Destroy the answers that were given before a day, with their totals: their time is over. Answers how many."""
    return sum(_destroy(models.Q(administered_on__lt=before)).values())


def _destroy(which: models.Q) -> dict[str, int]:
    """Sheets first: they name the answers that came of them."""
    sheets = PaperSheet.objects.filter(which)
    entries = records.destroy(PaperEntry.objects.filter(sheet__in=sheets))
    papers = records.destroy(sheets)
    doomed = Response.objects.filter(which)
    # A report of somebody else may have put one of these right.
    records.strike_out(Response.objects.filter(supersedes__in=doomed.order_by().values("pk")), supersedes=None)
    return {
        "paper_sheets": papers,
        "paper_entries": entries,
        "answers": records.destroy(doomed),
    }

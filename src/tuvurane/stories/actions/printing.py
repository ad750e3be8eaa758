"""Noting what was printed, so that a withdrawal can say which copies are out."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuvurane.journal import actions as journal
from tuvurane.people.scope import Actor
from tuvurane.stories.codes import PrintKind, Rung
from tuvurane.stories.models import PrintedStory, Printing, Story


@transaction.atomic
def record_printing(
    *,
    actor: Actor,
    printing_id: UUID,
    organisation_id: UUID,
    kind: PrintKind,
    rung: Rung,
    stories: Iterable[Story],
    now: datetime,
) -> Printing:
    """
    Note that these stories were printed for a rung. Whoever calls has asked ``with_rung`` which ones may be, and who may.

    Noted again with the same id it answers the first one.
    """
    known = Printing.objects.filter(pk=printing_id).first()
    if known is not None:
        return known
    listed = list(stories)
    journal.write(
        actor=actor,
        verb="stories.print",
        subject_kind="printing",
        subject_id=printing_id,
        at=now,
        organisation_id=organisation_id,
        detail={"rung": rung, "stories": len(listed)},
    )
    printing = Printing.objects.create(
        id=printing_id,
        organisation_id=organisation_id,
        kind=kind,
        rung=rung,
        printed_by_id=actor.account_id,
        printed_at=now,
    )
    PrintedStory.objects.bulk_create(PrintedStory(printing=printing, story=story) for story in listed)
    return printing

"""
Intakes of harm: for whoever must take them, and for nobody who is named in them.

For somebody named an intake is not there: not in a list, a count, a log or by its address, whatever roles they hold.
"""

from datetime import date
from uuid import UUID

from django.db.models import F, QuerySet

from tuvurane.care import policies, problems
from tuvurane.care.models import Intake, IntakeEntry
from tuvurane.care.rules.intake import IntakeDue, IntakeHours, next_step
from tuvurane.care.thresholds import threshold
from tuvurane.foundation import sealing
from tuvurane.people.scope import Actor

SENTENCE_SIGNS = 160


def intakes_visible_to(actor: Actor, *, on: date) -> QuerySet[Intake]:
    """The intakes that the actor takes on a day: those received first come first, the closed ones last."""
    rows = Intake.objects.filter(policies.takes(actor, on)).select_related(
        "place", "received_by", "taken_by", "handed_to"
    )
    return rows.order_by(F("closed_at").desc(nulls_first=True), "received_at", "pk")


def open_intakes_of(actor: Actor, *, on: date) -> QuerySet[Intake]:
    """Those of them that are not closed."""
    return intakes_visible_to(actor, on=on).filter(closed_at__isnull=True)


def intake_for(actor: Actor, intake_id: UUID, *, on: date) -> Intake:
    """One of them. Raises IntakeUnknown, for whoever is named too."""
    found = intakes_visible_to(actor, on=on).filter(pk=intake_id).first()
    if found is None:
        raise problems.IntakeUnknown
    return found


def said_in(intake: Intake) -> tuple[str, str]:
    """The short line, and the safe way to reach whoever told it; empty where there is none, or its key is gone."""
    if intake.key_wrapped is None:
        return "", ""
    aad = intake.pk.bytes
    key = sealing.unseal(policies.care_key(intake.organisation_id), intake.key_wrapped, aad=aad)
    line, reach = (
        sealing.unseal(key, blob, aad=aad).decode() if blob is not None else ""
        for blob in (intake.sentence_sealed, intake.reach_sealed)
    )
    return line, reach


def entries_of_intake(intake: Intake) -> QuerySet[IntakeEntry]:
    """What the log tells about an intake, latest first. Whoever calls has opened it by ``intake_for``."""
    return intake.entries.select_related("by").order_by("-at", "-pk")


def due_of(intake: Intake) -> IntakeDue | None:
    """What an intake waits for, and until when."""
    return next_step(
        intake_hours(),
        received_at=intake.received_at,
        danger_now=intake.danger_now,
        taken_at=intake.taken_at,
        handed_at=intake.handed_at,
        closed_at=intake.closed_at,
    )


def intake_hours() -> IntakeHours:
    """The hours in force."""
    return IntakeHours(
        **{name: threshold(f"intake_{name}_hours").value for name in ("take", "danger", "hand", "close")}
    )

"""When something may leave the room of care, and until when. Pure; the hours are data with a source."""

from datetime import datetime, timedelta

from tuvurane.care.codes import ExportState


def export_state(
    *,
    asked_at: datetime,
    urgent: bool,
    approved_at: datetime | None,
    refused_at: datetime | None,
    now: datetime,
    wait_hours: float,
    keep_hours: float,
) -> ExportState:
    """
    How far it has come.

    It waits for another person, then until ``wait_hours`` after it was asked unless it is urgent, and can be taken for
    ``keep_hours`` from the moment on which both are over. What nobody approved for as long expires too.
    """
    if refused_at is not None:
        return ExportState.REFUSED
    if approved_at is None:
        over = now > asked_at + timedelta(hours=wait_hours + keep_hours)
        return ExportState.EXPIRED if over else ExportState.ASKED
    opens = opens_at(asked_at=asked_at, urgent=urgent, approved_at=approved_at, wait_hours=wait_hours)
    if now < opens:
        return ExportState.WAITS
    return ExportState.READY if now <= opens + timedelta(hours=keep_hours) else ExportState.EXPIRED


def opens_at(*, asked_at: datetime, urgent: bool, approved_at: datetime, wait_hours: float) -> datetime:
    """From when on it can be taken once it is approved."""
    return approved_at if urgent else max(approved_at, asked_at + timedelta(hours=wait_hours))

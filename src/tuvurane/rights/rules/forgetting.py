"""When an erasure is through: the last phone has read it, the last backup of before has expired. Pure."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from tuvurane.rights.codes import PhoneState


def phone_state(*, read_to: int | None, seq: int, heard_on: date, locks_after: int, on: date) -> PhoneState:
    """
    Whether a phone still holds what was erased at ``seq``.

    ``read_to``: how far it says that it has read. A phone that nobody hears from destroys its own keys after
    ``locks_after`` days.
    """
    if read_to is not None and read_to >= seq:
        return PhoneState.LEARNED
    return PhoneState.LOCKED if heard_on + timedelta(days=locks_after) < on else PhoneState.WAITS


def backups_until(erased_at: datetime, made: Iterable[datetime], kept_days: int) -> date | None:
    """
    The day after which no backup made before an erasure is left; None where none is left now.

    ``made``: when those were made that nobody has removed.
    """
    before = [moment for moment in made if moment <= erased_at]
    return (max(before) + timedelta(days=kept_days)).date() if before else None


def copies_until(erased_at: datetime, kept_days: int) -> date:
    """The day after which no copy made elsewhere is left, where copies are kept by our rule."""
    return (erased_at + timedelta(days=kept_days)).date()

"""The lines of a month's sheet: written anew for everybody to read, taken off again."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tuvurane.feedback import policies, problems
from tuvurane.feedback.models import SheetLine
from tuvurane.feedback.queries.sheet import lines_of
from tuvurane.feedback.thresholds import threshold
from tuvurane.journal import actions as journal
from tuvurane.people import problems as people_problems
from tuvurane.people import queries as people
from tuvurane.people.models import Organisation
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor

LINE_SIGNS = 140


@transaction.atomic
def write_line(*, actor: Actor, line_id: UUID, month: date, said: str, did: str, now: datetime) -> SheetLine:
    """
    Write a line of the actor's organisation for a month (any day of it). Sent again it changes nothing.

    Raises NothingSaid, WordsTooLong, DayToCome for a month to come, SheetFull, NotAllowed.
    """
    house, first = actor.organisation_id, month.replace(day=1)
    if house is None:
        raise people_problems.NotAllowed(verb=Verb.FEEDBACK_ANSWER)
    policies.check_can_write_sheet(actor, house)
    Organisation.objects.select_for_update().get(pk=house)
    known = SheetLine.objects.filter(pk=line_id, organisation=house).first()
    if known is not None:
        return known
    if not said.strip() or not did.strip():
        raise problems.NothingSaid
    if max(len(said.strip()), len(did.strip())) > LINE_SIGNS:
        raise problems.WordsTooLong(most=LINE_SIGNS)
    if first > people.today_in(house, now):
        raise problems.DayToCome
    most = round(threshold("sheet_lines").value)
    if lines_of(house, first).count() >= most:
        raise problems.SheetFull(most=most)
    made = SheetLine.objects.create(
        id=line_id,
        organisation_id=house,
        month=first,
        said=said.strip(),
        did=did.strip(),
        written_by_id=actor.account_id,
        written_at=now,
    )
    _journal(actor, "feedback.write_line", made, now)
    return made


@transaction.atomic
def take_off_line(*, actor: Actor, line: SheetLine, now: datetime) -> None:
    """Take a line off the sheet. Raises NotAllowed."""
    policies.check_can_write_sheet(actor, line.organisation_id)
    line.taken_off_at = now
    line.save(update_fields=["taken_off_at"])
    _journal(actor, "feedback.take_off_line", line, now)


def _journal(actor: Actor, verb: str, line: SheetLine, now: datetime) -> None:
    journal.write(
        actor=actor,
        verb=verb,
        subject_kind="sheet_line",
        subject_id=line.pk,
        at=now,
        organisation_id=line.organisation_id,
    )

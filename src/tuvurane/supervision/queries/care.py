"""Calls for help that wait, and the notes of well-being that one supervisor alone reads."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from tuvurane.foundation.records import Standing
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor, check_has
from tuvurane.supervision import policies, problems
from tuvurane.supervision.codes import HelpTopic, Wellbeing
from tuvurane.supervision.models import Charge, Help, WellbeingNote
from tuvurane.supervision.queries.charges import charges_of
from tuvurane.supervision.queries.sealed import opened, wellbeing_row
from tuvurane.training.models import Facilitator


class Waiting(NamedTuple):
    """A call for help that nobody answered yet, with its line opened."""

    help: Help
    facilitator: Facilitator
    topic: HelpTopic
    on: date
    line: str


class Note(NamedTuple):
    """How a facilitator was in a month, as they told their supervisor."""

    month: date
    how: Wellbeing
    note: str


def helps_of(actor: Actor) -> QuerySet[Help]:
    """The calls for help that the actor hears, answered or not, the latest first."""
    rows = Help.objects.filter(policies.hears(actor), standing=Standing.COUNTED)
    return rows.select_related("facilitator__account", "facilitator__place", "answer__by").order_by("-on", "-seq", "pk")


def helps_waiting(actor: Actor) -> list[Waiting]:
    """
    The calls for help that the actor hears and nobody answered, those that wait longest first.

    A facilitator's supervisor hears them, and who coordinates the place; where nobody looks after the
    facilitator, the supervisors of the place.
    """
    return [_waiting(row) for row in helps_of(actor).filter(answer__isnull=True).order_by("on", "seq", "pk")]


def help_for(actor: Actor, help_id: UUID) -> Help:
    """One call that the actor hears. Raises HelpUnknown."""
    row = helps_of(actor).filter(pk=help_id).first()
    if row is None:
        raise problems.HelpUnknown
    return row


def helps_asked_by(account_id: UUID) -> QuerySet[Help]:
    """What somebody asked themselves, the latest first."""
    rows = Help.objects.filter(facilitator=account_id, standing=Standing.COUNTED)
    return rows.select_related("answer__by").order_by("-on", "-seq", "pk")


def line_of(row: Help) -> str:
    """A call in the words of who made it."""
    return opened(row.facilitator.organisation_id, row.line_sealed, row=row.pk.bytes)


def answer_note_of(row: Help) -> str:
    """What was noted when a call was answered; empty while it waits."""
    answer = getattr(row, "answer", None)
    return "" if answer is None else opened(row.facilitator.organisation_id, answer.note_sealed, row=row.pk.bytes)


def _waiting(row: Help) -> Waiting:
    return Waiting(row, row.facilitator, HelpTopic(row.topic), row.on, line_of(row))


def wellbeing_of(actor: Actor, facilitator: Facilitator) -> list[Note]:
    """
    What a facilitator told this very supervisor, the latest month first; the latest of a month stands.

    What was told to another is not among it, whatever the actor's role. Raises NotInCharge, NotAllowed.
    """
    policies.check_own_charge(actor, facilitator)
    rows = WellbeingNote.objects.filter(facilitator=facilitator, supervisor=actor.account_id)
    latest = {row.month: row for row in rows.order_by("recorded_at", "pk")}
    return [_note(facilitator, latest[month]) for month in sorted(latest, reverse=True)]


def _note(facilitator: Facilitator, row: WellbeingNote) -> Note:
    place = wellbeing_row(facilitator.pk, row.supervisor_id, row.month)
    return Note(row.month, Wellbeing(row.how), opened(facilitator.organisation_id, row.note_sealed, row=place))


def wellbeing_due(actor: Actor, *, on: date) -> list[Charge]:
    """
    Whom the actor looks after and has not asked yet in the month of that day, by name.

    It says that nobody asked, never how somebody is. Raises NotAllowed for those who ask nobody.
    """
    check_has(actor, Verb.WELLBEING_RECORD)
    if actor.account_id is None:
        return []
    charges = charges_of(actor.account_id, on)
    asked = WellbeingNote.objects.filter(supervisor=actor.account_id, month=on.replace(day=1))
    done: set[UUID] = set(asked.values_list("facilitator_id", flat=True))
    return [charge for charge in charges if charge.facilitator_id not in done]

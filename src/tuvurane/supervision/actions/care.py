"""Care for those who hold the space: calls for help, and how they are."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from tuvurane.groups.actions import LINE_SIGNS
from tuvurane.people import problems as people_problems
from tuvurane.people import scope
from tuvurane.people.actions import Origin, sign
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.supervision import policies, problems
from tuvurane.supervision.actions import reports
from tuvurane.supervision.codes import HelpTopic, Wellbeing
from tuvurane.supervision.models import Help, HelpAnswer, WellbeingNote
from tuvurane.supervision.queries.sealed import closed, wellbeing_row
from tuvurane.training import problems as training_problems
from tuvurane.training.models import Facilitator


class HelpTaken(NamedTuple):
    """A call for help as it stands, and whether this call made it (False: it had come before)."""

    help: Help
    new: bool


@transaction.atomic
def ask_help(
    *,
    actor: Actor,
    help_id: UUID,
    topic: HelpTopic,
    line: str,
    on: date,
    now: datetime,
    origin: Origin | None = None,
) -> HelpTaken:
    """
    Ask for help, for oneself. Idempotent by id. It waits until somebody answers.

    Raises FacilitatorUnknown for somebody who is not on the ladder, NotAllowed, TooLong, DateInTheFuture,
    IdAlreadyUsed.
    """
    fingerprint = reports.fingerprint_of("help", [str(topic), line, str(on)])
    before = reports.known(Help, help_id, fingerprint)
    if before is not None:
        return HelpTaken(before, new=False)
    facilitator = _asking(actor, origin)
    reports.check_day(actor, origin, facilitator.organisation_id, on, now)
    reports.check_length("line", line, LINE_SIGNS)

    def write() -> Help:
        house = facilitator.organisation_id
        detail = {"topic": topic, "facilitator": str(facilitator.pk)}
        seq = reports.write_line(actor, "help.ask", ("help", help_id), house, now, detail)
        row = Help(id=help_id, facilitator=facilitator, topic=topic, on=on, seq=seq, fingerprint=fingerprint)
        row.line_sealed = closed(house, line, row=help_id.bytes)
        sign(row, origin or Origin.at_the_door(actor), now)
        row.save()
        return row

    return HelpTaken(*reports.once(Help, help_id, fingerprint, write))


def _asking(actor: Actor, origin: Origin | None) -> Facilitator:
    """Whoever asks: the holder of the phone, or of the account. Raises FacilitatorUnknown, NotAllowed."""
    account_id = (origin or Origin.at_the_door(actor)).account_id
    facilitator = Facilitator.objects.filter(pk=account_id).select_related("place").first()
    if facilitator is None or actor.organisation_id not in {None, facilitator.organisation_id}:
        raise training_problems.FacilitatorUnknown
    if policies.takes_in(actor, origin):
        policies.check_sees(actor, Verb.SUPERVISION_MANAGE, facilitator)
    else:
        scope.check_has(actor, Verb.HELP_ASK)
    return facilitator


@transaction.atomic
def answer_help(*, actor: Actor, help: Help, on: date, note: str, now: datetime) -> HelpAnswer:  # noqa: A002 - its name in this room
    """
    Note that somebody answered a call for help, on a day.

    Raises HelpUnknown for a call that the actor does not hear, HelpAnswered, TooLong, DateInTheFuture, NotAllowed.
    """
    row = Help.objects.select_for_update(of=("self",), no_key=True).filter(policies.hears(actor), pk=help.pk)
    asked = row.select_related("facilitator").first()
    if asked is None:
        raise problems.HelpUnknown
    if actor.account_id is None:
        raise people_problems.NotAllowed(verb=Verb.SUPERVISION_RECORD)
    if HelpAnswer.objects.filter(help=asked).exists():
        raise problems.HelpAnswered
    house = asked.facilitator.organisation_id
    reports.check_day(actor, None, house, on, now)
    reports.check_length("note", note)
    reports.write_line(actor, "help.answer", ("help", asked.pk), house, now)
    sealed = closed(house, note, row=asked.pk.bytes)
    return HelpAnswer.objects.create(help=asked, by_id=actor.account_id, on=on, note_sealed=sealed, recorded_at=now)


@transaction.atomic
def note_wellbeing(
    *, actor: Actor, facilitator: Facilitator, month: date, how: Wellbeing, note: str, now: datetime
) -> WellbeingNote:
    """
    Note how a facilitator is this month, as they said. Only their own supervisor writes it, and reads it.

    Any day of the month may be given; the latest note of a month stands. The journal says that a note was
    made, never how somebody is. Raises NotInCharge, NotAllowed, DateInTheFuture, TooLong.
    """
    policies.check_own_charge(actor, facilitator)
    house, first = facilitator.organisation_id, month.replace(day=1)
    reports.check_day(actor, None, house, first, now)
    reports.check_length("note", note)
    supervisor_id = actor.account_id
    if supervisor_id is None:
        raise problems.NotInCharge
    reports.write_line(actor, "wellbeing.note", ("facilitator", facilitator.pk), house, now)
    return WellbeingNote.objects.create(
        facilitator=facilitator,
        supervisor_id=supervisor_id,
        month=first,
        how=how,
        note_sealed=closed(house, note, row=wellbeing_row(facilitator.pk, supervisor_id, first)),
        recorded_at=now,
    )

"""Breaking the glass: one concern, for an hour, when nobody of the safeguarding role can be reached."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tuvurane.care import policies, problems
from tuvurane.care.actions.log import note
from tuvurane.care.codes import Deed, LookReason
from tuvurane.care.models import BreakGlass, CareExport, Concern
from tuvurane.care.queries.openings import opening_for, waiting_under
from tuvurane.care.thresholds import threshold
from tuvurane.foundation import sealing
from tuvurane.people import problems as people_problems
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor

REASON_LEAST, REASON_MOST = 20, 300


@transaction.atomic
def break_glass(*, actor: Actor, opening_id: UUID, code: str, reason: str, now: datetime) -> BreakGlass:
    """
    Open for a time one concern inside the actor's places: of a participant's code, or of the reference of whoever raised it.

    Every try stands and is told to the safeguarding role, also one that finds nothing. Sent again with the same id it
    answers the first one. Raises ReasonTooShort, ReasonOverlong, NotAllowed.
    """
    house = actor.organisation_id
    scope.check_has(actor, Verb.CARE_BREAK_GLASS)
    if actor.account_id is None or house is None:
        raise people_problems.NotAllowed(verb=Verb.CARE_BREAK_GLASS)
    known = BreakGlass.objects.filter(pk=opening_id, by=actor.account_id).first()
    if known is not None:
        return known
    check_reason(reason)
    concern = waiting_under(actor, code)
    made = BreakGlass.objects.create(
        id=opening_id,
        organisation_id=house,
        concern=concern,
        by_id=actor.account_id,
        at=now,
        until=now + timedelta(hours=threshold("break_glass_hours").value),
        reason_sealed=sealing.seal(policies.care_key(house), reason.strip().encode(), aad=opening_id.bytes),
    )
    if concern is not None:
        note_look(actor.account_id, concern, LookReason.BREAK_GLASS, now)
    return made


def check_reason(reason: str) -> None:
    """A reason is a sentence. Raises ReasonTooShort, ReasonOverlong."""
    if len(reason.strip()) < REASON_LEAST:
        raise problems.ReasonTooShort(least=REASON_LEAST)
    if len(reason) > REASON_MOST:
        raise problems.ReasonOverlong(most=REASON_MOST)


def note_look(account_id: UUID, concern: Concern, why: LookReason, now: datetime) -> None:
    """A line of the room's log: somebody looked at a concern by breaking the glass, or by taking it out."""
    note(account_id, concern.organisation_id, Deed.LOOK, now, concern=concern, why=why, off_duty=True)


def look_through(*, actor: Actor, opening: BreakGlass, now: datetime) -> Concern:
    """
    The concern of an opening of the actor's own, while it is open; each look is noted.

    Raises GlassClosed once its time is over, and where it found nothing.
    """
    if opening.by_id != actor.account_id or actor.account_id is None:
        raise people_problems.NotAllowed(verb=Verb.CARE_BREAK_GLASS)
    if opening.concern is None or now >= opening.until:
        raise problems.GlassClosed
    note_look(actor.account_id, opening.concern, LookReason.BREAK_GLASS, now)
    return opening.concern


@transaction.atomic
def acknowledge_opening(*, actor: Actor, opening: BreakGlass, now: datetime) -> BreakGlass:
    """
    Say that one has seen that the glass was broken: only then its line goes. Again it changes nothing.

    Raises OpeningUnknown, NotAllowed for whoever broke it.
    """
    found = opening_for(actor, opening.pk)
    if actor.account_id is None or actor.account_id == found.by_id:
        raise people_problems.NotAllowed(verb=Verb.CARE_ACT)
    locked = BreakGlass.objects.select_for_update().get(pk=found.pk)
    if locked.acknowledged_at is None:
        locked.acknowledged_at, locked.acknowledged_by_id = now, actor.account_id
        locked.save(update_fields=["acknowledged_at", "acknowledged_by"])
    return locked


@transaction.atomic
def erase_openings(*, participant_id: UUID, now: datetime) -> dict[str, int]:  # noqa: ARG001 - the shape of every room
    """
    Destroy the reasons that were typed to open or hand over concerns of a participant; answers how many.

    That it was opened, when and by whom, stays: it says nothing about the person. Whoever calls has decided.
    """
    opened = BreakGlass.objects.filter(concern__participant=participant_id, reason_sealed__isnull=False)
    left = CareExport.objects.filter(concern__participant=participant_id, reason_sealed__isnull=False)
    return {"openings": opened.update(reason_sealed=None), "exports": left.update(reason_sealed=None)}

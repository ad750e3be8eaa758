"""Pauses, rounds of rest, and leaving."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.training import policies, problems
from tuvurane.training.actions.facilitators import lock, write
from tuvurane.training.codes import Away, WhyAway
from tuvurane.training.models import Absence, Facilitator


@transaction.atomic
def go_away(
    *,
    actor: Actor,
    facilitator: Facilitator,
    kind: Away,
    why: WhyAway,
    since: date,
    until: date | None,
    now: datetime,
) -> Absence:
    """
    Note that somebody leads no group from a day on, until a day (the first one back) or nobody knows when.

    Both may lie ahead: a round of rest is planned. Raises AlreadyAway (on one of those days),
    EndsBeforeStart, NotAllowed.
    """
    policies.check(actor, Verb.FACILITATORS_MANAGE, facilitator)
    facilitator = lock(facilitator.pk)
    if until is not None and until <= since:
        raise problems.EndsBeforeStart(starts_on=since, ends_on=until)
    meeting = Q(until__isnull=True) | Q(until__gt=since)
    others = facilitator.absences.filter(meeting)
    if until is not None:
        others = others.filter(since__lt=until)
    if others.exists():
        raise problems.AlreadyAway(name=facilitator.account.name)
    detail: dict[str, object] = {
        "kind": kind,
        "since": since.isoformat(),
        "until": until.isoformat() if until else None,
    }
    write(actor, "ladder.go_away", facilitator, now, detail)
    return Absence.objects.create(
        facilitator=facilitator,
        kind=kind,
        why=why,
        since=since,
        until=until,
        recorded_by_id=actor.account_id,
        recorded_at=now,
    )


@transaction.atomic
def come_back(*, actor: Actor, facilitator: Facilitator, on: date, now: datetime) -> Absence:
    """
    End the absence that covers a day; ``on`` is the first day back.

    One that was planned and has not begun is called off. Raises NotAway, NotAllowed.
    """
    policies.check(actor, Verb.FACILITATORS_MANAGE, facilitator)
    facilitator = lock(facilitator.pk)
    lasting = Q(until__isnull=True) | Q(until__gt=on)
    absence = facilitator.absences.filter(lasting).order_by("since", "pk").first()
    if absence is None:
        raise problems.NotAway(name=facilitator.account.name)
    absence.until = max(on, absence.since)
    write(actor, "ladder.come_back", facilitator, now, {"absence": absence.pk, "until": absence.until.isoformat()})
    absence.save(update_fields=["until"])
    return absence

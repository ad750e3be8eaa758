"""Concerns, people on call and services, made as the questionnaires and the office make them."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from tests.factories.groups import NOW, SYSTEM, TODAY, new_id
from tests.factories.people import HIRED_ON, make_account
from tuvurane.care import actions
from tuvurane.care.codes import (
    Basis,
    Closing,
    How,
    Level,
    Mode,
    Priority,
    Released,
    ServiceKind,
    Source,
    Stage,
    Step,
    Why,
)
from tuvurane.care.models import Concern, OnCall, Referral, ReferralStep, Service
from tuvurane.care.queries import ReferralWords
from tuvurane.care.rules.way import MEETINGS
from tuvurane.groups import queries as groups
from tuvurane.groups.codes import ConsentGivenBy
from tuvurane.groups.models import Group
from tuvurane.people import queries as people
from tuvurane.people.models import Account, Organisation, RoleHeld
from tuvurane.people.roles import Role
from tuvurane.people.scope import Actor
from tuvurane.places.models import Place


def make_concern(
    group: Group,
    seat: int = 1,
    *,
    item: str = "srq_17",
    said_on: date = TODAY,
    now: datetime = NOW,
    about: UUID | None = None,
    words: str = "",
    urgent: bool = False,
) -> Concern:
    """A yes of the person on this seat; with ``words``, or ``urgent``, as a phone tells what was seen."""
    source = Source.PHONE if words or urgent else Source.SCREENING
    return actions.raise_concern(
        actor=SYSTEM,
        concern_id=new_id(),
        participant_id=groups.seats_of(group)[seat],
        group=group,
        raising=actions.Raising(source, item, said_on, urgent=urgent, words=words, about=about),
        now=now,
    )


def make_contact(
    account: Account,
    concern: Concern,
    what: Step = Step.TALKED,
    *,
    at: datetime = NOW,
    level: Level | None = None,
    closed_as: Closing | None = None,
    words: str = "",
    next_by: datetime | None = None,
) -> Concern:
    """A step of a concern's way, noted the moment it was by somebody who may."""
    how = How.IN_PERSON if what in MEETINGS else None
    return actions.note_contact(
        actor=people.actor_of(account, on=at.date()),
        contact_id=new_id(),
        concern=Concern.objects.get(pk=concern.pk),
        content=actions.ContactContent(what, at, how, level, next_by, closed_as, words),
        now=at,
    )


def close_concern(account: Account, concern: Concern, *, at: datetime = NOW) -> Concern:
    """A talk in which no danger was seen, and a moment later the end."""
    make_contact(account, concern, at=at - timedelta(seconds=1), level=Level.NONE)
    return make_contact(account, concern, Step.CLOSED, at=at, closed_as=Closing.RESOLVED)


def make_on_call(account: Account, place: Place, *, capacity: int = 10, since: date = HIRED_ON) -> OnCall:
    """Somebody on call for a place."""
    return actions.put_on_call(
        actor=SYSTEM,
        on_call_id=new_id(),
        account=account,
        place=place,
        since=since,
        capacity=capacity,
        reach="+257 00 00 00 01",
        now=NOW,
    )


def make_service(
    organisation: Organisation, place: Place, *, name: str = "Health centre", verified_on: date = TODAY
) -> Service:
    """A service that somebody verified."""
    return actions.add_service(
        actor=SYSTEM,
        service_id=new_id(),
        organisation_id=organisation.pk,
        place=place,
        content=actions.ServiceContent(name, ServiceKind.HEALTH_CENTRE, "+257 00 00 00 02", ("rn", "fr")),
        verified_on=verified_on,
        now=NOW,
    )


WORDS = ReferralWords(
    name="Nadia Ntakirutimana",
    sex="F",
    age="25-34",
    need="walks with a stick",
    contact="through her sister at the mill",
    times="market days",
    reason="cannot sleep since the flood",
    asked=("mental_health",),
    given=("counselling",),
    reply_to="+257 00 00 00 09",
)
LET_OUT = frozenset({Released.CONTACT, Released.REASON, Released.ASKED})


def focal_of(concern: Concern) -> Actor:
    """Somebody who may act on a concern: whoever holds the role there, else one for this."""
    held = RoleHeld.objects.filter(role=Role.SAFEGUARDING, account__organisation=concern.organisation)
    near = [
        one.account for one in held.select_related("account", "place") if concern.place.path.startswith(one.place.path)
    ]
    focal = (
        near[0] if near else make_account(concern.organisation, "focal", role=Role.SAFEGUARDING, place=concern.place)
    )
    return people.actor_of(focal, on=TODAY)


def make_referral(
    concern: Concern,
    service: Service,
    *,
    scope: Collection[Released] = LET_OUT,
    words: ReferralWords = WORDS,
    priority: Priority = Priority.HOURS_72,
    emergency: str = "",
    corrects: Referral | None = None,
    now: datetime = NOW,
    actor: Actor | None = None,
) -> Referral:
    """A referral by consent, or in an ``emergency`` for this reason; written by somebody who may, if nobody is named."""
    agreement = actions.Agreement(Basis.CONSENT, frozenset(scope), ConsentGivenBy.MARK, now.date(), "rn")
    if emergency:
        words, agreement = replace(words, emergency=emergency), actions.Agreement(Basis.EMERGENCY, frozenset(scope))
    return actions.make_referral(
        actor=actor or focal_of(concern),
        referral_id=new_id(),
        concern=concern,
        service=service,
        priority=priority,
        mode=Mode.PAPER,
        agreement=agreement,
        words=words,
        now=now,
        corrects=corrects,
    )


def move_on(
    referral: Referral,
    what: Stage,
    *,
    why: Why | None = None,
    words: str = "",
    appointment: datetime | None = None,
    now: datetime = NOW,
    actor: Actor | None = None,
) -> ReferralStep:
    """One entry on the way of a referral."""
    content = actions.StepContent(what, now.date(), why, appointment, words)
    actor = actor or focal_of(referral.concern)
    return actions.note_step(actor=actor, referral=referral, step_id=new_id(), content=content, now=now)

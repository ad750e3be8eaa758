"""Adverse events: recorded in one line, judged by two people apart, struck when in error; and stops, lifted from outside."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction

from tuvurane.care import policies, problems
from tuvurane.care.actions.looks import check_chosen
from tuvurane.care.codes import AdverseDeed, AdverseKind, Relatedness, StruckWhy
from tuvurane.care.models import AdverseEntry, AdverseEvent, Judgement, Stop, StopEvent, Striking
from tuvurane.care.queries import adverse as queries
from tuvurane.care.rules.stopping import Trip, is_new, trips
from tuvurane.care.thresholds import stop_rules
from tuvurane.foundation import sealing
from tuvurane.groups import actions as groups
from tuvurane.groups import policies as group_policies
from tuvurane.groups import queries as group_queries
from tuvurane.groups.models import Group
from tuvurane.people import queries as people
from tuvurane.people.models import Organisation
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.places import queries as places
from tuvurane.places.models import Place


@dataclass(frozen=True, slots=True)
class AdverseContent:
    """
    What happened. ``place``: where; of a group its own place is taken.

    ``sentence``: one short line without a name; how serious and when are said beside it.
    """

    kind: AdverseKind
    serious: bool
    happened_on: date
    sentence: str
    place: Place
    group: Group | None = None


@transaction.atomic
def record_adverse(*, actor: Actor, event_id: UUID, content: AdverseContent, now: datetime) -> AdverseEvent:
    """
    Record an adverse event for the actor's own organisation. Sent again with the same id it changes nothing.

    A place smaller than a commune is kept as its commune. Stop rules that trip from it pause at once, in the same
    transaction. Raises AdverseDayToCome, AdverseSentence, NotAllowed.
    """
    place = content.group.place if content.group is not None else content.place
    house = policies.check_can_record_adverse(actor, place)
    if content.group is not None:
        group_policies.check(actor, Verb.ADVERSE_RECORD, content.group)
    _lock(house)
    known = AdverseEvent.objects.filter(pk=event_id, organisation=house).first()
    if known is not None:
        return known
    if content.happened_on > people.today_in(house, now):
        raise problems.AdverseDayToCome
    sentence = content.sentence.strip()
    if not 0 < len(sentence) <= queries.EVENT_SIGNS:
        raise problems.AdverseSentence(most=queries.EVENT_SIGNS)
    key, aad = sealing.new_key(), event_id.bytes
    made = AdverseEvent.objects.create(
        id=event_id,
        organisation_id=house,
        area=places.commune_or_larger(place),
        group=content.group,
        kind=content.kind,
        serious=content.serious,
        happened_on=content.happened_on,
        recorded_at=now,
        recorded_by_id=actor.account_id,
        key_wrapped=sealing.seal(policies.care_key(house), key, aad=aad),
        sentence_sealed=sealing.seal(key, sentence.encode(), aad=aad),
    )
    _note(AdverseDeed.RECORD, actor.account_id, now, event=made)
    _trip(house, now)
    return made


def sealed_line(event: AdverseEvent, sentence: str) -> bytes:
    """Another line for an event, sealed under its own key."""
    key = sealing.unseal(policies.care_key(event.organisation_id), event.key_wrapped, aad=event.pk.bytes)
    return sealing.seal(key, sentence.encode(), aad=event.pk.bytes)


@transaction.atomic
def judge_adverse(*, actor: Actor, event: AdverseEvent, relatedness: Relatedness, now: datetime) -> Judgement:
    """
    Judge whether an event came from the group; once a person, and nobody of a group that they lead.

    Two of the safeguarding role judge; what somebody from outside judges stands above both. Stop rules that trip from it
    pause at once. Raises JudgedAlready, JudgedEnough, JudgesOwnGroup, AdverseStruck, AdverseUnknown, NotAllowed.
    """
    found = queries.adverse_for(actor, event.pk)
    account_id = policies.check_on_adverse(actor, Verb.ADVERSE_JUDGE, found)
    _lock(found.organisation_id)
    found = queries.adverse_for(actor, event.pk)
    seat = _seat(actor, found)
    made = Judgement.objects.create(event=found, seat=seat, relatedness=relatedness, at=now, by_id=account_id)
    deed = AdverseDeed.DECIDE if seat == queries.OUTSIDE else AdverseDeed.JUDGE
    _note(deed, account_id, now, event=found)
    _trip(found.organisation_id, now)
    return made


def _seat(actor: Actor, event: AdverseEvent) -> int:
    """Which judgement this is. Raises what keeps the actor from it."""
    said = {one.seat: one.by_id for one in event.judgements.all()}
    if hasattr(event, "striking"):
        raise problems.AdverseStruck
    if event.group is not None and group_policies.leads(actor, event.group):
        raise problems.JudgesOwnGroup(name=event.group.name)
    if actor.account_id in said.values():
        raise problems.JudgedAlready
    seat = queries.OUTSIDE if policies.decides(actor) else next((one for one in (1, 2) if one not in said), 0)
    if seat in said or not seat or (seat != queries.OUTSIDE and queries.OUTSIDE in said):
        raise problems.JudgedEnough
    return seat


@transaction.atomic
def strike_adverse(*, actor: Actor, event: AdverseEvent, why: StruckWhy, now: datetime) -> Striking:
    """
    Say that an event was recorded in error: it stays in the log and counts nowhere from now on.

    A stop that came from it is not lifted by that: the reviewer lifts it. Raises AdverseStruck, AdverseUnknown, NotAllowed.
    """
    found = queries.adverse_for(actor, event.pk)
    account_id = policies.check_on_adverse(actor, Verb.ADVERSE_RECORD, found)
    _lock(found.organisation_id)
    if Striking.objects.filter(event=found).exists():
        raise problems.AdverseStruck
    made = Striking.objects.create(event=found, why=why, at=now, by_id=account_id)
    _note(AdverseDeed.STRIKE, account_id, now, event=found)
    return made


@transaction.atomic
def lift_stop(*, actor: Actor, stop: Stop, word: str, now: datetime) -> Stop:
    """
    Lift a stop with a written word. The group goes on once no other stop of it is in force.

    Raises StopUnknown, StopLifted, ReasonTooShort, ReasonOverlong, NotAllowed.
    """
    found = queries.stop_for(actor, stop.pk)
    account_id = policies.check_can_lift(actor, found)
    if len(word.strip()) < queries.WORD_LEAST:
        raise problems.ReasonTooShort(least=queries.WORD_LEAST)
    if len(word) > queries.WORD_MOST:
        raise problems.ReasonOverlong(most=queries.WORD_MOST)
    _lock(found.organisation_id)
    found = queries.stop_for(actor, stop.pk)
    if found.lifted_at is not None:
        raise problems.StopLifted
    found.lifted_at, found.lifted_by_id = now, account_id
    found.word_sealed = sealing.seal(
        policies.care_key(found.organisation_id), word.strip().encode(), aad=found.pk.bytes
    )
    found.save(update_fields=["lifted_at", "lifted_by", "word_sealed"])
    _note(AdverseDeed.LIFT, account_id, now, stop=found)
    others = Stop.objects.filter(organisation=found.organisation_id, group=found.group_id, lifted_at__isnull=True)
    if not others.exists():
        groups.lift_pause(organisation_id=found.organisation_id, group=found.group, now=now)
    return found


def look_at_adverse(*, actor: Actor, event: AdverseEvent, why: str, now: datetime) -> None:
    """Note that somebody looked at an event, and why. Raises ReasonMissing."""
    check_chosen(why)
    _note(AdverseDeed.LOOK, actor.account_id, now, event=event, why=why)


def look_at_stop(*, actor: Actor, stop: Stop, why: str, now: datetime) -> None:
    """Note that somebody looked at a stop, and why. Raises ReasonMissing."""
    check_chosen(why)
    _note(AdverseDeed.LOOK, actor.account_id, now, stop=stop, why=why)


def _trip(organisation_id: UUID, now: datetime) -> None:
    """Make a stop of every rule that is tripped by an event which none of its stops knows, and pause."""
    rules, on = stop_rules(), people.today_in(organisation_id, now)
    weeks = max(rule.weeks or 0 for rule in rules if rule.scope == "organisation")
    met = group_queries.groups_that_met_in_weeks(organisation_id, weeks=weeks, on=on)
    known = queries.known_to_stops(organisation_id)
    for trip in trips(rules, queries.happened_in(organisation_id), met=met, on=on):
        if is_new(trip, known):
            _stop(organisation_id, trip, known.get((trip.rule, trip.group_id), set()), now)


def _stop(organisation_id: UUID, trip: Trip, known: set[UUID], now: datetime) -> None:
    """
    The stop of a rule that is in force, or a new one, with the events that no stop of it knew.

    Its id, and that of the pause, follow from the first of these events: no other stop of the rule ever comes from it.
    """
    fresh = sorted(trip.events - known)
    same = Stop.objects.filter(organisation=organisation_id, rule=trip.rule, group=trip.group_id)
    stop = same.filter(lifted_at__isnull=True).first()
    deed, joining = AdverseDeed.JOIN, fresh
    if stop is None:
        deed, joining = AdverseDeed.TRIP, sorted(trip.events)
        stop = Stop.objects.create(
            id=uuid5(fresh[0], trip.rule),
            organisation_id=organisation_id,
            group_id=trip.group_id,
            rule=trip.rule,
            at=now,
        )
        group = Group.objects.select_related("place").get(pk=trip.group_id) if trip.group_id else None
        pause_id = uuid5(stop.pk, "pause")
        groups.pause(pause_id=pause_id, organisation_id=organisation_id, group=group, now=now)
    for event_id in joining:
        StopEvent.objects.create(stop=stop, event_id=event_id)
    _note(deed, None, now, stop=stop)


def _lock(organisation_id: UUID) -> None:
    """Judging, recording and lifting in one organisation follow one another: a rule sees all that was said before."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)


def _note(
    what: AdverseDeed,
    by_id: UUID | None,
    now: datetime,
    *,
    event: AdverseEvent | None = None,
    stop: Stop | None = None,
    why: str = "",
) -> None:
    AdverseEntry.objects.create(event=event, stop=stop, at=now, by_id=by_id, what=what, why=why)

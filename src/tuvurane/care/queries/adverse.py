"""
Adverse events and the stops that came from them: for the safeguarding role, and for whoever reviews from outside.

Nobody who may still judge an event reads what another judged before.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet

from tuvurane.care import policies, problems
from tuvurane.care.codes import AdverseKind, Relatedness
from tuvurane.care.models import AdverseEntry, AdverseEvent, Intake, Judgement, Stop, StopEvent
from tuvurane.care.rules.relatedness import JudgingHours, is_settled, judged_by, standing
from tuvurane.care.rules.stopping import RELATED, Happened
from tuvurane.care.thresholds import group_induced, threshold
from tuvurane.foundation import sealing
from tuvurane.groups import policies as group_policies
from tuvurane.groups import queries as groups
from tuvurane.people import queries as people
from tuvurane.people.roles import ROLES, Verb
from tuvurane.people.scope import Actor, in_scope

EVENT_SIGNS = 160
WORD_LEAST, WORD_MOST = 20, 300
OUTSIDE = 3


class Judged(NamedTuple):
    """
    How far judging an event is: what stands, whether nobody need judge any more, and until when both judge.

    ``mine``: the reader may judge it now. ``said``: the judgements that the reader may see, None while they may not.
    """

    event: AdverseEvent
    standing: Relatedness
    settled: bool
    by: datetime
    struck: bool
    mine: bool
    said: tuple[Judgement, ...] | None

    def is_over(self, now: datetime) -> bool:
        """Whether a judgement is missing and its time has run out."""
        return not self.settled and not self.struck and now > self.by


@dataclass(frozen=True, slots=True)
class AdverseCounts:
    """
    What is counted of a time, before anything of it may be shown.

    ``events`` and ``groups`` by (kind, relatedness): how many, and of how many groups (one of no group is one by itself).
    ``hurt``: groups with a serious event that is possibly or likely related; ``met``: groups that met.
    """

    events: Mapping[tuple[AdverseKind, Relatedness], int]
    groups: Mapping[tuple[AdverseKind, Relatedness], frozenset[UUID]]
    hurt: int
    met: int


def adverse_visible_to(actor: Actor) -> QuerySet[AdverseEvent]:
    """The adverse events of areas, and of groups, in the actor's places (``adverse.see``), the latest first."""
    area, group = (
        in_scope(actor, organisation="organisation_id", path=path, verb=Verb.ADVERSE_SEE)
        for path in ("area__path", "group__place__path")
    )
    rows = AdverseEvent.objects.filter(area | group)
    rows = rows.select_related("area", "group__place", "recorded_by", "striking__by")
    return rows.prefetch_related("judgements__by").order_by("-recorded_at", "pk")


def adverse_for(actor: Actor, event_id: UUID) -> AdverseEvent:
    """One of them. Raises AdverseUnknown."""
    found = adverse_visible_to(actor).filter(pk=event_id).first()
    if found is None:
        raise problems.AdverseUnknown
    return found


def judged(actor: Actor, event: AdverseEvent) -> Judged:
    """How far judging an event is, as the actor may know it."""
    said = sorted(event.judgements.all(), key=lambda one: one.seat)
    outside = _outside(said)
    settled = is_settled(len([one for one in said if one.seat != OUTSIDE]), outside)
    own = any(one.by_id == actor.account_id for one in said)
    struck = hasattr(event, "striking")
    decides = policies.decides(actor)
    open_to = not settled or (decides and outside is None)
    reads = own or settled or decides or struck
    return Judged(
        event,
        relatedness_of(event),
        settled,
        judged_by(judging_hours(), recorded_at=event.recorded_at, serious=event.serious),
        struck,
        mine=open_to and not own and not struck and not _leads(actor, event),
        said=tuple(said) if reads else None,
    )


def _leads(actor: Actor, event: AdverseEvent) -> bool:
    return event.group is not None and group_policies.leads(actor, event.group)


def _outside(said: Iterable[Judgement]) -> Relatedness | None:
    return next((Relatedness(one.relatedness) for one in said if one.seat == OUTSIDE), None)


def relatedness_of(event: AdverseEvent) -> Relatedness:
    """What stands of an event, whoever asks."""
    said = list(event.judgements.all())
    return standing([Relatedness(one.relatedness) for one in said if one.seat != OUTSIDE], _outside(said))


def judging_hours() -> JudgingHours:
    """The hours in force."""
    return JudgingHours(threshold("adverse_serious_hours").value, threshold("adverse_other_hours").value)


def sentence_of(event: AdverseEvent) -> str:
    """What happened, in one line. Whoever calls has noted the look."""
    key = sealing.unseal(policies.care_key(event.organisation_id), event.key_wrapped, aad=event.pk.bytes)
    return sealing.unseal(key, event.sentence_sealed, aad=event.pk.bytes).decode()


def stops_visible_to(actor: Actor) -> QuerySet[Stop]:
    """The stops of groups in the actor's places and of their organisation (``adverse.see``): those in force first."""
    reach = in_scope(actor, organisation="organisation_id", path="group__place__path", verb=Verb.ADVERSE_SEE)
    sees = actor.kind == "system" or any(Verb.ADVERSE_SEE in ROLES[grant.role].verbs for grant in actor.grants)
    whole = Q(organisation=actor.organisation_id, group__isnull=True) if sees else Q(pk__in=[])
    rows = Stop.objects.filter(reach | whole).select_related("group__place", "lifted_by")
    return rows.order_by(F("lifted_at").desc(nulls_first=True), "-at", "pk")


def open_stops_of(actor: Actor) -> QuerySet[Stop]:
    """Those of them that are in force."""
    return stops_visible_to(actor).filter(lifted_at__isnull=True)


def stop_for(actor: Actor, stop_id: UUID) -> Stop:
    """One of them. Raises StopUnknown."""
    found = stops_visible_to(actor).filter(pk=stop_id).first()
    if found is None:
        raise problems.StopUnknown
    return found


def reviewers_of(stop: Stop, on: date) -> list[str]:
    """Who may lift a stop on a day, by name; empty where nobody reviews there yet."""
    lifting = [role for role, rule in ROLES.items() if Verb.ADVERSE_LIFT in rule.verbs]
    held = people.roles_in_force(on).filter(
        role__in=lifting, account__is_active=True, account__organisation=stop.organisation_id
    )
    rows = held.select_related("account", "place")
    return sorted(
        {row.account.name for row in rows if stop.group is None or stop.group.place.path.startswith(row.place.path)}
    )


def word_of(stop: Stop) -> str:
    """What the reviewer wrote when it was lifted; empty while it is in force."""
    if stop.word_sealed is None:
        return ""
    return sealing.unseal(policies.care_key(stop.organisation_id), stop.word_sealed, aad=stop.pk.bytes).decode()


def events_of_stop(actor: Actor, stop: Stop) -> list[AdverseEvent]:
    """The events from which a stop came, as far as the actor may see them."""
    ids = StopEvent.objects.filter(stop=stop).values("event")
    return list(adverse_visible_to(actor).filter(pk__in=ids).order_by("happened_on", "pk"))


def stops_of_event(event: AdverseEvent) -> list[Stop]:
    """The stops that came from an event."""
    return list(Stop.objects.filter(events__event=event).select_related("group").order_by("at", "pk"))


def entries_of_adverse(row: AdverseEvent | Stop) -> QuerySet[AdverseEntry]:
    """What the log tells about an event or a stop, latest first. Whoever calls has opened it."""
    return row.entries.select_related("by").order_by("-at", "-pk")


def waiting_to_judge(actor: Actor, now: datetime) -> tuple[int, int]:
    """How many events wait for a judgement in the actor's places, and of how many the time has run out."""
    open_still = adverse_visible_to(actor).filter(striking__isnull=True).exclude(judgements__seat=OUTSIDE)
    found = [judged(actor, event) for event in open_still.exclude(judgements__seat=2)]
    return sum(not one.settled for one in found), sum(one.is_over(now) for one in found)


def happened_in(organisation_id: UUID) -> list[Happened]:
    """The adverse events of an organisation as the stop rules see them: those that are struck are not there."""
    rows = AdverseEvent.objects.filter(organisation=organisation_id, striking__isnull=True)
    return [_happened(event) for event in rows.prefetch_related("judgements")]


def _happened(event: AdverseEvent) -> Happened:
    kind = AdverseKind(event.kind)
    return Happened(event.pk, event.group_id, kind, event.serious, relatedness_of(event), event.happened_on)


def known_to_stops(organisation_id: UUID) -> dict[tuple[str, UUID | None], set[UUID]]:
    """The events that stops of an organisation know, in force or lifted, by rule and group."""
    found: dict[tuple[str, UUID | None], set[UUID]] = defaultdict(set)
    rows = StopEvent.objects.filter(stop__organisation=organisation_id)
    for rule, group_id, event_id in rows.values_list("stop__rule", "stop__group", "event"):
        found[rule, group_id].add(event_id)
    return found


def adverse_counts(actor: Actor, first: date, last: date) -> AdverseCounts:
    """
    What happened from a day to a day in the actor's places (``adverse.count``), both included. Nothing of it is released.

    What is not judged yet counts as possible; what was struck is not counted.
    """
    reach = in_scope(actor, organisation="organisation_id", path="area__path", verb=Verb.ADVERSE_COUNT)
    rows = AdverseEvent.objects.filter(reach, striking__isnull=True, happened_on__range=(first, last))
    found = [_happened(event) for event in rows.prefetch_related("judgements")]
    events = Counter((one.kind, one.relatedness) for one in found)
    units: dict[tuple[AdverseKind, Relatedness], set[UUID]] = defaultdict(set)
    for one in found:
        units[one.kind, one.relatedness].add(one.group_id or one.id)
    hurt = {one.group_id for one in found if one.group_id and one.serious and one.relatedness in RELATED}
    met = groups.groups_that_met(actor, first, last, verb=Verb.ADVERSE_COUNT)
    return AdverseCounts(events, {cell: frozenset(ids) for cell, ids in units.items()}, len(hurt), len(met | hurt))


def is_group_induced(kind: AdverseKind, relatedness: Relatedness) -> bool:
    """Whether an event of a sort, so related, is harm that came from the group."""
    kinds, related = group_induced()
    return kind in kinds and relatedness in related


def named_would_read(intake: Intake, on: date) -> bool:
    """
    Whether somebody who is named in an intake of harm would read an adverse event recorded from it.

    Whoever is named never learns that an intake exists: nothing leads from it to a page that they see.
    """
    readers: Sequence[str] = [role for role, rule in ROLES.items() if Verb.ADVERSE_SEE in rule.verbs]
    named = intake.named.values("account")
    return people.roles_in_force(on).filter(role__in=readers, account__in=named).exists()

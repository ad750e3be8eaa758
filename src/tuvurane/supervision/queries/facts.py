"""What is known of the people in somebody's charge and of their groups: a constant number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Max, Q

from tuvurane.foundation.records import Standing
from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import Status, Voice
from tuvurane.groups.models import FacilitatorAssignment, Group, GroupMove, VoiceTally
from tuvurane.groups.queries import Facilitator as Leader
from tuvurane.groups.queries.board import Held, held_in, presence_of
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.supervision.codes import HelpTopic, VisitFormat
from tuvurane.supervision.models import Charge, FollowUp, Help, Observation, Visit
from tuvurane.supervision.queries.visits import last_contacts
from tuvurane.supervision.rules.priority import GroupFacts, PersonFacts, Vote, rating_due_at
from tuvurane.supervision.rules.rest import Span, rounds_without_rest
from tuvurane.supervision.thresholds import threshold
from tuvurane.training import queries as training
from tuvurane.training.codes import Away
from tuvurane.training.models import Absence, Rating

UNDER_WAY = frozenset({Status.RUNNING, Status.GRADUATED, Status.STOPPED})


class Led(NamedTuple):
    """One group that somebody leads or led."""

    group_id: UUID
    status: Status
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that the plan of one supervisor is made of."""

    charges: Sequence[Charge]
    groups: Sequence[Group]
    leaders: Mapping[UUID, list[Leader]]
    held: Mapping[UUID, list[Held]]
    gates: Mapping[UUID, training.GateReading]
    last_by_group: Mapping[UUID, date]
    last_by_person: Mapping[UUID, date]
    persons: Mapping[UUID, PersonFacts]
    circles: Mapping[UUID, GroupFacts]

    def mine_in(self, group_id: UUID) -> list[Charge]:
        """Who of the charges leads a group now, by name."""
        leading = {leader.account_id for leader in self.leaders[group_id]}
        return [charge for charge in self.charges if charge.facilitator_id in leading]

    def next_number(self, group_id: UUID) -> int:
        """The first session that a group has not held; 16 when all are."""
        return next_number(self.held.get(group_id, []))

    def last_seen(self, group_id: UUID | None, account_ids: Iterable[UUID]) -> date | None:
        """The latest visit or call about a group or any of these people."""
        days = [self.last_by_person.get(account_id) for account_id in account_ids]
        days += [] if group_id is None else [self.last_by_group.get(group_id)]
        return max((day for day in days if day is not None), default=None)


def next_number(held: Iterable[Held]) -> int:
    """The first session that is not among these; 16 when all fifteen are."""
    numbers = {session.number for session in held}
    return next(number for number in range(1, 17) if number not in numbers)


def gather(actor: Actor, charges: Sequence[Charge], *, now: datetime, on: date) -> Known:
    """
    What is known of these charges on a day; their running groups as far as the actor sees them.

    Twenty queries, however many people and groups there are.
    """
    ids = [charge.facilitator_id for charge in charges]
    groups = _groups(actor, ids)
    group_ids = [group.pk for group in groups]
    leaders = group_queries.facilitators_of_groups(group_ids)
    held = held_in(group_ids)
    gates = training.gates_of({*ids, *(one.account_id for led in leaders.values() for one in led)}, now=now)
    by_group, by_person = last_contacts(group_ids, ids)
    led = _led(ids)
    partial = Known(charges, groups, leaders, held, gates, by_group, by_person, {}, {})
    persons = _persons(partial, led, on)
    circles = _circles(partial, led)
    return Known(charges, groups, leaders, held, gates, by_group, by_person, persons, circles)


def _groups(actor: Actor, ids: Sequence[UUID]) -> list[Group]:
    leading = FacilitatorAssignment.objects.filter(account__in=ids, until__isnull=True).values("group")
    visible = group_queries.groups_visible_to(actor, verb=Verb.SUPERVISION_SEE)
    return list(visible.filter(pk__in=leading, status=Status.RUNNING))


def _led(ids: Sequence[UUID]) -> dict[UUID, list[Led]]:
    """Every group that these people lead or led since it started; two queries."""
    rows = FacilitatorAssignment.objects.filter(account__in=ids, group__starts_on__isnull=False)
    columns = ("account_id", "group_id", "group__status", "group__starts_on", "since", "until")
    told = list(rows.order_by("pk").values_list(*columns))
    ended = dict(
        GroupMove.objects.filter(group__in={row[1] for row in told}, went_to__in=[Status.GRADUATED, Status.STOPPED])
        .order_by()
        .values_list("group_id")
        .annotate(Max("on"))
    )
    led: dict[UUID, list[Led]] = {account_id: [] for account_id in ids}
    for account_id, group_id, status, starts_on, since, until in told:
        last = min((day for day in (until, ended.get(group_id)) if day is not None), default=None)
        began = max(since, starts_on)
        led[account_id].append(Led(group_id, Status(status), began, None if last is None else max(last, began)))
    return led


def _persons(known: Known, led: Mapping[UUID, list[Led]], on: date) -> dict[UUID, PersonFacts]:
    ids = [charge.facilitator_id for charge in known.charges]
    harm, helps, overdue, rests = _harm(ids), _helps(ids), _overdue(ids, on), _rests(ids)
    loads = group_queries.loads_of(ids, on)
    persons = {}
    for charge in known.charges:
        one, gate = charge.facilitator_id, known.gates[charge.facilitator_id]
        spans = [Span(stint.since, stint.until) for stint in led[one]]
        persons[one] = PersonFacts(
            name=charge.facilitator.account.name,
            gate=gate.state,
            override_until=gate.override.last_day if gate.override is not None and gate.gate_lets else None,
            harm_on=harm.get(one),
            helps=helps.get(one, []),
            overdue=overdue.get(one, []),
            running=loads[one].running,
            most=charge.facilitator.most_groups,
            rounds=rounds_without_rest(spans, rests.get(one, []), on),
        )
    return persons


def _harm(ids: Sequence[UUID]) -> dict[UUID, date]:
    """When a rater without a certificate saw harm after which no rating that counts came; one query."""
    rows = Rating.objects.filter(facilitator__in=ids, standing=Standing.COUNTED).order_by("on", "seq", "pk")
    found: dict[UUID, date] = {}
    for account_id, on, harm, counts in rows.values_list("facilitator_id", "on", "harm", "counts"):
        if counts:
            found.pop(account_id, None)
        elif harm:
            found[account_id] = on
    return found


def _helps(ids: Sequence[UUID]) -> dict[UUID, list[tuple[HelpTopic, date]]]:
    rows = Help.objects.filter(facilitator__in=ids, answer__isnull=True, standing=Standing.COUNTED)
    found: dict[UUID, list[tuple[HelpTopic, date]]] = {}
    for account_id, topic, on in rows.order_by("on", "seq").values_list("facilitator_id", "topic", "on"):
        found.setdefault(account_id, []).append((HelpTopic(topic), on))
    return found


def _overdue(ids: Sequence[UUID], on: date) -> dict[UUID, list[date]]:
    """The days on which things agreed about somebody, or theirs to do, were due; one query."""
    rows = FollowUp.objects.filter(Q(facilitator__in=ids) | Q(owner__in=ids), done_at__isnull=True, due_on__lt=on)
    found: dict[UUID, list[date]] = {}
    for about, owner, due_on in rows.order_by("due_on").values_list("facilitator_id", "owner_id", "due_on"):
        found.setdefault(about if about in ids else owner, []).append(due_on)
    return found


def _rests(ids: Sequence[UUID]) -> dict[UUID, list[Span]]:
    rows = Absence.objects.filter(facilitator__in=ids, kind=Away.REST)
    found: dict[UUID, list[Span]] = {}
    for account_id, since, until in rows.values_list("facilitator_id", "since", "until"):
        found.setdefault(account_id, []).append(Span(since, until))
    return found


def _circles(known: Known, led: Mapping[UUID, list[Led]]) -> dict[UUID, GroupFacts]:
    ids = [group.pk for group in known.groups]
    votes, visited, rated = _votes(ids), _visited(ids), _rated(ids)
    few = threshold("first_groups").value
    circles = {}
    for group in known.groups:
        mine = known.mine_in(group.pk)
        since = min(charge.since for charge in mine)
        circles[group.pk] = GroupFacts(
            silent_since=max(group.starts_on or since, since),
            contacted_on=known.last_seen(group.pk, [charge.facilitator_id for charge in mine]),
            visited_on=visited.get(group.pk),
            votes=votes.get(group.pk, []),
            presence=presence_of(known.held.get(group.pk, [])),
            able=sum(known.gates[leader.account_id].may_lead for leader in known.leaders[group.pk]),
            ratings_due=_ratings_due(mine, known.next_number(group.pk), rated.get(group.pk, {})),
            first_groups=any(len(_started(led[charge.facilitator_id])) <= few for charge in mine),
        )
    return circles


def _started(stints: Iterable[Led]) -> set[UUID]:
    return {stint.group_id for stint in stints if stint.status in UNDER_WAY}


def _ratings_due(mine: Iterable[Charge], next_session: int, rated: Mapping[UUID, list[int]]) -> list[tuple[str, int]]:
    due = ((charge, rating_due_at(next_session, rated.get(charge.facilitator_id, []))) for charge in mine)
    return [(charge.facilitator.account.name, number) for charge, number in due if number is not None]


def _votes(group_ids: Sequence[UUID]) -> dict[UUID, list[Vote]]:
    """The votes of several groups by session, each behind the disclosure guard; one query."""
    rows = VoiceTally.objects.filter(session__group__in=group_ids, session__standing=Standing.COUNTED)
    columns = ("session__group_id", "session__number", "session__held_on", "session__present", "session__voice_by_two")
    found: dict[UUID, list[Vote]] = {}
    told = rows.order_by("session__number", "pk").values_list(*columns, "question", "good", "middle", "not_good")
    for group_id, number, held_on, present, by_two, question, *totals in told:
        good, middle, not_good = totals
        read = group_queries.read_vote(
            number, Voice(question), (good, middle, not_good), present=present, by_two=by_two
        )
        vote = Vote(number, held_on, read.question, read.good, read.middle, read.not_good, hidden=bool(read.hidden))
        found.setdefault(group_id, []).append(vote)
    return found


def _visited(group_ids: Sequence[UUID]) -> dict[UUID, date]:
    """When somebody last sat in a session of each group; one query."""
    rows = Visit.objects.filter(group__in=group_ids, standing=Standing.COUNTED, format=VisitFormat.SESSION)
    return dict(rows.order_by().values_list("group_id").annotate(Max("on")))


def _rated(group_ids: Sequence[UUID]) -> dict[UUID, dict[UUID, list[int]]]:
    """At which sessions of each group each person was rated; one query."""
    rows = Observation.objects.filter(group__in=group_ids, rating__standing=Standing.COUNTED)
    found: dict[UUID, dict[UUID, list[int]]] = {}
    for group_id, account_id, number in rows.values_list(
        "group_id", "rating__facilitator_id", "rating__session_number"
    ):
        found.setdefault(group_id, {}).setdefault(account_id, []).append(number or 0)
    return found

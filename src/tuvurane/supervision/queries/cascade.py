"""
The yield of the cascade, generation by generation: from training to a second group, and how well.

A link counts those who came to it and to every one before it. Lost are those who left before they
came to it; whoever is still on the ladder is on the way, however long it takes.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import fmean, median
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery

from tuvurane.foundation.records import Standing
from tuvurane.groups.codes import SESSIONS, Status
from tuvurane.groups.models import FacilitatorAssignment, Session
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.training import queries as training
from tuvurane.training.codes import MAY_LEAD, Away, CourseLevel, Enrolment
from tuvurane.training.models import Absence, Facilitator, LadderStep, Rating, Trainee
from tuvurane.training.rules.gate import Seen, gate_of
from tuvurane.training.rules.levels import HARM

WELL = 3  # all basic behaviours were seen and no harmful one


class LinkCode(StrEnum):
    """The links of the chain, in their order."""

    TRAINED = "trained"
    PASSED_GATE = "passed_gate"
    LED_GROUP = "led_group"
    COMPLETED_FIFTEEN = "completed_fifteen"
    LED_SECOND = "led_second"


class Link(NamedTuple):
    """
    One link of the chain of one generation.

    ``people`` came to it and to all before it. Of those who came to the link before and not to this
    one, ``lost`` left and ``on_the_way`` did not. ``apart`` came to it without some link before it:
    they lead, say, and nobody certified observed them. ``median_days`` since the link before, over
    those who came; None where nobody did, and at the first link.
    """

    code: LinkCode
    people: int
    lost: int
    on_the_way: int
    apart: int
    median_days: float | None


class Competence(NamedTuple):
    """
    How competent a generation is, by the latest rating of each person by a certified rater.

    ``mean`` of the people's mean levels (1-4), ``at_three`` the share of all rated competences at level
    3 or above, ``no_harm`` the share of people without a level 1; None where nobody was rated.
    """

    mean: float | None
    at_three: float | None
    no_harm: float | None
    rated: int


@dataclass(frozen=True, slots=True)
class Generation:
    """The chain of those whom trainers of one generation taught; ``generation`` is None where it is not known."""

    generation: int | None
    links: list[Link]
    competence: Competence


class _Person(NamedTuple):
    """When somebody came to each link (None: not yet), and whether they left."""

    days: tuple[date | None, ...]
    left: bool

    @property
    def came_to(self) -> int:
        """How many links in a row."""
        return next((place for place, day in enumerate(self.days) if day is None), len(self.days))

    def days_before(self, place: int) -> list[int]:
        """The days between a link and the one before it; none at the first, and where one of them is open."""
        day, before = self.days[place], self.days[place - 1]
        if place == 0 or day is None or before is None:
            return []
        # Some lead a second group before the first has ended, or are observed while they lead: nothing lies between.
        return [max(0, (day - before).days)]


def cascade(actor: Actor, *, on: date) -> list[Generation]:
    """
    The chain of everybody in the actor's scope who was trained by a day, the unknown generation last.

    Trained: completed a basic course, or stepped on a rung that leads where no course was recorded.
    Passed the gate: on some day rated by a certified rater with no competence open. Led a group: was
    assigned while it ran. Completed: led a group to its fifteenth session, in one that graduated or
    held all fifteen. Competence only of those whose ratings the actor may see. Eight queries.
    """
    people = training.facilitators_visible_to(actor).order_by()
    trained = _trained(people, on)
    days = _days_by_link(people, on, trained)
    left = set(
        Absence.objects.filter(
            Q(until__isnull=True) | Q(until__gt=on), facilitator__in=people, kind=Away.LEFT, since__lte=on
        ).values_list("facilitator_id", flat=True)
    )
    rated = _latest_levels(actor, on)
    by_generation: dict[int | None, list[UUID]] = defaultdict(list)
    for account_id, generation in people.values_list("pk", "generation"):
        if account_id in trained:
            by_generation[generation].append(account_id)
    return [
        Generation(
            generation,
            _links([_Person(tuple(link.get(one) for link in days), one in left) for one in members]),
            _competence([rated[one] for one in members if one in rated]),
        )
        for generation, members in sorted(by_generation.items(), key=lambda item: (item[0] is None, item[0] or 0))
    ]


def _days_by_link(
    people: QuerySet[Facilitator], on: date, trained: Mapping[UUID, date]
) -> tuple[Mapping[UUID, date], ...]:
    """When each person came to each link, in the order of the links."""
    led = _led(people, on)
    first = {account_id: groups[0][0] for account_id, groups in led.items()}
    second = {account_id: groups[1][0] for account_id, groups in led.items() if len(groups) > 1}
    completed = _completed(led, _fifteenth_sessions(on))
    return trained, _passed(people, on), first, completed, second


def _trained(people: QuerySet[Facilitator], on: date) -> dict[UUID, date]:
    steps = LadderStep.objects.filter(facilitator__in=people, rung__in=MAY_LEAD, on__lte=on)
    courses = Trainee.objects.filter(
        facilitator__in=people,
        status=Enrolment.COMPLETED,
        course__level=CourseLevel.BASIC,
        course__cancelled_on__isnull=True,
        course__ends_on__lte=on,
    )
    by_step = steps.order_by().values_list("facilitator").annotate(day=Min("on"))
    by_course = courses.order_by().values_list("facilitator").annotate(day=Min("course__ends_on"))
    return {**dict(by_step), **dict(by_course)}


def _counting(people: QuerySet[Facilitator], on: date) -> QuerySet[Rating]:
    return Rating.objects.filter(facilitator__in=people, standing=Standing.COUNTED, counts=True, on__lte=on).order_by()


def _passed(people: QuerySet[Facilitator], on: date) -> dict[UUID, date]:
    """The first day on which a counting rating left no competence open."""
    counting = _counting(people, on)
    passed: dict[UUID, date] = dict(counting.values_list("facilitator").annotate(day=Min("on")))
    # Most were never seen to do harm: their first rating is the day. The others' are read one by one.
    harmed = counting.filter(facilitator__in=counting.filter(harm=True).values("facilitator"))
    seen: dict[UUID, list[Seen]] = defaultdict(list)
    columns = ("facilitator_id", "pk", "on", "seq", "rater_id", "levels", "counts")
    for account_id, *rest in harmed.order_by("on", "seq", "pk").values_list(*columns):
        seen[account_id].append(Seen(*rest))
    for account_id, ratings in seen.items():
        clear = next((n for n in range(len(ratings)) if not gate_of(ratings[: n + 1]).open), None)
        if clear is None:
            del passed[account_id]
        else:
            passed[account_id] = ratings[clear].on
    return passed


class _Led(NamedTuple):
    """A group that somebody led: from which day, and until when (None: still)."""

    since: date
    group_id: UUID
    until: date | None


def _led(people: QuerySet[Facilitator], on: date) -> dict[UUID, list[_Led]]:
    """The groups that each person led while they ran, the earliest first, each once."""
    lasted = Q(until__isnull=True) | (Q(until__gt=F("since")) & Q(until__gt=F("group__starts_on")))
    assignments = FacilitatorAssignment.objects.filter(
        lasted,
        account__facilitator__in=people,
        since__lte=on,
        group__starts_on__lte=on,
    )
    columns = ("account_id", "group_id", "since", "group__starts_on", "until")
    led: dict[UUID, dict[UUID, _Led]] = defaultdict(dict)
    for account_id, group_id, since, starts_on, until in assignments.order_by("since", "pk").values_list(*columns):
        before = led[account_id].get(group_id)
        led[account_id][group_id] = _Led(before.since if before else max(since, starts_on), group_id, until)
    return {account_id: sorted(groups.values(), key=lambda one: one.since) for account_id, groups in led.items()}


def _fifteenth_sessions(on: date) -> dict[UUID, date]:
    """When the fifteenth session was held in each group that graduated, or that held all fifteen."""
    counted = Session.objects.filter(standing=Standing.COUNTED, held_on__lte=on)
    whole = counted.filter(group=OuterRef("group")).order_by().values("group").annotate(n=Count("pk"))
    held = counted.filter(number=SESSIONS).filter(Q(group__status=Status.GRADUATED) | Exists(whole.filter(n=SESSIONS)))
    return dict(held.order_by().values_list("group_id", "held_on"))


def _completed(led: Mapping[UUID, Sequence[_Led]], fifteenth: Mapping[UUID, date]) -> dict[UUID, date]:
    """The first day on which each person led a fifteenth session."""
    completed = {}
    for account_id, groups in led.items():
        days = [
            fifteenth[group.group_id]
            for group in groups
            if group.group_id in fifteenth and (group.until is None or group.until >= fifteenth[group.group_id])
        ]
        if days:
            completed[account_id] = min(days)
    return completed


def _links(people: Sequence[_Person]) -> list[Link]:
    return [_link(place, code, people) for place, code in enumerate(LinkCode)]


def _link(place: int, code: LinkCode, people: Sequence[_Person]) -> Link:
    came = [person for person in people if person.came_to > place]
    waiting = [person for person in people if person.came_to == place]
    lost = sum(person.left for person in waiting)
    apart = sum(person.days[place] is not None for person in people) - len(came)
    between = [days for person in came for days in person.days_before(place)]
    return Link(code, len(came), lost, len(waiting) - lost, apart, median(between) if between else None)


def _latest_levels(actor: Actor, on: date) -> dict[UUID, Mapping[str, int]]:
    """The levels of each person's latest counting rating, of those whose competence the actor may see."""
    people = training.facilitators_visible_to(actor, verb=Verb.COMPETENCE_SEE).order_by()
    latest = Rating.objects.filter(
        facilitator=OuterRef("pk"), standing=Standing.COUNTED, counts=True, on__lte=on
    ).order_by("-on", "-seq", "-pk")
    rows = people.annotate(latest=Subquery(latest.values("levels")[:1])).filter(latest__isnull=False)
    return dict(rows.values_list("pk", "latest"))


def _competence(rated: Sequence[Mapping[str, int]]) -> Competence:
    if not rated:
        return Competence(None, None, None, 0)
    levels = [level for one in rated for level in one.values()]
    return Competence(
        fmean(fmean(one.values()) for one in rated),
        sum(level >= WELL for level in levels) / len(levels),
        sum(HARM not in one.values() for one in rated) / len(rated),
        len(rated),
    )

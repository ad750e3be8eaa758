"""
The yield of the cascade, generation by generation: from training to a second group, and how well.

A link counts those who came to it and to every one before it. Lost are those who left before they
came to it; whoever is still on the ladder is on the way, however long it takes.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import fmean, median
from typing import Any, NamedTuple

from django.db.models import CharField, Count, DateField, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce, Greatest

from tuvurane.foundation.records import Standing
from tuvurane.groups.codes import SESSIONS, Status
from tuvurane.groups.models import FacilitatorAssignment, Session
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.training import queries as training
from tuvurane.training.codes import MAY_LEAD, Away, CourseLevel, Enrolment
from tuvurane.training.models import Absence, Facilitator, LadderStep, Rating, Trainee
from tuvurane.training.rules.gate import Seen, gate_after_each
from tuvurane.training.rules.levels import HARM

MANY = 1_000
KEPT_FOR = timedelta(minutes=10)
MOST_KEPT = 64
WELL = 3  # all basic behaviours were seen and no harmful one
_FIFTEENTH = F("group__sessions__held_on")
_kept: dict[object, "Reading"] = {}


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


class Reading(NamedTuple):
    """A cascade, and when it was read."""

    generations: list[Generation]
    at: datetime


def cascade_lately(actor: Actor, *, now: datetime) -> Reading:
    """
    The cascade of today; of more than a thousand people one that was read in the last ten minutes will do.

    It takes the better part of a second for five thousand, and moves with the months.
    """
    scope = (actor.kind, actor.organisation_id, actor.grants)
    kept = _kept.get(scope)
    if kept is not None and timedelta(0) <= now - kept.at < KEPT_FOR:
        return kept
    reading = Reading(cascade(actor, on=now.date()), now)
    if sum(generation.links[0].people for generation in reading.generations) > MANY:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[scope] = reading
    return reading


def cascade(actor: Actor, *, on: date) -> list[Generation]:
    """
    The chain of everybody in the actor's scope who was trained by a day, the unknown generation last.

    Trained: completed a basic course, or stepped on a rung that leads where no course was recorded.
    Passed the gate: on some day rated by a certified rater with no competence open. Led a group: was
    assigned while it ran. Completed: led a group to its fifteenth session, in one that graduated or
    held all fifteen. Competence only of those whose ratings the actor may see. Three queries.
    """
    people: dict[int | None, list[_Person]] = defaultdict(list)
    cleared = _cleared(training.facilitators_visible_to(actor), on)
    for person, generation, harmed, left, *days in _rows(training.facilitators_visible_to(actor), on):
        trained, passed, *led = (day and date.fromisoformat(day) for day in days)
        if trained:
            passed = cleared.get(person) if harmed else passed
            people[generation].append(_Person((trained, passed, *led), left))
    rated = _latest_levels(actor, on)
    return [
        Generation(generation, _links(members), _competence(rated[generation]))
        for generation, members in sorted(people.items(), key=lambda item: (item[0] is None, item[0] or 0))
    ]


def _text(value: Any) -> Cast:
    """As text: thousands of ids and days, each made an object, cost more than all that is asked of them."""
    return Cast(value, CharField())


def _rows(people: QuerySet[Facilitator], on: date) -> QuerySet[Facilitator, Any]:
    """
    A row for everybody: who, their generation, whether harm was seen, whether they left.

    Then the first day of each link, None where it has not come; of who was seen to do harm, the second
    of these days says nothing.
    """
    harm = _counting(on).filter(harm=True, facilitator=OuterRef("pk"))
    left = Absence.objects.filter(
        Q(until__isnull=True) | Q(until__gt=on), facilitator=OuterRef("pk"), kind=Away.LEFT, since__lte=on
    )
    rated = _counting(on).filter(facilitator=OuterRef("pk")).order_by("on")
    days = {
        "trained": _trained(on),
        "rated": Subquery(rated.values("on")[:1]),
        "led": Subquery(_assignments(on).values("account").annotate(day=Min(_begun())).values("day")),
        "completed": Subquery(_completed(on).values("account").annotate(day=Min(_FIFTEENTH)).values("day")),
        "second": Subquery(_led(on).values("day")[1:2]),
    }
    rows = people.order_by().annotate(who=_text(F("pk")), harmed=Exists(harm), left=Exists(left))
    dated = rows.annotate(**{name: _text(day) for name, day in days.items()})
    return dated.values_list("who", "generation", "harmed", "left", *days)


def _trained(on: date) -> Coalesce:
    """The day on which somebody's first basic course ended, or else of their first step on a rung that leads."""
    courses = Trainee.objects.filter(
        facilitator=OuterRef("pk"),
        status=Enrolment.COMPLETED,
        course__level=CourseLevel.BASIC,
        course__cancelled_on__isnull=True,
        course__ends_on__lte=on,
    ).order_by("course__ends_on")
    steps = LadderStep.objects.filter(facilitator=OuterRef("pk"), rung__in=MAY_LEAD, on__lte=on).order_by("on")
    return Coalesce(Subquery(courses.values("course__ends_on")[:1]), Subquery(steps.values("on")[:1]))


def _counting(on: date) -> QuerySet[Rating]:
    return Rating.objects.filter(standing=Standing.COUNTED, counts=True, on__lte=on)


def _cleared(people: QuerySet[Facilitator], on: date) -> dict[str, date]:
    """Of those who were seen to do harm: the first day on which a counting rating left no competence open."""
    harmed = _counting(on).filter(harm=True, facilitator__in=people.order_by())
    rows = _counting(on).filter(facilitator__in=harmed.values("facilitator")).order_by("on", "seq", "pk")
    columns = (_text(F("facilitator_id")), "pk", "on", "seq", "rater_id", "levels", "counts")
    seen: dict[str, list[Seen]] = defaultdict(list)
    for person, *rating in rows.values_list(*columns):
        seen[person].append(Seen(*rating))
    clear = {
        person: next((rating.on for rating, gate in gate_after_each(ratings) if not gate.open), None)
        for person, ratings in seen.items()
    }
    return {person: day for person, day in clear.items() if day is not None}


def _assignments(on: date) -> QuerySet[Any, Any]:
    """When somebody led a group that ran by a day, of the person whom the query outside is about."""
    lasted = Q(until__isnull=True) | (Q(until__gt=F("since")) & Q(until__gt=F("group__starts_on")))
    return FacilitatorAssignment.objects.filter(
        lasted, account=OuterRef("pk"), since__lte=on, group__starts_on__lte=on
    ).order_by()


def _led(on: date) -> Any:
    """The first ``day`` on which each group was led, the earliest first."""
    return _assignments(on).values("group").annotate(day=Min(_begun())).order_by("day")


def _begun() -> Greatest:
    """The day on which somebody began to lead a group that ran."""
    return Greatest("since", "group__starts_on", output_field=DateField())


def _completed(on: date) -> Any:
    """Those assignments whose group was led to its fifteenth session, and held them all or graduated."""
    counted = Session.objects.filter(group=OuterRef("group"), standing=Standing.COUNTED, held_on__lte=on).order_by()
    whole = counted.values("group").annotate(n=Count("pk")).filter(n=SESSIONS)
    return _assignments(on).filter(
        Q(group__status=Status.GRADUATED) | Exists(whole),
        Q(until__isnull=True) | Q(until__gte=_FIFTEENTH),
        group__sessions__number=SESSIONS,
        group__sessions__standing=Standing.COUNTED,
        group__sessions__held_on__lte=on,
    )


def _links(people: Sequence[_Person]) -> list[Link]:
    return [_link(place, code, people) for place, code in enumerate(LinkCode)]


def _link(place: int, code: LinkCode, people: Sequence[_Person]) -> Link:
    came = [person for person in people if person.came_to > place]
    waiting = [person for person in people if person.came_to == place]
    lost = sum(person.left for person in waiting)
    apart = sum(person.days[place] is not None for person in people) - len(came)
    between = [days for person in came for days in person.days_before(place)]
    return Link(code, len(came), lost, len(waiting) - lost, apart, median(between) if between else None)


def _latest_levels(actor: Actor, on: date) -> Mapping[int | None, list[Mapping[str, int]]]:
    """By generation the levels of each person's latest counting rating, of those whose competence the actor may see."""
    people = training.facilitators_visible_to(actor, verb=Verb.COMPETENCE_SEE).order_by()
    latest = _counting(on).filter(facilitator=OuterRef("pk")).order_by("-on", "-seq", "-pk")
    rows = people.annotate(latest=Subquery(latest.values("levels")[:1]), trained=_trained(on))
    levels: dict[int | None, list[Mapping[str, int]]] = defaultdict(list)
    for generation, seen in rows.filter(trained__isnull=False, latest__isnull=False).values_list(
        "generation", "latest"
    ):
        levels[generation].append(seen)
    return levels


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

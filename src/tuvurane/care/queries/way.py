"""Where a concern stands, by which clocks, who is called about it now, and what was done."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from tuvurane.care import policies
from tuvurane.care.codes import Level, Next, Rung, State, Step
from tuvurane.care.models import Concern, Contact, Escalation
from tuvurane.care.queries.concerns import waiting_visible_to
from tuvurane.care.queries.words import opened
from tuvurane.care.rules.areas import nearest
from tuvurane.care.rules.escalation import rung
from tuvurane.care.rules.way import IMMINENT, Clocks, Standing
from tuvurane.care.thresholds import threshold
from tuvurane.people import queries as people
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor, in_scope


class ContactTold(NamedTuple):
    """One contact with what was written in it."""

    contact: Contact
    words: str


def clocks() -> Clocks:
    """By when things are due, from the thresholds of the room."""
    hours = {name: threshold(f"{name}_hours").value for name in ("talk", "talk_now", "level", "beside", "clinician")}
    gaps = (threshold(f"follow_up_{which}_hours").value for which in ("first", "second", "later"))
    first, second, later = gaps
    return Clocks(**hours, follow_ups=(first, second, later))


def standing_of(concern: Concern) -> Standing:
    """Where a concern stands, as the rules read it."""
    return Standing(
        state=State(concern.state),
        level=Level(concern.level) if concern.level else None,
        next=Next(concern.next_what) if concern.next_what else None,
        by=concern.next_by,
        follow_ups=concern.follow_ups,
        urgent=concern.urgent,
    )


def hours_a_rung(concern: Concern) -> float:
    """After how many hours over its time more people are called: soon where danger is near."""
    near = concern.urgent or (concern.level in IMMINENT and concern.next_what in {Next.BESIDE, Next.CLINICIAN})
    return threshold("escalate_now_hours" if near else "escalate_hours").value


def rung_of(concern: Concern, now: datetime) -> Rung:
    """How far the call about a concern has gone."""
    return rung(concern.next_by, now, every=hours_a_rung(concern))


def calling(actor: Actor, concerns: Iterable[Concern], now: datetime) -> set[UUID]:
    """
    About which of these concerns the actor is called now; one query for each organisation.

    Who must act always; where nobody must, or their account is closed, all of the place. Once it is over its time: the
    nearest who hold the role, then everybody above.
    """
    waiting = [one for one in concerns if one.closed_at is None]
    areas: dict[UUID, set[str]] = defaultdict(set)
    for house in {one.organisation_id for one in waiting}:
        areas[house] = _held_in(house, people.today_in(house, now))
    own = {grant.place_path for grant in actor.grants}
    found = set()
    for one in waiting:
        reached = rung_of(one, now)
        if one.must_act is None or not one.must_act.is_active:
            reached = max(reached, Rung.PLACE)
        here = nearest(one.place.path, areas[one.organisation_id]) in own
        if one.must_act_id == actor.account_id or reached >= Rung.ABOVE or (reached == Rung.PLACE and here):
            found.add(one.pk)
    return found


def _held_in(organisation_id: UUID, on: date) -> set[str]:
    rows = policies.who_act(on).filter(account__organisation=organisation_id)
    return set(rows.values_list("place__path", flat=True))


def overdue(rows: QuerySet[Concern], now: datetime) -> QuerySet[Concern]:
    """Those of these concerns that are over their time."""
    return rows.filter(next_by__lt=now)


def overdue_calling(actor: Actor, now: datetime) -> int:
    """About how many concerns that are over their time the actor is called."""
    late = list(overdue(waiting_visible_to(actor), now))
    return len(calling(actor, late, now))


def unanswered(actor: Actor, now: datetime) -> int:
    """How many concerns in the actor's places nobody has answered at all: a number for the director, and no more."""
    reach = in_scope(actor, organisation="organisation_id", path="place__path", verb=Verb.CARE_COUNT)
    return sum(rung_of(one, now) == Rung.DIRECTOR for one in overdue(Concern.objects.filter(reach), now))


def contacts_of(concern: Concern) -> list[ContactTold]:
    """The way of a concern, the first step first."""
    rows = concern.contacts.select_related("by").order_by("at", "noted_at", "pk")
    return [ContactTold(row, opened(concern, row.words_sealed, row.pk)) for row in rows]


def escalations_of(concern: Concern) -> QuerySet[Escalation]:
    """When more people were called about a concern, the first first."""
    return concern.escalations.order_by("at", "rung", "pk")


def tries_of(concern: Concern) -> int:
    """On how many days somebody tried in vain to reach the person since the last contact or opening."""
    days = 0
    seen: set[date] = set()
    for what, at in concern.contacts.order_by("-at", "-noted_at", "-pk").values_list("what", "at"):
        if what not in {Step.NOT_REACHED, Step.AGAIN}:
            break
        if what == Step.NOT_REACHED and at.date() not in seen:
            seen.add(at.date())
            days += 1
    return days


def reference_of(concern_id: UUID) -> str:
    """What whoever raised a concern is told it is called: six signs that lead nowhere by themselves."""
    return concern_id.hex[-6:].upper()

"""Adverse events, recorded, judged, struck; stops that came from them, and somebody from outside who lifts them."""

from datetime import date, datetime

from tests.factories.groups import NOW, TODAY, new_id
from tests.factories.people import make_account
from tuvurane.care import actions
from tuvurane.care.actions import AdverseContent
from tuvurane.care.codes import AdverseKind, Relatedness, StruckWhy
from tuvurane.care.models import AdverseEvent, Judgement, Stop, Striking
from tuvurane.groups.models import Group
from tuvurane.people import queries as people
from tuvurane.people.models import Account, Organisation
from tuvurane.people.roles import Role
from tuvurane.places.models import Place

SENTENCE = "What was told in the circle was repeated at the market"
WORD = "The facilitators talked with everybody and the rules were said anew"


def make_adverse(
    by: Account,
    group: Group | None,
    *,
    kind: AdverseKind = AdverseKind.OTHER,
    serious: bool = False,
    place: Place | None = None,
    happened_on: date = TODAY,
    sentence: str = SENTENCE,
    now: datetime = NOW,
) -> AdverseEvent:
    """An adverse event of a group that a safeguarding person records; of no group, at a place."""
    where = place or (group.place if group else None)
    assert where is not None, "say the group or the place"
    content = AdverseContent(
        kind=kind, serious=serious, happened_on=happened_on, sentence=sentence, place=where, group=group
    )
    actor = people.actor_of(by, on=now.date())
    return actions.record_adverse(actor=actor, event_id=new_id(), content=content, now=now)


def judge(by: Account, event: AdverseEvent, relatedness: Relatedness, *, now: datetime = NOW) -> Judgement:
    """Somebody judges an event."""
    actor = people.actor_of(by, on=now.date())
    return actions.judge_adverse(actor=actor, event=event, relatedness=relatedness, now=now)


def strike(by: Account, event: AdverseEvent, *, now: datetime = NOW) -> Striking:
    """Somebody says that an event was recorded in error."""
    actor = people.actor_of(by, on=now.date())
    return actions.strike_adverse(actor=actor, event=event, why=StruckWhy.TWICE, now=now)


def make_stop(by: Account, group: Group, *, now: datetime = NOW) -> Stop:
    """A serious event of a group that likely came from it, and the stop that follows."""
    event = make_adverse(by, group, kind=AdverseKind.VIOLENCE, serious=True, now=now)
    judge(by, event, Relatedness.LIKELY, now=now)
    return Stop.objects.get(group=group, rule="one_serious", lifted_at__isnull=True)


def make_reviewer(organisation: Organisation, place: Place, name: str = "reviewer") -> Account:
    """Somebody from outside who reviews at a place and below it."""
    return make_account(organisation, name, role=Role.REVIEWER, place=place)


def lift(by: Account, stop: Stop, *, word: str = WORD, now: datetime = NOW) -> Stop:
    """The reviewer lets a group go on."""
    return actions.lift_stop(actor=people.actor_of(by, on=now.date()), stop=stop, word=word, now=now)

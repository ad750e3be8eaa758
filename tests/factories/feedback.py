"""What people told, and harm that somebody told of, made as the pages make it."""

from collections.abc import Iterable
from datetime import date, datetime

from tests.factories.groups import NOW, TODAY, new_id
from tuvurane.care import actions as care_actions
from tuvurane.care.codes import IntakeKind
from tuvurane.care.models import Intake
from tuvurane.feedback import actions
from tuvurane.feedback.codes import Category, Channel
from tuvurane.feedback.models import Item, SheetLine
from tuvurane.people import queries as people
from tuvurane.people.models import Account, Organisation
from tuvurane.people.scope import Actor
from tuvurane.places.models import Place


def make_intake(
    teller: Account,
    place: Place,
    *,
    kind: IntakeKind = IntakeKind.STAFF_CONDUCT,
    named: Iterable[Account] = (),
    danger_now: bool = False,
    sentence: str = "Somebody was touched at the well",
    now: datetime = NOW,
) -> Intake:
    """Harm that somebody with an account hands over."""
    content = care_actions.IntakeContent(
        kind=kind,
        place=place,
        told_on=now.date(),
        danger_now=danger_now,
        sentence=sentence,
        reach="the nurse on Monday",
        named=[one.pk for one in named],
    )
    actor = people.actor_of(teller, on=now.date())
    return care_actions.receive_intake(actor=actor, intake_id=new_id(), content=content, now=now)


def item_content(place: Place, **changed: object) -> actions.ItemContent:
    """A complaint about the service, in one line."""
    told = {
        "channel": Channel.BOX,
        "category": Category.SERVICE_COMPLAINT,
        "language": "rn",
        "place": place,
        "told_on": TODAY,
        "words": "The sessions begin too late",
        "reach": "through the neighbour at the well",
    }
    return actions.ItemContent(**(told | changed))


def make_item(teller: Account, place: Place, *, now: datetime = NOW, **changed: object) -> Item:
    """Something that was taken down."""
    actor = people.actor_of(teller, on=now.date())
    made = actions.receive(actor=actor, item_id=new_id(), content=item_content(place, **changed), now=now).item
    assert made is not None
    return made


def make_sheet_line(organisation: Organisation, *, month: date = TODAY, said: str = "It begins too late") -> SheetLine:
    """A line of the sheet."""
    return actions.write_line(
        actor=Actor.system(organisation.pk),
        line_id=new_id(),
        month=month,
        said=said,
        did="We begin at nine",
        now=NOW,
    )

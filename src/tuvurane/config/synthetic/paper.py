"""
Some sheets that came on paper: most keyed twice and recorded, one to be settled, one that waits for a second person.

They are of people whose well-being nobody asked on the phone when the other questionnaire was asked, lately.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from tuvurane.config.synthetic.chance import Chance
from tuvurane.config.synthetic.stories import Story
from tuvurane.measures import actions as measure_actions
from tuvurane.measures import scoring
from tuvurane.measures.actions import ResponsePlan, SheetHead
from tuvurane.people.scope import Actor

LATELY = timedelta(days=80)
AT_MOST = 14
SLIPS = 0.04  # items in which a finger slips
INSTRUMENT = "who5"


def on_paper(stories: Iterable[Story], *, today: date) -> Iterator[ResponsePlan]:
    """What was asked lately of people who still sit in their groups, without the sheet of well-being beside it."""
    for story in stories:
        asked = {(plan.participant_id, plan.wave): plan for plan in story.responses if plan.instrument != INSTRUMENT}
        also = {(plan.participant_id, plan.wave) for plan in story.responses if plan.instrument == INSTRUMENT}
        refused = {(said.participant_id, said.wave) for said in story.declined}
        here = {person.id for person in story.plan.people if person.left_on is None}
        for key, plan in asked.items():
            if key not in also | refused and key[0] in here and today - plan.administered_on < LATELY:
                yield plan


def key_sheets(chance: Chance, asked: Sequence[ResponsePlan], *, first: Actor, second: Actor, now: datetime) -> int:
    """Key the sheets as two people of the office do; answers how many came to be recorded."""
    return sum(
        _keyed(chance, plan, first, second if number else None, settles=number != 1, now=now)
        for number, plan in enumerate(asked[:AT_MOST])
    )


def _keyed(
    chance: Chance, plan: ResponsePlan, first: Actor, second: Actor | None, *, settles: bool, now: datetime
) -> bool:
    """Key one sheet, the second time where there is a ``second``; answers whether it is recorded."""
    sheet = measure_actions.open_sheet(
        actor=first, sheet_id=chance.id_at(now), group_id=plan.group_id, head=_head(plan), now=now
    )
    answers: dict[str, int | None] = {
        item: chance.randrange(1, 5) for item in scoring.instrument_named(INSTRUMENT).item_keys
    }
    entries = [(first, answers)]
    if second is not None:
        entries.append((second, _read_again(chance, answers, surely=not settles)))
    for keyer, read in entries:
        keyed = measure_actions.key_sheet(
            actor=keyer, sheet_id=sheet.pk, entry_id=chance.id_at(now), answers=read, now=now
        )
    if keyed.response is None and second is not None and settles:
        taken = {item: answers[item] for item in keyed.differing}
        measure_actions.settle_sheet(actor=second, sheet_id=sheet.pk, taken=taken, now=now)
    return second is not None and settles


def _read_again(chance: Chance, answers: dict[str, int | None], *, surely: bool) -> dict[str, int | None]:
    """The same sheet read by another: a finger slips now and then, or ``surely`` at the first item."""
    first = next(iter(answers))
    return {
        item: (value or 0) + 1 if chance.happens(SLIPS) or (surely and item == first) else value
        for item, value in answers.items()
    }


def _head(plan: ResponsePlan) -> SheetHead:
    return SheetHead(
        participant_id=plan.participant_id,
        arm=plan.arm,
        wave=plan.wave,
        instrument=INSTRUMENT,
        version=scoring.instrument_named(INSTRUMENT).version,
        language=plan.language,
        administered_on=plan.administered_on,
        asked_by_id=plan.asked_by_id,
    )

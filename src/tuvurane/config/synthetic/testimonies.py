"""A few stories in each state that one can be in, with words that nobody told: made up, and harmless."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from importlib import resources
from itertools import cycle

from tuvurane.config.synthetic.chance import Chance
from tuvurane.groups import queries as group_queries
from tuvurane.groups.actions import GroupPlan, PersonPlan
from tuvurane.groups.codes import ConsentGivenBy, Purpose
from tuvurane.people.scope import Actor
from tuvurane.stories import actions
from tuvurane.stories.actions import Heard, Told, Wording
from tuvurane.stories.codes import Danger, Domain, Rung, TellerRole
from tuvurane.stories.models import Story

SETTLED = 8  # days between a yes and its reading back


@dataclass(frozen=True, slots=True)
class _Way:
    """
    How far a story came; days count back from today.

    ``version``: whether one was made, by whom (``editor`` or ``second``) and what was answered.
    """

    told: int
    rungs: tuple[Rung, ...] = ()
    made_by: str = ""
    known: bool | None = None
    read: int | None = None
    withdrawn: bool = False
    danger: Danger | None = None
    neighbour: bool = False


INSIDE, SHARED, PUBLISHED = Rung.LEARN_INSIDE, Rung.SHARE_CONSORTIUM, Rung.PUBLISH_ANONYMISED
LEARN = (INSIDE, SHARED)
WAYS = (
    *(_Way(told, (*LEARN, PUBLISHED), "editor", known=False, read=told - SETTLED) for told in (40, 36, 33, 31, 28)),
    *(_Way(told, LEARN, "second", known=False, read=told - SETTLED) for told in (38, 30, 26)),
    _Way(705, LEARN, "editor", known=False, read=690, neighbour=True),
    _Way(2),
    _Way(4, (INSIDE,)),
    _Way(15, LEARN, "editor", known=False),
    _Way(13, (*LEARN, Rung.PUBLISH_VOICE), "second"),
    _Way(14, LEARN, "editor"),
    _Way(16, LEARN, "editor", known=True),
    _Way(25, LEARN, "editor", known=False, read=12, withdrawn=True),
    _Way(22, LEARN, danger=Danger.THIRD_PARTY),
)


@cache
def _texts() -> list[dict[str, str]]:
    file = resources.files("tuvurane.config.synthetic").joinpath("testimonies.json")
    texts: list[dict[str, str]] = json.loads(file.read_text(encoding="utf-8"))["stories"]
    return texts


@dataclass(frozen=True, slots=True)
class Telling:
    """
    Who takes stories down (``collector``), makes them unrecognisable and answers as a second person.

    They act as themselves and reach everywhere in their organisation.
    """

    chance: Chance
    collector: Actor
    editor: Actor
    second: Actor
    today: date
    now: datetime

    def write(self, plans: Sequence[GroupPlan]) -> int:
        """Write the stories of one organisation, told in these groups; answers how many."""
        told_in = [plan for plan in plans if _willing(plan)]
        tellers = self._tellers(told_in)
        for way, text in zip(WAYS, cycle(_texts()), strict=False) if told_in else ():
            self._go_on(way, text, self._told(way, text, next(tellers)))
        return len(WAYS) if told_in else 0

    def _tellers(self, plans: Sequence[GroupPlan]) -> Iterator[tuple[GroupPlan, int]]:
        """A person of each group in turn, none twice before everybody had their turn."""
        for at in cycle(range(10)):
            for plan in plans:
                yield plan, at

    def _told(self, way: _Way, text: dict[str, str], teller: tuple[GroupPlan, int]) -> Story:
        plan, at = teller
        group = group_queries.group_for(self.editor, plan.id)
        here = _willing(plan)
        person = group_queries.participant_for(self.editor, here[at % len(here)].id)
        told = Told(
            Wording(text["language"], text["text"], text["why"]),
            TellerRole.NEIGHBOUR if way.neighbour else TellerRole.PARTICIPANT,
            Domain(text["domain"]),
            text["prompt"],
            self._day(way.told),
            negative_asked=True,
        )
        return actions.collect(
            actor=self.collector,
            story_id=self.chance.id_at(self.now - timedelta(days=way.told)),
            organisation_id=group.organisation_id,
            place=group.place,
            group=None if way.neighbour else group,
            teller=None if way.neighbour else person,
            told=told,
            now=self.now,
        )

    def _go_on(self, way: _Way, text: dict[str, str], story: Story) -> None:
        if way.rungs:
            heard = self._heard(way.told)
            actions.say_rungs(actor=self.collector, story=story, rungs=way.rungs, heard=heard, now=self.now)
        if way.made_by:
            self._make(way, text, story)
        if way.read is not None:
            said = dict.fromkeys(way.rungs, True)
            heard = self._heard(way.read)
            actions.read_back(actor=self.collector, story=story, text=1, said=said, heard=heard, now=self.now)
        if way.withdrawn:
            actions.withdraw(actor=self.collector, story=story, heard=self._heard(0), now=self.now)
        if way.danger:
            actions.mark(actor=self.collector, story=story, dangers=[way.danger], now=self.now)

    def _make(self, way: _Way, text: dict[str, str], story: Story) -> None:
        maker, judge = (self.editor, self.second) if way.made_by == "editor" else (self.second, self.editor)
        wording = Wording(story.language, text["unknown"], text["unknown_why"])
        version_id = self.chance.id_at(self.now - timedelta(days=way.told - 1))
        actions.make_version(actor=maker, story=story, version_id=version_id, wordings=[wording], now=self.now)
        if way.known is not None:
            why = "The path by the well: everybody there knows that quarrel." if way.known else ""
            actions.answer(actor=judge, story=story, number=1, known=way.known, why=why, now=self.now)

    def _heard(self, back: int) -> Heard:
        return Heard(self._day(back), self.chance.choice(list(ConsentGivenBy)))

    def _day(self, back: int) -> date:
        return self.today - timedelta(days=back)


def _willing(plan: GroupPlan) -> list[PersonPlan]:
    """Those who sit in the group and let themselves be asked for a story."""
    return [
        one
        for one in plan.people
        if one.left_on is None and Purpose.STORY in one.consents and Purpose.STORY not in one.withdrawn
    ]


def everywhere(actor: Actor) -> Actor:
    """Somebody who writes the synthetic programme as themselves, wherever their roles are."""
    return replace(actor, kind="system")

"""What panels chose among the synthetic stories, and how two people coded them: well once, badly once, and begun."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tuvurane.config.synthetic.chance import Chance
from tuvurane.groups import queries as groups
from tuvurane.groups.models import Participant
from tuvurane.people import queries as people
from tuvurane.people.scope import Actor
from tuvurane.places import queries as places
from tuvurane.places.models import Place
from tuvurane.stories.actions import coding, panels
from tuvurane.stories.actions.panels import Choice, PanelContent
from tuvurane.stories.codes import Domain, Level, Method, ToldHow
from tuvurane.stories.models import CodingRound, Panel, PanelStory, Story
from tuvurane.stories.queries import coding as coding_queries
from tuvurane.stories.queries import panels as panel_queries

FEWEST = 3  # stories below which there is nothing to choose among
SEATS = 3
MET = timedelta(days=9)
BOOK = ("change", "1.0")
BADLY, WELL, BEGUN = timedelta(days=12), timedelta(days=6), timedelta(days=1)  # ago
# Of the stories in the order of their reading, which ones a second reader sees differently.
MISREAD, MISREAD_ONCE = range(0, 1_000, 2), (3,)
CODES = {
    Domain.ANGER: ("anger_eases",),
    Domain.FAMILY: ("peace_at_home",),
    Domain.CONFIDENCE: ("standing_up",),
    Domain.LISTENING: ("being_heard",),
    Domain.NEIGHBOURS: ("trust_returns", "anger_eases"),
    Domain.WORKING_TOGETHER: ("working_together", "trust_returns"),
    Domain.ANY_OTHER: ("belonging",),
    Domain.NEGATIVE: ("something_worse",),
}
INSTEAD = "grief_carried"
CHOSEN = "Many of us live this, and nobody else said it so plainly."
LEFT = "We have heard the like; it is true, and shorter."
AGAINST = "Two of us would have taken this one: it costs more to say."
TALKED = "We read the definition again: what is told is relief, and no grief is named."


@dataclass(frozen=True, slots=True)
class Judging:
    """Who calls the panels and codes (``first``), and who codes beside them (``second``), of one organisation."""

    chance: Chance
    first: Actor
    second: Actor
    now: datetime

    def write(self, organisation_id: UUID, province_ids: Collection[int]) -> None:
        """Choose among the stories of that province which has most of them, and code them."""
        today = people.today_in(organisation_id, self.now)
        found = {
            province: coding_queries.codable(organisation_id, province, on=today)
            for province in places.places().filter(pk__in=province_ids).order_by("pk")
        }
        province, stories = max(found.items(), key=lambda one: len(one[1]))
        if len(stories) >= FEWEST:
            self._choose(organisation_id, province, stories)
            self._code(organisation_id, province)

    def _choose(self, organisation_id: UUID, province: Place, stories: Sequence[Story]) -> None:
        """A commune has chosen; what it chose is before the province, which has still to choose."""
        communes = Counter(story.area_id for story in stories if story.area_id is not None)
        commune = places.places().get(pk=communes.most_common(1)[0][0])
        lower = self._panel(organisation_id, PanelContent(Level.COMMUNE, Method.VOTE, (self.now - MET).date(), commune))
        placed = self._put_all(lower)
        choices = {
            row.pk: Choice(
                number == 0, LEFT if number else CHOSEN, AGAINST if number == 1 else "", max(0, 9 - 2 * number)
            )
            for number, row in enumerate(placed)
        }
        panels.choose(actor=self.first, panel=lower, choices=choices, now=self.now - MET)
        told = PanelStory.objects.get(pk=placed[0].pk)
        panels.tell_back(actor=self.first, placed=told, on=self.now.date(), how=ToldHow.IN_THE_CIRCLE, now=self.now)
        upper = PanelContent(Level.PROVINCE, Method.CONSENSUS, (self.now - BEGUN).date(), province)
        self._put_all(self._panel(organisation_id, upper))

    def _panel(self, organisation_id: UUID, content: PanelContent) -> Panel:
        """A panel with a participant of each of a few circles of its place."""
        panel = panels.open_panel(
            actor=self.first,
            panel_id=self.chance.id_at(self.now),
            organisation_id=organisation_id,
            content=content,
            now=self.now,
        )
        circles = groups.groups_visible_to(self.first).filter(place__path__startswith=content.place.path)
        seated = [seats for group in circles.order_by("pk") if (seats := groups.seats_of(group))]
        for seats in seated[:SEATS]:
            sits = Participant.objects.get(pk=seats[max(seats)])
            panels.seat_participant(actor=self.first, panel=panel, participant=sits, now=self.now)
        return panel

    def _put_all(self, panel: Panel) -> list[PanelStory]:
        offered = panel_queries.offered_to(panel, on=panel.met_on)
        return [
            panels.put_before(
                actor=self.first,
                panel=panel,
                placed_id=self.chance.id_at(self.now),
                story_id=one.story_id,
                now=self.now,
            )
            for one in offered
        ]

    def _code(self, organisation_id: UUID, province: Place) -> None:
        """A round that came out too low, one that two agree in but once, and one that somebody has begun."""
        for ago, misread in ((BADLY, MISREAD), (WELL, MISREAD_ONCE)):
            round_ = self._round(organisation_id, province, self.now - ago)
            self._read(round_, self.first, self.now - ago)
            self._read(round_, self.second, self.now - ago, misread=misread)
            self._settle(round_, self.now - ago)
            coding.close_round(actor=self.first, round_=round_, now=self.now - ago)
        begun = self._round(organisation_id, province, self.now - BEGUN)
        self._read(begun, self.second, self.now - BEGUN, most=2)

    def _round(self, organisation_id: UUID, province: Place, at: datetime) -> CodingRound:
        return coding.open_round(
            actor=self.first,
            round_id=self.chance.id_at(at),
            organisation_id=organisation_id,
            place=province,
            book=BOOK,
            coder_ids=[actor.account_id for actor in (self.first, self.second) if actor.account_id is not None],
            seed=self.chance.randrange(2**31),
            now=at,
        )

    def _read(
        self, round_: CodingRound, actor: Actor, at: datetime, *, misread: Collection[int] = (), most: int = 1_000
    ) -> None:
        for number in range(most):
            turn = coding_queries.next_for(actor.account_id, round_, on=at.date())
            if turn is None:
                return
            assignment, readable = turn
            codes = (INSTEAD,) if number in misread else CODES[Domain(readable.domain)]
            coding.read(actor=actor, assignment=assignment, codes=codes, now=at)

    def _settle(self, round_: CodingRound, at: datetime) -> None:
        """Two talked over the first story that they read differently; the others wait."""
        differing = coding_queries.differing_in(round_, on=at.date())[:1]
        for one in differing:
            coding.resolve(
                actor=self.first,
                resolution_id=self.chance.id_at(at),
                round_=round_,
                story=Story.objects.get(pk=one.readable.story_id),
                codes=CODES[Domain(one.readable.domain)],
                reason=TALKED,
                now=at,
            )

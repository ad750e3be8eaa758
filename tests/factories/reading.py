"""A story that two people read differently, and that came before a panel, as the office makes them."""

from dataclasses import dataclass
from typing import Any

from tests.factories.groups import NOW, SYSTEM, TODAY, new_id
from tests.factories.stories import make_story, release
from tuvurane.groups import queries as groups
from tuvurane.groups.models import Group, Participant
from tuvurane.people import queries as people
from tuvurane.people.models import Account
from tuvurane.stories.actions import coding, panels
from tuvurane.stories.actions.panels import PanelContent
from tuvurane.stories.codes import Level, Method
from tuvurane.stories.models import Assignment, CodingRound, Panel, PanelMember, PanelStory, Story

BOOK = ("change", "1.0")


@dataclass
class Read:
    """A released story with what was made of it."""

    story: Story
    panel: Panel
    member: PanelMember
    placed: PanelStory
    round: CodingRound

    def kwargs(self) -> dict[str, dict[str, Any]]:
        """What the addresses of reading are about."""
        return {
            "released story": {"story_id": self.story.pk},
            "panel": {"panel_id": self.panel.pk},
            "panel member": {"panel_id": self.panel.pk, "member_id": self.member.pk},
            "placed": {"placed_id": self.placed.pk},
            "round": {"round_id": self.round.pk},
            "differing": {"round_id": self.round.pk, "story_id": self.story.pk},
            "codebook": {"name": BOOK[0], "version": BOOK[1]},
        }


def make_read(group: Group, coders: list[Account]) -> Read:
    """A story of the first seat, before a panel in which the second sits, read differently by two."""
    story = release(make_story(group))
    content = PanelContent(Level.GROUP, Method.CONSENSUS, TODAY, group.place, group)
    panel = panels.open_panel(
        actor=SYSTEM, panel_id=new_id(), organisation_id=group.organisation_id, content=content, now=NOW
    )
    sits = Participant.objects.get(pk=groups.seats_of(group)[2])
    member = panels.seat_participant(actor=SYSTEM, panel=panel, participant=sits, now=NOW)
    placed = panels.put_before(actor=SYSTEM, panel=panel, placed_id=new_id(), story_id=story.pk, now=NOW)
    round_ = coding.open_round(
        actor=SYSTEM,
        round_id=new_id(),
        organisation_id=group.organisation_id,
        place=group.place,
        book=BOOK,
        coder_ids=[coder.pk for coder in coders],
        seed=1,
        now=NOW,
    )
    for coder, codes in zip(coders, (["belonging"], ["being_heard"]), strict=True):
        assignment = Assignment.objects.get(round=round_, coder=coder)
        coding.read(actor=people.actor_of(coder, on=TODAY), assignment=assignment, codes=codes, now=NOW)
    return Read(story, panel, member, placed, round_)

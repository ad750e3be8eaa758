"""What panels and coders said of a story goes with it; that one was there stays, as a number."""

from tests.cast import NOW, TODAY
from tests.factories.groups import new_id
from tests.factories.reading import make_read
from tuvurane.groups import queries as groups
from tuvurane.stories import actions as stories
from tuvurane.stories.actions import coding as coding_acts
from tuvurane.stories.actions import panels as panel_acts
from tuvurane.stories.actions.panels import Choice, Found
from tuvurane.stories.codes import Asked, Confirmed, Spread
from tuvurane.stories.models import PanelMember, PanelStory, Reading, Resolution, Verification
from tuvurane.stories.queries import coding, panels


def made(cast, group):
    read = make_read(group, [cast.accounts["carine"], cast.accounts["eva"]])
    actor = cast.actor("coordinator")
    panel_acts.choose(
        actor=actor, panel=read.panel, choices={read.placed.pk: Choice(True, "Because", "One no")}, now=NOW
    )
    found = Found(Asked.TELLER, False, Confirmed.YES, Spread.SOME, TODAY, "They say it again.")
    panel_acts.verify(actor=actor, verification_id=new_id(), story=read.story, found=found, now=NOW)
    coding_acts.resolve(
        actor=actor,
        resolution_id=new_id(),
        round_=read.round,
        story=read.story,
        codes=["belonging"],
        reason="We talked.",
        now=NOW,
    )
    return read


def test_everything_that_was_said_of_an_erased_story_is_destroyed(cast, aminas_group):
    read = made(cast, aminas_group)

    gone = stories.erase_story(story_id=read.story.pk, now=NOW)

    assert (gone["story_readings"], gone["story_verifications"], gone["panel_choices"]) == (3, 1, 1)
    assert not Reading.objects.exists()
    assert not Resolution.objects.exists()
    assert not Verification.objects.exists()
    row = PanelStory.objects.get()
    assert (row.chosen, row.reason_sealed, row.against_sealed, row.points) == (None, None, None, None)


def test_that_a_story_was_there_stays_as_a_number(cast, aminas_group):
    read = made(cast, aminas_group)

    stories.erase_story(story_id=read.story.pk, now=NOW)

    assert panels.before(read.panel, on=TODAY).gone == 1
    assert coding.round_page(read.round, on=TODAY).gone == 1
    assert coding.agreed_in(read.round, on=TODAY).twice == 0


def test_whoever_sat_in_a_panel_leaves_a_seat_and_nothing_else(cast, aminas_group):
    read = made(cast, aminas_group)

    gone = stories.erase_participant(participant_id=groups.seats_of(aminas_group)[2], now=NOW)

    assert gone == {"panel_seats": 1, "names_in_stories": 1}
    member = PanelMember.objects.get()
    assert (member.is_participant, member.participant_id) == (True, None)
    assert panels.before(read.panel, on=TODAY).decided

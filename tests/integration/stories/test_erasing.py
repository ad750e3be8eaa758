"""Erased, a story leaves a row that says that there was one, and nothing of it."""

import pytest

from tests.cast import NOW, TODAY
from tests.factories.groups import SYSTEM, new_id
from tests.factories.stories import make_sound, make_story, make_version, release
from tuvurane.foundation import sealing
from tuvurane.groups import queries as groups
from tuvurane.groups.models import Participant
from tuvurane.stories import actions, queries
from tuvurane.stories.actions import Wording
from tuvurane.stories.codes import Danger, PrintKind, Rung
from tuvurane.stories.models import Answer, Audio, Mark, RungWord, Story, Telling, Translation, Version, VersionWords


@pytest.fixture
def full(cast, story):
    """A story with everything that one can have."""
    release(story)
    actions.keep_audio(actor=cast.actor("carine"), story=story, audio_id=new_id(), sound=make_sound("ogg"), now=NOW)
    actions.translate(
        actor=cast.actor("carine"), story=story, translation_id=new_id(), wording=Wording("fr", "Avant", ""), now=NOW
    )
    actions.record_printing(
        actor=SYSTEM,
        printing_id=new_id(),
        organisation_id=story.organisation_id,
        kind=PrintKind.BOOKLET,
        rung=Rung.LEARN_INSIDE,
        stories=[story],
        now=NOW,
    )
    actions.mark(actor=cast.actor("carine"), story=story, dangers=[Danger.CRIME], now=NOW)
    return story


def test_nothing_of_an_erased_story_is_left(full):
    gone = actions.erase_story(story_id=full.pk, now=NOW)

    assert gone["stories"] == 1
    for model in (Answer, Audio, Mark, RungWord, Telling, Translation, Version, VersionWords):
        assert not model.objects.exists(), model
    left = Story.objects.get()
    assert (left.teller, left.group, left.place, left.area, left.collected_by) == (None,) * 5
    assert (left.domain, left.teller_role, left.language, left.prompt) == ("",) * 4
    with pytest.raises(sealing.Unreadable):
        queries.texts.story_key(left)


def test_that_it_was_printed_stays_known(full):
    actions.erase_story(story_id=full.pk, now=NOW)

    assert [one.kind for one in queries.printed_of(full)] == ["booklet"]


def test_erasing_twice_destroys_nothing_more(full):
    actions.erase_story(story_id=full.pk, now=NOW)

    assert actions.erase_story(story_id=full.pk, now=NOW) == {}
    assert actions.erase_story(story_id=new_id(), now=NOW) == {}


def test_with_a_participant_go_their_stories_and_no_others(cast, group, full):
    kept = make_story(group, 2)
    teller_id = full.teller_id

    gone = actions.erase_participant(participant_id=teller_id, now=NOW)

    assert gone["stories"] == 1
    assert list(queries.stories_visible_to(cast.actor("carine"))) == [kept]
    assert queries.told_by(teller_id, on=TODAY) == []


def test_their_name_is_struck_out_of_what_others_told_and_nothing_else_of_it(cast, group):
    named = groups.identity_of(Participant.objects.get(pk=groups.seats_of(group)[2])).name
    told = make_story(group, 1, text=f"I met {named} at the well.")
    make_version(told, f"I met {named}, a neighbour.", known=True)

    gone = actions.erase_participant(participant_id=groups.seats_of(group)[2], now=NOW)

    assert gone == {"names_in_stories": 2}
    texts = [queries.telling_of(told).text, queries.words_of(queries.last_version(told))[0].text]
    assert not any("Nadia" in text for text in texts)
    assert texts[0].startswith("I met ")
    assert texts[0].endswith(" at the well.")
    assert queries.why_known(queries.last_version(told).answer) == "by the field"


def test_what_somebody_told_is_handed_out_but_for_what_was_handed_on(story, full):
    assert queries.told_by(story.teller_id, on=TODAY) == []

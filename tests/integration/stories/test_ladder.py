"""The ladder: said, read back, taken back; effective everywhere at once."""

from datetime import timedelta

import pytest

from tests.cast import NOW, TODAY
from tests.factories.groups import SYSTEM
from tests.factories.stories import TOLD_ON, heard, make_story, make_version, read_back, release, say_yes
from tuvurane.stories import actions, problems, queries
from tuvurane.stories.codes import Rung, State, Word
from tuvurane.stories.models import RungWord, Story

INSIDE, PUBLISH = Rung.LEARN_INSIDE, Rung.PUBLISH_ANONYMISED


def states(story, *, on=TODAY):
    return {rung: one.state for rung, one in queries.standings([story], on=on)[story.pk].items()}


def test_a_rung_is_in_force_once_it_was_read_back(story):
    say_yes(story, INSIDE)
    assert states(story)[INSIDE] is State.READ_BACK

    read_back(story, INSIDE, text=0)

    assert queries.rungs_in_force(story, on=TODAY) == {INSIDE}


def test_what_is_published_must_be_unrecognisable_and_read_back(story):
    say_yes(story, PUBLISH)
    assert states(story)[PUBLISH] is State.SHUT
    with pytest.raises(problems.NothingToReadBack):
        read_back(story, PUBLISH, text=0)

    make_version(story)
    read_back(story, PUBLISH, text=1)

    assert queries.rungs_in_force(story, on=TODAY) == {PUBLISH}


def test_another_text_shuts_what_was_read_back_before(story):
    release(story)

    make_version(story, "A neighbour and I carry water.", known=None)

    assert queries.rungs_in_force(story, on=TODAY) == {INSIDE}
    assert queries.with_rung(Story.objects.all(), INSIDE, on=TODAY) == []


def test_reading_back_too_soon_is_refused_with_the_day(cast, group):
    story = make_story(group, on=TODAY - timedelta(days=3))
    say_yes(story, INSIDE, on=TODAY - timedelta(days=3))

    with pytest.raises(problems.TooSoon) as refused:
        read_back(story, INSIDE, text=0)

    assert refused.value.details == {"on": TODAY + timedelta(days=4)}


def test_a_page_that_lay_open_while_the_text_changed_confirms_nothing(story):
    say_yes(story, INSIDE, PUBLISH)
    make_version(story)

    with pytest.raises(problems.TextHasChanged):
        read_back(story, INSIDE, text=0)


def test_a_no_at_the_reading_takes_back_that_rung_alone(story):
    say_yes(story, INSIDE, PUBLISH)
    make_version(story)

    actions.read_back(
        actor=SYSTEM, story=story, text=1, said={INSIDE: True, PUBLISH: False}, heard=heard(TODAY), now=NOW
    )

    assert states(story)[INSIDE] is State.IN_FORCE
    assert states(story)[PUBLISH] is State.WITHDRAWN


def test_withdrawing_takes_back_everything_at_once(story):
    release(story)
    assert queries.with_rung(Story.objects.all(), PUBLISH, on=TODAY) == [story]

    actions.withdraw(actor=SYSTEM, story=story, heard=heard(TODAY), now=NOW)

    assert queries.rungs_in_force(story, on=TODAY) == frozenset()
    assert all(queries.with_rung(Story.objects.all(), rung, on=TODAY) == [] for rung in Rung)


def test_one_rung_can_be_taken_back_alone_and_nothing_is_noted_of_rungs_nobody_gave(story):
    release(story, [INSIDE, PUBLISH])

    taken = actions.withdraw(
        actor=SYSTEM, story=story, heard=heard(TODAY), rungs=[PUBLISH, Rung.PUBLISH_VOICE], now=NOW
    )

    assert [word.rung for word in taken] == [PUBLISH]
    assert queries.rungs_in_force(story, on=TODAY) == {INSIDE}


def test_a_rung_ends_by_itself_after_two_years(story):
    release(story)

    assert queries.rungs_in_force(story, on=TODAY.replace(year=2028) - timedelta(days=1)) == set(Rung)
    assert queries.rungs_in_force(story, on=TODAY.replace(year=2028)) == frozenset()


def test_a_word_heard_by_whoever_leads_the_tellers_group_is_flagged(cast, group, story):
    say_yes(story, INSIDE)
    actions.say_rungs(
        actor=cast.actor("carine"), story=story, rungs=[PUBLISH], heard=heard(by_facilitator=True), now=NOW
    )

    flags = dict(RungWord.objects.values_list("rung", "by_facilitator"))

    assert flags == {INSIDE: False, PUBLISH: True}
    assert queries.leads_teller(cast["amina"].pk, story)
    assert not queries.leads_teller(cast["carine"].pk, story)
    assert not queries.leads_teller(cast["bosco"].pk, story)


@pytest.mark.parametrize("on", [TOLD_ON - timedelta(days=1), TODAY + timedelta(days=1)])
def test_a_word_is_said_after_the_story_and_not_in_the_future(story, on):
    with pytest.raises((problems.BeforeTheTelling, problems.DateInTheFuture)):
        say_yes(story, INSIDE, on=on)


@pytest.mark.parametrize(
    "name", ["amina", "bosco", "didier", "eva", "director", "trainer", "administrator", "stranger"]
)
def test_for_whoever_does_not_handle_it_a_story_does_not_exist(cast, story, name):
    actor = cast.actor(name)

    assert not queries.stories_visible_to(actor).exists()
    for act in (
        lambda: actions.say_rungs(actor=actor, story=story, rungs=[INSIDE], heard=heard(), now=NOW),
        lambda: actions.withdraw(actor=actor, story=story, heard=heard(TODAY), now=NOW),
        lambda: actions.mark(actor=actor, story=story, dangers=["crime"], now=NOW),
    ):
        with pytest.raises(problems.StoryUnknown):
            act()
    assert not RungWord.objects.filter(word=Word.GIVEN).exists()

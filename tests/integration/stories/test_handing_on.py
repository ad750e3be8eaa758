"""A story with a danger in it is with those who care, and nowhere else."""

import pytest

from tests.cast import NOW, TODAY
from tests.factories.stories import heard, make_story_at, release
from tuvurane.care.models import Concern
from tuvurane.journal.models import Entry
from tuvurane.people.roles import Verb
from tuvurane.stories import actions, problems, queries
from tuvurane.stories.codes import Danger, Rung
from tuvurane.stories.models import Mark, Story


@pytest.fixture
def handed_on(cast, story):
    release(story)
    actions.mark(actor=cast.actor("carine"), story=story, dangers=[Danger.CRIME, Danger.CHILD], now=NOW)
    return story


def test_no_rung_of_it_is_in_force_and_nobody_else_finds_it(cast, handed_on):
    assert queries.rungs_in_force(handed_on, on=TODAY) == frozenset()
    assert all(queries.with_rung(Story.objects.all(), rung, on=TODAY) == [] for rung in Rung)
    for name in ("carine", "coordinator", "eva", "director"):
        actor = cast.actor(name)
        assert not queries.stories_visible_to(actor).exists()
        assert not queries.stories_visible_to(actor, verb=Verb.STORIES_SEE).exists()
        assert not queries.handed_on_to(actor).exists()
    with pytest.raises(problems.StoryUnknown):
        queries.story_for(cast.actor("carine"), handed_on.pk)


def test_whoever_worked_on_it_does_nothing_more_with_it(cast, handed_on):
    carine = cast.actor("carine")

    for act in (
        lambda: actions.say_rungs(actor=carine, story=handed_on, rungs=[Rung.PUBLISH_VOICE], heard=heard(), now=NOW),
        lambda: actions.answer(actor=carine, story=handed_on, number=1, known=False, why="", now=NOW),
        lambda: actions.lift(actor=carine, story=handed_on, now=NOW),
    ):
        with pytest.raises(problems.StoryUnknown):
            act()


def test_safeguarding_reads_it_takes_back_what_the_teller_takes_back_and_gives_it_back(cast, handed_on):
    didier = cast.actor("didier")
    assert list(queries.handed_on_to(didier)) == [handed_on]
    actions.withdraw(actor=didier, story=handed_on, rungs=[Rung.PUBLISH_VOICE], heard=heard(TODAY), now=NOW)

    actions.lift(actor=didier, story=handed_on, now=NOW)

    assert queries.story_for(cast.actor("carine"), handed_on.pk) == handed_on
    assert queries.rungs_in_force(handed_on, on=TODAY) == set(Rung) - {Rung.PUBLISH_VOICE}
    assert not queries.handed_on_to(didier).exists()


def test_safeguarding_of_another_house_finds_nothing(cast, handed_on):
    assert not queries.handed_on_to(cast.actor("stranger")).exists()


def test_the_journal_says_nothing_of_it(cast, story):
    before = Entry.objects.count()

    actions.mark(actor=cast.actor("carine"), story=story, dangers=[Danger.SEXUAL_VIOLENCE], now=NOW)
    actions.lift(actor=cast.actor("didier"), story=story, now=NOW)

    assert Entry.objects.count() == before
    assert list(Mark.objects.order_by("pk").values_list("danger", "lifted")) == [("sexual_violence", False), ("", True)]


def test_those_on_call_hear_of_it_by_a_concern_that_says_no_more_than_where_it_is(cast, group, handed_on):
    concern = Concern.objects.get()

    assert (concern.source, concern.item, concern.about) == ("story", "story", handed_on.pk)
    assert (concern.participant_id, concern.group, concern.said_on) == (
        handed_on.teller_id,
        group,
        handed_on.collected_on,
    )
    assert concern.raised_by == cast["carine"]


def test_of_somebody_whom_no_group_knows_they_hear_at_the_place(cast):
    story = make_story_at(cast.places["Muriza"], cast.actor("carine"))

    actions.mark(actor=cast.actor("carine"), story=story, dangers=[Danger.CHILD], now=NOW)

    assert (Concern.objects.get().participant_id, Concern.objects.get().place) == (None, cast.places["Muriza"])


def test_nothing_marked_hands_nothing_on(cast, story):
    with pytest.raises(problems.NothingMarked):
        actions.mark(actor=cast.actor("carine"), story=story, dangers=[], now=NOW)
    with pytest.raises(problems.NothingMarked):
        actions.lift(actor=cast.actor("didier"), story=story, now=NOW)


def test_handed_on_it_still_counts_as_collected(cast, handed_on):
    assert queries.collected_of(cast.actor("eva"), verb=Verb.STORIES_SEE).count() == 1

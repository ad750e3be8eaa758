"""A story is taken down in the teller's words, and nothing may be done with it yet."""

import pytest

from tests.cast import NOW, TODAY
from tests.factories.groups import make_consent, make_group, new_id
from tests.factories.stories import TEXT, TOLD_ON, WHY, make_story, make_story_at
from tuvurane.foundation import sealing
from tuvurane.groups.codes import Purpose
from tuvurane.groups.models import Participant
from tuvurane.groups.queries import seats_of
from tuvurane.journal.models import Entry
from tuvurane.people.problems import NotAllowed
from tuvurane.stories import actions, problems, queries
from tuvurane.stories.actions import Told, Wording
from tuvurane.stories.codes import Domain, State, TellerRole
from tuvurane.stories.models import Story, Telling


def test_a_story_keeps_the_tellers_words_and_names_no_hill(cast, story):
    assert queries.telling_of(story) == Wording("en", TEXT, WHY)
    assert story.place.name == "Muriza"
    assert story.area.name == "Musongati"


def test_no_rung_stands_by_default(story):
    assert {one.state for one in queries.standings([story], on=TODAY)[story.pk].values()} == {State.NONE}


def test_words_lie_sealed_under_a_key_of_the_story_alone(cast, group, story):
    telling = Telling.objects.get(story=story)
    assert TEXT.encode() not in bytes(telling.text_sealed)
    assert WHY.encode() not in bytes(telling.why_sealed)

    other = make_story(group, 2)

    with pytest.raises(sealing.Unreadable):
        sealing.unseal(queries.texts.story_key(other), telling.text_sealed, aad=story.pk.bytes)


def test_the_journal_knows_of_the_story_and_none_of_its_words(story):
    line = Entry.objects.get(subject_id=str(story.pk))

    assert (line.verb, line.detail) == ("stories.collect", {"domain": "neighbours"})


def test_taken_down_again_with_the_same_id_it_is_one(cast, group):
    first = make_story(group)
    again = actions.collect(
        actor=cast.actor("carine"),
        story_id=first.pk,
        organisation_id=cast.organisation.pk,
        place=group.place,
        told=told(),
        now=NOW,
    )

    assert again.pk == first.pk
    assert Story.objects.count() == 1


def told(**changed):
    plain = {
        "wording": Wording("en", TEXT, WHY),
        "role": TellerRole.PARTICIPANT,
        "domain": Domain.NEIGHBOURS,
        "prompt": "most_important",
        "on": TOLD_ON,
        "negative_asked": True,
    }
    return Told(**{**plain, **changed})


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"wording": Wording("en", "  ", "")}, problems.TellingMissing),
        ({"wording": Wording("en", "a" * 20_001, "")}, problems.StoryTooLong),
        ({"negative_asked": False}, problems.NegativeNotAsked),
        ({"prompt": "what_did_they_do_to_you"}, problems.PromptUnknown),
        ({"on": TODAY.replace(day=28)}, problems.DateInTheFuture),
    ],
)
def test_what_cannot_be_taken_down_is_refused_in_words(cast, group, changed, refused):
    with pytest.raises(refused):
        actions.collect(
            actor=cast.actor("carine"),
            story_id=new_id(),
            organisation_id=cast.organisation.pk,
            place=group.place,
            group=group,
            told=told(**changed),
            now=NOW,
        )

    assert not Story.objects.exists()


def test_nobody_tells_in_a_group_in_which_they_never_sat(cast, group):
    elsewhere = make_group(cast.organisation, cast.places["Butare"], name="Kure", members=1)
    stranger = Participant.objects.get(memberships__group=elsewhere)

    with pytest.raises(problems.TellerElsewhere):
        actions.collect(
            actor=cast.actor("carine"),
            story_id=new_id(),
            organisation_id=cast.organisation.pk,
            place=group.place,
            group=group,
            teller=stranger,
            told=told(),
            now=NOW,
        )


def test_whoever_did_not_say_yes_to_being_asked_or_took_it_back_is_asked_for_no_story(cast, group):
    teller = Participant.objects.get(pk=seats_of(group)[1])
    story = make_story(group)
    make_consent(group, teller, Purpose.STORY, given=False)

    for seat in (1, 2):
        with pytest.raises(problems.NoStoryAsked):
            actions.collect(
                actor=cast.actor("carine"),
                story_id=new_id(),
                organisation_id=cast.organisation.pk,
                place=group.place,
                group=group,
                teller=Participant.objects.get(pk=seats_of(group)[seat]),
                told=told(),
                now=NOW,
            )

    assert list(Story.objects.all()) == [story]


@pytest.mark.parametrize("name", ["amina", "didier", "eva", "director", "trainer", "administrator", "stranger"])
def test_whoever_does_not_collect_there_takes_down_nothing(cast, group, name):
    with pytest.raises(NotAllowed):
        make_story(group, actor=cast.actor(name))


def test_a_neighbours_story_needs_no_group(cast):
    story = make_story_at(cast.places["Musongati"], cast.actor("carine"))

    assert (story.group, story.teller, story.area.name) == (None, None, "Musongati")
    assert list(queries.stories_visible_to(cast.actor("coordinator"))) == [story]

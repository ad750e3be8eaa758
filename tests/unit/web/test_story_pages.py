"""The pages of stories: told in few steps, on their ladder, made unrecognisable, and handed on."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.cast import NOW, TODAY
from tests.factories.groups import SYSTEM, make_consent, new_id
from tests.factories.stories import TEXT, make_sound, make_story, make_version, release, say_yes
from tuvurane.care.models import CareEntry, Concern
from tuvurane.groups import queries as groups
from tuvurane.groups.codes import Purpose
from tuvurane.groups.models import Participant
from tuvurane.stories import actions, queries
from tuvurane.stories.codes import PrintKind, Rung, State
from tuvurane.stories.models import Audio, Mark, RungWord, Story

ALOUD = {"on": TODAY.isoformat(), "how": "voice"}


def text(response) -> str:
    """A page's words, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def state(story, rung):
    return queries.standings([story], on=TODAY)[story.pk][rung].state


@pytest.fixture
def story(cast, aminas_group):
    return make_story(aminas_group, actor=cast.actor("carine"))


@pytest.fixture
def carine(at_the_desk):
    return at_the_desk("carine")


def test_a_story_is_told_in_two_steps_and_then_asked_what_is_in_it(carine, aminas_group):
    teller = Participant.objects.get(pk=groups.seats_of(aminas_group)[1])
    how = {"language": "rn", "prompt": "got_harder"}
    unasked = text(carine.get(f"{reverse('stories:new')}?participant={teller.pk}"))
    make_consent(aminas_group, teller, Purpose.STORY)

    first = carine.post(f"{reverse('stories:new')}?participant={teller.pk}", how)
    page = text(carine.get(first.url))
    done = carine.post(
        first.url,
        {
            "story_id": new_id(),
            "text": "Ubu turaramukanya.",
            "why": "Ndasinzira.",
            "domain": "neighbours",
            "negative_asked": "on",
            "on": TODAY.isoformat(),
        },
    )

    assert "has not said yes to being asked for a story" in unasked
    assert "Hoba hari ikintu cabaye ikigoye" in page
    story = Story.objects.get()
    assert done.url == f"{reverse('stories:hand_on', args=[story.pk])}?first=1"
    assert (story.teller, story.group, story.prompt, story.language) == (teller, aminas_group, "got_harder", "rn")
    assert "None of it: go on" in text(carine.get(done.url))


def test_without_the_question_for_the_worse_nothing_is_kept(carine, aminas_group):
    where = {"group": aminas_group.pk, "role": "neighbour", "language": "en", "prompt": "noticed"}
    address = f"{reverse('stories:take_down')}?{urlencode(where)}"

    page = carine.post(address, {"story_id": new_id(), "text": "Calm.", "domain": "anger", "on": TODAY.isoformat()})

    assert "Ask it, then note that it was asked" in text(page)
    assert "Calm." in page.content.decode()
    assert not Story.objects.exists()


def test_a_neighbour_tells_about_a_group_or_at_a_place(carine, cast, aminas_group):
    how = {"role": "neighbour", "language": "en", "prompt": "noticed"}

    about = carine.post(f"{reverse('stories:new')}?group={aminas_group.pk}", how)
    at = carine.post(reverse("stories:new"), how | {"place": cast.places["Muriza"].pk})
    nowhere = carine.post(reverse("stories:new"), how)

    assert f"group={aminas_group.pk}" in about.url
    assert f"place={cast.places['Muriza'].pk}" in at.url
    assert nowhere.status_code == 200
    assert carine.get(reverse("stories:take_down")).url == reverse("stories:new")


@pytest.mark.parametrize("query", ["participant={stranger}", "group={stranger}", "participant=nonsense"])
def test_of_whom_the_reader_does_not_know_nothing_is_told(carine, query):
    assert carine.get(f"{reverse('stories:new')}?{query.format(stranger=new_id())}").status_code == 404


def test_the_list_puts_first_what_must_happen_next(carine, aminas_group, story):
    say_yes(story, Rung.LEARN_INSIDE)
    waits = make_story(aminas_group, 2)
    say_yes(waits, Rung.PUBLISH_ANONYMISED)
    make_version(waits, known=None)
    release(make_story(aminas_group, 3))

    page = text(carine.get(reverse("stories:list")))

    headings = ["Would the neighbours know?", "To be read back", "Nothing to do now", "5 rungs in force"]
    assert [page.index(one) for one in headings] == sorted(page.index(one) for one in headings)


def test_an_empty_list_says_what_to_do_next(carine):
    assert "Begin when somebody wishes to tell" in text(carine.get(reverse("stories:list")))


def test_the_list_asks_few_questions_however_long_it_is(carine, aminas_group, django_assert_max_num_queries):
    for seat in (1, 2, 3, 4):
        release(make_story(aminas_group, seat))
    carine.get(reverse("stories:list"))

    with django_assert_max_num_queries(18):
        carine.get(reverse("stories:list"))


def test_from_a_yes_to_the_reading_back(carine, story):
    carine.post(reverse("stories:give", args=[story.pk]), {"rungs": ["learn_inside"], **ALOUD})
    assert state(story, Rung.LEARN_INSIDE) is State.WAITS
    early = text(carine.get(reverse("stories:read_back", args=[story.pk])))
    RungWord.objects.update(on=TODAY - timedelta(days=8))

    page = text(carine.get(reverse("stories:read_back", args=[story.pk])))
    carine.post(reverse("stories:read_back", args=[story.pk]), {"text": 0, "rung_learn_inside": "yes", **ALOUD})

    assert "There is nothing to read back today" in early
    assert TEXT in page
    assert state(story, Rung.LEARN_INSIDE) is State.IN_FORCE


def test_one_press_takes_one_rung_back_and_another_all_of_them_and_says_what_is_printed(carine, story):
    release(story)
    actions.record_printing(
        actor=SYSTEM,
        printing_id=new_id(),
        organisation_id=story.organisation_id,
        kind=PrintKind.BOOKLET,
        rung=Rung.SHARE_CONSORTIUM,
        stories=[story],
        now=NOW,
    )
    address = reverse("stories:withdraw", args=[story.pk])

    carine.post(address, {"rung": "publish_voice"})
    assert queries.rungs_in_force(story, on=TODAY) == set(Rung) - {Rung.PUBLISH_VOICE}
    page = text(carine.post(address, follow=True))

    assert queries.rungs_in_force(story, on=TODAY) == frozenset()
    assert "Nothing else has changed for the teller" in page
    assert "it was printed 1 times" in page
    assert "Booklet: To share with the partner organisations" in page


def test_a_word_heard_by_the_groups_facilitator_is_flagged_with_a_sentence(carine, story):
    carine.post(reverse("stories:give", args=[story.pk]), {"rungs": ["learn_inside"], "by_facilitator": "on", **ALOUD})

    page = text(carine.get(reverse("stories:story", args=[story.pk])))

    assert "ask again through another person" in page


def test_the_editor_is_pointed_at_what_gives_somebody_away_and_replaces_it_with_one_press(carine, story):
    address = reverse("stories:make_version", args=[story.pk])
    sent = {"version_id": new_id(), "text_en": f"{TEXT} It was in May 2015 at Muriza.", "why_en": "", "rare": "water"}

    looked = text(carine.post(address, {**sent, "look": "1"}))
    pressed = carine.post(address, {**sent, "instead": "Nadia\na neighbour"}).content.decode()
    kept = carine.post(address, {**sent, "text_en": "A neighbour and I carry water."})

    for word, why in (("Nadia", "a person"), ("Muriza", "a small place"), ("May 2015", "a day or month")):
        assert f"{word} {why}" in looked
    assert "water what seldom happens" in looked
    assert "the rainy season of 2015" in looked
    assert "Now a neighbour comes to my field" in pressed
    assert kept.status_code == 302
    assert [one.text for one in queries.words_of(queries.last_version(story))] == ["A neighbour and I carry water."]


def test_whoever_made_the_version_is_told_to_ask_a_colleague(carine, at_the_desk, cast, story):
    say_yes(story, Rung.PUBLISH_ANONYMISED)
    make_version(story, actor=cast.actor("carine"), known=None)
    address = reverse("stories:answer", args=[story.pk])

    own = text(carine.get(address))
    at_the_desk("coordinator").post(address, {"known": "no"})

    assert "somebody else answers" in own
    assert queries.passed_version(story) is not None


def test_the_neighbours_question_is_answered_with_its_reason(carine, story):
    make_version(story, known=None)
    address = reverse("stories:answer", args=[story.pk])

    silent = text(carine.post(address, {"known": "yes", "why": ""}))
    carine.post(address, {"known": "yes", "why": "by the field"})

    assert "Say by what the neighbours would know them" in silent
    assert "by the field" in text(carine.get(reverse("stories:make_version", args=[story.pk])))


def test_a_translation_stands_beside(carine, story):
    address = reverse("stories:translate", args=[story.pk])

    carine.post(address, {"translation_id": new_id(), "language": "fr", "text": "Avant.", "why": ""})

    page = carine.get(reverse("stories:story", args=[story.pk])).content.decode()
    assert "Avant." in page
    assert TEXT in page


def test_a_recording_is_brought_heard_and_destroyed(carine, story):
    address = reverse("stories:keep_voice", args=[story.pk])
    assert "has not said that their voice may be kept" in text(carine.get(address))
    say_yes(story, Rung.PUBLISH_VOICE)

    bad = text(carine.post(address, {"audio_id": new_id(), "sound": SimpleUploadedFile("x.ogg", b"no sound")}))
    sound = SimpleUploadedFile("nadia.ogg", make_sound("ogg", {"artist": "Nadia"}))
    carine.post(address, {"audio_id": new_id(), "sound": sound})
    heard = carine.get(reverse("stories:voice", args=[story.pk]))

    assert "no recording that we can read" in bad
    assert (heard["Content-Type"], heard["Cache-Control"]) == ("audio/ogg", "no-store")
    assert heard.content.startswith(b"OggS")
    assert b"Nadia" not in heard.content
    carine.post(reverse("stories:drop_voice", args=[story.pk]))
    assert not Audio.objects.exists()
    assert carine.get(reverse("stories:voice", args=[story.pk])).status_code == 404


def test_handed_on_a_story_leaves_the_office_and_is_with_safeguarding_until_given_back(carine, at_the_desk, story):
    didier = at_the_desk("didier")
    nothing = text(carine.post(reverse("stories:hand_on", args=[story.pk]), {"sent": "1"}))

    carine.post(reverse("stories:hand_on", args=[story.pk]), {"dangers": ["crime", "child"]})

    assert "Nothing is marked" in nothing
    assert carine.get(reverse("stories:story", args=[story.pk])).status_code == 404
    assert "Begin when somebody wishes to tell" in text(carine.get(reverse("stories:list")))
    assert "Musongati" in text(didier.get(reverse("stories:handed_on_list")))
    unasked = didier.get(reverse("stories:handed_on", args=[story.pk]))
    assert unasked.headers["Location"] == reverse("care:concern", args=[Concern.objects.get().pk])
    didier.post(unasked.headers["Location"], {"why": "on_call"})
    page = text(didier.get(reverse("stories:handed_on", args=[story.pk])))
    assert TEXT in page
    assert "A child may be in danger" in page
    assert list(CareEntry.objects.filter(what="look").values_list("why", flat=True)) == ["on_call", "on_call"]
    didier.post(reverse("stories:withdraw_handed_on", args=[story.pk]))
    didier.post(reverse("stories:lift", args=[story.pk]))
    assert carine.get(reverse("stories:story", args=[story.pk])).status_code == 200
    assert Mark.objects.count() == 3


def test_an_interviewer_sees_what_they_took_down_and_nothing_else(at_the_desk, cast, aminas_group, story):
    """Carine collects everywhere she supervises; somebody who only collects sees their own."""
    own = make_story(aminas_group, 2, collected_by=cast["carine"])

    assert set(queries.stories_visible_to(cast.actor("carine"))) == {story, own}
    assert not queries.stories_visible_to(cast.actor("eva")).exists()


def test_a_page_of_a_story_asks_few_questions(carine, story, django_assert_max_num_queries):
    release(story)
    carine.get(reverse("stories:story", args=[story.pk]))

    with django_assert_max_num_queries(45):
        carine.get(reverse("stories:story", args=[story.pk]))

"""Translations stand beside the teller's words; a version is judged by somebody who did not make it."""

import pytest

from tests.cast import NOW
from tests.factories.groups import new_id
from tests.factories.stories import TEXT, UNKNOWN, make_version, say_yes
from tuvurane.stories import actions, problems, queries
from tuvurane.stories.actions import Wording
from tuvurane.stories.codes import Rung


def answer(actor, story, number, *, known=False, why=""):
    return actions.answer(actor=actor, story=story, number=number, known=known, why=why, now=NOW)


def test_a_translation_stands_beside_the_tellers_words(cast, story):
    french = Wording("fr", "Avant, on ne se saluait pas.", "Je dors.")

    actions.translate(actor=cast.actor("carine"), story=story, translation_id=new_id(), wording=french, now=NOW)

    assert queries.translations_of(story) == [french]
    assert queries.telling_of(story).text == TEXT


def test_the_later_translation_of_a_language_is_read(cast, story):
    for text in ("Avant.", "Avant, on ne se saluait pas."):
        wording = Wording("fr", text, "")
        actions.translate(actor=cast.actor("carine"), story=story, translation_id=new_id(), wording=wording, now=NOW)

    assert [one.text for one in queries.translations_of(story)] == ["Avant, on ne se saluait pas."]


def test_a_story_is_not_translated_into_its_own_language(cast, story):
    with pytest.raises(problems.SameLanguage):
        actions.translate(
            actor=cast.actor("carine"), story=story, translation_id=new_id(), wording=Wording("en", "x", ""), now=NOW
        )


def test_whoever_made_a_version_does_not_judge_it(cast, story):
    say_yes(story, Rung.PUBLISH_ANONYMISED)
    version = make_version(story, actor=cast.actor("carine"), known=None)
    assert queries.passed_version(story) is None

    with pytest.raises(problems.AnotherPersonAnswers):
        answer(cast.actor("carine"), story, version.number)
    answer(cast.actor("coordinator"), story, version.number)

    assert queries.passed_version(story) == version
    assert [one.text for one in queries.words_of(version)] == [UNKNOWN]


def test_a_yes_needs_its_reason_and_shuts_the_version(cast, story):
    make_version(story, known=None)

    with pytest.raises(problems.ReasonMissing):
        answer(cast.actor("carine"), story, 1, known=True, why=" ")
    given = answer(cast.actor("carine"), story, 1, known=True, why="by the field beside the church")

    assert queries.why_known(given) == "by the field beside the church"
    assert queries.passed_version(story) is None
    with pytest.raises(problems.Answered):
        answer(cast.actor("coordinator"), story, 1)


def test_an_answer_is_about_the_version_that_was_read(cast, story):
    with pytest.raises(problems.NoVersion):
        answer(cast.actor("carine"), story, 1)
    make_version(story, known=True)
    make_version(story, known=None)

    with pytest.raises(problems.TextHasChanged):
        answer(cast.actor("carine"), story, 1)


def test_what_is_readable_names_no_teller_no_group_and_no_hill(story):
    make_version(story)

    shown = queries.readable([story])[story.pk]

    assert (shown.area, shown.domain, shown.language) == ("Musongati", "neighbours", "en")
    assert [one.text for one in shown.wordings] == [UNKNOWN]
    assert not {"teller", "group", "place"} & set(shown._fields)

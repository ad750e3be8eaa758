"""A voice is kept only while the teller lets it be, sealed, and not for long."""

from datetime import timedelta

import pytest

from tests.cast import NOW, TODAY
from tests.factories.groups import SYSTEM, new_id
from tests.factories.stories import heard, make_sound, say_yes
from tuvurane.stories import actions, problems, queries
from tuvurane.stories.codes import Rung
from tuvurane.stories.models import Audio


def keep(actor, story, sound=None):
    return actions.keep_audio(
        actor=actor, story=story, audio_id=new_id(), sound=sound or make_sound("ogg", {"artist": "Nadia"}), now=NOW
    )


@pytest.mark.parametrize(
    ("rung", "with_voice", "kept"),
    [
        (None, False, False),
        (Rung.LEARN_INSIDE, False, False),
        (Rung.LEARN_INSIDE, True, True),
        (Rung.PUBLISH_ANONYMISED, True, False),
        (Rung.PUBLISH_IMAGE_OR_NAME, False, False),
        (Rung.PUBLISH_VOICE, False, True),
    ],
)
def test_a_voice_is_kept_where_a_rung_allows_it(cast, story, rung, with_voice, kept):
    if rung:
        say_yes(story, rung, with_voice=with_voice)

    if kept:
        keep(cast.actor("carine"), story)
    else:
        with pytest.raises(problems.NoVoice):
            keep(cast.actor("carine"), story)

    assert Audio.objects.filter(story=story).exists() is kept


def test_it_lies_sealed_without_its_file_and_opens_again(cast, story):
    say_yes(story, Rung.PUBLISH_VOICE)

    audio = keep(cast.actor("carine"), story)

    row, sound = queries.sound_of(story) or (None, b"")
    assert (row, audio.kind, audio.until) == (audio, "ogg", TODAY + timedelta(days=90))
    assert sound.startswith(b"OggS")
    assert b"Nadia" not in sound
    assert b"OggS" not in bytes(audio.sound_sealed)


def test_it_goes_with_the_rung_that_allowed_it(cast, story):
    say_yes(story, Rung.PUBLISH_VOICE, Rung.PUBLISH_ANONYMISED)
    say_yes(story, Rung.LEARN_INSIDE, with_voice=True)
    keep(cast.actor("carine"), story)

    for rung, stays in ((Rung.PUBLISH_ANONYMISED, True), (Rung.PUBLISH_VOICE, True), (Rung.LEARN_INSIDE, False)):
        actions.withdraw(actor=SYSTEM, story=story, rungs=[rung], heard=heard(TODAY), now=NOW)

        assert Audio.objects.exists() is stays, rung


def test_it_goes_by_itself_after_ninety_days(cast, story):
    say_yes(story, Rung.PUBLISH_VOICE)
    keep(cast.actor("carine"), story)

    assert actions.drop_stale_audio(now=NOW + timedelta(days=89)) == 0
    assert actions.drop_stale_audio(now=NOW + timedelta(days=90)) == 1
    assert not Audio.objects.exists()


def test_a_second_recording_takes_the_place_of_the_first(cast, story):
    say_yes(story, Rung.PUBLISH_VOICE)

    for kind in ("ogg", "webm"):
        keep(cast.actor("carine"), story, make_sound(kind))

    assert Audio.objects.get().kind == "webm"
    actions.drop_audio(actor=cast.actor("carine"), story=story, now=NOW)
    assert queries.sound_of(story) is None


@pytest.mark.parametrize(
    ("sound", "refused"), [(b"no sound", problems.SoundUnreadable), (bytes(9 * 1024 * 1024), problems.SoundTooLarge)]
)
def test_what_is_no_recording_or_too_large_is_refused(cast, story, sound, refused):
    say_yes(story, Rung.PUBLISH_VOICE)

    with pytest.raises(refused):
        keep(cast.actor("carine"), story, sound)

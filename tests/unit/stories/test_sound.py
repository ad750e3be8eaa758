"""Only what is heard is kept of a recording: no tag, no place, no day, no device."""

import io

import av
import pytest

from tests.factories.stories import make_sound
from tuvurane.stories.rules.sound import Unreadable, only_the_sound

TAGS = {
    "title": "Interview with Nadia Iradukunda",
    "artist": "Samsung SM-A135F",
    "comment": "recorded under the mango tree",
    "location": "-3.4271+029.9246/",
    "com.apple.quicktime.location.ISO6709": "-3.4271+029.9246/",
    "creation_time": "2026-11-22T09:00:00.000000Z",
    "date": "2026-11-22",
    "encoder": "Recorder 4.1 of Nadia",
}
TRACES = (b"Nadia", b"Iradukunda", b"Samsung", b"SM-A135F", b"mango", b"-3.4271", b"029.9246", b"2026", b"Recorder")


def metadata_of(recording: bytes) -> dict[str, str]:
    with av.open(io.BytesIO(recording)) as file:
        return {**file.metadata, **{key: value for track in file.streams for key, value in track.metadata.items()}}


def samples_of(recording: bytes) -> int:
    with av.open(io.BytesIO(recording)) as file:
        samples: list[int] = [frame.samples for frame in file.decode(audio=0)]
    return sum(samples)


@pytest.mark.parametrize("kind", ["webm", "ogg", "mp3", "mp4"])
def test_nothing_of_the_file_stays_but_the_sound(kind):
    recording = make_sound(kind, TAGS)
    assert b"Nadia" in recording
    assert b"-3.4271" in recording

    bare = only_the_sound(recording)

    assert bare.kind == kind
    assert bare.seconds == 1
    assert [trace for trace in TRACES if trace in bare.sound] == []
    left = {key.lower(): value for key, value in metadata_of(bare.sound).items()}
    technical = {
        "language",
        "handler_name",
        "vendor_id",
        "major_brand",
        "minor_version",
        "compatible_brands",
        "encoder",
    }
    assert set(left) <= technical | {"duration"}
    assert "creation_time" not in left
    assert samples_of(bare.sound) == samples_of(recording)


def test_the_day_of_the_recording_stands_in_no_box_of_an_m4a():
    bare = only_the_sound(make_sound("mp4", TAGS)).sound

    for box in (b"mvhd", b"tkhd", b"mdhd"):
        at = bare.index(box) + 8  # the name, then version and flags
        assert bare[at : at + 8] == bytes(8), box
    assert b"\xa9" not in bare[bare.index(b"udta") :]  # where tags would begin


@pytest.mark.parametrize("junk", [b"", b"no sound at all", b"RIFF" + bytes(200), b"\x1aE\xdf\xa3" + bytes(100)])
def test_what_is_no_recording_is_refused(junk):
    with pytest.raises(Unreadable):
        only_the_sound(junk)


def test_a_recording_that_breaks_off_is_kept_as_far_as_it_goes_or_refused():
    recording = make_sound("ogg", seconds=3)

    bare = only_the_sound(recording[: len(recording) // 2])

    assert 1 <= bare.seconds <= 2

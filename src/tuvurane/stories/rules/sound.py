"""
Only what is heard: a recording is put into a new container, packet by packet, and nothing of the old one comes with it.

Tags, places, days and names of devices stand in the container, not in the packets. Nothing is encoded again. Pure.
"""

import io
from typing import NamedTuple

import av
from av.audio.stream import AudioStream
from av.error import FFmpegError

# What a browser, a phone or a recorder writes, and the bare container that holds the same packets.
CONTAINERS = {
    "matroska": "webm",
    "webm": "webm",
    "ogg": "ogg",
    "mp3": "mp3",
    "mov": "mp4",
    "mp4": "mp4",
}
CODECS = {
    "webm": {"opus", "vorbis"},
    "ogg": {"opus", "vorbis", "flac"},
    "mp3": {"mp3", "mp3float"},
    "mp4": {"aac", "alac", "mp3", "mp3float"},
}
BARE = {"fflags": "+bitexact"}
QUIET = {"mp3": {"id3v2_version": "0", "write_xing": "0", **BARE}}


class Unreadable(ValueError):
    """These bytes are no recording that we know."""


class Bare(NamedTuple):
    """A recording without anything about it. ``kind`` is its container, as in ``audio/<kind>``."""

    kind: str
    seconds: int
    sound: bytes


def only_the_sound(recording: bytes) -> Bare:
    """The first track of sound of a recording (WebM, Ogg, MP3 or M4A), in a bare container. Raises Unreadable."""
    try:
        with av.open(io.BytesIO(recording), "r") as source:
            kind = next((CONTAINERS[name] for name in source.format.name.split(",") if name in CONTAINERS), None)
            heard = next(iter(source.streams.audio), None)
            if kind is None or heard is None or heard.codec_context.name not in CODECS[kind]:
                raise Unreadable("no container or codec that we know")
            return _copied(source, heard, kind)
    except (FFmpegError, ValueError) as error:
        raise Unreadable("no recording that we know") from error


def _copied(source: av.container.InputContainer, heard: AudioStream, kind: str) -> Bare:
    written = io.BytesIO()
    ends = 0.0
    with av.open(written, "w", format=kind, options=QUIET.get(kind, BARE)) as bare:
        track = bare.add_stream_from_template(heard)
        track.metadata.clear()
        bare.metadata.clear()
        for packet in source.demux(heard):
            if packet.dts is None:
                continue
            ends = max(ends, float(((packet.pts or 0) + (packet.duration or 0)) * packet.time_base))
            packet.stream = track
            bare.mux(packet)
    if not ends:
        raise Unreadable("nothing is heard")
    return Bare(kind, round(ends) or 1, written.getvalue())

"""Stories, made as the office takes them down; and the way of one up its ladder."""

import io
from collections.abc import Iterable
from datetime import date, datetime, timedelta

import av
import numpy as np

from tests.factories.groups import NOW, SYSTEM, TODAY, make_consent, new_id
from tuvurane.groups import queries as groups
from tuvurane.groups.codes import ConsentGivenBy, Purpose
from tuvurane.groups.models import Group, Participant
from tuvurane.people.models import Account
from tuvurane.people.scope import Actor
from tuvurane.places.models import Place
from tuvurane.stories import actions
from tuvurane.stories.actions import Heard, Told, Wording
from tuvurane.stories.codes import Domain, Rung, TellerRole
from tuvurane.stories.models import Story, Version

TOLD_ON = TODAY - timedelta(days=20)
TEXT = "Before, we did not greet one another. Now Nadia comes to my field and we carry water together."
UNKNOWN = "Before, we did not greet one another. Now a neighbour comes to my field and we carry water together."
WHY = "I sleep at night."


def heard(on: date = TOLD_ON, *, by_facilitator: bool = False) -> Heard:
    """A word said aloud on a day."""
    return Heard(on, ConsentGivenBy.VOICE, by_facilitator)


def make_story(
    group: Group,
    seat: int | None = 1,
    *,
    actor: Actor = SYSTEM,
    text: str = TEXT,
    on: date = TOLD_ON,
    domain: Domain = Domain.NEIGHBOURS,
    collected_by: Account | None = None,
    now: datetime = NOW,
) -> Story:
    """A story of the person on this seat; of a neighbour without one."""
    teller = Participant.objects.get(pk=groups.seats_of(group)[seat]) if seat else None
    if teller is not None and not groups.consent_stands(teller.pk, Purpose.STORY):
        make_consent(group, teller, Purpose.STORY)
    story = actions.collect(
        actor=actor,
        story_id=new_id(),
        organisation_id=group.organisation_id,
        place=group.place,
        told=Told(
            Wording("en", text, WHY),
            TellerRole.PARTICIPANT if teller else TellerRole.NEIGHBOUR,
            domain,
            "most_important",
            on,
            negative_asked=True,
        ),
        group=group,
        teller=teller,
        now=now,
    )
    if collected_by is not None:
        Story.objects.filter(pk=story.pk).update(collected_by=collected_by)
        story.collected_by = collected_by
    return story


def make_story_at(place: Place, actor: Actor) -> Story:
    """A story that a neighbour told, of no group."""
    told = Told(Wording("rn", TEXT, WHY), TellerRole.NEIGHBOUR, Domain.ANY_OTHER, "noticed", TOLD_ON, True)
    return actions.collect(
        actor=actor,
        story_id=new_id(),
        organisation_id=actor.organisation_id,
        place=place,
        told=told,
        now=NOW,
    )


def say_yes(story: Story, *rungs: Rung, on: date = TOLD_ON, with_voice: bool = False) -> None:
    """The teller says yes to these rungs."""
    actions.say_rungs(actor=SYSTEM, story=story, rungs=rungs, heard=heard(on), with_voice=with_voice, now=NOW)


def make_version(story: Story, text: str = UNKNOWN, *, actor: Actor = SYSTEM, known: bool | None = False) -> Version:
    """A version made unrecognisable; a second person answered (``known``: None for not yet)."""
    version = actions.make_version(
        actor=actor, story=story, version_id=new_id(), wordings=[Wording(story.language, text, WHY)], now=NOW
    )
    if known is not None:
        actions.answer(actor=SYSTEM, story=story, number=version.number, known=known, why="by the field", now=NOW)
    return version


def read_back(story: Story, *rungs: Rung, text: int = 1, on: date = TODAY) -> None:
    """The final text is read to the teller, who says yes again to these rungs."""
    actions.read_back(actor=SYSTEM, story=story, text=text, said=dict.fromkeys(rungs, True), heard=heard(on), now=NOW)


def release(story: Story, rungs: Iterable[Rung] = tuple(Rung)) -> Story:
    """A story whose rungs are in force."""
    say_yes(story, *rungs)
    make_version(story)
    read_back(story, *rungs)
    return story


def make_sound(kind: str, tags: dict[str, str] | None = None, *, seconds: int = 1) -> bytes:
    """A recording as a phone makes it (webm, ogg, mp3 or mp4), with what phones write beside the sound."""
    codec = {"webm": "libopus", "ogg": "libopus", "mp3": "libmp3lame", "mp4": "aac"}[kind]
    rate = 48_000
    written = io.BytesIO()
    with av.open(written, "w", format=kind, options={"movflags": "use_metadata_tags"} if kind == "mp4" else {}) as file:
        file.metadata.update(tags or {})
        track = file.add_stream(codec, rate=rate)
        track.metadata.update(tags or {})
        wave = (np.sin(np.arange(rate * seconds) / 30) * 8_000).astype(np.int16)
        for start in range(0, len(wave), 960):
            frame = av.AudioFrame.from_ndarray(wave[None, start : start + 960], format="s16", layout="mono")
            frame.sample_rate, frame.pts = rate, start
            file.mux(track.encode(frame))
        file.mux(track.encode(None))
    return written.getvalue()

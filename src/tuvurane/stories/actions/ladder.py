"""What a teller says about the rungs: yes, yes again with the text read back, no more. Nothing else changes by it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tuvurane.foundation import ids
from tuvurane.groups.codes import ConsentGivenBy
from tuvurane.people import queries as people
from tuvurane.people.scope import Actor
from tuvurane.stories import policies, problems
from tuvurane.stories.actions.sound import drop_unwanted_audio
from tuvurane.stories.actions.writing import check_day, locked, write
from tuvurane.stories.codes import Rung, State, Word
from tuvurane.stories.models import RungWord, Story
from tuvurane.stories.queries import Stood, stood

HELD = frozenset({State.WAITS, State.READ_BACK, State.SHUT, State.IN_FORCE, State.EXPIRED})
MAY_BE_CONFIRMED = frozenset({State.READ_BACK, State.IN_FORCE})


@dataclass(frozen=True, slots=True)
class Heard:
    """How a word was heard: on which day, in which way, and whether the group's facilitator heard it."""

    on: date
    how: ConsentGivenBy
    by_facilitator: bool = False


@transaction.atomic
def say_rungs(
    *, actor: Actor, story: Story, rungs: Iterable[Rung], heard: Heard, now: datetime, with_voice: bool = False
) -> list[RungWord]:
    """
    Note that the teller says yes to these rungs. Each is in force only once it was read back to them.

    ``with_voice``: with learning inside, their voice may be kept too. Whoever hears it and leads the teller's group is
    flagged. Raises DateInTheFuture, BeforeTheTelling, StoryUnknown.
    """
    story = locked(story)
    policies.check_handles(actor, story)
    check_day(story, heard.on, now)
    given = dict.fromkeys(rungs, Word.GIVEN)
    words = _words(actor, story, given, heard, now, verb="stories.give", with_voice=with_voice)
    drop_unwanted_audio(story)
    return words


@transaction.atomic
def read_back(
    *, actor: Actor, story: Story, text: int, said: Mapping[Rung, bool], heard: Heard, now: datetime
) -> list[RungWord]:
    """
    Note what the teller says once the final text was read back to them: yes again, or no more, to each rung.

    ``text``: what was read: the number of the version, 0 for their own words. Raises TextHasChanged when there is
    another by now, TooSoon before the days to settle are over, NothingToReadBack for a rung that is not there to be
    confirmed, DateInTheFuture, BeforeTheTelling, StoryUnknown.
    """
    story = locked(story)
    policies.check_handles(actor, story)
    check_day(story, heard.on, now)
    standing = stood([story], on=people.today_in(story.organisation_id, now))[0]
    if text != final_text(standing):
        raise problems.TextHasChanged
    for rung in (rung for rung, yes in said.items() if yes):
        _check_can_be_confirmed(standing, rung, heard.on)
    words = {rung: Word.CONFIRMED if yes else Word.WITHDRAWN for rung, yes in said.items()}
    noted = _words(actor, story, words, heard, now, verb="stories.read_back", text=text)
    drop_unwanted_audio(story)
    return noted


def final_text(standing: Stood) -> int:
    """What is read back: the last version once it was found unrecognisable, until then the teller's own words."""
    return standing.text.version if standing.text.passed else 0


def _check_can_be_confirmed(standing: Stood, rung: Rung, on: date) -> None:
    state, day, _ = standing.rungs[rung]
    if state is State.WAITS or (state is State.READ_BACK and day is not None and on < day):
        raise problems.TooSoon(on=day)
    if state not in MAY_BE_CONFIRMED:
        raise problems.NothingToReadBack


@transaction.atomic
def withdraw(
    *, actor: Actor, story: Story, heard: Heard, now: datetime, rungs: Iterable[Rung] = tuple(Rung)
) -> list[RungWord]:
    """
    Take back these rungs, all of them by default; effective everywhere at once. Rungs nobody said yes to are left out.

    Withdrawn is from this moment on, whatever day is named. A recording that nothing lets us keep any more is
    destroyed. Raises StoryUnknown.
    """
    story = locked(story)
    policies.check_handles(actor, story)
    standing = stood([story], on=people.today_in(story.organisation_id, now))[0]
    words = {rung: Word.WITHDRAWN for rung in rungs if standing.rungs[rung].state in HELD}
    noted = _words(actor, story, words, heard, now, verb="stories.withdraw") if words else []
    drop_unwanted_audio(story)
    return noted


def _words(
    actor: Actor,
    story: Story,
    words: Mapping[Rung, Word],
    heard: Heard,
    now: datetime,
    *,
    verb: str,
    text: int = 0,
    with_voice: bool = False,
) -> list[RungWord]:
    seq = write(actor, verb, story, now, {"rungs": sorted(words)})
    flagged = heard.by_facilitator or policies.leads_teller(actor.account_id, story)
    return RungWord.objects.bulk_create(
        RungWord(
            id=ids.new_id(now),
            story=story,
            rung=rung,
            word=word,
            on=heard.on,
            how=heard.how,
            text=text,
            by_facilitator=flagged,
            with_voice=with_voice and rung == Rung.LEARN_INSIDE,
            recorded_by_id=actor.account_id,
            recorded_at=now,
            seq=seq,
        )
        for rung, word in words.items()
    )

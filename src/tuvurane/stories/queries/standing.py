"""How the rungs of stories stand on a day. Asked anew every time: a withdrawal is effective everywhere at once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from tuvurane.stories.codes import Rung, State, Word
from tuvurane.stories.models import Mark, RungWord, Story, Version
from tuvurane.stories.rules.blocks import Text
from tuvurane.stories.rules.rungs import Said, Standing, Terms
from tuvurane.stories.rules.rungs import standings as rule
from tuvurane.stories.thresholds import threshold


class Stood(NamedTuple):
    """A story with how its rungs stand and where its text does."""

    story: Story
    rungs: dict[Rung, Standing]
    text: Text

    @property
    def in_force(self) -> frozenset[Rung]:
        """The rungs under which something may be done."""
        return frozenset(rung for rung, standing in self.rungs.items() if standing.state is State.IN_FORCE)


def terms() -> Terms:
    """How long a yes settles, and how long it lasts."""
    return Terms(round(threshold("settle_days").value), round(threshold("lasts_months").value))


def stood(stories: Iterable[Story], *, on: date) -> list[Stood]:
    """How several stories stand, in their order; three queries whatever their number."""
    listed = list(stories)
    texts = texts_of([story.pk for story in listed])
    found = _standings(texts, on)
    return [Stood(story, found[story.pk], texts[story.pk]) for story in listed]


def standings(stories: Iterable[Story], *, on: date) -> dict[UUID, dict[Rung, Standing]]:
    """How every rung of several stories stands on a day. Of an erased one none does: no word about it is left."""
    return _standings(texts_of([story.pk for story in stories]), on)


def _standings(texts: Mapping[UUID, Text], on: date) -> dict[UUID, dict[Rung, Standing]]:
    said: dict[UUID, list[Said]] = {story_id: [] for story_id in texts}
    rows = RungWord.objects.filter(story__in=list(texts)).order_by("seq", "pk")
    for story_id, rung, word, day, text in rows.values_list("story_id", "rung", "word", "on", "text"):
        said[story_id].append(Said(Rung(rung), Word(word), day, text))
    terms_now = terms()
    return {pk: rule(words, on=on, text=texts[pk], terms=terms_now) for pk, words in said.items()}


def rungs_in_force(story: Story, *, on: date) -> frozenset[Rung]:
    """The rungs that are in force for a story on a day."""
    return stood([story], on=on)[0].in_force


def with_rung(stories: QuerySet[Story], rung: Rung, *, on: date) -> list[Story]:
    """
    Those of these stories that may be used under a rung today, in their order.

    The rung is in force, the last version was found unrecognisable, no mark of danger stands, nothing was erased.
    Whoever shows, codes, selects or prints stories asks this, each time.
    """
    said = RungWord.objects.filter(rung=rung, word=Word.CONFIRMED).values("story")
    maybe = stories.filter(pk__in=said, erased_at__isnull=True)
    return [one.story for one in stood(maybe, on=on) if rung in one.in_force and one.text.passed]


def words_about(story: Story) -> list[RungWord]:
    """All words about the rungs of a story, the latest first."""
    return list(story.rung_words.select_related("recorded_by").order_by("-seq", "-pk"))


def marks_of(story: Story) -> list[Mark]:
    """The marks of danger on a story, lifted ones too, the latest first."""
    return list(story.marks.select_related("marked_by").order_by("-pk"))


def texts_of(story_ids: Sequence[UUID]) -> dict[UUID, Text]:
    """Where the texts of several stories stand; two queries."""
    found = {story_id: Text() for story_id in story_ids}
    versions = Version.objects.filter(story__in=story_ids).order_by("number")
    for story_id, number, known in versions.values_list("story_id", "number", "answer__known"):
        found[story_id] = Text(number, known)
    marks = Mark.objects.filter(story__in=story_ids).order_by("pk")
    for story_id, lifted in marks.values_list("story_id", "lifted"):
        found[story_id] = found[story_id]._replace(handed_on=not lifted)
    return found

"""The stories that may be read on a page or in a booklet today."""

from datetime import date
from uuid import UUID

from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.stories import problems
from tuvurane.stories.codes import Rung
from tuvurane.stories.models import Story
from tuvurane.stories.queries.found import stories_visible_to
from tuvurane.stories.queries.standing import stood, with_rung

PRINTABLE = (Rung.LEARN_INSIDE, Rung.SHARE_CONSORTIUM, Rung.PUBLISH_ANONYMISED)
"""The rungs under which stories are printed without voice, picture or name."""


def to_read(actor: Actor, *, on: date, verb: Verb = Verb.STORIES_SEE) -> list[Story]:
    """The stories that somebody may read inside the programme today, the latest first."""
    return with_rung(stories_visible_to(actor, verb=verb), Rung.LEARN_INSIDE, on=on)


def one_to_read(actor: Actor, story_id: UUID, *, on: date, verb: Verb) -> Story:
    """One of them. Raises StoryUnknown."""
    mine = stories_visible_to(actor, verb=verb).filter(pk=story_id)
    found = with_rung(mine, Rung.LEARN_INSIDE, on=on)
    if not found:
        raise problems.StoryUnknown
    return found[0]


def to_print(actor: Actor, *, on: date) -> dict[Rung, list[Story]]:
    """The stories that somebody may print today, by the rung that allows it, the first told first."""
    found = [one for one in stood(stories_visible_to(actor, verb=Verb.STORIES_PRINT), on=on) if one.text.passed]
    found.sort(key=lambda one: (one.story.collected_on, one.story.pk))
    return {rung: [one.story for one in found if rung in one.in_force] for rung in PRINTABLE}

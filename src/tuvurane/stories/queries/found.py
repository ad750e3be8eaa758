"""Which stories an actor finds. Outside the scope a story does not exist, nor does one that was handed on."""

from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor, in_scope
from tuvurane.stories import problems
from tuvurane.stories.codes import Word
from tuvurane.stories.models import Mark, RungWord, Story

_LATEST_MARK = Subquery(Mark.objects.filter(story=OuterRef("pk")).order_by("-pk").values("lifted")[:1])


def stories_visible_to(actor: Actor, *, verb: Verb | None = None) -> QuerySet[Story]:
    """
    The stories in the actor's hands, the latest first; with ``verb`` those on which they may do it.

    Without one: of the places where they work on stories, and what they collected themselves. Never one that was handed
    on to those who care, nor an erased one.
    """
    if verb is not None:
        return _here().filter(_reach(actor, verb))
    own = _reach(actor, Verb.STORIES_COLLECT) & Q(collected_by=actor.account_id)
    return _here().filter(_reach(actor, Verb.STORIES_EDIT) | own)


def story_for(actor: Actor, story_id: UUID, *, verb: Verb | None = None) -> Story:
    """One of ``stories_visible_to``. Raises StoryUnknown."""
    story = stories_visible_to(actor, verb=verb).filter(pk=story_id).first()
    if story is None:
        raise problems.StoryUnknown
    return story


def handed_on_to(actor: Actor) -> QuerySet[Story]:
    """The stories on which a mark of danger stands, for those who care for people at risk there (``care.see``)."""
    rows = Story.objects.filter(_reach(actor, Verb.CARE_SEE), erased_at__isnull=True)
    return _with_all(rows.annotate(mark_lifted=_LATEST_MARK).filter(mark_lifted=False))


def handed_on_for(actor: Actor, story_id: UUID) -> Story:
    """One of them. Raises StoryUnknown."""
    story = handed_on_to(actor).filter(pk=story_id).first()
    if story is None:
        raise problems.StoryUnknown
    return story


def collected_of(actor: Actor, *, verb: Verb) -> QuerySet[Story]:
    """
    Every story collected where the actor may do ``verb``, handed on or not, but for erased ones.

    The base on which stories are counted; no text of them may be opened by this way.
    """
    return Story.objects.filter(_reach(actor, verb), erased_at__isnull=True).order_by("-seq", "-pk")


def withdrawn_count(actor: Actor, *, verb: Verb) -> int:
    """Of how many stories, of those collected there, some rung was taken back last."""
    rows = RungWord.objects.filter(story__in=collected_of(actor, verb=verb).order_by())
    last: dict[tuple[UUID, str], str] = {}
    for story, rung, word in rows.order_by("seq", "pk").values_list("story_id", "rung", "word"):
        last[story, rung] = word
    return len({story for (story, _), word in last.items() if word == Word.WITHDRAWN})


def _here() -> QuerySet[Story]:
    rows = Story.objects.filter(erased_at__isnull=True).annotate(mark_lifted=_LATEST_MARK)
    return _with_all(rows.filter(Q(mark_lifted__isnull=True) | Q(mark_lifted=True)))


def _with_all(rows: QuerySet[Story]) -> QuerySet[Story]:
    return rows.select_related("place", "area", "group", "teller", "collected_by").order_by("-seq", "-pk")


def _reach(actor: Actor, verb: Verb) -> Q:
    return in_scope(actor, organisation="organisation_id", path="place__path", verb=verb)

"""A story is told and taken down."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tuvurane.foundation import sealing
from tuvurane.groups import queries as groups
from tuvurane.groups.codes import Purpose
from tuvurane.groups.models import Group, Membership, Participant
from tuvurane.journal import actions as journal
from tuvurane.people import queries as people
from tuvurane.people.scope import Actor
from tuvurane.places import queries as places
from tuvurane.places.models import Place
from tuvurane.stories import policies, problems
from tuvurane.stories.actions.writing import TEXT_SIGNS, check_words, sealed
from tuvurane.stories.codes import DOMAINS_VERSION, Domain, TellerRole
from tuvurane.stories.models import Story, Telling
from tuvurane.stories.queries import Wording, prompts, prompts_version
from tuvurane.stories.queries.texts import house_key

__all__ = ["TEXT_SIGNS", "Told", "collect"]


@dataclass(frozen=True, slots=True)
class Told:
    """
    What was told: in whose words, why it matters to them, and what it is about.

    ``negative_asked``: the question for a change for the worse was put. ``on``: the day of the telling.
    """

    wording: Wording
    role: TellerRole
    domain: Domain
    prompt: str
    on: date
    negative_asked: bool


@transaction.atomic
def collect(
    *,
    actor: Actor,
    story_id: UUID,
    organisation_id: UUID,
    place: Place,
    told: Told,
    now: datetime,
    group: Group | None = None,
    teller: Participant | None = None,
) -> Story:
    """
    Take down a story, sealed under a key of its own. No rung is said: nothing may be done with it yet.

    ``place`` is the group's where there is one. Taken again with the same ``story_id`` it answers the first one. Raises
    TellingMissing, StoryTooLong, NegativeNotAsked, PromptUnknown, DateInTheFuture, TellerElsewhere, NoStoryAsked, NotAllowed.
    """
    policies.check_can_collect(actor, organisation_id, place)
    known = Story.objects.filter(pk=story_id).first()
    if known is not None:
        policies.check_handles(actor, known)
        return known
    _check(told, organisation_id, now)
    _check_teller(group, teller, organisation_id)
    if teller is not None and not groups.consent_stands(teller.pk, Purpose.STORY):
        raise problems.NoStoryAsked
    seq = journal.write(
        actor=actor,
        verb="stories.collect",
        subject_kind="story",
        subject_id=story_id,
        at=now,
        organisation_id=organisation_id,
        detail={"domain": told.domain},
    )
    story = Story.objects.create(
        id=story_id,
        organisation_id=organisation_id,
        place=place,
        area=_area(place),
        group=group,
        teller=teller,
        teller_role=told.role,
        domain=told.domain,
        domains_version=DOMAINS_VERSION,
        prompt=told.prompt,
        prompts_version=prompts_version(),
        negative_asked=told.negative_asked,
        language=told.wording.language,
        collected_by_id=actor.account_id,
        collected_on=told.on,
        key_wrapped=sealing.seal(house_key(organisation_id), sealing.new_key(), aad=story_id.bytes),
        recorded_at=now,
        seq=seq,
    )
    Telling.objects.create(story=story, **sealed(story, story.pk, told.wording))
    return story


def _check(told: Told, organisation_id: UUID, now: datetime) -> None:
    check_words(told.wording)
    if not told.negative_asked:
        raise problems.NegativeNotAsked
    if told.prompt not in {prompt.code for prompt in prompts()}:
        raise problems.PromptUnknown
    if told.on > people.today_in(organisation_id, now):
        raise problems.DateInTheFuture(on=told.on)


def _check_teller(group: Group | None, teller: Participant | None, organisation_id: UUID) -> None:
    """The teller belongs to the house and sits, or sat, in the group. Raises TellerElsewhere."""
    if group is not None and group.organisation_id != organisation_id:
        raise problems.TellerElsewhere
    if teller is None:
        return
    sat = Membership.objects.filter(participant=teller, group=group).exists()
    if teller.organisation_id != organisation_id or not sat:
        raise problems.TellerElsewhere


def _area(place: Place) -> Place:
    """The commune around a place; the place itself where it is larger than one."""
    return places.lying_in([place.path], level=places.COMMUNE).get(place.path, place)

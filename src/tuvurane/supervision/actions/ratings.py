"""Ratings in real sessions: a rating of training, and the group in which it was made."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuvurane.groups import problems as group_problems
from tuvurane.groups.actions import lock
from tuvurane.groups.models import FacilitatorAssignment, Group
from tuvurane.people import problems as people_problems
from tuvurane.people import scope
from tuvurane.people.actions import Origin
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.supervision import policies, problems
from tuvurane.supervision.actions import reports
from tuvurane.supervision.models import Observation
from tuvurane.training import actions as training
from tuvurane.training.codes import Occasion
from tuvurane.training.models import Rating


@transaction.atomic
def record_observed_rating(
    *,
    actor: Actor,
    rating_id: UUID,
    group_id: UUID,
    content: "training.RatingContent",
    now: datetime,
    origin: Origin | None = None,
    supersedes: UUID | None = None,
) -> "training.RatingTaken":
    """
    Take a rating made in a session of a group, of somebody who leads or led it. Idempotent by id.

    Raises GroupUnknown, DoesNotLead, NotAllowed for a rater who leads the group or does not rate at its
    place, IdAlreadyUsed for the same rating said to be of another group, and all that ``record_rating`` of
    training raises. Locks the group.
    """
    lock(group_id)
    earlier = Observation.objects.filter(rating=rating_id).first()
    if earlier is None and Rating.objects.filter(pk=rating_id).exists():
        raise group_problems.IdAlreadyUsed
    if earlier is None:
        group = reports.reached_group(actor, group_id)
        _check_may(actor, group, origin)
        _check_who(group, content, (origin or Origin.at_the_door(actor)).account_id)
    elif earlier.group_id != group_id:
        raise group_problems.IdAlreadyUsed
    taken = training.record_rating(
        actor=actor, rating_id=rating_id, content=content, now=now, origin=origin, supersedes=supersedes
    )
    if taken.new:
        Observation.objects.create(rating=taken.rating, group_id=group_id)
    return taken


def _check_may(actor: Actor, group: Group, origin: Origin | None) -> None:
    house, path = group.organisation_id, group.place.path
    taken_in = policies.takes_in(actor, origin)
    verbs = [Verb.COMPETENCE_RATE] + ([Verb.SUPERVISION_MANAGE] if taken_in else [])
    if not any(scope.reaches(actor, verb, organisation_id=house, place_path=path) for verb in verbs):
        raise people_problems.NotAllowed(verb=Verb.COMPETENCE_RATE)


def _check_who(group: Group, content: "training.RatingContent", rater_id: UUID | None) -> None:
    """Whom it is of leads the group, and who rates does not. Raises SessionNotNamed, DoesNotLead, NotAllowed."""
    if content.occasion != Occasion.IN_GROUP:
        raise problems.SessionNotNamed
    leading = FacilitatorAssignment.objects.filter(group=group)
    if not leading.filter(account=content.facilitator_id).exists():
        raise group_problems.DoesNotLead(name=str(content.facilitator_id))
    if rater_id is not None and leading.filter(account=rater_id).exists():
        raise people_problems.NotAllowed(verb=Verb.COMPETENCE_RATE)

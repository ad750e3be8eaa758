"""The two records of a person who took part and now leads: apart, unless that person agrees that they are joined."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from tuvurane.groups import policies, problems
from tuvurane.groups.codes import ConsentGivenBy
from tuvurane.groups.models import Participant, SamePerson
from tuvurane.groups.queries import stay_of
from tuvurane.journal import actions as journal
from tuvurane.people import queries as people
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.training import policies as training_policies
from tuvurane.training.models import Facilitator


@transaction.atomic
def join_records(
    *,
    actor: Actor,
    facilitator: Facilitator,
    participant: Participant,
    agreed_on: date,
    given_by: ConsentGivenBy,
    now: datetime,
) -> SamePerson:
    """
    Note that a participant and somebody of the ladder are one person, by that person's own agreement.

    Who does it manages both records. Joined again the first agreement stays. Raises RecordsJoined (one
    of them is joined to another), ParticipantUnknown, DateInTheFuture, NotAllowed.
    """
    training_policies.check(actor, Verb.FACILITATORS_MANAGE, facilitator)
    _check_participant(actor, facilitator, participant)
    if agreed_on > people.today_in(facilitator.organisation_id, now):
        raise problems.DateInTheFuture(on=agreed_on)
    Facilitator.objects.select_for_update(no_key=True).get(pk=facilitator.pk)
    standing = SamePerson.objects.filter(Q(participant=participant) | Q(facilitator=facilitator)).first()
    if standing is not None:
        if standing.participant_id != participant.pk or standing.facilitator_id != facilitator.pk:
            raise problems.RecordsJoined
        return standing
    _write(actor, "records.join", facilitator, now)
    return SamePerson.objects.create(
        participant=participant,
        facilitator=facilitator,
        agreed_on=agreed_on,
        given_by=given_by,
        recorded_by_id=actor.account_id,
        recorded_at=now,
    )


@transaction.atomic
def part_records(*, actor: Actor, facilitator: Facilitator, now: datetime) -> None:
    """Part the two records again: nothing is left that joins them. Of somebody not joined nothing happens."""
    training_policies.check(actor, Verb.FACILITATORS_MANAGE, facilitator)
    Facilitator.objects.select_for_update(no_key=True).get(pk=facilitator.pk)
    standing = SamePerson.objects.filter(facilitator=facilitator).first()
    if standing is None:
        return
    _write(actor, "records.part", facilitator, now)
    standing.delete()


def _check_participant(actor: Actor, facilitator: Facilitator, participant: Participant) -> None:
    stay = stay_of(participant)
    if stay is None or participant.organisation_id != facilitator.organisation_id:
        raise problems.ParticipantUnknown
    policies.check(actor, Verb.PARTICIPANTS_MANAGE, stay.group)


def _write(actor: Actor, verb: str, facilitator: Facilitator, now: datetime) -> None:
    # The journal is never unwritten: it does not name the participant, or parting would part nothing.
    journal.write(
        actor=actor,
        verb=verb,
        subject_kind="facilitator",
        subject_id=facilitator.pk,
        at=now,
        organisation_id=facilitator.organisation_id,
    )

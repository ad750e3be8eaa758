"""What a participant agrees to, purpose by purpose: a yes or a no to a text that was read, and a yes taken back."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tuvurane.groups import policies, problems
from tuvurane.groups.actions.groups import lock
from tuvurane.groups.codes import ConsentGivenBy, Purpose
from tuvurane.groups.models import Consent, Group, Participant
from tuvurane.groups.rules.consent_texts import text_of
from tuvurane.journal import actions as journal
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor


@transaction.atomic
def record_consent(
    *,
    actor: Actor,
    group: Group,
    participant: Participant,
    purpose: Purpose,
    given: bool,
    on: date,
    language: str,
    given_by: ConsentGivenBy,
    now: datetime,
    text_version: str = "",
    read_by_id: UUID | None = None,
) -> Consent:
    """
    Record a participant's word on one purpose, given or withdrawn; the latest one stands.

    ``text_version``: the text that was read to them in ``language``, empty where none was (a yes taken back, a register
    of before); ``read_by_id``: who read it aloud, an account of the same organisation. A word changes what is asked of
    the person from now on, and nothing else. Raises TextUnknown, DateInTheFuture, NotAllowed.
    """
    policies.check(actor, Verb.PARTICIPANTS_MANAGE, group)
    policies.check_same_house(actor, participant)
    _check_text(purpose, text_version, language)
    if on > now.date():
        raise problems.DateInTheFuture(on=on)
    lock(group.pk)
    seq = journal.write(
        actor=actor,
        verb="consents.give" if given else "consents.withdraw",
        subject_kind="participant",
        subject_id=participant.pk,
        at=now,
        organisation_id=participant.organisation_id,
        detail={"purpose": purpose} | ({"text": text_version} if text_version else {}),
    )
    Group.objects.filter(pk=group.pk).update(seq=seq)
    return Consent.objects.create(
        participant=participant,
        purpose=purpose,
        given=given,
        on=on,
        language=language,
        given_by=given_by,
        text_version=text_version,
        read_by_id=read_by_id,
        recorded_by_id=actor.account_id,
        recorded_at=now,
        seq=seq,
    )


def _check_text(purpose: Purpose, version: str, language: str) -> None:
    text = text_of(purpose, version) if version else None
    if version and (text is None or language not in text.spoken):
        raise problems.TextUnknown(version=version)

"""Raising and answering flags."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tuvurane.foundation import ids
from tuvurane.journal import actions as journal
from tuvurane.measures import policies, problems
from tuvurane.measures.codes import SETTLED, FlagAnswer
from tuvurane.measures.models import Flag, Response
from tuvurane.people.scope import Actor


def raise_flags(actor: Actor, response: Response, items: Sequence[str], now: datetime) -> None:
    """Raise a flag for each item, unless one about the same person and item still waits for an answer."""
    for item in items:
        waiting = Flag.objects.filter(
            response__participant_id=response.participant_id, item=item, answered_at__isnull=True
        )
        if not waiting.exists():
            flag = Flag.objects.create(id=ids.new_id(now), response=response, item=item, raised_at=now)
            _journal_flag(actor, "flags.raise", flag, now)


def _journal_flag(actor: Actor, verb: str, flag: Flag, now: datetime, *, answer: str = "") -> None:
    journal.write(
        actor=actor,
        verb=verb,
        subject_kind="flag",
        subject_id=flag.pk,
        at=now,
        organisation_id=flag.response.group.organisation_id,
        detail={"answer": answer} if answer else None,
    )


@transaction.atomic
def answer_flag(*, actor: Actor, flag: Flag, answer: str, now: datetime) -> Flag:
    """
    Say what was done about a flag: contacted, referred or not_reached.

    ``not_reached`` may be answered again; the other two end it. Raises FlagAnswerUnknown,
    FlagAlreadyAnswered, NotAllowed.
    """
    policies.check_can_answer_flag(actor, flag)
    if answer not in set(FlagAnswer):
        raise problems.FlagAnswerUnknown(known=", ".join(FlagAnswer))
    locked = Flag.objects.select_for_update().get(pk=flag.pk)
    if locked.answer in SETTLED:
        raise problems.FlagAlreadyAnswered
    flag.answered_at, flag.answered_by_id, flag.answer = now, actor.account_id, answer
    flag.save(update_fields=["answered_at", "answered_by", "answer"])
    _journal_flag(actor, "flags.answer", flag, now, answer=answer)
    return flag

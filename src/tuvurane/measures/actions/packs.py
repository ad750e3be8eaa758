"""Loading an instrument that a partner wrote."""

from datetime import datetime
from typing import Any

from django.db import transaction

from tuvurane.journal import actions as journal
from tuvurane.measures import policies, problems, scoring
from tuvurane.measures.models import InstrumentPack
from tuvurane.people.scope import Actor


@transaction.atomic
def load_instrument(*, actor: Actor, data: Any, now: datetime) -> InstrumentPack:
    """
    Keep an instrument with its licence and permission. The same pack again answers the first.

    Answers lean on a pack for ever, so one that stands is never replaced: another text is another
    version. Raises InstrumentFileBroken, InstrumentTaken, NotAllowed.
    """
    policies.check_can_manage_instruments(actor)
    instrument = scoring.read_pack(data)
    known = InstrumentPack.objects.filter(name=instrument.name, version=instrument.version).first()
    if known is not None and known.definition == data:
        return known
    if known is not None or instrument.name in scoring.load_instruments():
        raise problems.InstrumentTaken(name=instrument.name, version=instrument.version)
    licence = instrument.licence
    journal.write(
        actor=actor,
        verb="instruments.load",
        subject_kind="instrument",
        subject_id=instrument.name,
        at=now,
        detail={"version": instrument.version, "licence": licence.name, "permission": licence.permission},
    )
    return InstrumentPack.objects.create(
        name=instrument.name,
        version=instrument.version,
        licence=licence.name,
        permission_ref=licence.permission,
        definition=data,
        loaded_at=now,
    )

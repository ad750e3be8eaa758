"""Loading a rubric that a deployment may use."""

from datetime import datetime
from typing import Any

from django.db import transaction

from tuvurane.journal import actions as journal
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.training import problems
from tuvurane.training.models import RubricPack
from tuvurane.training.rules.rubrics import OWN, read_pack


@transaction.atomic
def load_rubric(*, actor: Actor, data: Any, now: datetime) -> RubricPack:
    """
    Keep a rubric with its licence and permission. The same pack again answers the first.

    Ratings lean on a pack for ever, so one that stands is never replaced: another text is another
    version. Raises PackFaulty, RubricTaken, NotAllowed.
    """
    scope.check_has(actor, Verb.DEPLOYMENT_MANAGE)
    rubric = read_pack(data)
    known = RubricPack.objects.filter(name=rubric.name, version=rubric.version).first()
    if known is not None and known.definition == data:
        return known
    if known is not None or rubric.name == OWN[0]:
        raise problems.RubricTaken(name=rubric.name, version=rubric.version)
    journal.write(
        actor=actor,
        verb="rubrics.load",
        subject_kind="rubric",
        subject_id=f"{rubric.name} {rubric.version}",
        at=now,
        detail={"licence": rubric.licence, "permission": rubric.permission_ref},
    )
    return RubricPack.objects.create(
        name=rubric.name,
        version=rubric.version,
        licence=rubric.licence,
        permission_ref=rubric.permission_ref,
        definition=data,
        loaded_at=now,
    )

"""Who needs a talk, for the safeguarding role."""

from uuid import UUID

from django.db.models import Q, QuerySet

from tuvurane.measures import problems
from tuvurane.measures.codes import SETTLED
from tuvurane.measures.models import Flag
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor, in_scope


def flags_visible_to(actor: Actor) -> QuerySet[Flag]:
    """
    The flags that the actor may see (``attention.see``): those to be settled first, then the oldest.

    Each carries ``settled``: whether someone talked with the person or referred them.
    """
    reach = in_scope(
        actor,
        organisation="response__group__organisation_id",
        path="response__group__place__path",
        verb=Verb.ATTENTION_SEE,
    )
    return (
        Flag.objects.filter(reach)
        .select_related("response__participant", "response__group__place__parent", "answered_by")
        .annotate(settled=Q(answer__in=list(SETTLED)))
        .order_by("settled", "raised_at", "pk")
    )


def flag_for(actor: Actor, flag_id: UUID) -> Flag:
    """One flag inside the actor's scope. Raises FlagUnknown."""
    flag = flags_visible_to(actor).filter(pk=flag_id).first()
    if flag is None:
        raise problems.FlagUnknown
    return flag

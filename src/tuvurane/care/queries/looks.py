"""The log of looks: who opened which concern, when and why. Nobody can be left out of it."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from tuvurane.care.codes import CHOSEN, Deed
from tuvurane.care.models import AdverseEntry, CareEntry, IntakeEntry
from tuvurane.care.thresholds import threshold
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor, in_scope

LOGS = (CareEntry, IntakeEntry, AdverseEntry)
"""Each names its looks by the same word."""


def looks_visible_to(actor: Actor) -> QuerySet[CareEntry]:
    """Every look at a concern of the places where the actor arranges for care, the latest first; their own too."""
    reach = in_scope(actor, organisation="organisation_id", path="concern__place__path", verb=Verb.CARE_ARRANGE)
    rows = CareEntry.objects.filter(reach, what=Deed.LOOK, concern__isnull=False)
    return rows.select_related("by", "concern__participant", "concern__place").order_by("-at", "-pk")


def reason_of_sitting(actor: Actor, now: datetime) -> str:
    """Why the actor opened something of this room within the last minutes; empty where they must say it anew."""
    since = now - timedelta(minutes=threshold("look_minutes").value)
    lately = {"by": actor.account_id, "what": Deed.LOOK, "why__in": CHOSEN, "at__gte": since, "at__lte": now}
    looks = (log.objects.filter(**lately).order_by().values_list("at", "why") for log in LOGS)
    return max(next(looks).union(*looks, all=True), default=(None, ""))[1]

"""Which concerns were opened by somebody outside the safeguarding role, and what was asked to leave the room."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet

from tuvurane.care import policies, problems
from tuvurane.care.codes import ExportState
from tuvurane.care.models import BreakGlass, CareExport, Concern, ExportEntry, OnCall
from tuvurane.care.queries.cover import on_calls_in_force
from tuvurane.care.queries.way import reference_of
from tuvurane.care.queries.words import opened
from tuvurane.care.rules.leaving import export_state, opens_at
from tuvurane.care.thresholds import threshold
from tuvurane.foundation import sealing
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor, in_scope


class Leaving(NamedTuple):
    """Something that was asked to leave: how far it is, from when on it can be taken, and why."""

    export: CareExport
    state: ExportState
    opens: datetime | None
    reason: str


def waiting_under(actor: Actor, code: str) -> Concern | None:
    """The open concern whose time ends first of a person's code, or of a reference, where the actor breaks the glass."""
    reach = in_scope(actor, organisation="organisation_id", path="place__path", verb=Verb.CARE_BREAK_GLASS)
    rows = Concern.objects.filter(reach, closed_at__isnull=True).select_related("participant", "group", "place")
    wanted = code.strip().upper()
    of_person = rows.filter(participant__code__iexact=wanted).order_by("next_by", "pk").first()
    return of_person or next((one for one in rows if reference_of(one.pk) == wanted), None)


def openings_visible_to(actor: Actor) -> QuerySet[BreakGlass]:
    """Where the glass was broken, in the actor's places (``care.act``): those that nobody acknowledged first."""
    reach = in_scope(actor, organisation="organisation_id", path="concern__place__path", verb=Verb.CARE_ACT)
    acts = Q(organisation=actor.organisation_id) if any(g.role in policies.ACT for g in actor.grants) else Q(pk__in=[])
    found_nothing = acts & Q(concern__isnull=True)
    rows = BreakGlass.objects.filter(reach | found_nothing)
    rows = rows.select_related("by", "acknowledged_by", "concern__participant", "concern__place")
    return rows.order_by(F("acknowledged_at").desc(nulls_first=True), "-at", "pk")


def unacknowledged(actor: Actor) -> QuerySet[BreakGlass]:
    """Those of them that nobody acknowledged: a line that cannot be put away."""
    return openings_visible_to(actor).filter(acknowledged_at__isnull=True).order_by("at", "pk")


def opening_for(actor: Actor, opening_id: UUID) -> BreakGlass:
    """One of them. Raises OpeningUnknown."""
    found = openings_visible_to(actor).filter(pk=opening_id).first()
    if found is None:
        raise problems.OpeningUnknown
    return found


def own_opening(actor: Actor, opening_id: UUID) -> BreakGlass:
    """An opening of the actor's own. Raises OpeningUnknown."""
    rows = BreakGlass.objects.filter(pk=opening_id, by=actor.account_id)
    found = rows.select_related("concern__participant", "concern__group", "concern__place").first()
    if found is None or actor.account_id is None:
        raise problems.OpeningUnknown
    return found


def reason_of(row: BreakGlass | CareExport) -> str:
    """Why it was opened, or asked to leave; empty where that was erased."""
    if row.reason_sealed is None:
        return ""
    return sealing.unseal(policies.care_key(row.organisation_id), row.reason_sealed, aad=row.pk.bytes).decode()


def exports_visible_to(actor: Actor) -> QuerySet[CareExport]:
    """What was asked to leave, in the actor's places (``care.act``), the latest first."""
    reach = in_scope(actor, organisation="organisation_id", path="place__path", verb=Verb.CARE_ACT)
    rows = CareExport.objects.filter(reach).select_related("asked_by", "approved_by", "place", "concern__participant")
    return rows.order_by("-asked_at", "pk")


def export_for(actor: Actor, export_id: UUID) -> CareExport:
    """One of them. Raises ExportUnknown."""
    found = exports_visible_to(actor).filter(pk=export_id).first()
    if found is None:
        raise problems.ExportUnknown
    return found


def state_of(export: CareExport, now: datetime) -> ExportState:
    """How far something has come at a moment."""
    return export_state(
        asked_at=export.asked_at,
        urgent=export.urgent,
        approved_at=export.approved_at,
        refused_at=export.refused_at,
        now=now,
        wait_hours=threshold("export_wait_hours").value,
        keep_hours=threshold("export_keep_hours").value,
    )


def leaving(export: CareExport, now: datetime) -> Leaving:
    """The same with its reason, and from when on it can be taken."""
    opens = None
    if export.approved_at is not None:
        wait = threshold("export_wait_hours").value
        opens = opens_at(
            asked_at=export.asked_at, urgent=export.urgent, approved_at=export.approved_at, wait_hours=wait
        )
    return Leaving(export, state_of(export, now), opens, reason_of(export))


def entries_of_export(export: CareExport) -> QuerySet[ExportEntry]:
    """What its own log tells, latest first."""
    return export.entries.select_related("by").order_by("-at", "-pk")


def words_of_concern(concern: Concern) -> str:
    """What was seen, as whoever raised it wrote it; empty where nothing was. Whoever calls has noted the look."""
    return opened(concern, concern.words_sealed, concern.pk)


def called_before_breaking(actor: Actor, *, on: date) -> list[OnCall]:
    """Who is on call in the actor's places, to be called first."""
    reach = in_scope(actor, organisation="account__organisation_id", path="place__path", verb=Verb.CARE_BREAK_GLASS)
    return list(on_calls_in_force(on).filter(reach).select_related("account", "place").order_by("place__path", "pk"))

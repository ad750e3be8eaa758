"""
The gate in front of every group: it is asked here, under a lock, by whatever gives somebody a group to lead.

Locks are taken in one order everywhere: groups (``groups.actions.lock``), then people of the ladder by
their ids (here), then the head of the journal. A rating and an assignment of one person so follow one
another, and no two acts wait for each other. An act that writes the journal several times takes all
its locks before the first line (``hold_gates``).
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from tuvurane.journal import actions as journal
from tuvurane.people import queries as people
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.training import policies, problems, queries
from tuvurane.training.codes import Gate
from tuvurane.training.models import Facilitator, GateOverride
from tuvurane.training.thresholds import threshold

REASON_SIGNS = 300


def check_gate(account_ids: Iterable[UUID], *, now: datetime) -> None:
    """
    Refuse unless all of these may lead a group now: the one question that every door asks.

    Locks those who are on the ladder until commit, so that no rating of them lands in between; must
    run in a transaction. Raises GateClosed, LeaderAway.
    """
    held = list(hold(Facilitator.objects.filter(pk__in=list(account_ids))))
    readings = queries.gates_of([facilitator.pk for facilitator in held], now=now)
    for facilitator in held:
        reading = readings[facilitator.pk]
        if reading.away is not None:
            raise problems.LeaderAway(name=facilitator.account.name)
        if not reading.may_lead:
            raise problems.GateClosed(name=facilitator.account.name)


def hold(facilitators: QuerySet[Facilitator]) -> QuerySet[Facilitator]:
    """These people of the ladder with account and place, to be locked in one order until commit."""
    rows = facilitators.select_for_update(of=("self",), no_key=True)
    return rows.select_related("account", "place").order_by("pk")


def hold_gates(organisation_id: UUID) -> None:
    """Lock everybody on the ladder of an organisation until commit, before an act that writes much."""
    rows = Facilitator.objects.filter(organisation=organisation_id).select_for_update(no_key=True).order_by("pk")
    list(rows.values_list("pk"))


def renew_gates(facilitator_ids: Iterable[UUID]) -> None:
    """Bring the column that serves long lists up to what the ratings come to. Whoever calls holds the locks."""
    by_state: dict[Gate, list[UUID]] = {gate: [] for gate in Gate}
    for facilitator_id, state in queries.states_of(facilitator_ids).items():
        by_state[state.state if state else Gate.BLOCKED].append(facilitator_id)
    for gate, ids in by_state.items():
        if ids:
            Facilitator.objects.filter(pk__in=ids).exclude(gate=gate).update(gate=gate)


@transaction.atomic
def override_gate(
    *, actor: Actor, facilitator: Facilitator, reason: str, last_day: date, now: datetime
) -> GateOverride:
    """
    Let somebody lead although their gate is blocked, until the midnight that ends ``last_day``.

    A supervisor or coordinator answers for it by name, never for themselves, and it stays on the
    board. A pause cannot be overridden. Raises OverridesOneself, OverrideReasonMissing,
    OverrideDayOutside, GateNotBlocked, PauseStays, OverrideStands, NotAllowed.
    """
    policies.check(actor, Verb.GATE_OVERRIDE, facilitator)
    if actor.account_id in {None, facilitator.pk}:
        raise problems.OverridesOneself
    reason = reason.strip()
    if not 0 < len(reason) <= REASON_SIGNS:
        raise problems.OverrideReasonMissing(most=REASON_SIGNS)
    _check_last_day(facilitator, last_day, now)
    facilitator = hold(Facilitator.objects.filter(pk=facilitator.pk)).get()
    _check_can_be_lifted(facilitator, now)
    made = GateOverride.objects.create(
        facilitator=facilitator, supervisor_id=actor.account_id, reason=reason, given_at=now, last_day=last_day
    )
    _journal(actor, "gate.override", made, now, last_day=last_day.isoformat())
    return made


def _check_last_day(facilitator: Facilitator, last_day: date, now: datetime) -> None:
    today = people.today_in(facilitator.organisation_id, now)
    latest = today + timedelta(days=threshold("override_days").value)
    if not today <= last_day <= latest:
        raise problems.OverrideDayOutside(first=today, last=latest)


def _check_can_be_lifted(facilitator: Facilitator, now: datetime) -> None:
    reading = queries.gates_of([facilitator.pk], now=now)[facilitator.pk]
    name = facilitator.account.name
    if reading.state == Gate.PAUSED or not reading.readable:
        raise problems.PauseStays(name=name)
    if reading.state == Gate.CLEAR:
        raise problems.GateNotBlocked(name=name)
    if reading.override is not None:
        raise problems.OverrideStands(name=name, last_day=reading.override.last_day)


@transaction.atomic
def end_override(*, actor: Actor, override: GateOverride, now: datetime) -> GateOverride:
    """Take an override back early. Raises OverrideEnded when it is over already, NotAllowed."""
    facilitator = hold(Facilitator.objects.filter(pk=override.facilitator_id)).get()
    policies.check(actor, Verb.GATE_OVERRIDE, facilitator)
    override = GateOverride.objects.get(pk=override.pk)
    today = people.today_in(facilitator.organisation_id, now)
    if override.ended_at is not None or override.last_day < today:
        raise problems.OverrideEnded
    override.ended_at, override.ended_by_id = now, actor.account_id
    override.save(update_fields=["ended_at", "ended_by"])
    _journal(actor, "gate.end_override", override, now)
    return override


def _journal(actor: Actor, verb: str, override: GateOverride, now: datetime, **detail: object) -> None:
    journal.write(
        actor=actor,
        verb=verb,
        subject_kind="facilitator",
        subject_id=override.facilitator_id,
        at=now,
        organisation_id=override.facilitator.organisation_id,
        detail={"override": override.pk, **detail},
    )

"""People of a load: on which rungs they stood since when, and when they were away."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from tuvurane.foundation import rows
from tuvurane.journal import actions as journal
from tuvurane.people import queries as people
from tuvurane.people.models import Account
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.places.models import Place
from tuvurane.training import policies, problems
from tuvurane.training.actions import checks
from tuvurane.training.actions.plans import AbsencePlan, FacilitatorPlan
from tuvurane.training.codes import Gate, Route, Rung, Sex
from tuvurane.training.models import Absence, Facilitator, LadderStep
from tuvurane.training.thresholds import threshold


def load(*, actor: Actor, organisation_id: UUID, plans: Sequence[FacilitatorPlan], now: datetime) -> int:
    """
    Put these people on the ladder; answers how many were new to it.

    Raises FacilitatorUnknown (no such account in the organisation), DateBeforeEntry, DateInTheFuture,
    AlreadyOnRung, AlreadyAway, EndsBeforeStart, OutOfRange, LanguageCodeUnknown, NotAllowed.
    """
    known = checks.held(Facilitator, [plan.account_id for plan in plans])
    new = [plan for plan in {plan.account_id: plan for plan in plans}.values() if plan.account_id not in known]
    places = Place.objects.in_bulk({plan.place_id for plan in new})
    house = set(Account.objects.filter(organisation_id=organisation_id).values_list("pk", flat=True))
    today = people.today_in(organisation_id, now)
    for plan in new:
        policies.check_place(actor, Verb.FACILITATORS_MANAGE, organisation_id, places[plan.place_id])
        if plan.account_id not in house:
            raise problems.FacilitatorUnknown
        _check_steps(plan, today)
        _check_absences(plan)
    _write(actor, organisation_id, new, now)
    rows.insert_all([_facilitator(plan, organisation_id, now) for plan in new])
    rows.insert_all([step for plan in new for step in _ladder(actor, plan, now)])
    rows.insert_all([absence for plan in new for absence in _absences(actor, plan, now)])
    return len(new)


def _steps(plan: FacilitatorPlan) -> Sequence[tuple[Rung, date]]:
    return plan.steps or [(Rung.CANDIDATE, plan.entered_on)]


def _check_steps(plan: FacilitatorPlan, today: date) -> None:
    before: Rung | None = None
    earliest = plan.entered_on
    for rung, on in _steps(plan):
        if on < earliest:
            raise problems.DateBeforeEntry(on=on, entered_on=earliest)
        if on > today:
            raise problems.DateInTheFuture(on=on)
        if rung == before:
            raise problems.AlreadyOnRung(name=str(plan.account_id))
        before, earliest = rung, on


def _check_absences(plan: FacilitatorPlan) -> None:
    free: date | None = date.min
    for absence in _by_day(plan):
        if absence.until is not None and absence.until <= absence.since:
            raise problems.EndsBeforeStart(starts_on=absence.since, ends_on=absence.until)
        if free is None or absence.since < free:
            raise problems.AlreadyAway(name=str(plan.account_id))
        free = absence.until


def _by_day(plan: FacilitatorPlan) -> Sequence[AbsencePlan]:
    return sorted(plan.absences, key=lambda absence: absence.since)


def _write(actor: Actor, organisation_id: UUID, plans: Sequence[FacilitatorPlan], now: datetime) -> None:
    details: Mapping[UUID, dict[str, object]] = {
        plan.account_id: {"rung": _steps(plan)[-1][0], "place": plan.place_id, "steps": len(_steps(plan))}
        for plan in plans
    }
    lines = [journal.Line("ladder.load", "facilitator", pk, organisation_id, detail) for pk, detail in details.items()]
    journal.write_many(actor=actor, at=now, lines=lines)


def _facilitator(plan: FacilitatorPlan, organisation_id: UUID, now: datetime) -> Facilitator:
    most = int(threshold("most_groups").value) if plan.most_groups is None else plan.most_groups
    checks.check_number("most_groups", most, checks.MOST_GROUPS)
    rung, since = _steps(plan)[-1]
    return Facilitator(
        account_id=plan.account_id,
        organisation_id=organisation_id,
        place_id=plan.place_id,
        sex=Sex(plan.sex) if plan.sex else "",
        languages=checks.check_languages(plan.languages),
        weekdays=checks.check_weekdays(plan.weekdays),
        most_groups=most,
        route=Route(plan.route),
        rung=rung,
        rung_since=since,
        generation=plan.generation,
        gate=Gate.CLEAR,
        entered_on=plan.entered_on,
        made_at=checks.noon(plan.entered_on, now),
    )


def _ladder(actor: Actor, plan: FacilitatorPlan, now: datetime) -> list[LadderStep]:
    return [
        LadderStep(
            facilitator_id=plan.account_id,
            rung=rung,
            on=on,
            recorded_by_id=actor.account_id,
            recorded_at=checks.noon(on, now),
        )
        for rung, on in _steps(plan)
    ]


def _absences(actor: Actor, plan: FacilitatorPlan, now: datetime) -> list[Absence]:
    return [
        Absence(
            facilitator_id=plan.account_id,
            kind=absence.kind,
            why=absence.why,
            since=absence.since,
            until=absence.until,
            recorded_by_id=actor.account_id,
            recorded_at=checks.noon(absence.since, now),
        )
        for absence in _by_day(plan)
    ]

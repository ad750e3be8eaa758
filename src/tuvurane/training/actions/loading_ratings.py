"""Ratings of a load, with the overrides, the role-plays and the calibrations of those who rated."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from tuvurane.foundation import rows
from tuvurane.foundation.records import Standing
from tuvurane.journal import actions as journal
from tuvurane.people import queries as people
from tuvurane.people.models import Account
from tuvurane.people.scope import Actor
from tuvurane.training import problems, queries
from tuvurane.training.actions import checks
from tuvurane.training.actions.gate import renew_gates
from tuvurane.training.actions.plans import CalibrationPlan, OverridePlan, RatingPlan, RolePlayPlan, TrainingPlans
from tuvurane.training.actions.ratings import fingerprint_of, rating_row
from tuvurane.training.models import Calibration, Facilitator, GateOverride, Rating, RolePlay, RolePlayScore
from tuvurane.training.rules.levels import levels_of


def load(*, actor: Actor, organisation_id: UUID, plans: TrainingPlans, now: datetime) -> int:
    """
    Write these down and bring the gates up to date; answers how many ratings were new.

    Raises FacilitatorUnknown, RaterUnknown, RatesOneself, DateInTheFuture, NothingSeen and what the
    rubric raises.
    """
    loader = _Loader(actor, organisation_id, now)
    loader.take_role_plays(plans.role_plays)
    loader.take_calibrations(plans.calibrations)
    rated = loader.take_ratings(plans.ratings)
    loader.take_overrides(plans.overrides)
    return rated


class _Loader:
    """What stays the same over one load."""

    def __init__(self, actor: Actor, organisation_id: UUID, now: datetime) -> None:
        self.actor, self.organisation_id, self.now = actor, organisation_id, now
        self.today = people.today_in(organisation_id, now)
        self.house = set(Account.objects.filter(organisation_id=organisation_id).values_list("pk", flat=True))
        ladder = Facilitator.objects.filter(organisation_id=organisation_id)
        self.ladder = set(ladder.values_list("pk", flat=True))

    def write(self, lines: Sequence[journal.Line]) -> int:
        """Journal these; answers the number before the first of them."""
        return journal.write_many(actor=self.actor, at=self.now, lines=lines) - len(lines)

    def line(self, verb: str, kind: str, subject: UUID, **detail: object) -> journal.Line:
        return journal.Line(verb, kind, subject, self.organisation_id, detail)

    def check_day(self, on: date) -> None:
        if on > self.today:
            raise problems.DateInTheFuture(on=on)

    def take_ratings(self, plans: Sequence[RatingPlan]) -> int:
        known = checks.held(Rating, [plan.id for plan in plans])
        new = [plan for plan in {plan.id: plan for plan in plans}.values() if plan.id not in known]
        made = [self._rating(plan) for plan in new]
        seq = self.write(
            [
                self.line("ratings.load", "facilitator", row.facilitator_id, rating=str(row.pk), counts=row.counts)
                for row in made
            ]
        )
        for number, row in enumerate(made, start=seq + 1):
            row.seq = number
        rows.insert_all(made)
        rated = list({row.facilitator_id for row in made})
        for start in range(0, len(rated), checks.ASKED_AT_ONCE):
            renew_gates(rated[start : start + checks.ASKED_AT_ONCE])
        return len(made)

    def _rating(self, plan: RatingPlan) -> Rating:
        content = plan.content
        if content.facilitator_id not in self.ladder:
            raise problems.FacilitatorUnknown
        if content.rater_id is None or content.rater_id not in self.house:
            raise problems.RaterUnknown
        if content.rater_id == content.facilitator_id:
            raise problems.RatesOneself
        self.check_day(content.on)
        row = rating_row(rating_id=plan.id, content=content, rater_id=content.rater_id, house=self.organisation_id)
        row.fingerprint = fingerprint_of(content, content.rater_id, None)
        row.standing, row.counts = Standing.COUNTED, plan.counts
        row.recorded_by_id, row.recorded_at = content.rater_id, min(plan.recorded_at, self.now)
        return row

    def take_overrides(self, plans: Sequence[OverridePlan]) -> None:
        known = GateOverride.objects.filter(facilitator__organisation_id=self.organisation_id)
        held = set(known.values_list("facilitator_id", "given_at"))
        new = [plan for plan in plans if (plan.facilitator_id, plan.given_at) not in held]
        for plan in new:
            if plan.facilitator_id not in self.ladder:
                raise problems.FacilitatorUnknown
            if plan.supervisor_id == plan.facilitator_id or plan.supervisor_id not in self.house:
                raise problems.OverridesOneself
        self.write(
            [
                self.line("gate.load", "facilitator", plan.facilitator_id, last_day=plan.last_day.isoformat())
                for plan in new
            ]
        )
        rows.insert_all([_override(plan) for plan in new])

    def take_role_plays(self, plans: Sequence[RolePlayPlan]) -> None:
        known = checks.held(RolePlay, [plan.id for plan in plans])
        new = [plan for plan in plans if plan.id not in known]
        for plan in new:
            if not self.house.issuperset(score.rater_id for score in plan.scores):
                raise problems.RaterUnknown
        lines = [self.line("role_plays.load", "role_play", plan.id, scores=len(plan.scores)) for plan in new]
        self.write(lines)
        rows.insert_all([self._role_play(plan) for plan in new])
        rows.insert_all([score for plan in new for score in self._scores(plan)])

    def _role_play(self, plan: RolePlayPlan) -> RolePlay:
        ticks = {competence: list(ticked) for competence, ticked in plan.ticks.items()}
        return RolePlay(
            id=plan.id,
            organisation_id=self.organisation_id,
            title=plan.title,
            where=plan.where,
            rubric=plan.rubric,
            rubric_version=plan.rubric_version,
            ticks=ticks,
            levels=levels_of(ticks, queries.rubric(plan.rubric, plan.rubric_version)),
            made_at=plan.made_at,
        )

    def _scores(self, plan: RolePlayPlan) -> list[RolePlayScore]:
        rubric = queries.rubric(plan.rubric, plan.rubric_version)
        for score in plan.scores:
            self.check_day(score.on)
        return [
            RolePlayScore(
                id=score.id,
                role_play_id=plan.id,
                rater_id=score.rater_id,
                on=score.on,
                ticks={competence: list(ticked) for competence, ticked in score.ticks.items()},
                levels=levels_of(score.ticks, rubric),
                recorded_at=checks.noon(score.on, self.now),
            )
            for score in plan.scores
        ]

    def take_calibrations(self, plans: Sequence[CalibrationPlan]) -> None:
        known = Calibration.objects.filter(rater__organisation_id=self.organisation_id)
        held = set(known.values_list("rater_id", "rubric", "rubric_version", "since"))
        new = [plan for plan in plans if (plan.rater_id, plan.rubric, plan.rubric_version, plan.since) not in held]
        for plan in new:
            if plan.rater_id not in self.house:
                raise problems.RaterUnknown
            self.check_day(plan.since)
        self.write([self.line("raters.load", "account", plan.rater_id, certified=plan.certified) for plan in new])
        rows.insert_all([_calibration(plan) for plan in new])


def _override(plan: OverridePlan) -> GateOverride:
    return GateOverride(
        facilitator_id=plan.facilitator_id,
        supervisor_id=plan.supervisor_id,
        reason=plan.reason,
        given_at=plan.given_at,
        last_day=plan.last_day,
        ended_at=plan.ended_at,
        ended_by_id=plan.supervisor_id if plan.ended_at else None,
    )


def _calibration(plan: CalibrationPlan) -> Calibration:
    return Calibration(
        rater_id=plan.rater_id,
        rubric=plan.rubric,
        rubric_version=plan.rubric_version,
        role_plays=plan.role_plays,
        icc=plan.icc,
        icc_low=plan.icc_low,
        icc_high=plan.icc_high,
        kappas=dict(plan.kappas),
        certified=plan.certified,
        since=plan.since,
        until=plan.until,
        recorded_at=plan.recorded_at,
    )

"""Loading supervision in bulk, in one transaction: for imports and the synthetic programme."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from tuvurane.foundation import rows
from tuvurane.foundation.records import Standing
from tuvurane.groups import problems as group_problems
from tuvurane.groups.models import FacilitatorAssignment, Group
from tuvurane.journal import actions as journal
from tuvurane.people import scope
from tuvurane.people.models import Account
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.supervision import problems
from tuvurane.supervision.actions import checklists, reports, visits
from tuvurane.supervision.actions.follow_ups import check_follow_up, fill
from tuvurane.supervision.actions.plans import (
    ChargePlan,
    ChecklistPlan,
    FollowUpPlan,
    HelpPlan,
    SupervisionPlans,
    VisitPlan,
)
from tuvurane.supervision.models import Charge, Checklist, FollowUp, Help, HelpAnswer, Observation, Visit, VisitSeen
from tuvurane.supervision.queries.sealed import closed
from tuvurane.training import problems as training_problems
from tuvurane.training.models import Facilitator, Rating

Planned = TypeVar("Planned", VisitPlan, ChecklistPlan, HelpPlan)
IDS_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class LoadedSupervision:
    """What a load added."""

    charges: int = 0
    visits: int = 0
    checklists: int = 0
    observations: int = 0
    follow_ups: int = 0
    helps: int = 0


@transaction.atomic
def load_supervision(
    *, actor: Actor, organisation_id: UUID, plans: SupervisionPlans, now: datetime
) -> LoadedSupervision:
    """
    Load what supervisors did: all of it or nothing.

    What is known already by its id (a charge by its facilitator and first day) is left as it is, so that
    the same load twice changes nothing. One line of the journal a charge and one a record. Raises what the
    single acts raise of their contents, FacilitatorUnknown, GroupUnknown, OwnerUnknown, NotAllowed.
    """
    loader = _Loader(actor, organisation_id, now)
    loader.check(plans)
    return loader.take(plans)


class _Loader:
    """What stays the same over one load."""

    def __init__(self, actor: Actor, organisation_id: UUID, now: datetime) -> None:
        self.actor, self.house, self.now = actor, organisation_id, now
        self.people = dict(Facilitator.objects.filter(organisation=self.house).values_list("pk", "place__path"))
        self.accounts = set(Account.objects.filter(organisation=self.house).values_list("pk", flat=True))
        self.groups = dict(Group.objects.filter(organisation=self.house).values_list("pk", "place__path"))

    def check(self, plans: SupervisionPlans) -> None:
        """Everybody and every group named is of the house and inside the scope; every content could be taken."""
        people, groups = set(_people_of(plans)), set(_groups_of(plans))
        if not people <= self.people.keys():
            raise training_problems.FacilitatorUnknown
        if not groups <= self.groups.keys():
            raise group_problems.GroupUnknown
        if not set(_accounts_of(plans)) <= self.accounts:
            raise problems.OwnerUnknown
        paths = {self.people[one] for one in people} | {self.groups[one] for one in groups}
        for path in sorted(paths):
            scope.check_reaches(self.actor, Verb.SUPERVISION_MANAGE, organisation_id=self.house, place_path=path)
        _check_contents(plans)

    def take(self, plans: SupervisionPlans) -> LoadedSupervision:
        """Write what is not here yet, what is pointed at first."""
        charges = self._new_charges(plans.charges)
        visiting = _new(Visit, plans.visits)
        checked = _new(Checklist, plans.checklists)
        asked = _new(Help, plans.helps)
        lines = [*map(self._charge_line, charges), *map(self._visit_line, visiting)]
        lines += [*map(self._checklist_line, checked), *map(self._help_line, asked)]
        last = journal.write_many(actor=self.actor, at=self.now, lines=lines) if lines else 0
        seqs = iter(range(last - len(lines) + 1 + len(charges), last + 1))
        rows.insert_all([_charge(plan) for plan in charges])
        rows.insert_all([self._visit(plan, seq) for plan, seq in zip(visiting, seqs, strict=False)])
        rows.insert_all([row for plan in visiting for row in _seen(plan)])
        led = _led(checked)
        rows.insert_all([self._checklist(plan, seq, led) for plan, seq in zip(checked, seqs, strict=False)])
        rows.insert_all([self._help(plan, seq) for plan, seq in zip(asked, seqs, strict=True)])
        rows.insert_all([row for plan in asked for row in self._answer(plan)])
        observed = self._observations(plans)
        agreed = self._follow_ups(plans, visiting)
        return LoadedSupervision(len(charges), len(visiting), len(checked), observed, agreed, len(asked))

    def _new_charges(self, plans: Iterable[ChargePlan]) -> list[ChargePlan]:
        here = set(Charge.objects.filter(facilitator__organisation=self.house).values_list("facilitator_id", "since"))
        return [plan for plan in plans if (plan.facilitator_id, plan.since) not in here]

    def _line(self, verb: str, kind: str, subject: UUID, **detail: object) -> journal.Line:
        return journal.Line(verb, kind, subject, self.house, detail)

    def _charge_line(self, plan: ChargePlan) -> journal.Line:
        detail = {"supervisor": str(plan.supervisor_id), "since": str(plan.since)}
        return self._line("charges.load", "facilitator", plan.facilitator_id, **detail)

    def _visit_line(self, plan: VisitPlan) -> journal.Line:
        return self._line("visits.load", "visit", plan.id, format=plan.content.format)

    def _checklist_line(self, plan: ChecklistPlan) -> journal.Line:
        detail = {"group": str(plan.content.group_id), "number": plan.content.session_number}
        return self._line("checklists.load", "checklist", plan.id, **detail)

    def _help_line(self, plan: HelpPlan) -> journal.Line:
        return self._line("help.load", "help", plan.id, topic=plan.topic, facilitator=str(plan.facilitator_id))

    def _visit(self, plan: VisitPlan, seq: int) -> Visit:
        row = visits.visit_row(plan.id, plan.content, (self.house, plan.supervisor_id), seq)
        row.fingerprint = reports.fingerprint_of("visit", plan.content)
        row.recorded_by_id, row.recorded_at = plan.supervisor_id, plan.recorded_at
        return row

    def _checklist(self, plan: ChecklistPlan, seq: int, led: set[tuple[UUID, UUID]]) -> Checklist:
        observer = (plan.content.group_id, plan.recorded_by) not in led
        row = checklists.checklist_row(plan.id, plan.content, self.house, observer=observer)
        row.seq, row.fingerprint = seq, reports.fingerprint_of("checklist", plan.content)
        row.recorded_by_id, row.recorded_at = plan.recorded_by, plan.recorded_at
        return row

    def _help(self, plan: HelpPlan, seq: int) -> Help:
        return Help(
            id=plan.id,
            facilitator_id=plan.facilitator_id,
            topic=plan.topic,
            on=plan.on,
            line_sealed=closed(self.house, plan.line, row=plan.id.bytes),
            seq=seq,
            fingerprint=reports.fingerprint_of("help", [str(plan.topic), plan.line, str(plan.on)]),
            standing=Standing.COUNTED,
            recorded_by_id=plan.facilitator_id,
            recorded_at=plan.recorded_at,
        )

    def _answer(self, plan: HelpPlan) -> Iterator[HelpAnswer]:
        if plan.answered_by is not None and plan.answered_on is not None:
            at = min(datetime.combine(plan.answered_on, time(12), UTC), self.now)
            yield HelpAnswer(help_id=plan.id, by_id=plan.answered_by, on=plan.answered_on, recorded_at=at)

    def _observations(self, plans: SupervisionPlans) -> int:
        """Where ratings of this house were made that are here and have no group yet."""
        wanted = {plan.rating_id: plan.group_id for plan in plans.observations}
        here = Rating.objects.filter(facilitator__organisation=self.house, observation__isnull=True)
        ids = [pk for pk in here.values_list("pk", flat=True) if pk in wanted]
        rows.insert_all([Observation(rating_id=pk, group_id=wanted[pk]) for pk in ids])
        return len(ids)

    def _follow_ups(self, plans: SupervisionPlans, new: Iterable[VisitPlan]) -> int:
        """What was agreed at new visits, and by itself."""
        made = [row for plan in new for row in self._agreed_at(plan)]
        made += [self._agreed(plan) for plan in plans.follow_ups]
        here = set(FollowUp.objects.filter(organisation=self.house).values_list("pk", flat=True))
        fresh = [row for row in made if row.pk not in here]
        rows.insert_all(fresh)
        return len(fresh)

    def _agreed_at(self, plan: VisitPlan) -> Iterator[FollowUp]:
        visit = visits.visit_row(plan.id, plan.content, (self.house, plan.supervisor_id), 0)
        for content in plan.content.follow_ups:
            row = FollowUp(id=content.id, made_at=plan.recorded_at)
            fill(row, content, visit, list(plan.content.seen))
            yield row

    def _agreed(self, plan: FollowUpPlan) -> FollowUp:
        content = plan.content
        if content.facilitator_id is None and plan.group_id is None:
            raise problems.FollowUpAboutNobody
        done_at = None if plan.done_on is None else min(datetime.combine(plan.done_on, time(12), UTC), self.now)
        return FollowUp(
            id=content.id,
            organisation_id=self.house,
            visit_id=plan.visit_id,
            facilitator_id=content.facilitator_id,
            group_id=plan.group_id,
            competence=content.competence,
            what_sealed=closed(self.house, content.what, row=content.id.bytes) or b"",
            owner_id=plan.owner_id,
            due_on=content.due_on,
            made_at=plan.made_at,
            done_on=plan.done_on,
            done_at=done_at,
        )


def _check_contents(plans: SupervisionPlans) -> None:
    for visit in plans.visits:
        visits.check_content(visit.content)
    for checklist in plans.checklists:
        checklists.check_content(checklist.content)
    for follow_up in plans.follow_ups:
        check_follow_up(follow_up.content)
    for charge in plans.charges:
        if charge.until is not None and charge.until < charge.since:
            raise problems.DateBeforeCharge(since=charge.since)


def _people_of(plans: SupervisionPlans) -> Iterator[UUID]:
    yield from (plan.facilitator_id for plan in plans.charges)
    yield from (plan.facilitator_id for plan in plans.helps)
    yield from (one for plan in plans.visits for one in plan.content.seen)
    contents = [
        *(plan.content for plan in plans.follow_ups),
        *(one for plan in plans.visits for one in plan.content.follow_ups),
    ]
    yield from (content.facilitator_id for content in contents if content.facilitator_id is not None)


def _groups_of(plans: SupervisionPlans) -> Iterator[UUID]:
    yield from (plan.content.group_id for plan in plans.visits if plan.content.group_id is not None)
    yield from (plan.content.group_id for plan in plans.checklists)
    yield from (plan.group_id for plan in plans.observations)
    yield from (plan.group_id for plan in plans.follow_ups if plan.group_id is not None)


def _accounts_of(plans: SupervisionPlans) -> Iterator[UUID]:
    yield from (plan.supervisor_id for plan in plans.charges)
    yield from (plan.supervisor_id for plan in plans.visits)
    yield from (plan.recorded_by for plan in plans.checklists)
    yield from (plan.owner_id for plan in plans.follow_ups)
    yield from (plan.answered_by for plan in plans.helps if plan.answered_by is not None)


def _new(model: type[Visit | Checklist | Help], plans: Sequence[Planned]) -> list[Planned]:
    """The plans that are not here yet. Asked a thousand ids at a time: a database takes only so many in one question."""
    ids = [plan.id for plan in plans]
    here: set[UUID] = set()
    for start in range(0, len(ids), IDS_AT_ONCE):
        rows_here = model._base_manager.filter(pk__in=ids[start : start + IDS_AT_ONCE])
        here.update(rows_here.values_list("pk", flat=True))
    return [plan for plan in plans if plan.id not in here]


def _charge(plan: ChargePlan) -> Charge:
    return Charge(
        facilitator_id=plan.facilitator_id, supervisor_id=plan.supervisor_id, since=plan.since, until=plan.until
    )


def _seen(plan: VisitPlan) -> list[VisitSeen]:
    return [VisitSeen(visit_id=plan.id, facilitator_id=one) for one in dict.fromkeys(plan.content.seen)]


def _led(plans: Iterable[ChecklistPlan]) -> set[tuple[UUID, UUID]]:
    """Who leads or led which of these groups."""
    groups = {plan.content.group_id for plan in plans}
    pairs = FacilitatorAssignment.objects.values_list("group_id", "account_id")
    return {pair for pair in pairs if pair[0] in groups} if groups else set()

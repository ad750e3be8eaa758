"""Loading many groups with all that they did, in one transaction: registers taken over, and the synthetic programme."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import islice
from uuid import UUID

from django.db import transaction

from tuvurane.foundation import rows, sealing
from tuvurane.foundation.records import Standing
from tuvurane.groups import policies, problems
from tuvurane.groups.actions import participants, session_checks, session_rows
from tuvurane.groups.actions.plans import GroupPlan, PersonPlan, ledger_of
from tuvurane.groups.codes import MOVES, OPEN, ConsentGivenBy, Status
from tuvurane.groups.models import (
    Consent,
    FacilitatorAssignment,
    Group,
    GroupMove,
    Membership,
    MissedSession,
    Participant,
    RoleTaken,
    Session,
    ToldShift,
)
from tuvurane.journal import actions as journal
from tuvurane.people import queries as people
from tuvurane.people import scope
from tuvurane.people.models import Account
from tuvurane.people.roles import Role, Verb
from tuvurane.people.scope import Actor
from tuvurane.places.models import Place
from tuvurane.training import actions as training

GROUPS_AT_ONCE = 60


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load added: groups, new participants, reports of sessions held, marks of attendance."""

    groups: int = 0
    participants: int = 0
    sessions: int = 0
    marks: int = 0


@transaction.atomic
def load_programme(
    *,
    actor: Actor,
    organisation_id: UUID,
    plans: Iterable[GroupPlan],
    now: datetime,
    progress: Callable[[int], None] | None = None,
) -> Loaded:
    """
    Load groups in bulk: all of them or none.

    A group whose id is known already is left as it is, so that the same load twice changes nothing.
    Who is to lead an open group must be let by the gate; all gates of the organisation are locked
    until commit. One line of the journal a group and one a report. What has no moment of its own counts as
    recorded on its day, never before the group was made. ``progress`` hears how many groups are
    done, after every batch. Raises what the single acts raise (NotAllowed, GroupNameTaken,
    NotAFacilitator, MoveNotAllowed, StartMissing, DateInTheFuture, SeatUnknown, training.GateClosed and
    so on).
    """
    training.hold_gates(organisation_id)
    loader = _Loader(actor, organisation_id, now)
    remaining = iter(plans)
    while batch := list(islice(remaining, GROUPS_AT_ONCE)):
        loader.take(batch)
        if progress is not None:
            progress(loader.loaded.groups)
    return loader.loaded


class _Loader:
    """What stays the same over all batches of one load."""

    def __init__(self, actor: Actor, organisation_id: UUID, now: datetime) -> None:
        self.actor, self.organisation_id, self.now = actor, organisation_id, now
        self.house = people.organisation_key(organisation_id).held()
        self.leads_at = _facilitators(organisation_id, now.date())
        self.names = set(Group.objects.filter(organisation_id=organisation_id).values_list("name", flat=True))
        self.enrolled: set[UUID] = set()
        self.sitting: set[UUID] = set()
        self.loaded = Loaded()

    def take(self, batch: Sequence[GroupPlan]) -> None:
        known = set(Group.objects.filter(pk__in=[plan.id for plan in batch]).values_list("pk", flat=True))
        plans = [plan for plan in batch if plan.id not in known]
        paths = dict(Place.objects.filter(pk__in={plan.place_id for plan in plans}).values_list("pk", "path"))
        self._recall(plans)
        for plan in plans:
            self._check(plan, paths[plan.place_id])
        training.check_gate({account for plan in plans for account in _to_lead(plan)}, now=self.now)
        lines = [line for plan in plans for line in _lines(plan, self.organisation_id)]
        last = journal.write_many(actor=self.actor, at=self.now, lines=lines)
        made = _Rows(self, last - len(lines))
        for plan in plans:
            made.add(plan)
        made.save()
        self.loaded = Loaded(
            self.loaded.groups + len(made.groups),
            self.loaded.participants + len(made.participants),
            self.loaded.sessions + len(made.sessions),
            self.loaded.marks + len(made.parts.attendance),
        )

    def _recall(self, plans: Sequence[GroupPlan]) -> None:
        """Who of these people came before, in an earlier load or by a single act."""
        new = {person.id for plan in plans for person in plan.people} - self.enrolled
        for participant in Participant.objects.filter(pk__in=new):
            policies.check_same_house(self.actor, participant)
            self.enrolled.add(participant.pk)
        open_stays = Membership.objects.filter(participant__in=new, left_on__isnull=True)
        self.sitting.update(open_stays.values_list("participant_id", flat=True))

    def _check(self, plan: GroupPlan, path: str) -> None:
        scope.check_reaches(self.actor, Verb.GROUPS_IMPORT, organisation_id=self.organisation_id, place_path=path)
        policies.check_can_make_group(self.actor, self.organisation_id, path)
        if plan.name in self.names:
            raise problems.GroupNameTaken(name=plan.name)
        self.names.add(plan.name)
        _check_moves(plan, self.actor, self.now)
        for account_id, _, until in plan.facilitators:
            leader = self.leads_at.get(account_id)
            if leader is None or (until is None and not any(path.startswith(place) for place in leader)):
                raise problems.NotAFacilitator(name=str(account_id))
        for person in plan.people:
            self._check_person(person)
        for missed in plan.missed:
            session_checks.check_day(self.actor, missed.on, self.now)
        for session in plan.sessions:
            session_checks.check_content(self.actor, session.content, self.now)
        _check_told(plan, self.actor, self.now)

    def _check_person(self, person: PersonPlan) -> None:
        if not person.identity.called:
            raise problems.NameMissing
        if person.left_on is not None and person.left_on < person.joined_on:
            raise problems.DateBeforeJoining(joined_on=person.joined_on)
        if person.left_on is None:
            if person.id in self.sitting:
                raise problems.AlreadyInAGroup
            self.sitting.add(person.id)


def _to_lead(plan: GroupPlan) -> Iterator[UUID]:
    """Who would lead this group from now on. Of a group that has ended it is only told who led it."""
    if plan.status in OPEN:
        yield from (account for account, _, until in plan.facilitators if until is None)


def _facilitators(organisation_id: UUID, on: date) -> dict[UUID, list[str]]:
    """The accounts of the organisation, and the paths at which each holds the facilitator's role."""
    accounts = Account.objects.filter(organisation_id=organisation_id)
    leads_at: dict[UUID, list[str]] = {account_id: [] for account_id in accounts.values_list("pk", flat=True)}
    held = people.roles_in_force(on).filter(role=Role.FACILITATOR, account__organisation=organisation_id)
    for account_id, path in held.values_list("account_id", "place__path"):
        leads_at[account_id].append(path)
    return leads_at


def _check_moves(plan: GroupPlan, actor: Actor, now: datetime) -> None:
    status = Status.PLANNED
    for to, on in plan.moves:
        if to not in MOVES[status]:
            raise problems.MoveNotAllowed(came_from=status, went_to=to)
        session_checks.check_day(actor, on, now)
        status = to
    if plan.starts_on is None and any(to == Status.RUNNING for to, _ in plan.moves):
        raise problems.StartMissing(name=plan.name)
    if (plan.sessions or plan.told_shifts) and not any(to == Status.RUNNING for to, _ in plan.moves):
        raise problems.GroupNotRunning(name=plan.name)


def _check_told(plan: GroupPlan, actor: Actor, now: datetime) -> None:
    """What was told outside sessions: on days that have come, in a line, of people of this group."""
    for told in plan.told_shifts:
        session_checks.check_day(actor, told.on, now)
        session_checks.check_line(told.shift.line)
    people_here = {person.id for person in plan.people}
    for taken in plan.roles:
        session_checks.check_day(actor, taken.since, now)
        if taken.participant_id not in people_here:
            raise problems.ParticipantUnknown


def _lines(plan: GroupPlan, organisation_id: UUID) -> Iterator[journal.Line]:
    def line(verb: str, **detail: object) -> journal.Line:
        return journal.Line(verb, "group", plan.id, organisation_id, detail)

    yield line("groups.load", place=plan.place_id, status=plan.status, people=len(plan.people))
    for session in plan.sessions:
        yield line("sessions.load", session=str(session.id), number=session.content.number)
    for missed in plan.missed:
        yield line("sessions.load", missed=str(missed.id), reason=missed.reason)
    for told in plan.told_shifts:
        yield line("shifts.load", shift=str(told.id), domain=told.shift.domain, by=told.shift.noticed_by)
    for taken in plan.roles:
        yield line("roles.load", told=str(taken.id), participant=str(taken.participant_id), role=taken.role)


class _Rows:
    """The rows of one batch; ``seq`` counts on as the journal's lines were written."""

    def __init__(self, loader: _Loader, seq: int) -> None:
        self.loader, self.seq = loader, seq
        self.groups: list[Group] = []
        self.moves: list[GroupMove] = []
        self.assignments: list[FacilitatorAssignment] = []
        self.participants: list[Participant] = []
        self.memberships: list[Membership] = []
        self.consents: list[Consent] = []
        self.sessions: list[Session] = []
        self.parts = session_rows.Parts()
        self.missed: list[MissedSession] = []
        self.told_shifts: list[ToldShift] = []
        self.roles: list[RoleTaken] = []

    def save(self) -> None:
        """Write them, what is pointed at first."""
        for written in (self.groups, self.moves, self.assignments, self.participants, self.memberships, self.consents):
            rows.insert_all(written)
        rows.insert_all(self.sessions)
        self.parts.insert()
        for told in (self.missed, self.told_shifts, self.roles):
            rows.insert_all(told)

    def add(self, plan: GroupPlan) -> None:
        self.seq += 1
        group = _group(plan, self.loader.organisation_id)
        self.groups.append(group)
        self._add_moves(plan)
        self.assignments += [
            FacilitatorAssignment(group_id=plan.id, account_id=account, since=since, until=until)
            for account, since, until in plan.facilitators
        ]
        for person in plan.people:
            self._add_person(plan, person)
        self._add_sessions(plan)
        self._add_missed(plan)
        self._add_told(plan)
        group.seq = self.seq

    def _recorded(self, plan: GroupPlan, on: date) -> datetime:
        return min(max(plan.made_at, datetime.combine(on, time(12), UTC)), self.loader.now)

    def _add_moves(self, plan: GroupPlan) -> None:
        came_from = Status.PLANNED
        for to, on in plan.moves:
            recorded_at = self._recorded(plan, on)
            self.moves.append(
                GroupMove(group_id=plan.id, came_from=came_from, went_to=to, on=on, recorded_at=recorded_at)
            )
            came_from = to

    def _add_person(self, plan: GroupPlan, person: PersonPlan) -> None:
        if person.id not in self.loader.enrolled:
            self.loader.enrolled.add(person.id)
            self.participants.append(self._participant(plan, person))
            self.consents += self._consents(plan, person)
        self.memberships.append(
            Membership(
                group_id=plan.id,
                participant_id=person.id,
                seat=person.seat,
                joined_on=person.joined_on,
                how=person.how,
                left_on=person.left_on,
                why_left=person.why_left or "",
            )
        )

    def _participant(self, plan: GroupPlan, person: PersonPlan) -> Participant:
        key = sealing.new_key()
        return Participant(
            id=person.id,
            organisation_id=self.loader.organisation_id,
            code=person.code,
            sex=person.sex,
            age_band=person.age_band,
            identity_sealed=participants.seal_identity(person.identity, key, person.id),
            key_wrapped=participants.wrap_key(self.loader.house, key, person.id),
            enrolled_at=self._recorded(plan, person.joined_on),
        )

    def _consents(self, plan: GroupPlan, person: PersonPlan) -> Iterator[Consent]:
        given = [(purpose, on, True) for purpose, on in person.consents.items()]
        withdrawn = [(purpose, on, False) for purpose, on in person.withdrawn.items()]
        for purpose, on, yes in [*given, *withdrawn]:
            yield Consent(
                participant_id=person.id,
                purpose=purpose,
                given=yes,
                on=on,
                language=plan.language,
                given_by=ConsentGivenBy.VOICE,
                text_version=person.text_version if yes else "",
                recorded_by_id=self.loader.actor.account_id,
                recorded_at=self._recorded(plan, on),
                seq=self.seq,
            )

    def _add_sessions(self, plan: GroupPlan) -> None:
        seats = {person.seat: person.id for person in plan.people}
        # Their numbers are their places in the list, as queries.facilitators_of counts them.
        leading = {number: account for number, (account, _, _) in enumerate(plan.facilitators, start=1)}
        ledger = ledger_of(plan.sessions)
        for session in plan.sessions:
            self.seq += 1
            accounts = session_checks.accounts_of(leading, session.content.facilitators)
            row = session_rows.session_row(
                session_id=session.id,
                group_id=plan.id,
                content=session.content,
                house=self.loader.house,
                fingerprint=session_rows.fingerprint_of(plan.id, session.content, session.supersedes),
                seq=self.seq,
            )
            row.standing, row.superseded_by_id = ledger.standing[session.id], ledger.superseded_by.get(session.id)
            row.recorded_by_id, row.recorded_at = session.recorded_by, session.recorded_at
            self.sessions.append(row)
            marked = session_checks.check_seats(seats, session.content.marks)
            self.parts.add(session_rows.parts_of(session.id, session.content, marked, accounts, self.loader.house))

    def _add_missed(self, plan: GroupPlan) -> None:
        for missed in plan.missed:
            self.seq += 1
            self.missed.append(
                MissedSession(
                    id=missed.id,
                    group_id=plan.id,
                    on=missed.on,
                    reason=missed.reason,
                    standing=Standing.COUNTED,
                    recorded_by_id=missed.recorded_by,
                    recorded_at=missed.recorded_at,
                    seq=self.seq,
                    fingerprint=session_rows.fingerprint_of_missed(plan.id, missed.on, missed.reason),
                )
            )

    def _add_told(self, plan: GroupPlan) -> None:
        """What was told outside the sessions: small shifts, and roles taken up."""
        for told in plan.told_shifts:
            self.seq += 1
            shift = session_rows.told_shift_row(
                told.id, plan.id, told.on, told.shift, house=self.loader.house, seq=self.seq
            )
            shift.recorded_by_id, shift.recorded_at = told.recorded_by, told.recorded_at
            self.told_shifts.append(shift)
        for taken in plan.roles:
            self.seq += 1
            role = session_rows.role_row(
                taken.id, plan.id, taken.participant_id, role=taken.role, since=taken.since, seq=self.seq
            )
            role.recorded_by_id, role.recorded_at = taken.recorded_by, taken.recorded_at
            self.roles.append(role)


def _group(plan: GroupPlan, organisation_id: UUID) -> Group:
    return Group(
        id=plan.id,
        organisation_id=organisation_id,
        place_id=plan.place_id,
        name=plan.name,
        site=plan.site,
        language=plan.language,
        status=plan.status,
        starts_on=plan.starts_on,
        waits_since=plan.waits_since,
        weekday=plan.weekday,
        seed=plan.id.int & 0x7FFFFFFF,
        made_at=plan.made_at,
    )

"""Taking a register: all of it in one transaction, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from tuvurane.exchange.registers.drafts import Draft, LeaderDraft, MemberDraft, SessionDraft
from tuvurane.exchange.registers.known import codes_taken, session_id
from tuvurane.exchange.registers.preview import Counts, Preview
from tuvurane.exchange.registers.problems import RegisterRefused
from tuvurane.groups import actions as group_actions
from tuvurane.groups import queries as group_queries
from tuvurane.groups.actions import GroupPlan, PersonPlan, SessionContent, SessionPlan
from tuvurane.groups.actions.participants import spoken_code
from tuvurane.groups.codes import ConsentGivenBy, Status
from tuvurane.groups.queries import Identity
from tuvurane.people.scope import Actor

if TYPE_CHECKING:
    from tuvurane.groups.models import Group


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was added, and the groups to look at."""

    counts: Counts
    group_ids: tuple[UUID, ...]


@transaction.atomic
def apply(preview: Preview, *, actor: Actor, now: datetime) -> Loaded:
    """
    Add what a register brings: new groups in bulk, additions to groups that stand by the single acts.

    All of it or nothing. What stands already is left as it is, so the same file twice changes
    nothing. Raises RegisterRefused when the preview has faults, and whatever the acts of the groups
    raise when something changed since it was read.
    """
    if preview.faults:
        raise RegisterRefused(count=len(preview.faults))
    # Groups before the gates that a load locks: one order everywhere.
    group_actions.lock(*(draft.known.group.pk for draft in preview.drafts if draft.known is not None))
    codes = _Codes(preview)
    new = [draft for draft in preview.drafts if draft.known is None]
    plans = [_plan(draft, codes, actor, now) for draft in new]
    group_actions.load_programme(actor=actor, organisation_id=preview.organisation_id, plans=plans, now=now)
    for draft in preview.drafts:
        if draft.known is not None:
            _Addition(draft, draft.known.group, codes, actor, now).add()
    return Loaded(preview.new, tuple(line.group_id for line in preview.groups if not line.unchanged))


class _Codes:
    """
    The spoken codes of people whose register has none.

    They are drawn from the person's id, so that the same file gives the same codes, and carry three
    digits where codes given on the pages carry two: the two kinds can never meet.
    """

    def __init__(self, preview: Preview) -> None:
        self._organisation_id = preview.organisation_id
        self._taken = set(codes_taken(preview.organisation_id))
        self._taken |= {member.row.code for draft in preview.drafts for member in draft.members.values()}

    def code(self, member: MemberDraft) -> str:
        """The code of the register, else a new one."""
        if member.row.code:
            return member.row.code
        number = member.id.int
        while (code := f"{spoken_code(self._organisation_id, number)}{number // 12_500_000 % 10}") in self._taken:
            number += 1
        self._taken.add(code)
        return code


def _plan(draft: Draft, codes: _Codes, actor: Actor, now: datetime) -> GroupPlan:
    row, leaders = draft.row, _in_order(draft)
    numbers = {leader.leader.account.pk: number for number, leader in enumerate(leaders, start=1)}
    return GroupPlan(
        id=draft.id,
        place_id=draft.place.pk,
        name=row.name,
        site=row.site,
        language=row.language,
        weekday=row.weekday,
        starts_on=row.starts_on,
        moves=_moves(draft, now.date()),
        facilitators=[(leader.leader.account.pk, leader.since, leader.until) for leader in leaders],
        people=[_person(member, codes) for member in draft.new_members],
        sessions=[_session(draft, session, numbers, actor, now) for session in draft.new_sessions],
        missed=(),
        made_at=now,
    )


def _in_order(draft: Draft) -> list[LeaderDraft]:
    """Facilitators as the programme counts them: by their first day, then as the register lists them."""
    return sorted(draft.new_leaders, key=lambda leader: leader.since)


def _moves(draft: Draft, today: date) -> list[tuple[Status, date]]:
    """
    The life of a group as far as its register tells it.

    A register does not say when people were invited: that move is dated by the first who joined, at
    the latest by the start.
    """
    row = draft.row
    if row.status == Status.PLANNED:
        return []
    started = row.starts_on if row.status != Status.RECRUITING else None
    days = [member.joined_on for member in draft.members.values()] + [day for day in (started, row.ended_on) if day]
    moves = [(Status.RECRUITING, min(days, default=today))]
    if started is not None:
        moves.append((Status.RUNNING, started))
    if row.status in {Status.GRADUATED, Status.STOPPED} and row.ended_on is not None:
        moves.append((row.status, row.ended_on))
    return moves


def _person(member: MemberDraft, codes: _Codes) -> PersonPlan:
    row = member.row
    return PersonPlan(
        id=member.id,
        code=codes.code(member),
        identity=Identity(row.name, row.nickname, row.contact),
        sex=row.sex,
        age_band=row.age_band,
        seat=row.number,
        joined_on=member.joined_on,
        left_on=row.left_on,
        why_left=row.why_left,
        consents=row.agreed,
    )


def _session(
    draft: Draft, session: SessionDraft, numbers: Mapping[UUID, int], actor: Actor, now: datetime
) -> SessionPlan:
    return SessionPlan(
        id=session_id(draft.id, session.row.number),
        content=_content(session, numbers),
        recorded_by=actor.account_id,
        recorded_at=now,
    )


def _content(session: SessionDraft, numbers: Mapping[UUID, int]) -> SessionContent:
    row = session.row
    return SessionContent(
        number=row.number,
        held_on=row.held_on,
        minutes=row.minutes,
        place_kind=row.place_kind,
        phase=row.phase,
        facilitators=sorted(numbers[account] for account in session.led_by),
        marks=dict(sorted(session.marks.items())),
    )


class _Addition:
    """What a register adds to one group that stands: facilitators, people, reports of sessions."""

    def __init__(self, draft: Draft, group: "Group", codes: _Codes, actor: Actor, now: datetime) -> None:
        self.draft, self.group, self.codes, self.actor, self.now = draft, group, codes, actor, now

    def add(self) -> None:
        for leader in _in_order(self.draft):
            self._lead(leader)
        for member in self.draft.new_members:
            self._enrol(member)
        if not self.draft.new_sessions:
            return
        leading = group_queries.facilitators_of(self.group, ended=True)
        numbers = {leader.account_id: leader.n for leader in leading}
        for session in self.draft.new_sessions:
            group_actions.record_session(
                actor=self.actor,
                group=self.group,
                session_id=session_id(self.group.pk, session.row.number),
                content=_content(session, numbers),
                now=self.now,
            )

    def _lead(self, leader: LeaderDraft) -> None:
        account = leader.leader.account
        group_actions.assign_facilitator(
            actor=self.actor, group=self.group, account=account, since=leader.since, now=self.now
        )
        if leader.until is not None:
            group_actions.end_assignment(
                actor=self.actor, group=self.group, account=account, until=leader.until, now=self.now
            )

    def _enrol(self, member: MemberDraft) -> None:
        row = member.row
        participant = group_actions.enrol_participant(
            actor=self.actor,
            group=self.group,
            participant_id=member.id,
            identity=Identity(row.name, row.nickname, row.contact),
            sex=row.sex,
            age_band=row.age_band,
            joined_on=member.joined_on,
            code=self.codes.code(member),
            now=self.now,
        )
        for purpose, on in row.agreed.items():
            group_actions.record_consent(
                actor=self.actor,
                group=self.group,
                participant=participant,
                purpose=purpose,
                given=True,
                on=on,
                language=self.group.language,
                given_by=ConsentGivenBy.VOICE,
                now=self.now,
            )
        if row.left_on is not None and row.why_left is not None:
            group_actions.leave_group(
                actor=self.actor,
                group=self.group,
                participant=participant,
                on=row.left_on,
                why=row.why_left,
                now=self.now,
            )

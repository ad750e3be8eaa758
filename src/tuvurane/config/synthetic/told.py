"""What was noticed outside the sessions, and who took up a role after the group. Drawn apart, so that all else stays."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from tuvurane.config.synthetic.calendar import Calendar
from tuvurane.config.synthetic.chance import Chance
from tuvurane.config.synthetic.circle import Member
from tuvurane.config.synthetic.lines import told_about
from tuvurane.config.synthetic.rounds import Outline
from tuvurane.config.synthetic.sessions import SHIFTS
from tuvurane.groups.actions import RolePlan, Shifted, ToldShiftPlan
from tuvurane.groups.codes import CommunityRole, NoticedBy

HOW_MANY = {0: 0.42, 1: 0.31, 2: 0.18, 3: 0.09}
WHO = {
    NoticedBy.FAMILY: 0.34,
    NoticedBy.LOCAL_LEADER: 0.21,
    NoticedBy.HOST_NEIGHBOUR: 0.2,
    NoticedBy.PARTICIPANT: 0.12,
    NoticedBy.REFUGEE_NEIGHBOUR: 0.1,
    NoticedBy.FACILITATOR: 0.03,
}
AFTER = timedelta(days=60)  # after the last session neighbours still tell
TAKES_UP = 0.085
ROLES = {
    CommunityRole.COMMITTEE: 0.5,
    CommunityRole.MEDIATOR: 0.27,
    CommunityRole.LEADER: 0.08,
    CommunityRole.OTHER: 0.15,
}


class Telling:
    """What is told of one group outside its sessions."""

    def __init__(self, outline: Outline, calendar: Calendar, *, group_id: UUID, language: str, now: datetime) -> None:
        self.outline, self.calendar, self.language, self.now = outline, calendar, language, now
        self.chance = Chance(f"told {group_id}")

    def shifts(self) -> list[ToldShiftPlan]:
        """Small shifts on days from the second session until some weeks after the last."""
        held = self.calendar.held
        if len(held) < 2:
            return []
        first, last = held[1].on, min(held[-1].on + AFTER, self.now.date() - timedelta(days=1))
        days = sorted(self._day(first, last) for _ in range(self.chance.pick(HOW_MANY)))
        return [self._shift(on) for on in days]

    def _shift(self, on: date) -> ToldShiftPlan:
        domain, who = self.chance.pick(SHIFTS), self.chance.pick(WHO)
        at = self._evening(on)
        shift = Shifted(domain, told_about(self.chance, domain, self.language), who)
        return ToldShiftPlan(self.chance.id_at(at), on, shift, self.outline.pair.first, at)

    def roles(self, members: Sequence[Member], *, ended_on: date | None) -> list[RolePlan]:
        """Roles that people tell of in the year after their group ended."""
        last = self.now.date() - timedelta(days=1)
        if ended_on is None or ended_on >= last:
            return []
        stayed = [member.plan.id for member in members if member.plan.left_on is None]
        return [self._role(person, ended_on, last) for person in stayed if self.chance.happens(TAKES_UP)]

    def _role(self, person: UUID, ended_on: date, last: date) -> RolePlan:
        since = self._day(ended_on, min(last, ended_on + timedelta(days=300)))
        at = self._evening(since)
        return RolePlan(self.chance.id_at(at), person, self.chance.pick(ROLES), since, self.outline.pair.first, at)

    def _day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.chance.randrange(max(1, (last - first).days)))

    def _evening(self, on: date) -> datetime:
        return datetime.combine(on, time(15 + self.chance.randrange(4), self.chance.randrange(60)), UTC)

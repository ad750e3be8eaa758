"""Who sits in a group: enrolled, consenting, coming late, leaving, moving, coming back."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from tuvurane.config.synthetic import names
from tuvurane.config.synthetic.calendar import Calendar
from tuvurane.config.synthetic.chance import Chance
from tuvurane.config.synthetic.rounds import Fate, Outline
from tuvurane.groups.actions import PersonPlan
from tuvurane.groups.codes import AgeBand, Joining, Leaving, Purpose, Sex
from tuvurane.groups.queries import Identity, current_text

SIZES = {8: 0.004, 9: 0.01, 10: 0.04, 11: 0.1, 12: 0.23, 13: 0.29, 14: 0.2, 15: 0.115, 16: 0.011}
SEXES = {Sex.F: 0.575, Sex.M: 0.42, Sex.OTHER: 0.005}
AGE_BANDS = {
    AgeBand.FROM_16: 0.02,
    AgeBand.FROM_18: 0.17,
    AgeBand.FROM_25: 0.27,
    AgeBand.FROM_35: 0.31,
    AgeBand.FROM_50: 0.14,
    AgeBand.FROM_60: 0.09,
}  # about the mean of 35 and its wide spread in Byumba: doi 10.1371/journal.pone.0021819
CONSENTS = {Purpose.TAKE_PART: 1.0, Purpose.BE_MEASURED: 0.95, Purpose.BE_CONTACTED: 0.72}
STORY = 0.55  # of those enrolled, drawn apart: the others' draws stay what they are
TEXTS_SINCE = timedelta(days=150)  # consents of the last months name the text that was read, those before do not
WITHDRAWS = 0.008
LEAVES = 0.075
REASONS = {
    Leaving.MOVED_AWAY: 0.26,
    Leaving.RETURNED_HOME: 0.12,
    Leaving.WORK: 0.2,
    Leaving.ILLNESS: 0.1,
    Leaving.DIED: 0.01,
    Leaving.CONFLICT: 0.06,
    Leaving.NOT_HELPFUL: 0.08,
    Leaving.NO_REASON: 0.11,
    Leaving.OTHER: 0.06,
}
MOVES = 0.006
REJOINS = 0.006
LATE_COMER = 0.03
BETWEEN_GROUPS = 0.05  # of the variance of the burden


@dataclass(frozen=True, slots=True)
class Member:
    """
    A stay, and what it hides.

    ``comes`` is the person's own readiness to come (added to the group's share), ``burden`` the
    distress they bring (a standard normal draw, the group's part included).
    """

    plan: PersonPlan
    comes: float
    burden: float

    def sits(self, on: date) -> bool:
        """Whether the person belongs to the group on this day."""
        return self.plan.joined_on <= on and (self.plan.left_on is None or on < self.plan.left_on)


@dataclass(frozen=True, slots=True)
class Mover:
    """Someone on the way from one group to another."""

    member: Member
    on: date


@dataclass(slots=True)
class Circle:
    """The stays of a group in the order of their seats."""

    members: list[Member]
    leaving_for: list[Mover]


class Gathering:
    """Fills one circle."""

    def __init__(
        self, chance: Chance, outline: Outline, calendar: Calendar, code: Callable[[], str], *, today: date
    ) -> None:
        self.chance, self.outline, self.calendar, self.code = chance, outline, calendar, code
        self.texts_since = today - TEXTS_SINCE
        self.group_burden = chance.gauss(0, 1)
        self.members: list[Member] = []
        self.leaving_for: list[Mover] = []

    def fill(self, movers: list[Mover], onward: date | None) -> Circle:
        """
        Enrol people, receive ``movers``, let some leave.

        ``onward`` is the day from which another group can take movers of this one; None when none can.
        """
        for sex, called in self._called():
            self.members.append(self._enrol(sex, called, seat=len(self.members) + 1))
        for mover in movers:
            self._receive(mover)
        for index in range(len(self.members) - len(movers)):
            self._part(index, onward)
        return Circle(self.members, self.leaving_for)

    def _called(self) -> list[tuple[Sex, str]]:
        if self.outline.fate == Fate.PLANNED:
            return []
        size = self.chance.pick(SIZES)
        if self.outline.fate == Fate.RECRUITING:
            size = self.chance.randrange(2, size)
        sexes = [self.chance.pick(SEXES) for _ in range(size)]
        return list(zip(sexes, names.first_names(self.chance, sexes), strict=True))

    def _enrol(self, sex: Sex, called: str, *, seat: int) -> Member:
        chance = self.chance
        joined_on = self._joins_on()
        identity = Identity(
            name=f"{called} {names.family_name(chance)}",
            nickname=f"{called} {chance.choice('abcdefgh').upper()}." if chance.happens(0.08) else "",
            contact=names.contact(chance),
        )
        consents = {purpose: joined_on for purpose, share in CONSENTS.items() if chance.happens(share)}
        plan = PersonPlan(
            id=chance.id_at(datetime.combine(joined_on, time(9 + chance.randrange(7)), UTC)),
            code=self.code(),
            identity=identity,
            sex=sex,
            age_band=chance.pick(AGE_BANDS),
            seat=seat,
            joined_on=joined_on,
            consents=consents,
            withdrawn=self._withdrawn(consents),
            text_version=current_text(Purpose.TAKE_PART).version if joined_on >= self.texts_since else "",
        )
        if Chance(f"story {plan.id}").happens(STORY):
            plan = replace(plan, consents={**plan.consents, Purpose.STORY: joined_on})
        return Member(plan, comes=chance.gauss(0, 0.055), burden=self._burden(sex))

    def _joins_on(self) -> date:
        if len(self.calendar.held) >= 3 and self.chance.happens(LATE_COMER):
            return self.calendar.day(self.chance.randrange(2, 4))
        return self.outline.full_by - timedelta(days=self.chance.randrange(1, 19))

    def _burden(self, sex: Sex) -> float:
        """Part of the variance lies between groups; women carry somewhat more."""
        own = math.sqrt(BETWEEN_GROUPS) * self.group_burden + math.sqrt(1 - BETWEEN_GROUPS) * self.chance.gauss(0, 1)
        return own + (0.1 if sex == Sex.F else -0.13)

    def _withdrawn(self, consents: dict[Purpose, date]) -> dict[Purpose, date]:
        if len(self.calendar.held) < 3 or not self.chance.happens(WITHDRAWS):
            return {}
        purpose = self.chance.choice([purpose for purpose in consents if purpose != Purpose.TAKE_PART] or [None])
        on = self.calendar.day(self.chance.randrange(3, 16))
        return {purpose: on} if purpose and on > consents[purpose] else {}

    def _receive(self, mover: Mover) -> None:
        came = mover.member.plan
        plan = replace(
            came, seat=len(self.members) + 1, joined_on=mover.on, how=Joining.MOVED, left_on=None, why_left=None
        )
        self.members.append(replace(mover.member, plan=plan))

    def _part(self, index: int, onward: date | None) -> None:
        """Let this one leave, move or come back, if it so happens and the weeks have come."""
        drawn = self.chance.random()
        member, held = self.members[index], len(self.calendar.held)
        number = self.chance.choice((1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 11, 12))
        if drawn >= LEAVES + MOVES + REJOINS or held < number + 1:
            return
        left_on = self.calendar.day(number) + timedelta(days=1)
        if left_on <= member.plan.joined_on:
            return
        if drawn < LEAVES:
            self._leave(index, left_on, self.chance.pick(REASONS))
        elif drawn < LEAVES + MOVES:
            self._move(index, left_on, onward)
        elif held >= number + 4:
            self._leave(index, left_on, self.chance.pick({Leaving.WORK: 0.5, Leaving.ILLNESS: 0.5}))
            back = self.calendar.day(number + 3)
            plan = replace(member.plan, seat=len(self.members) + 1, joined_on=back, how=Joining.REJOINED)
            self.members.append(replace(member, plan=plan))

    def _leave(self, index: int, on: date, why: Leaving) -> None:
        member = self.members[index]
        self.members[index] = replace(member, plan=replace(member.plan, left_on=on, why_left=why))

    def _move(self, index: int, on: date, onward: date | None) -> None:
        if onward is None or not onward <= on <= onward + timedelta(weeks=8):
            return
        self.leaving_for.append(Mover(self.members[index], on))
        self._leave(index, on, Leaving.OTHER_GROUP)

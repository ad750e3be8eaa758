"""On which days a group met, on which it did not and why, and when each report came in."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from tuvurane.config.synthetic.chance import Chance, is_harvest, is_rainy
from tuvurane.config.synthetic.rounds import WEEK, Fate, Outline
from tuvurane.groups.codes import SESSIONS, MissedReason

MISSED_REASONS = {
    MissedReason.RAIN: 0.1,
    MissedReason.INSECURITY: 0.05,
    MissedReason.HARVEST_OR_MARKET: 0.12,
    MissedReason.MOURNING: 0.3,
    MissedReason.FACILITATOR_ILL: 0.16,
    MissedReason.TOO_FEW: 0.12,
    MissedReason.AUTHORITIES: 0.08,
    MissedReason.OTHER: 0.07,
}
REPORT_COMES_AFTER = {0: 0.45, 1: 0.25, 2: 0.13, 4: 0.1, 7: 0.05, 12: 0.02}  # days


@dataclass(frozen=True, slots=True)
class Reported:
    """A day and the moment at which its report came."""

    on: date
    at: datetime


@dataclass(slots=True)
class Calendar:
    """A group's weeks, as they are known now."""

    held: list[Reported] = field(default_factory=list)
    missed: list[tuple[Reported, MissedReason]] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        return len(self.held) == SESSIONS

    def day(self, number: int) -> date:
        """The day of a session that was held, or of the last one before it."""
        return self.held[min(number, len(self.held)) - 1].on


def calendar_of(chance: Chance, outline: Outline, now: datetime) -> Calendar:
    """Walk the weeks of a group until its fifteenth session, until now, or until its fate."""
    calendar = Calendar()
    on, last = outline.starts_on, _last_day(chance, outline, now)
    most = chance.randrange(3, 9) if outline.fate == Fate.STOPPED else SESSIONS
    while on <= last and len(calendar.held) < most:
        report = Reported(on, _comes_at(chance, on))
        if calendar.held and chance.happens(_risk_of_missing(on)):
            if report.at <= now:
                calendar.missed.append((report, _why(chance, on)))
        elif report.at > now:
            break  # it met, but nobody in the office knows yet
        else:
            calendar.held.append(report)
        on += WEEK
    return calendar


def _last_day(chance: Chance, outline: Outline, now: datetime) -> date:
    if outline.fate in {Fate.RECRUITING, Fate.PLANNED}:
        return date.min
    if outline.fate == Fate.LATE:
        return now.date() - timedelta(days=chance.randrange(17, 38))
    return now.date() - timedelta(days=1)


def _risk_of_missing(on: date) -> float:
    return 0.03 + 0.03 * is_rainy(on) + 0.03 * is_harvest(on)


def _why(chance: Chance, on: date) -> MissedReason:
    weights = dict(MISSED_REASONS)
    weights[MissedReason.RAIN] += 0.5 * is_rainy(on)
    weights[MissedReason.HARVEST_OR_MARKET] += 0.6 * is_harvest(on)
    return chance.pick(weights)


def _comes_at(chance: Chance, on: date) -> datetime:
    """The evening of the day itself, or when the phone next met a network."""
    evening = datetime.combine(on, time(15 + chance.randrange(4), chance.randrange(60), chance.randrange(60)), UTC)
    return evening + timedelta(days=chance.pick(REPORT_COMES_AFTER))

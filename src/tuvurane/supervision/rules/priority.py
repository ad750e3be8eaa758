"""
Whom to visit next and why: facts in, reasons with weights out. A person decides.

What rests on the vote uses only totals that may be shown: of a vote behind its guard nothing is said
but that the group needs a visit. No reason holds a number of the vote. Weights and limits are thresholds.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from tuvurane.groups.codes import FACILITATORS, SESSIONS, Voice
from tuvurane.groups.thresholds import threshold as of_groups
from tuvurane.supervision.codes import HelpTopic
from tuvurane.supervision.thresholds import threshold
from tuvurane.training.codes import Gate

# At sessions 3, 8 and 13 somebody rates what they see.
RATED_AT = (3, 8, 13)


class Reason(NamedTuple):
    """Why somebody should be visited: a word key below ``visit_reason.``, its weight, and what fills it."""

    code: str
    weight: int
    details: Mapping[str, object] = MappingProxyType({})


class Vote(NamedTuple):
    """One question of the vote of a session. ``hidden``: its totals may not be shown, and are None."""

    number: int
    held_on: date
    question: Voice
    good: int | None
    middle: int | None
    not_good: int | None
    hidden: bool


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """
    What is known of one facilitator.

    ``override_until``: the last day of an override in force. ``harm_on``: when a rater without a
    certificate saw harm that no rating which counts came after. ``overdue``: the days on which things
    agreed were due. ``rounds``: led without a rest.
    """

    name: str
    gate: Gate = Gate.CLEAR
    override_until: date | None = None
    harm_on: date | None = None
    helps: Sequence[tuple[HelpTopic, date]] = ()
    overdue: Sequence[date] = ()
    running: int = 0
    most: int = 1
    rounds: int = 0


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """
    What is known of one running group.

    ``contacted_on``: the latest visit or call about the group or its facilitators; ``visited_on``: when
    somebody last sat in a session of it. ``silent_since``: the day from which silence counts where nobody
    was in contact. ``able``: how many of its facilitators may lead today. ``ratings_due``: who, and at
    which session. ``first_groups``: a facilitator leads one of their first groups.
    """

    silent_since: date
    contacted_on: date | None = None
    visited_on: date | None = None
    votes: Sequence[Vote] = ()
    presence: float | None = None
    able: int = FACILITATORS
    ratings_due: Sequence[tuple[str, int]] = ()
    first_groups: bool = field(default=False)


def person_reasons(facts: PersonFacts, on: date) -> list[Reason]:
    """Why this person needs somebody on a day, the weightiest first."""
    found = [_gate(facts), _harm(facts), *_helps(facts), _overdue(facts, on), _load(facts), _rest(facts)]
    return sorted_reasons([reason for reason in found if reason is not None])


def group_reasons(facts: GroupFacts, on: date) -> list[Reason]:
    """Why this group needs somebody on a day, the weightiest first."""
    found = [_stand_in(facts), *_voice(facts), _thin(facts), *_silence(facts, on), *_ratings(facts)]
    return sorted_reasons([reason for reason in found if reason is not None])


def sorted_reasons(reasons: Collection[Reason]) -> list[Reason]:
    """The weightiest first; of equal weight in the order of their codes."""
    return sorted(reasons, key=lambda reason: (-reason.weight, reason.code))


def rating_due_at(next_number: int, rated_at: Collection[int]) -> int | None:
    """
    The session at which a rating is due for somebody, or None.

    The latest of 3, 8 and 13 that has come by the next session, unless they were rated in this group in the
    session before it, in it, or later. After the last session nothing is due.
    """
    come = [number for number in RATED_AT if number <= next_number <= SESSIONS]
    if not come or any(number >= come[-1] - 1 for number in rated_at):
        return None
    return come[-1]


def _weight(code: str) -> int:
    return int(threshold(f"weight_{code}").value)


def _reason(code: str, **details: object) -> Reason:
    return Reason(code, _weight(code), details)


def _gate(facts: PersonFacts) -> Reason | None:
    if facts.gate == Gate.PAUSED:
        return _reason("gate_paused", name=facts.name)
    if facts.gate == Gate.CLEAR:
        return None
    if facts.override_until is not None:
        return _reason("gate_override", name=facts.name, until=facts.override_until)
    return _reason("gate_blocked", name=facts.name)


def _harm(facts: PersonFacts) -> Reason | None:
    """Harm that a rater without a certificate saw; where the gate speaks already, it says enough."""
    if facts.harm_on is None or facts.gate != Gate.CLEAR:
        return None
    return _reason("harm_unconfirmed", name=facts.name, on=facts.harm_on)


def _helps(facts: PersonFacts) -> list[Reason]:
    return [_reason("help_asked", name=facts.name, topic=topic, on=on) for topic, on in facts.helps]


def _overdue(facts: PersonFacts, on: date) -> Reason | None:
    late = [due for due in facts.overdue if due < on]
    return _reason("follow_up_overdue", name=facts.name, since=min(late)) if late else None


def _load(facts: PersonFacts) -> Reason | None:
    if facts.running <= facts.most:
        return None
    return _reason("load_above", name=facts.name, running=facts.running, most=facts.most)


def _rest(facts: PersonFacts) -> Reason | None:
    if facts.rounds < threshold("rest_after_rounds").value:
        return None
    return _reason("rest_due", name=facts.name, rounds=facts.rounds)


def _stand_in(facts: GroupFacts) -> Reason | None:
    return _reason("stand_in", able=facts.able, of=FACILITATORS) if facts.able < FACILITATORS else None


def _thin(facts: GroupFacts) -> Reason | None:
    if facts.presence is None or facts.presence >= of_groups("thin_share").value:
        return None
    return _reason("thin_attendance")


def _silence(facts: GroupFacts, on: date) -> list[Reason]:
    limit = threshold("contact_days_first_groups" if facts.first_groups else "contact_days").value
    days = (on - max(facts.contacted_on or facts.silent_since, facts.silent_since)).days
    if days <= limit:
        return []
    weight = _weight("long_silence")
    silence = Reason("long_silence", weight + min(weight, int(days - limit)), {"days": days})
    return [silence, _reason("first_groups")] if facts.first_groups else [silence]


def _ratings(facts: GroupFacts) -> list[Reason]:
    return [_reason("rating_due", name=name, n=number) for name, number in facts.ratings_due]


def _voice(facts: GroupFacts) -> list[Reason]:
    """What the vote says since somebody was there; after a visit it is silent until the next session."""
    found = _unsafe([vote for vote in _after(facts.votes, facts.contacted_on) if vote.question == Voice.SAFE])
    series = [[vote for vote in facts.votes if vote.question == question] for question in Voice]
    unseen = [votes for votes in series if _after(votes[-1:], facts.visited_on)]
    if any(votes[-1].hidden for votes in unseen):
        found.append(_reason("needs_visit"))
    if any(_is_low(votes) for votes in unseen):
        found.append(_reason("voice_low"))
    if any(_falls(votes) for votes in unseen):
        found.append(_reason("voice_fall"))
    return found


def _unsafe(votes: Sequence[Vote]) -> list[Reason]:
    """
    A call within the hours after any stone that says not safe.

    Where the totals may not be shown the call is due whatever they are: else the call would tell what they
    say, or a stone behind the guard would be answered by nobody.
    """
    hours = int(threshold("voice_call_hours").value)
    unsafe = [vote.number for vote in votes if vote.not_good]
    if unsafe:
        return [_reason("voice_not_safe", n=unsafe[-1], hours=hours)]
    return [_reason("voice_safe_unseen", hours=hours)] if any(vote.hidden for vote in votes) else []


def _after(votes: Sequence[Vote], day: date | None) -> list[Vote]:
    return [vote for vote in votes if day is None or vote.held_on > day]


def _share(vote: Vote) -> float | None:
    """The share in the first container; None where the totals may not be shown, or nobody voted."""
    if vote.hidden or vote.good is None or vote.middle is None or vote.not_good is None:
        return None
    stones = vote.good + vote.middle + vote.not_good
    return vote.good / stones if stones else None


def _is_low(votes: Sequence[Vote]) -> bool:
    last = votes[-int(threshold("voice_low_sessions").value) :]
    shares = [_share(vote) for vote in last]
    limit = threshold("voice_good_share").value
    enough = len(last) == threshold("voice_low_sessions").value
    return enough and all(share is not None and share < limit for share in shares)


def _falls(votes: Sequence[Vote]) -> bool:
    before, after = (_share(vote) for vote in votes[-2:]) if len(votes) >= 2 else (None, None)
    if before is None or after is None:
        return False
    # Shares are quotients of small numbers: a fall of exactly the threshold must not be lost to rounding.
    return before - after >= threshold("voice_fall").value - 1e-9

"""Groups, the people in them and what they report, made as the office and the phones make them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from tuvurane.foundation import ids
from tuvurane.groups import actions as group_actions
from tuvurane.groups.actions import SessionContent, Taken
from tuvurane.groups.codes import AgeBand, ConsentGivenBy, Mark, MissedReason, Phase, PlaceKind, Purpose, Sex, Status
from tuvurane.groups.models import Group, Participant
from tuvurane.groups.queries import Identity
from tuvurane.people.models import Account, Organisation
from tuvurane.people.scope import Actor
from tuvurane.places.models import Place

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SYSTEM = Actor.system()
TODAY = NOW.date()
STARTED_ON = date(2026, 9, 1)
# The moves that lead to a status.
WAY_TO: dict[Status, Sequence[Status]] = {
    Status.PLANNED: (),
    Status.RECRUITING: (Status.RECRUITING,),
    Status.RUNNING: (Status.RECRUITING, Status.RUNNING),
    Status.GRADUATED: (Status.RECRUITING, Status.RUNNING, Status.GRADUATED),
    Status.STOPPED: (Status.STOPPED,),
}


def new_id() -> UUID:
    """An id as a phone makes it."""
    return ids.new_id(NOW)


def make_group(
    organisation: Organisation,
    place: Place,
    *,
    name: str = "Twiyubake",
    leaders: Sequence[Account] = (),
    members: int = 0,
    status: Status = Status.RUNNING,
    starts_on: date | None = None,
) -> Group:
    """A group with its leaders and members (who said yes to be measured, then and later), moved on to a status."""
    group = group_actions.make_group(
        actor=SYSTEM,
        group_id=new_id(),
        organisation_id=organisation.pk,
        place=place,
        name=name,
        site="under the mango tree",
        language="rn",
        weekday=2,
        now=NOW,
    )
    for account in leaders:
        group_actions.assign_facilitator(actor=SYSTEM, group=group, account=account, since=STARTED_ON, now=NOW)
    for number in range(1, members + 1):
        participant = make_participant(group, f"Nadia {number}")
        make_consent(group, participant, Purpose.BE_MEASURED)
        make_consent(group, participant, Purpose.BE_CONTACTED)
    for to in WAY_TO[status]:
        group = group_actions.move_group(
            actor=SYSTEM, group=group, to=to, on=STARTED_ON, reason="", now=NOW, starts_on=starts_on
        )
    return group


def make_participant(
    group: Group, name: str = "Nadia Iradukunda", *, joined_on: date = STARTED_ON, **identity: str
) -> Participant:
    """A person enrolled in a group, on the next seat."""
    return group_actions.enrol_participant(
        actor=SYSTEM,
        group=group,
        participant_id=new_id(),
        identity=Identity(name, **identity),
        sex=Sex.F,
        age_band=AgeBand.FROM_25,
        joined_on=joined_on,
        now=NOW,
    )


def make_consent(group: Group, participant: Participant, purpose: Purpose, *, given: bool = True) -> None:
    """A participant's word on one purpose."""
    group_actions.record_consent(
        actor=SYSTEM,
        group=group,
        participant=participant,
        purpose=purpose,
        given=given,
        on=STARTED_ON,
        language="rn",
        given_by=ConsentGivenBy.VOICE,
        now=NOW,
    )


def content(**changed: Any) -> SessionContent:
    """What a report of a plain first session says, but for what is ``changed``."""
    plain = SessionContent(
        number=1,
        held_on=date(2026, 9, 8),
        minutes=180,
        place_kind=PlaceKind.CHURCH,
        phase=Phase.SAFETY,
        facilitators=(1,),
        marks={1: Mark.PRESENT},
    )
    return replace(plain, **changed)


def make_session(
    group: Group,
    *,
    actor: Actor = SYSTEM,
    session_id: UUID | None = None,
    supersedes: UUID | None = None,
    marks: Mapping[int, Mark] | None = None,
    now: datetime = NOW,
    **changed: Any,
) -> Taken:
    """A report of a session, taken."""
    if marks is not None:
        changed["marks"] = marks
    return group_actions.record_session(
        actor=actor,
        group=group,
        session_id=session_id or new_id(),
        content=content(**changed),
        supersedes=supersedes,
        now=now,
    )


def make_missed(
    group: Group,
    *,
    actor: Actor = SYSTEM,
    missed_id: UUID | None = None,
    on: date = TODAY,
    reason: MissedReason = MissedReason.RAIN,
    settles: Sequence[UUID] = (),
) -> Taken:
    """A report that a session did not take place, taken."""
    return group_actions.record_missed_session(
        actor=actor, group=group, missed_id=missed_id or new_id(), on=on, reason=reason, settles=settles, now=NOW
    )


def settle(
    group: Group, *reports: Any, by: Mapping[str, Any], actor: Actor = SYSTEM, session_id: UUID | None = None
) -> Taken:
    """Reports of one session settled: ``by`` says for each key whose value counts."""
    return group_actions.settle_session(
        actor=actor,
        group=group,
        session_id=session_id or new_id(),
        of=[report.pk for report in reports],
        take={key: report.pk for key, report in by.items()},
        now=NOW,
    )

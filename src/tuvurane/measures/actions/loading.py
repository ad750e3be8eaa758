"""Loading the answers of the synthetic programme in bulk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db import transaction

from tuvurane.care import actions as care
from tuvurane.care.actions import ConcernPlan
from tuvurane.foundation import ids, rows
from tuvurane.journal import actions as journal
from tuvurane.measures import policies, scoring
from tuvurane.measures.actions.responses import fill
from tuvurane.measures.codes import Arm, Wave
from tuvurane.measures.models import Response
from tuvurane.people import queries as people
from tuvurane.people.scope import Actor


@dataclass(frozen=True, slots=True)
class ResponsePlan:
    """
    One response of the synthetic programme, to be loaded in bulk.

    Without ``recorded_at`` it was recorded now. ``concerns`` by item; one that is raised
    without a plan is given an id and waits.
    """

    response_id: UUID
    participant_id: UUID
    group_id: UUID
    wave: Wave
    instrument: str
    language: str
    answers: Mapping[str, int | None]
    administered_on: date
    asked_by_id: UUID | None = None
    recorded_at: datetime | None = None
    concerns: Mapping[str, ConcernPlan] = field(default_factory=dict)
    arm: Arm = Arm.GROUP
    by_leader: bool | None = None
    seconds: int | None = None


@transaction.atomic
def load_responses(*, actor: Actor, organisation_id: UUID, plans: Iterable[ResponsePlan], now: datetime) -> int:
    """
    Load many responses of one organisation at once: the synthetic programme, and nothing else.

    Scores, seals and raises concerns as ``record_response`` does; whoever calls vouches for consent and
    seats, the database for the rest. One line of the journal for each group and wave. Answers how
    many were loaded. Raises AnswerOutOfRange and its kin, NotAllowed.
    """
    policies.check_can_load(actor)
    ordered = sorted(plans, key=lambda plan: (plan.group_id, plan.wave))
    shares = [(key, list(chosen)) for key, chosen in groupby(ordered, key=lambda plan: (plan.group_id, plan.wave))]
    lines = [
        journal.Line("responses.load", "group", group_id, organisation_id, {"wave": wave, "responses": len(chosen)})
        for (group_id, wave), chosen in shares
    ]
    if not lines:
        return 0
    first = journal.write_many(actor=actor, at=now, lines=lines) - len(lines) + 1
    key = people.organisation_key(organisation_id).held()
    responses: list[Response] = []
    concerns: list[ConcernPlan] = []
    for seq, (_, chosen) in enumerate(shares, start=first):
        for plan in chosen:
            response = _planned(plan, seq, now)
            score = fill(response, plan.answers, key)
            responses.append(response)
            concerns += [_concern(plan, response, item) for item in score.safeguarding]
    rows.insert_all(responses)
    care.load_concerns(actor=actor, organisation_id=organisation_id, plans=concerns)
    return len(responses)


def _planned(plan: ResponsePlan, seq: int, now: datetime) -> Response:
    return Response(
        id=plan.response_id,
        participant_id=plan.participant_id,
        group_id=plan.group_id,
        arm=plan.arm,
        wave=plan.wave,
        instrument=plan.instrument,
        version=scoring.instrument_named(plan.instrument).version,
        language=plan.language,
        administered_on=plan.administered_on,
        asked_by_id=plan.asked_by_id,
        by_leader=plan.by_leader,
        seconds=plan.seconds,
        recorded_at=plan.recorded_at or now,
        seq=seq,
    )


def _concern(plan: ResponsePlan, response: Response, item: str) -> ConcernPlan:
    return plan.concerns.get(item) or ConcernPlan(
        id=ids.new_id(response.recorded_at),
        participant_id=plan.participant_id,
        group_id=plan.group_id,
        item=item,
        said_on=plan.administered_on,
        raised_at=response.recorded_at,
        raised_by_id=plan.asked_by_id,
    )

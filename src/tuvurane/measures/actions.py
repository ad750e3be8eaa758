"""Taking answers, raising and answering flags, loading wording."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from tuvurane.foundation import ids, rows, sealing
from tuvurane.foundation.records import Standing
from tuvurane.foundation.words import LANGUAGES
from tuvurane.groups import queries as group_queries
from tuvurane.groups.actions.groups import touch
from tuvurane.groups.models import Group
from tuvurane.journal import actions as journal
from tuvurane.measures import policies, problems, scoring
from tuvurane.measures.codes import SETTLED, FlagAnswer, Wave
from tuvurane.measures.models import Flag, Response, Wording
from tuvurane.people import queries as people
from tuvurane.people.actions import Origin
from tuvurane.people.scope import Actor


class Taken(NamedTuple):
    """A response as it stands, and whether this call made it (False: it had come before)."""

    response: Response
    new: bool


@dataclass(frozen=True, slots=True)
class FlagPlan:
    """A flag's id, and what was done about it if somebody has answered (then all three)."""

    id: UUID
    answer: FlagAnswer | None = None
    answered_by_id: UUID | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ResponsePlan:
    """
    One response of the synthetic programme, to be loaded in bulk.

    Without ``recorded_at`` it was recorded now. ``flags`` by item; one that is raised without a
    plan is given an id and waits.
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
    flags: Mapping[str, FlagPlan] = field(default_factory=dict)


@transaction.atomic
def record_response(
    *,
    actor: Actor,
    response_id: UUID,
    participant_id: UUID,
    group_id: UUID,
    wave: str,
    instrument: str,
    version: str,
    language: str,
    answers: Mapping[str, int | None],
    administered_on: date,
    now: datetime,
    origin: Origin | None = None,
    supersedes: UUID | None = None,
) -> Taken:
    """
    Take one person's answers, score them and seal them.

    Sent again with the same ``response_id`` and content it changes nothing and answers the first.
    A second report of the same person, wave and instrument stands beside the counted one, unless
    it ``supersedes`` it. ``origin``: where it comes from, when not from the actor now. A flagged item answered above 0 raises a flag, whatever the total. Locks
    the group. Raises IdAlreadyUsed, NoConsent, NotAMember, NothingToSupersede, DateInFuture,
    AnswerOutOfRange and its kin, groups.GroupUnknown, NotAllowed.
    """
    origin = origin or Origin.at_the_door(actor)
    sent = Response(
        id=response_id,
        participant_id=participant_id,
        group_id=group_id,
        wave=wave,
        instrument=instrument,
        version=version,
        language=language,
        administered_on=administered_on,
        asked_by_id=origin.account_id,
        device_id=origin.device_id,
        supersedes_id=supersedes,
        claimed_at=origin.claimed_at,
        recorded_at=now,
    )
    _lock(group_id)
    known = Response.objects.filter(pk=response_id).first()
    if known is not None:
        return _again(known, sent, answers)
    sent.group = group_queries.group_for(actor, group_id)
    _check(actor, sent, now)
    score = _fill(sent, answers, people.organisation_key(sent.group.organisation_id))
    sent.seq = touch(actor, "responses.record", sent.group, now, _detail(sent))
    sent.standing = _make_room(sent)
    sent.save()
    _raise_flags(actor, sent, score.safeguarding, now)
    return Taken(sent, new=True)


def _lock(group_id: UUID) -> None:
    """Two reports of one wave, or one report twice at once, are taken one after the other."""
    Group.objects.select_for_update().filter(pk=group_id).first()


def _detail(response: Response) -> dict[str, object]:
    detail: dict[str, object] = {
        "response": str(response.pk),
        "participant": str(response.participant_id),
        "wave": response.wave,
        "instrument": response.instrument,
    }
    return detail | ({"supersedes": str(response.supersedes_id)} if response.supersedes_id else {})


def _again(known: Response, sent: Response, answers: Mapping[str, int | None]) -> Taken:
    same = (
        "participant_id", "group_id", "wave", "instrument", "version", "language", "administered_on", "supersedes_id",
    )  # fmt: skip
    if any(getattr(known, name) != getattr(sent, name) for name in same) or _opened(known) != _whole(answers):
        raise problems.IdAlreadyUsed
    return Taken(known, new=False)


def _whole(answers: Mapping[str, int | None]) -> dict[str, int]:
    return {item: value for item, value in answers.items() if value is not None}


def _opened(response: Response) -> dict[str, int]:
    key = people.organisation_key(response.group.organisation_id)
    answers: dict[str, int | None] = json.loads(
        sealing.unseal(key, bytes(response.answers_sealed), aad=response.pk.bytes)
    )
    return _whole(answers)


def _check(actor: Actor, response: Response, now: datetime) -> None:
    policies.check_can_record(actor, response.group)
    if response.wave not in set(Wave):
        raise problems.WaveUnknown(known=", ".join(Wave))
    if response.language not in LANGUAGES:
        raise problems.LanguageUnknown(known=", ".join(LANGUAGES))
    # A phone's clock may be a year off: what it claims is kept and shown, never refused.
    if actor.kind != "device" and response.administered_on > now.date():
        raise problems.DateInFuture
    if response.participant_id not in group_queries.seats_of(response.group).values():
        raise problems.NotAMember
    policies.check_can_be_measured(response.participant_id)


def _fill(response: Response, answers: Mapping[str, int | None], key: bytes) -> scoring.Score:
    """Score the answers and seal them into the row. Raises VersionUnknown, ItemUnknown, AnswerOutOfRange."""
    instrument = scoring.instrument_named(response.instrument)
    if response.version != instrument.version:
        raise problems.VersionUnknown(instrument=instrument.name, version=response.version, known=instrument.version)
    score = scoring.score(instrument, answers, None)
    response.total, response.subscales, response.missing = score.total, dict(score.subscales), score.missing
    plain = json.dumps({item: answers.get(item) for item in instrument.item_keys}, separators=(",", ":"))
    response.answers_sealed = sealing.seal(key, plain.encode(), aad=response.pk.bytes)
    return score


def _make_room(response: Response) -> Standing:
    """How the new response stands; the one that it corrects is set aside first."""
    if response.supersedes_id is not None:
        corrected = Response.objects.filter(pk=response.supersedes_id, group=response.group).first()
        if corrected is None or corrected.standing == Standing.SUPERSEDED:
            raise problems.NothingToSupersede
        corrected.restand(Standing.SUPERSEDED)
    counted = Response.objects.filter(
        participant_id=response.participant_id,
        wave=response.wave,
        instrument=response.instrument,
        standing=Standing.COUNTED,
    )
    return Standing.BESIDE if counted.exists() else Standing.COUNTED


def _raise_flags(actor: Actor, response: Response, items: Sequence[str], now: datetime) -> None:
    """Raise a flag for each item, unless one about the same person and item still waits for an answer."""
    for item in items:
        waiting = Flag.objects.filter(
            response__participant_id=response.participant_id, item=item, answered_at__isnull=True
        )
        if not waiting.exists():
            flag = Flag.objects.create(id=ids.new_id(now), response=response, item=item, raised_at=now)
            _journal_flag(actor, "flags.raise", flag, now)


def _journal_flag(actor: Actor, verb: str, flag: Flag, now: datetime, *, answer: str = "") -> None:
    journal.write(
        actor=actor,
        verb=verb,
        subject_kind="flag",
        subject_id=flag.pk,
        at=now,
        organisation_id=flag.response.group.organisation_id,
        detail={"answer": answer} if answer else None,
    )


@transaction.atomic
def answer_flag(*, actor: Actor, flag: Flag, answer: str, now: datetime) -> Flag:
    """
    Say what was done about a flag: contacted, referred or not_reached.

    ``not_reached`` may be answered again; the other two end it. Raises FlagAnswerUnknown,
    FlagAlreadyAnswered, NotAllowed.
    """
    policies.check_can_answer_flag(actor, flag)
    if answer not in set(FlagAnswer):
        raise problems.FlagAnswerUnknown(known=", ".join(FlagAnswer))
    locked = Flag.objects.select_for_update().get(pk=flag.pk)
    if locked.answer in SETTLED:
        raise problems.FlagAlreadyAnswered
    flag.answered_at, flag.answered_by_id, flag.answer = now, actor.account_id, answer
    flag.save(update_fields=["answered_at", "answered_by", "answer"])
    _journal_flag(actor, "flags.answer", flag, now, answer=answer)
    return flag


@transaction.atomic
def load_wording(*, actor: Actor, rows: Sequence[scoring.WordingRow], now: datetime) -> int:
    """
    Load the wording that this deployment is licensed to use, whole languages at a time.

    A language that is there already is replaced. Answers how many texts are loaded. Raises
    WordingRefused, NotAllowed.
    """
    policies.check_can_manage_instruments(actor)
    scoring.check_wording(rows)
    for (instrument, version, language), chosen in groupby(sorted(rows, key=_wording_key), key=_wording_key):
        texts = list(chosen)
        Wording.objects.filter(instrument=instrument, version=version, language=language).delete()
        Wording.objects.bulk_create(
            Wording(
                instrument=instrument,
                version=version,
                language=language,
                item=row.item,
                text=row.text,
                licence=row.licence,
                loaded_at=now,
            )
            for row in texts
        )
        journal.write(
            actor=actor,
            verb="instruments.load_wording",
            subject_kind="instrument",
            subject_id=instrument,
            at=now,
            detail={"version": version, "language": language, "texts": len(texts)},
        )
    return len(rows)


def _wording_key(row: scoring.WordingRow) -> tuple[str, str, str]:
    return row.instrument, row.version, row.language


@transaction.atomic
def load_responses(*, actor: Actor, organisation_id: UUID, plans: Iterable[ResponsePlan], now: datetime) -> int:
    """
    Load many responses of one organisation at once: the synthetic programme, and nothing else.

    Scores, seals and flags as ``record_response`` does; whoever calls vouches for consent and
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
    key = people.organisation_key(organisation_id)
    responses: list[Response] = []
    flags: list[Flag] = []
    for seq, (_, chosen) in enumerate(shares, start=first):
        for plan in chosen:
            response = _planned(plan, seq, now)
            score = _fill(response, plan.answers, key)
            responses.append(response)
            flags += [_planned_flag(plan, response, item) for item in score.safeguarding]
    rows.insert_all(responses)
    rows.insert_all(flags)
    return len(responses)


def _planned(plan: ResponsePlan, seq: int, now: datetime) -> Response:
    return Response(
        id=plan.response_id,
        participant_id=plan.participant_id,
        group_id=plan.group_id,
        wave=plan.wave,
        instrument=plan.instrument,
        version=scoring.instrument_named(plan.instrument).version,
        language=plan.language,
        administered_on=plan.administered_on,
        asked_by_id=plan.asked_by_id,
        recorded_at=plan.recorded_at or now,
        seq=seq,
    )


def _planned_flag(plan: ResponsePlan, response: Response, item: str) -> Flag:
    flag = plan.flags.get(item) or FlagPlan(ids.new_id(response.recorded_at))
    return Flag(
        id=flag.id,
        response=response,
        item=item,
        raised_at=response.recorded_at,
        answered_at=flag.answered_at,
        answered_by_id=flag.answered_by_id,
        answer=flag.answer or "",
    )

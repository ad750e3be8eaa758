"""Reference role-plays, how raters score them, and whether that certifies them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tuvurane.journal import actions as journal
from tuvurane.people import scope
from tuvurane.people.models import Account
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.training import problems, queries
from tuvurane.training.actions.checks import check_day, check_name, check_text
from tuvurane.training.models import Calibration, RolePlay, RolePlayScore
from tuvurane.training.rules.agreement import Icc, icc_2_1, kappas_of, totals_of
from tuvurane.training.rules.levels import levels_of
from tuvurane.training.rules.rubrics import OWN
from tuvurane.training.thresholds import threshold

Ticks = Mapping[str, Sequence[str]]


@transaction.atomic
def add_role_play(
    *,
    actor: Actor,
    role_play_id: UUID,
    organisation_id: UUID,
    title: str,
    where: str,
    rubric: str,
    rubric_version: str,
    ticks: Ticks,
    now: datetime,
) -> RolePlay:
    """
    Keep a reference role-play: where its recording or script lies, and the behaviours that experts agreed are in it.

    Added again with the same id and content it answers the first one. Raises NameMissing, TooLong,
    RolePlayTitleTaken, RubricUnknown, CompetenceUnknown, BehaviourUnknown, NothingSeen, IdAlreadyUsed,
    NotAllowed.
    """
    _check_certifies(actor, organisation_id)
    title, where = check_name("name", title), check_text("reason", where)
    said, levels = _read(ticks, rubric, rubric_version)
    known = RolePlay.objects.filter(pk=role_play_id).first()
    if known is not None:
        if (known.organisation_id, known.title, known.where, known.ticks) != (organisation_id, title, where, said):
            raise problems.IdAlreadyUsed
        return known
    if RolePlay.objects.filter(organisation=organisation_id, title=title).exists():
        raise problems.RolePlayTitleTaken(title=title)
    _write(actor, "raters.add_role_play", "role_play", role_play_id, organisation_id, now)
    return RolePlay.objects.create(
        id=role_play_id,
        organisation_id=organisation_id,
        title=title,
        where=where,
        rubric=rubric,
        rubric_version=rubric_version,
        ticks=said,
        levels=levels,
        made_at=now,
    )


@transaction.atomic
def retire_role_play(*, actor: Actor, role_play: RolePlay, on: date, now: datetime) -> RolePlay:
    """
    Retire a reference role-play from a day on: nobody scores it any more, and it certifies nobody again.

    Certificates that rest on it hold. Raises RolePlayRetired, DateInTheFuture, NotAllowed.
    """
    _check_certifies(actor, role_play.organisation_id)
    role_play = _locked(role_play)
    check_day(role_play.organisation_id, on, now)
    _write(actor, "raters.retire_role_play", "role_play", role_play.pk, role_play.organisation_id, now)
    role_play.retired_on = on
    role_play.save(update_fields=["retired_on"])
    return role_play


@transaction.atomic
def score_role_play(
    *,
    actor: Actor,
    score_id: UUID,
    role_play: RolePlay,
    ticks: Ticks,
    on: date,
    now: datetime,
    rater_id: UUID | None = None,
) -> RolePlayScore:
    """
    Keep how a rater scored a reference role-play. ``rater_id`` is only for the system: others score for themselves.

    Sent again with the same id and content it answers the first one. Raises RaterUnknown,
    RolePlayRetired, DateInTheFuture, CompetenceUnknown, BehaviourUnknown, NothingSeen, IdAlreadyUsed,
    NotAllowed.
    """
    rater = _rater(actor, role_play, rater_id)
    said, levels = _read(ticks, role_play.rubric, role_play.rubric_version)
    known = RolePlayScore.objects.filter(pk=score_id).first()
    if known is not None:
        if (known.role_play_id, known.rater_id, known.on, known.ticks) != (role_play.pk, rater, on, said):
            raise problems.IdAlreadyUsed
        return known
    role_play = _locked(role_play)
    check_day(role_play.organisation_id, on, now)
    detail = {"score": str(score_id), "role_play": str(role_play.pk)}
    _write(actor, "raters.score", "account", rater, role_play.organisation_id, now, detail)
    return RolePlayScore.objects.create(
        id=score_id, role_play=role_play, rater_id=rater, on=on, ticks=said, levels=levels, recorded_at=now
    )


@transaction.atomic
def calibrate(
    *,
    actor: Actor,
    rater: Account,
    on: date,
    now: datetime,
    rubric: str = OWN[0],
    rubric_version: str = OWN[1],
) -> Calibration:
    """
    Compare a rater's scores with the references, and certify them or not, from a day on.

    Rests on ``queries.standing_scores``. A certificate needs as many role-plays as the threshold says and
    an ICC(2,1) of totals at its threshold or above; it ends when the oldest of the newest scores that
    make up this number is too old. Asked again with nothing new it answers the same one. A later
    calibration takes its place, also one that certifies no more. Raises CertifiesOneself, RaterUnknown,
    TooFewRolePlays, DateInTheFuture, NotAllowed.
    """
    _check_certifies(actor, rater.organisation_id)
    if actor.account_id == rater.pk:
        raise problems.CertifiesOneself
    if not queries.rater_accounts(actor, on).filter(pk=rater.pk).exists():
        raise problems.RaterUnknown
    check_day(rater.organisation_id, on, now)
    found = _calibration(rater, on, rubric, rubric_version)
    standing = Calibration.objects.filter(rater=rater, rubric=rubric, rubric_version=rubric_version, since=on)
    before = standing.order_by("pk").last()
    if before is not None and _says(before) == _says(found):
        return before
    detail = {"rubric": rubric, "version": rubric_version, "certified": found.certified}
    _write(actor, "raters.calibrate", "account", rater.pk, rater.organisation_id, now, detail)
    found.recorded_by_id, found.recorded_at = actor.account_id, now
    found.save()
    return found


def _calibration(rater: Account, on: date, rubric: str, version: str) -> Calibration:
    """The unsaved outcome of a rater's scores on a day. Raises TooFewRolePlays."""
    scores = queries.standing_scores([rater.pk], on, rubric, version).get(rater.pk, [])
    needed = int(threshold("certify_role_plays").value)
    if len(scores) < needed:
        raise problems.TooFewRolePlays(scored=len(scores), needed=needed)
    pairs = [(score.levels, score.role_play.levels) for score in scores]
    icc = icc_2_1([totals_of(*pair) for pair in pairs])
    return Calibration(
        rater=rater,
        rubric=rubric,
        rubric_version=version,
        role_plays=len(scores),
        icc=icc and icc.value,
        icc_low=icc and icc.low,
        icc_high=icc and icc.high,
        kappas=kappas_of(pairs),
        certified=_agrees(icc),
        since=on,
        until=queries.certificate_ends(scores[needed - 1].on),
    )


def _agrees(icc: Icc | None) -> bool:
    return icc is not None and icc.value >= threshold("certify_icc").value


def _says(calibration: Calibration) -> tuple[object, ...]:
    return calibration.role_plays, calibration.icc, calibration.kappas, calibration.certified, calibration.until


def _read(ticks: Ticks, rubric: str, version: str) -> tuple[dict[str, list[str]], dict[str, int]]:
    """The ticks in one order, and the levels they come to. Raises NothingSeen."""
    said = {competence: sorted(set(ticked)) for competence, ticked in sorted(ticks.items()) if ticked}
    levels = levels_of(said, queries.rubric(rubric, version))
    if not levels:
        raise problems.NothingSeen
    return said, levels


def _rater(actor: Actor, role_play: RolePlay, rater_id: UUID | None) -> UUID:
    """Whose score it is: somebody of the role-play's organisation who may rate. Raises RaterUnknown, NotAllowed."""
    scope.check_has(actor, Verb.COMPETENCE_RATE)
    scoring = rater_id if actor.kind == "system" else actor.account_id
    if scoring is None or not Account.objects.filter(pk=scoring, organisation=role_play.organisation_id).exists():
        raise problems.RaterUnknown
    return scoring


def _check_certifies(actor: Actor, organisation_id: UUID) -> None:
    """Role-plays and certificates belong to a whole organisation, not to a place of it. Raises NotAllowed."""
    scope.check_has(actor, Verb.RATERS_CERTIFY)
    if actor.kind != "system" and actor.organisation_id != organisation_id:
        scope.check_reaches(actor, Verb.RATERS_CERTIFY, organisation_id=organisation_id, place_path="")


def _locked(role_play: RolePlay) -> RolePlay:
    """The role-play, locked until commit. Raises RolePlayRetired."""
    held = RolePlay.objects.select_for_update(no_key=True).get(pk=role_play.pk)
    if held.retired_on is not None:
        raise problems.RolePlayRetired(title=held.title)
    return held


def _write(
    actor: Actor,
    verb: str,
    subject_kind: str,
    subject_id: UUID,
    organisation_id: UUID,
    now: datetime,
    detail: Mapping[str, object] | None = None,
) -> None:
    journal.write(
        actor=actor,
        verb=verb,
        subject_kind=subject_kind,
        subject_id=subject_id,
        at=now,
        organisation_id=organisation_id,
        detail=detail,
    )

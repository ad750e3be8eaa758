"""Raters: who is certified on a day, how their scores of reference role-plays stand, and the role-plays themselves."""

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import QuerySet

from tuvurane.people import queries as people
from tuvurane.people.models import Account
from tuvurane.people.roles import ROLES, Verb
from tuvurane.people.scope import Actor, has_verb, in_scope
from tuvurane.training import problems
from tuvurane.training.models import Calibration, RolePlay, RolePlayScore
from tuvurane.training.rules.rubrics import OWN
from tuvurane.training.thresholds import threshold

RATING_ROLES = tuple(role for role, rule in ROLES.items() if Verb.COMPETENCE_RATE in rule.verbs)


class RaterState(StrEnum):
    """How a rater's certificate stands on a day."""

    CERTIFIED = "certified"
    EXPIRING = "expiring"  # certified, and not for long
    EXPIRED = "expired"
    NOT_AGREED = "not_agreed"  # scored the role-plays, too far from the references
    NOT_CALIBRATED = "not_calibrated"


@dataclass(frozen=True, slots=True)
class RaterRow:
    """
    One rater: the calibration that stands, and how many role-plays they scored lately.

    ``needed`` is how many a calibration asks for; ``scored`` are those of the last months, unretired.
    """

    account: Account
    calibration: Calibration | None
    scored: int
    needed: int
    state: RaterState

    @property
    def left(self) -> int:
        """How many role-plays they have still to score before they can be calibrated."""
        return max(0, self.needed - self.scored)


def is_certified(account_id: UUID, on: date, rubric: str, version: str) -> bool:
    """Whether a rater was certified for a rubric on a day: by the latest calibration that had begun, which holds still."""
    found = _begun([account_id], on, rubric, version).get(account_id)
    return found is not None and found.certified and on < found.until


def raters_visible_to(actor: Actor, on: date, *, rubric: str = OWN[0], rubric_version: str = OWN[1]) -> list[RaterRow]:
    """Everybody who may rate, at places where the actor certifies raters, by name; three queries."""
    return rater_rows(rater_accounts(actor, on), on, rubric=rubric, rubric_version=rubric_version)


def rater_rows(
    raters: Iterable[Account], on: date, *, rubric: str = OWN[0], rubric_version: str = OWN[1]
) -> list[RaterRow]:
    """How the certificates of these raters stand on a day; two queries."""
    accounts = list(raters)
    ids = [account.pk for account in accounts]
    begun = _begun(ids, on, rubric, rubric_version)
    scored = standing_scores(ids, on, rubric, rubric_version, whole=False)
    needed = int(threshold("certify_role_plays").value)
    return [
        RaterRow(
            account,
            begun.get(account.pk),
            len(scored.get(account.pk, ())),
            needed,
            state_of(begun.get(account.pk), on),
        )
        for account in accounts
    ]


def rater_accounts(actor: Actor, on: date) -> QuerySet[Account]:
    """The accounts that hold a role that rates on a day, where the actor certifies raters; by name."""
    reach = in_scope(actor, organisation="account__organisation_id", path="place__path", verb=Verb.RATERS_CERTIFY)
    holding = people.roles_in_force(on).filter(reach, role__in=RATING_ROLES).values("account")
    return Account.objects.filter(pk__in=holding, is_active=True).order_by("name", "pk")


def state_of(calibration: Calibration | None, on: date) -> RaterState:
    """How a certificate stands on a day."""
    if calibration is None:
        return RaterState.NOT_CALIBRATED
    if not calibration.certified:
        return RaterState.NOT_AGREED
    if on >= calibration.until:
        return RaterState.EXPIRED
    soon = calibration.until - timedelta(days=int(threshold("certify_soon_days").value))
    return RaterState.EXPIRING if on >= soon else RaterState.CERTIFIED


def calibrations_of(account_id: UUID) -> list[Calibration]:
    """Every calibration of a rater, the latest first."""
    return list(Calibration.objects.filter(rater=account_id).order_by("-since", "-pk"))


def role_plays_of(actor: Actor) -> QuerySet[RolePlay]:
    """
    The reference role-plays of the actor's organisation, for those who rate or certify; retired ones last.

    Their ``ticks`` are the reference itself: not for the eyes of who is still to score them.
    """
    if not (has_verb(actor, Verb.RATERS_CERTIFY) or has_verb(actor, Verb.COMPETENCE_RATE)):
        return RolePlay.objects.none()
    rows = RolePlay.objects.order_by("retired_on", "title", "pk")
    if actor.organisation_id is not None:
        rows = rows.filter(organisation_id=actor.organisation_id)
    return rows


def role_play_for(actor: Actor, role_play_id: UUID) -> RolePlay:
    """One of ``role_plays_of``. Raises RolePlayUnknown."""
    role_play = role_plays_of(actor).filter(pk=role_play_id).first()
    if role_play is None:
        raise problems.RolePlayUnknown
    return role_play


def scores_of(account_id: UUID) -> dict[UUID, RolePlayScore]:
    """How a rater last scored each role-play, by its id."""
    rows = (
        RolePlayScore.objects.filter(rater=account_id).select_related("role_play").order_by("on", "recorded_at", "pk")
    )
    return {row.role_play_id: row for row in rows}


def standing_scores(
    account_ids: Iterable[UUID], on: date, rubric: str, version: str, *, whole: bool = True
) -> dict[UUID, list[RolePlayScore]]:
    """
    By rater, what a calibration on a day rests on, the newest first; one query.

    The latest score of each role-play of this rubric that is not retired, made within the months that a
    certificate lasts: each certificate needs fresh eyes. Not ``whole``: without what was ticked, to count them.
    """
    rows = RolePlayScore.objects.filter(
        rater__in=list(account_ids),
        on__lte=on,
        role_play__rubric=rubric,
        role_play__rubric_version=version,
        role_play__retired_on__isnull=True,
    )
    latest: dict[UUID, dict[UUID, RolePlayScore]] = {}
    rows = rows.select_related("role_play") if whole else rows.defer("ticks", "levels")
    for row in rows.order_by("on", "recorded_at", "pk"):
        if certificate_ends(row.on) > on:
            latest.setdefault(row.rater_id, {})[row.role_play_id] = row
    return {
        rater: sorted(scores.values(), key=lambda score: (score.on, score.recorded_at, score.pk), reverse=True)
        for rater, scores in latest.items()
    }


def certificate_ends(scored_on: date) -> date:
    """The first day on which a score of this day carries a certificate no more; ends of months are clipped."""
    months = int(threshold("certify_months").value)
    year, month = divmod(scored_on.year * 12 + scored_on.month - 1 + months, 12)
    return date(year, month + 1, min(scored_on.day, calendar.monthrange(year, month + 1)[1]))


def _begun(account_ids: Iterable[UUID], on: date, rubric: str, version: str) -> Mapping[UUID, Calibration]:
    """The latest calibration of each rater that had begun by a day; of one day, the latest recorded."""
    rows = Calibration.objects.filter(rater__in=list(account_ids), rubric=rubric, rubric_version=version, since__lte=on)
    return {row.rater_id: row for row in rows.order_by("since", "pk")}

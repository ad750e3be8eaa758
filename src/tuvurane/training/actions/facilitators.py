"""Coming onto the ladder, and what somebody says of themselves."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tuvurane.foundation import ids
from tuvurane.journal import actions as journal
from tuvurane.people import actions as people_actions
from tuvurane.people.models import Account
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.places.models import Place, fold
from tuvurane.training import policies, problems
from tuvurane.training.actions import checks
from tuvurane.training.codes import Route, Rung, Sex
from tuvurane.training.models import Facilitator, LadderStep
from tuvurane.training.thresholds import threshold

USERNAME_SIGNS = 40


@transaction.atomic
def enter_facilitator(
    *,
    actor: Actor,
    account: Account,
    place: Place,
    on: date,
    rung: Rung = Rung.CANDIDATE,
    sex: str = "",
    languages: Iterable[str] = (),
    weekdays: Collection[int] = (),
    most_groups: int | None = None,
    route: Route = Route.OTHER,
    now: datetime,
) -> Facilitator:
    """
    Put somebody with an account on the ladder, on the rung where they stand.

    ``weekdays`` on which they can lead, 1 (Monday) to 7; none: not said. ``most_groups`` at the same
    time, 0 to 9 (default: the threshold). Entered again the first entry stays. Raises
    DateInTheFuture, OutOfRange, LanguageCodeUnknown, NotAllowed.
    """
    policies.check_place(actor, Verb.FACILITATORS_MANAGE, account.organisation_id, place)
    entered = Facilitator.objects.select_related("account", "place").filter(pk=account.pk).first()
    if entered is not None:
        policies.check(actor, Verb.FACILITATORS_MANAGE, entered)
        return entered
    checks.check_day(account.organisation_id, on, now)
    facilitator = Facilitator(
        account=account,
        organisation_id=account.organisation_id,
        route=route,
        rung=rung,
        rung_since=on,
        entered_on=on,
        made_at=now,
    )
    _describe(facilitator, place, sex, languages, weekdays, most_groups)
    write(actor, "ladder.enter", facilitator, now, {"rung": rung, "place": place.pk, "on": on.isoformat()})
    facilitator.save(force_insert=True)
    LadderStep(facilitator=facilitator, rung=rung, on=on, recorded_by_id=actor.account_id, recorded_at=now).save()
    return facilitator


@transaction.atomic
def welcome_candidate(
    *,
    actor: Actor,
    organisation_id: UUID,
    name: str,
    username: str | None = None,
    language: str,
    place: Place,
    on: date,
    sex: str,
    languages: Iterable[str],
    route: Route,
    now: datetime,
    account_id: UUID | None = None,
) -> Facilitator:
    """
    Open an account without a password for somebody new, and enter them as a candidate.

    A candidate has no role yet, so that the account opens nothing. Without ``username`` one is made
    from the name. Welcomed again with the same ``account_id`` the first entry stays. Raises
    NameMissing, TooLong, UsernameTaken and what ``enter_facilitator`` raises.
    """
    policies.check_place(actor, Verb.FACILITATORS_MANAGE, organisation_id, place)
    called = checks.check_name("person", name)
    account_id = account_id or ids.new_id(now)
    account = Account.objects.filter(pk=account_id).first()
    if account is None:
        account = people_actions.open_account(
            actor=actor,
            organisation_id=organisation_id,
            username=username or _username(called, account_id),
            name=called,
            language=language,
            now=now,
            account_id=account_id,
        )
    elif account.organisation_id != organisation_id:
        raise problems.IdAlreadyUsed
    return enter_facilitator(
        actor=actor, account=account, place=place, on=on, sex=sex, languages=languages, route=route, now=now
    )


def _username(name: str, account_id: UUID) -> str:
    """The name in plain small letters with the end of the id, so that two of one name differ."""
    plain = "".join(sign if sign.isalnum() else "." for sign in fold(name))
    return f"{plain[:USERNAME_SIGNS].strip('.')}.{account_id.hex[-6:]}"


@transaction.atomic
def change_facilitator(
    *,
    actor: Actor,
    facilitator: Facilitator,
    place: Place,
    sex: str,
    languages: Iterable[str],
    weekdays: Collection[int],
    most_groups: int | None,
    now: datetime,
) -> Facilitator:
    """
    Change where somebody lives, what they speak, when they can lead and how many groups at once.

    Raises OutOfRange, LanguageCodeUnknown, NotAllowed (the former place and the new one must both be the actor's).
    """
    policies.check(actor, Verb.FACILITATORS_MANAGE, facilitator)
    policies.check_place(actor, Verb.FACILITATORS_MANAGE, facilitator.organisation_id, place)
    facilitator = lock(facilitator.pk)
    _describe(facilitator, place, sex, languages, weekdays, most_groups)
    write(actor, "ladder.change", facilitator, now, {"place": place.pk})
    facilitator.save(update_fields=["place", "sex", "languages", "weekdays", "most_groups"])
    return facilitator


def _describe(
    facilitator: Facilitator,
    place: Place,
    sex: str,
    languages: Iterable[str],
    weekdays: Collection[int],
    most_groups: int | None,
) -> None:
    most = int(threshold("most_groups").value) if most_groups is None else most_groups
    checks.check_number("most_groups", most, checks.MOST_GROUPS)
    facilitator.place, facilitator.sex, facilitator.most_groups = place, Sex(sex) if sex else "", most
    facilitator.languages = checks.check_languages(languages)
    facilitator.weekdays = checks.check_weekdays(weekdays)


def lock(account_id: UUID) -> Facilitator:
    """Lock somebody of the ladder until commit: acts on one person follow one another."""
    rows = Facilitator.objects.select_for_update(of=("self",), no_key=True).select_related("account", "place")
    return rows.get(pk=account_id)


def write(
    actor: Actor, verb: str, facilitator: Facilitator, now: datetime, detail: dict[str, object] | None = None
) -> int:
    """Journal an act on somebody of the ladder."""
    return journal.write(
        actor=actor,
        verb=verb,
        subject_kind="facilitator",
        subject_id=facilitator.pk,
        at=now,
        organisation_id=facilitator.organisation_id,
        detail=detail,
    )

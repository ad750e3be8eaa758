"""Accounts and roles: who may open, give, change and close them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.cast import NOW, TODAY
from tests.factories.people import make_account
from tuvurane.people import actions, policies, problems
from tuvurane.people import queries as people
from tuvurane.people.models import Account
from tuvurane.people.roles import ROLES, Role

GOOD = "umuco-w-amahoro-2026"


def give(cast, by, to, role, place):
    return actions.give_role(
        actor=cast.actor(by), account=cast[to], role=role, place=cast.places[place], since=TODAY, now=NOW
    )


@pytest.mark.parametrize("role", Role)
def test_a_coordinator_gives_exactly_the_roles_of_the_table(cast, role):
    may = role in ROLES[Role.COORDINATOR].grants and role != Role.FACILITATOR

    if may or role == Role.FACILITATOR:
        give(cast, "coordinator", "amina", role, "Musongati")
    else:
        with pytest.raises(problems.CannotGiveRole):
            give(cast, "coordinator", "amina", role, "Musongati")


@pytest.mark.parametrize("by", ["amina", "carine", "didier", "eva", "director", "trainer"])
def test_who_manages_no_accounts_gives_no_role(cast, by):
    with pytest.raises(problems.CannotGiveRole):
        give(cast, by, "bosco", Role.FACILITATOR, "Muriza")


def test_a_role_is_given_only_inside_ones_own_places(cast):
    below = make_account(cast.organisation, "commune", role=Role.COORDINATOR, place=cast.places["Musongati"])
    actor = people.actor_of(below, on=TODAY)

    with pytest.raises(problems.NotAllowed):
        actions.give_role(
            actor=actor, account=cast["amina"], role=Role.SUPERVISOR, place=cast.places["Kibago"], since=TODAY, now=NOW
        )


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.REVIEWER}))
def test_who_works_inside_never_reviews_and_who_reviews_never_works_inside(cast, role):
    place = cast.places["Burunga"]
    inside = make_account(cast.organisation, "inside", role=role, place=place)
    outside = make_account(cast.organisation, "outside", role=Role.REVIEWER, place=place)

    def give_to(account, what):
        actions.give_role(
            actor=cast.actor("administrator"), account=account, role=what, place=place, since=TODAY, now=NOW
        )

    with pytest.raises(problems.ReviewerFromOutside) as refused:
        give_to(inside, Role.REVIEWER)
    with pytest.raises(problems.ReviewerHoldsNoOther):
        give_to(outside, role)

    assert "comes from outside" in refused.value.sentence()
    actions.end_role(actor=cast.actor("administrator"), held=inside.roles_held.get(), until=TODAY, now=NOW)
    give_to(inside, Role.REVIEWER)
    assert people.actor_of(inside, on=TODAY).roles == {Role.REVIEWER}


def test_only_an_administrator_lets_somebody_review(cast):
    newcomer = make_account(cast.organisation, "newcomer")

    for by in ("coordinator", "director", "didier", "stranger"):
        with pytest.raises((problems.CannotGiveRole, problems.NotAllowed)):
            actions.give_role(
                actor=cast.actor(by),
                account=newcomer,
                role=Role.REVIEWER,
                place=cast.places["Burunga"],
                since=TODAY,
                now=NOW,
            )


def test_a_role_is_not_held_twice_at_a_place(cast):
    with pytest.raises(problems.RoleAlreadyHeld):
        give(cast, "coordinator", "amina", Role.FACILITATOR, "Muriza")


ACTS = {
    "set a password": lambda actor, account: actions.set_password(
        actor=actor, account=account, password=GOOD, now=NOW
    ),
    "close": lambda actor, account: actions.close_account(actor=actor, account=account, now=NOW),
    "reset the second factor": lambda actor, account: actions.reset_second_factor(
        actor=actor, account=account, now=NOW
    ),
    "give a role": lambda actor, account: actions.give_role(
        actor=actor, account=account, role=Role.TRAINER, place=Account.objects.get(username="amina").roles_held.get().place,
        since=TODAY, now=NOW,
    ),
    "issue a code": lambda actor, account: actions.issue_enrolment_code(actor=actor, account=account, now=NOW),
}  # fmt: skip
ABOVE = {"administrator", "director", "didier", "eva", "coordinator"}


@pytest.mark.parametrize("above", sorted(ABOVE))
@pytest.mark.parametrize("act", ACTS)
def test_a_coordinator_manages_nobody_above(cast, act, above):
    other = make_account(cast.organisation, "second", role=Role.COORDINATOR, place=cast.places["Burunga"])

    with pytest.raises(problems.CannotGiveRole):
        ACTS[act](people.actor_of(other, on=TODAY), cast[above])


@pytest.mark.parametrize("act", ACTS)
def test_nobody_manages_people_of_another_organisation(cast, act):
    with pytest.raises(problems.NotAllowed):
        ACTS[act](cast.actor("stranger"), cast["amina"])


@pytest.mark.parametrize("act", ACTS)
def test_nobody_manages_people_whose_roles_lie_outside_their_places(cast, act):
    elsewhere = make_account(cast.organisation, "kibago", role=Role.COORDINATOR, place=cast.places["Kibago"])
    actor = people.actor_of(elsewhere, on=TODAY)

    with pytest.raises(problems.NotAllowed):
        ACTS[act](actor, cast["amina"])


def test_an_ended_role_opens_nothing_from_that_day_on(cast):
    held = cast["carine"].roles_held.get()

    actions.end_role(actor=cast.actor("coordinator"), held=held, until=TODAY, now=NOW)

    before = people.actor_of(cast["carine"], on=TODAY - timedelta(days=1))
    assert before.roles == {Role.SUPERVISOR}
    assert not cast.actor("carine").roles
    with pytest.raises(problems.RoleAlreadyEnded):
        actions.end_role(actor=cast.actor("coordinator"), held=held, until=TODAY, now=NOW)


@pytest.mark.parametrize("password", ["short-one", "telechargement", "qwerty123456", "fabiola.fabiola", ""])
def test_a_weak_password_is_refused(cast, password):
    with pytest.raises(problems.PasswordTooWeak):
        make_account(cast.organisation, "fabiola.fabiola", password=password)

    assert not Account.objects.filter(username="fabiola.fabiola").exists()


def test_without_a_password_nobody_signs_in(cast):
    assert not cast["amina"].has_usable_password()
    assert not cast["amina"].check_password("")


def test_everyone_sets_their_own_password(cast):
    actions.set_password(actor=cast.actor("eva"), account=cast["eva"], password=GOOD, now=NOW)

    assert Account.objects.get(username="eva").check_password(GOOD)


def test_a_user_name_is_taken_once_over_all_organisations(cast):
    with pytest.raises(problems.UsernameTaken):
        make_account(cast.other, "amina")


def test_only_the_system_founds_organisations(cast):
    with pytest.raises(problems.NotAllowed):
        actions.found_organisation(actor=cast.actor("administrator"), name="Third", short="3", synthetic=False, now=NOW)


def test_an_account_is_opened_only_in_ones_own_organisation(cast):
    with pytest.raises(problems.NotAllowed):
        actions.open_account(
            actor=cast.actor("coordinator"),
            organisation_id=cast.other.pk,
            username="x",
            name="X",
            language="en",
            now=NOW,
        )


def test_only_oneself_chooses_ones_language(cast):
    with pytest.raises(problems.NotAllowed):
        actions.choose_language(actor=cast.actor("administrator"), account=cast["amina"], language="fr", now=NOW)


def test_office_roles_need_a_second_factor_and_facilitators_do_not():
    assert [role for role in Role if not policies.needs_second_factor(frozenset({role}))] == [Role.FACILITATOR]
    assert policies.needs_second_factor(frozenset({Role.FACILITATOR, Role.SUPERVISOR}))


def test_an_organisation_says_where_its_clocks_stand(cast):
    actions.change_organisation(
        actor=cast.actor("coordinator"),
        organisation=cast.organisation,
        time_zone="Africa/Kampala",
        mixed_pairs=True,
        now=NOW,
    )

    assert people.today_in(cast.organisation.pk, datetime(2026, 11, 22, 21, 30, tzinfo=UTC)) == date(2026, 11, 23)


@pytest.mark.parametrize("wrong", ["", "Burundi", "../secrets", "/etc/passwd", "Africa/Atlantis"])
def test_a_time_zone_that_is_none_is_refused(cast, wrong):
    with pytest.raises(problems.TimeZoneUnknown):
        actions.change_organisation(
            actor=cast.actor("coordinator"), organisation=cast.organisation, time_zone=wrong, mixed_pairs=False, now=NOW
        )

    cast.organisation.refresh_from_db()
    assert cast.organisation.time_zone == "Africa/Bujumbura"


@pytest.mark.parametrize("name", ["amina", "carine", "didier", "eva", "director", "trainer", "stranger"])
def test_others_do_not_say_how_an_organisation_works(cast, name):
    with pytest.raises(problems.NotAllowed):
        actions.change_organisation(
            actor=cast.actor(name),
            organisation=cast.organisation,
            time_zone="Africa/Kampala",
            mixed_pairs=True,
            now=NOW,
        )

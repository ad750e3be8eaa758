"""A synthetic programme in the database: whole, labelled, and such as a demo needs."""

from collections.abc import Iterator

import pytest

from tests.factories.programmes import GROUPS, NOW, PASSWORD, TODAY, settle_a_handful, write
from tuvurane.care.models import Concern
from tuvurane.config.synthetic import Programme, describe
from tuvurane.groups import queries as groups
from tuvurane.groups.models import FacilitatorAssignment, Group, Participant, Session
from tuvurane.journal import queries as journal
from tuvurane.measures.models import Response
from tuvurane.measures.queries import screening_of
from tuvurane.people import actions as people_actions
from tuvurane.people import queries as people
from tuvurane.people.models import Account, Organisation
from tuvurane.people.roles import Role
from tuvurane.people.scope import Actor
from tuvurane.places.models import Place
from tuvurane.supervision import queries as supervision
from tuvurane.supervision.models import Visit
from tuvurane.training import queries as training
from tuvurane.training.models import Course, Facilitator, Rating

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def programme(standing_db: None) -> Iterator[Programme]:
    """Written once: these tests read it."""
    with pytest.MonkeyPatch.context() as patch:
        settle_a_handful(patch)
        yield write()


def test_the_journal_is_whole_after_writing(programme):
    report = journal.verify()

    assert report.whole
    assert report.entries > Group.objects.count() + Session.objects.count()


def test_what_was_counted_is_in_the_tables(programme):
    assert programme.counts["groups"] == Group.objects.count() == GROUPS
    assert programme.counts["sessions"] == Session.objects.count()
    # Whoever was erased took their answers along: at most two questionnaires in each of three waves.
    erased = Participant.objects.filter(erased_at__isnull=False).count()
    assert 0 <= programme.counts["responses"] - Response.objects.count() <= 6 * erased
    assert people.synthetic()


def test_every_organisation_is_labelled_synthetic(programme):
    organisations = Organisation.objects.all()

    assert len(organisations) == 2
    assert all(organisation.synthetic and "Synthetic" in organisation.name for organisation in organisations)


def test_there_is_one_account_for_each_role_and_its_password_opens_it(programme):
    named = {role: Account.objects.get(username=username) for role, username in reversed(programme.accounts)}

    assert set(named) == set(Role)
    assert all(account.check_password(PASSWORD) for account in named.values())
    assert all(people.actor_of(account, on=TODAY).roles == {role} for role, account in named.items())


def test_a_facilitator_holds_a_phone_and_no_password(programme):
    others = Account.objects.filter(username__startswith="facilitator-")

    assert others.exists()
    assert not any(account.has_usable_password() for account in others)


def test_the_demos_facilitator_leads_a_group_to_settle_a_late_one_and_a_young_one(programme):
    actor = people.actor_of(programme.facilitator, on=TODAY)

    board = groups.board(actor, on=TODAY)
    needs = {need.code for row in board for need in row.needs}
    held = [sum(stone.state == "held" for stone in row.stones) for row in board]

    assert len(board) == 3
    assert {"late", "beside"} <= needs
    assert min(held) <= 2
    assert people_actions.issue_enrolment_code(actor=Actor.system(), account=programme.facilitator, now=NOW)


def test_the_two_organisations_share_communes_and_see_nothing_of_each_other(programme):
    coordinators = Account.objects.filter(username__startswith="coordinator")

    seen = [set(groups.groups_visible_to(people.actor_of(account, on=TODAY))) for account in coordinators]

    assert all(seen)
    assert seen[0].isdisjoint(seen[1])
    assert sum(map(len, seen)) == Group.objects.count()


def test_every_group_meets_at_a_place_of_today(programme):
    places = Place.objects.filter(pk__in=Group.objects.values("place"))

    assert all(place.level in {"colline", "site"} and place.is_in_force(TODAY) for place in places)


def test_a_concern_that_was_answered_was_answered_by_the_safeguarding_of_its_organisation(programme):
    answered = Concern.objects.filter(closed_at__isnull=False).select_related("closed_by", "group")

    assert answered
    assert all(one.closed_by.organisation_id == one.group.organisation_id for one in answered)
    assert all(one.closed_at is not None and one.raised_at < one.closed_at <= NOW for one in answered)


def test_screening_items_are_asked_everywhere_but_in_one_commune_of_each_organisation(programme):
    running = list(Group.objects.filter(status="running").select_related("place"))

    gates = screening_of(running, TODAY)

    shut = [group for group in running if not gates[group.pk].is_open]
    assert {gates[group.pk].why for group in shut} == {"no_on_call"}
    assert 0 < len(shut) < len(running) / 2


def test_the_demos_supervisor_looks_after_a_handful_and_the_facilitator_is_among_them(programme):
    supervisor = Account.objects.get(username="supervisor")

    charges = {charge.facilitator_id for charge in supervision.charges_of(supervisor.pk, TODAY)}

    assert 6 <= len(charges) <= 9
    assert programme.facilitator.pk in charges
    assert supervision.plan(people.actor_of(supervisor, on=TODAY), supervisor_id=supervisor.pk, now=NOW)


def test_everybody_who_leads_is_on_the_ladder_and_the_shown_one_may_lead(programme):
    leading = set(FacilitatorAssignment.objects.values_list("account", flat=True))
    gates = training.gates_of(leading, now=NOW)

    assert leading <= set(Facilitator.objects.exclude(rung="candidate").values_list("pk", flat=True))
    assert gates[programme.facilitator.pk].may_lead
    assert any(not gate.may_lead for gate in gates.values())


def test_what_was_learnt_and_seen_is_counted_and_in_the_tables(programme):
    assert programme.counts["courses"] == Course.objects.count()
    assert programme.counts["ratings"] == Rating.objects.count()
    assert programme.counts["visits"] == Visit.objects.count()


def test_what_is_printed_names_every_account_and_the_password(programme):
    printed = describe(programme)

    assert all(username in printed for _, username in programme.accounts)
    assert PASSWORD in printed
    assert PASSWORD not in repr(programme)

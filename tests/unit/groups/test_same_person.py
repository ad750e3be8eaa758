"""The two records of somebody who took part and now leads: apart, unless that person agrees that they are joined."""

from datetime import timedelta

import pytest

from tests.cast import NOW, SYSTEM, TODAY, Cast, cast
from tests.factories.groups import make_group
from tests.factories.people import make_account
from tests.factories.training import make_facilitator
from tuvurane.groups import actions, problems, queries
from tuvurane.groups.codes import ConsentGivenBy
from tuvurane.groups.models import Group, Participant, SamePerson
from tuvurane.journal.models import Entry
from tuvurane.people import problems as people_problems
from tuvurane.training.codes import Route, Rung
from tuvurane.training.models import Facilitator

__all__ = ["cast"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(cast: Cast) -> Group:
    """A group of two on Muriza."""
    return make_group(cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]], members=2)


@pytest.fixture
def graduate(group: Group) -> Participant:
    """Somebody who took part in it."""
    return group.memberships.get(seat=1).participant


@pytest.fixture
def candidate(cast: Cast) -> Facilitator:
    """The same somebody, who wants to lead now."""
    account = make_account(cast.organisation, "nadia")
    return make_facilitator(account, cast.places["Muriza"], rung=Rung.CANDIDATE, route=Route.GRADUATE)


def join(candidate, graduate, actor=SYSTEM, agreed_on=TODAY):
    return actions.join_records(
        actor=actor,
        facilitator=candidate,
        participant=graduate,
        agreed_on=agreed_on,
        given_by=ConsentGivenBy.VOICE,
        now=NOW,
    )


def test_without_a_word_of_theirs_nothing_joins_the_two(candidate, graduate):
    assert queries.former_participant_of(candidate) is None


def test_by_their_word_the_two_are_joined(candidate, graduate):
    join(candidate, graduate, agreed_on=TODAY - timedelta(days=3))

    joined = queries.former_participant_of(candidate)
    assert (joined.participant, joined.agreed_on, joined.given_by) == (graduate, TODAY - timedelta(days=3), "voice")


def test_joined_twice_the_first_agreement_stays(candidate, graduate):
    join(candidate, graduate, agreed_on=TODAY - timedelta(days=3))
    lines = Entry.objects.count()

    again = join(candidate, graduate)

    assert again.agreed_on == TODAY - timedelta(days=3)
    assert Entry.objects.count() == lines


def test_parted_again_no_trace_says_who_they_were(candidate, graduate):
    join(candidate, graduate)
    actions.part_records(actor=SYSTEM, facilitator=candidate, now=NOW)
    actions.part_records(actor=SYSTEM, facilitator=candidate, now=NOW)

    assert not SamePerson.objects.exists()
    about_them = Entry.objects.filter(subject_id=str(candidate.pk))
    assert [line.verb for line in about_them.order_by("seq")][-2:] == ["records.join", "records.part"]
    assert not any(str(graduate.pk) in str(line.detail) for line in about_them)
    assert not Entry.objects.filter(subject_id=str(graduate.pk), verb__startswith="records").exists()


def test_one_record_is_joined_to_one_other(cast, group, candidate, graduate):
    join(candidate, graduate)
    other = make_facilitator(cast["bosco"], cast.places["Butare"])

    with pytest.raises(problems.RecordsJoined):
        join(other, graduate)
    with pytest.raises(problems.RecordsJoined):
        join(candidate, group.memberships.get(seat=2).participant)


def test_a_word_of_tomorrow_is_none(candidate, graduate):
    with pytest.raises(problems.DateInTheFuture):
        join(candidate, graduate, agreed_on=TODAY + timedelta(days=1))


def test_a_participant_of_another_house_does_not_exist(cast, graduate):
    stranger = make_facilitator(cast["stranger"], cast.places["Muriza"])

    with pytest.raises(problems.ParticipantUnknown):
        join(stranger, graduate)


@pytest.mark.parametrize("name", sorted(set(Cast.ROLES) - {"coordinator"}))
def test_only_who_manages_both_records_joins_them(cast, candidate, graduate, name):
    with pytest.raises(people_problems.NotAllowed):
        join(candidate, graduate, actor=cast.actor(name))

    assert not SamePerson.objects.exists()


@pytest.mark.parametrize("name", sorted(set(Cast.ROLES) - {"coordinator", "trainer"}))
def test_nobody_else_parts_them(cast, candidate, graduate, name):
    join(candidate, graduate)

    with pytest.raises(people_problems.NotAllowed):
        actions.part_records(actor=cast.actor(name), facilitator=candidate, now=NOW)

    assert SamePerson.objects.exists()


def test_a_coordinator_finds_the_record_by_its_spoken_code_and_joins_it(cast, candidate, graduate):
    coordinator = cast.actor("coordinator")

    found = queries.participant_coded(coordinator, f" {graduate.code.lower()} ")
    join(candidate, found, actor=coordinator)

    assert queries.former_participant_of(candidate).participant == graduate


@pytest.mark.parametrize("name", ["carine", "trainer", "eva", "stranger", "amina"])
def test_a_code_finds_nobody_for_who_does_not_manage_participants(cast, graduate, name):
    with pytest.raises(problems.ParticipantUnknown):
        queries.participant_coded(cast.actor(name), graduate.code)

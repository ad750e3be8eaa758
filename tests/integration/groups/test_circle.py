"""Who sits in the circle: seats, moves between groups, facilitators, consent."""

from datetime import date, timedelta

import pytest

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.groups import STARTED_ON, make_consent, make_participant, make_session
from tuvurane.groups import actions, problems
from tuvurane.groups import queries as groups
from tuvurane.groups.codes import Joining, Leaving, Mark, Purpose
from tuvurane.groups.models import Consent, Participant
from tuvurane.people import actions as people_actions
from tuvurane.people import problems as people_problems
from tuvurane.people.roles import Role


def on_seat(group, seat):
    return group.memberships.get(seat=seat).participant


def leave(group, seat, on=date(2026, 10, 1), why=Leaving.WORK):
    person = on_seat(group, seat)
    actions.leave_group(actor=SYSTEM, group=group, participant=person, on=on, why=why, now=NOW)
    return person


def circle(group):
    return [(member.seat, member.how, member.why_left) for member in groups.members_of(group, identified=False)]


def test_a_seat_is_never_given_to_another(aminas_group):
    leave(aminas_group, 4)
    leave(aminas_group, 2)

    make_participant(aminas_group, "Jean")

    assert circle(aminas_group) == [
        (1, "joined", ""), (2, "joined", "work"), (3, "joined", ""), (4, "joined", "work"), (5, "joined", "")
    ]  # fmt: skip


def test_who_comes_back_has_a_new_seat_and_stays_one_person(aminas_group):
    person = leave(aminas_group, 2)

    actions.rejoin_group(actor=SYSTEM, group=aminas_group, participant=person, on=date(2026, 10, 20), now=NOW)

    assert circle(aminas_group)[-1] == (5, Joining.REJOINED, "")
    assert {seat for seat, who in groups.seats_of(aminas_group).items() if who == person.pk} == {2, 5}
    assert Participant.objects.count() == 4


def test_a_move_leaves_one_circle_and_joins_the_other_in_one_step(aminas_group, boscos_group):
    person = on_seat(aminas_group, 3)

    actions.move_participant(
        actor=SYSTEM, participant=person, came_from=aminas_group, to=boscos_group, on=TODAY, now=NOW
    )

    assert circle(aminas_group)[2] == (3, "joined", "other_group")
    assert circle(boscos_group)[-1] == (3, "moved", "")
    assert groups.stay_of(person).group == boscos_group


def test_nobody_sits_in_two_groups(aminas_group, boscos_group):
    person = on_seat(aminas_group, 1)

    with pytest.raises(problems.AlreadyInAGroup):
        actions.rejoin_group(actor=SYSTEM, group=boscos_group, participant=person, on=TODAY, now=NOW)
    with pytest.raises(problems.AlreadyInAGroup):
        actions.move_participant(
            actor=SYSTEM, participant=person, came_from=aminas_group, to=aminas_group, on=TODAY, now=NOW
        )
    with pytest.raises(problems.NotInTheGroup):
        actions.move_participant(
            actor=SYSTEM, participant=person, came_from=boscos_group, to=aminas_group, on=TODAY, now=NOW
        )


def test_who_has_left_cannot_leave_again(aminas_group):
    leave(aminas_group, 1)

    with pytest.raises(problems.NotInTheGroup):
        actions.leave_group(
            actor=SYSTEM,
            group=aminas_group,
            participant=on_seat(aminas_group, 1),
            on=TODAY,
            why=Leaving.DIED,
            now=NOW,
        )


@pytest.mark.parametrize(
    ("on", "problem"),
    [
        (STARTED_ON - timedelta(days=1), problems.DateBeforeJoining),
        (TODAY + timedelta(days=1), problems.DateInTheFuture),
    ],
)
def test_nobody_leaves_before_joining_or_tomorrow(aminas_group, on, problem):
    with pytest.raises(problem):
        leave(aminas_group, 1, on=on)


def test_enrolled_twice_with_one_id_is_one_person(aminas_group, boscos_group):
    person = on_seat(aminas_group, 1)
    again = {
        "actor": SYSTEM, "participant_id": person.pk, "identity": groups.Identity("Nadia"), "sex": "F",
        "age_band": "25-34", "joined_on": TODAY, "now": NOW,
    }  # fmt: skip

    assert actions.enrol_participant(group=aminas_group, **again) == person
    assert actions.enrol_participant(group=boscos_group, **again) == person
    assert len(circle(boscos_group)) == 2


def test_a_person_needs_a_name_or_a_nickname(aminas_group):
    with pytest.raises(problems.NameMissing):
        make_participant(aminas_group, "  ")

    assert groups.identity_of(make_participant(aminas_group, "", nickname="Mama Ange")).called == "Mama Ange"


@pytest.mark.parametrize("by", ["amina", "carine", "didier", "eva", "director", "trainer", "administrator", "stranger"])
def test_only_the_coordinator_manages_participants(cast, aminas_group, by):
    with pytest.raises(people_problems.NotAllowed):
        actions.leave_group(
            actor=cast.actor(by), group=aminas_group, participant=on_seat(aminas_group, 1), on=TODAY, why=Leaving.WORK,
            now=NOW,
        )  # fmt: skip


def test_the_latest_word_on_consent_stands(aminas_group):
    person = on_seat(aminas_group, 1)
    said = []

    for given in (True, False, True, False):
        make_consent(aminas_group, person, Purpose.STORY, given=given)
        said.append(groups.consent_stands(person.pk, Purpose.STORY))

    assert said == [True, False, True, False]
    assert Consent.objects.filter(participant=person, purpose=Purpose.STORY).count() == 4
    assert [consent.given for consent in groups.consents_of(person)][:4] == [False, True, False, True]


def test_without_a_word_there_is_no_consent(aminas_group):
    assert not groups.consent_stands(on_seat(aminas_group, 1).pk, Purpose.TAKE_PART)


def test_one_purpose_says_nothing_of_another(aminas_group):
    person = on_seat(aminas_group, 1)

    make_consent(aminas_group, person, Purpose.TAKE_PART)
    make_consent(aminas_group, person, Purpose.BE_MEASURED, given=False)

    assert groups.consent_stands(person.pk, Purpose.TAKE_PART)
    assert not groups.consent_stands(person.pk, Purpose.BE_MEASURED)


def change_pair(cast, group, *, since):
    """Amina hands her group over to carine, who holds the role there too."""
    people_actions.give_role(
        actor=SYSTEM, account=cast["carine"], role=Role.FACILITATOR, place=group.place, since=date(2024, 1, 1), now=NOW
    )
    actions.end_assignment(actor=SYSTEM, group=group, account=cast["amina"], until=TODAY, now=NOW)
    actions.assign_facilitator(actor=SYSTEM, group=group, account=cast["carine"], since=since, now=NOW)


@pytest.mark.parametrize("since", [TODAY, STARTED_ON - timedelta(days=30)], ids=["from today", "dated back"])
def test_facilitators_keep_their_numbers_when_the_pair_changes(cast, aminas_group, since):
    change_pair(cast, aminas_group, since=since)

    now = [(person.n, person.name) for person in groups.facilitators_of(aminas_group)]
    ever = [(person.n, person.name) for person in groups.facilitators_of(aminas_group, ended=True)]
    late = make_session(aminas_group, facilitators=(1,)).report

    assert now == [(2, "Carine")]
    assert ever == [(1, "Amina"), (2, "Carine")]
    assert late.facilitators.get().account == cast["amina"]


def test_only_a_facilitator_of_that_place_leads_a_group(cast, aminas_group):
    for name in ("bosco", "carine", "stranger"):
        with pytest.raises(problems.NotAFacilitator):
            actions.assign_facilitator(actor=SYSTEM, group=aminas_group, account=cast[name], since=TODAY, now=NOW)
    with pytest.raises(problems.AlreadyLeads):
        actions.assign_facilitator(actor=SYSTEM, group=aminas_group, account=cast["amina"], since=TODAY, now=NOW)
    with pytest.raises(problems.DoesNotLead):
        actions.end_assignment(actor=SYSTEM, group=aminas_group, account=cast["bosco"], until=TODAY, now=NOW)


def test_marks_of_people_who_have_left_still_count(aminas_group):
    person = leave(aminas_group, 2)

    make_session(aminas_group, marks={1: Mark.PRESENT, 2: Mark.PRESENT})

    assert groups.attendance_grid(aminas_group).marks[person.pk] == {1: "present"}

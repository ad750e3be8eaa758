"""The table of roles, held against what people may expect of it."""

import pytest

from tuvurane.foundation import words
from tuvurane.people.roles import PHONE_ROLES, ROLES, Role, Verb

OFFICE = set(Role) - {Role.FACILITATOR}
# Who may do what touches people most: a role that is added here is added on purpose.
HELD_BY = {
    Verb.CARE_SEE: {Role.SAFEGUARDING},
    Verb.CARE_ACT: {Role.SAFEGUARDING},
    Verb.CARE_ARRANGE: {Role.SAFEGUARDING},
    Verb.MEASURES_SEE: {Role.COORDINATOR, Role.EVALUATOR},
    Verb.EVIDENCE_SEE: {Role.COORDINATOR, Role.EVALUATOR, Role.DIRECTOR},
    Verb.PARTICIPANTS_IDENTIFY: {
        Role.FACILITATOR,
        Role.INTERVIEWER,
        Role.SUPERVISOR,
        Role.COORDINATOR,
        Role.SAFEGUARDING,
    },
    Verb.RESPONSES_RECORD: {Role.FACILITATOR, Role.INTERVIEWER, Role.SUPERVISOR, Role.COORDINATOR},
    Verb.SCHEDULE_MANAGE: {Role.COORDINATOR, Role.EVALUATOR},
    Verb.PARTICIPANTS_MANAGE: {Role.COORDINATOR},
    Verb.ACCOUNTS_MANAGE: {Role.COORDINATOR, Role.ADMINISTRATOR},
    Verb.DEVICES_MANAGE: {Role.COORDINATOR, Role.ADMINISTRATOR},
    Verb.DEPLOYMENT_MANAGE: {Role.ADMINISTRATOR},
    Verb.COMPETENCE_SEE: {Role.SUPERVISOR, Role.TRAINER, Role.COORDINATOR},
    Verb.COMPETENCE_RATE: {Role.SUPERVISOR, Role.TRAINER},
    Verb.RATERS_CERTIFY: {Role.TRAINER, Role.COORDINATOR},
    Verb.GATE_OVERRIDE: {Role.SUPERVISOR, Role.COORDINATOR},
    Verb.WELLBEING_RECORD: {Role.SUPERVISOR},
    Verb.ADVERSE_SEE: {Role.SAFEGUARDING, Role.REVIEWER},
    Verb.ADVERSE_RECORD: {Role.SAFEGUARDING},
    Verb.ADVERSE_LIFT: {Role.REVIEWER},
}


@pytest.mark.parametrize("verb", HELD_BY)
def test_the_verbs_that_touch_people_are_held_by_these_roles_alone(verb):
    assert {role for role in Role if verb in ROLES[role].verbs} == HELD_BY[verb]


def test_every_verb_is_held_by_some_role():
    assert set(Verb) == {verb for rule in ROLES.values() for verb in rule.verbs}


def test_every_role_has_its_rule_and_its_word():
    assert set(ROLES) == set(Role)
    assert all(words.knows(f"role.{role}") for role in Role)


def test_only_facilitators_work_without_the_office_and_see_only_their_own_groups():
    assert {role for role in Role if ROLES[role].office} == OFFICE
    assert {role for role in Role if ROLES[role].own_groups_only} == {Role.FACILITATOR}


@pytest.mark.parametrize(
    ("role", "gives"),
    [
        (Role.COORDINATOR, {Role.FACILITATOR, Role.INTERVIEWER, Role.SUPERVISOR, Role.TRAINER}),
        (Role.ADMINISTRATOR, set(Role)),
        *((role, set()) for role in Role if role not in {Role.COORDINATOR, Role.ADMINISTRATOR}),
    ],
)
def test_a_role_gives_these_roles_and_no_other(role, gives):
    assert ROLES[role].grants == gives


def test_who_gives_roles_manages_accounts():
    for role, rule in ROLES.items():
        if rule.grants:
            assert Verb.ACCOUNTS_MANAGE in rule.verbs, role


def test_a_phone_is_for_those_who_hold_the_space_or_ask_in_it():
    assert {Role.FACILITATOR, Role.INTERVIEWER, Role.SUPERVISOR} == PHONE_ROLES


@pytest.mark.parametrize("role", Role)
def test_a_phone_does_nothing_that_its_holder_may_not(role):
    assert ROLES[role].verbs >= ROLES[role].phone


@pytest.mark.parametrize("role", sorted(PHONE_ROLES))
def test_a_phone_manages_nothing_and_sees_no_score(role):
    forbidden = {verb for verb in Verb if verb.endswith((".manage", ".import"))} | {
        Verb.MEASURES_SEE, Verb.EVIDENCE_SEE, Verb.CARE_SEE, Verb.ACCOUNTS_SEE, Verb.COMPETENCE_SEE,
        Verb.GATE_OVERRIDE, Verb.RATERS_CERTIFY,
    }  # fmt: skip

    assert not ROLES[role].phone & forbidden


def test_no_participant_is_on_the_phone_of_a_supervisor():
    seen = {Verb.GROUPS_SEE, Verb.PARTICIPANTS_SEE, Verb.PARTICIPANTS_IDENTIFY}

    assert not ROLES[Role.SUPERVISOR].phone & seen

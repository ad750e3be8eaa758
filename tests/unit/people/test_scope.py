"""Scope as one visible table: who reaches which row, with which verb."""

from uuid import UUID

import pytest

from tuvurane.people import problems, scope
from tuvurane.people.roles import ROLES, Role, Verb
from tuvurane.people.scope import Actor, Grant

OURS, THEIRS = UUID(int=1), UUID(int=2)
# place -> path; "/1/2/" must not reach "/1/20/"
HERE, BELOW, ABOVE, BESIDE, LOOKALIKE = "/1/2/", "/1/2/3/", "/1/", "/1/4/", "/1/20/"


def actor(role, *, kind="account", path=HERE):
    return Actor(kind, UUID(int=9), OURS, (Grant(role, path),))


# role, verb -> may on: own place, below, above, beside, lookalike, own place of another organisation
TABLE = [
    (Role.COORDINATOR, Verb.GROUPS_MANAGE, (True, True, False, False, False, False)),
    (Role.COORDINATOR, Verb.CARE_SEE, (False, False, False, False, False, False)),
    (Role.SUPERVISOR, Verb.SESSIONS_RECORD, (True, True, False, False, False, False)),
    (Role.SUPERVISOR, Verb.GROUPS_MANAGE, (False, False, False, False, False, False)),
    (Role.SAFEGUARDING, Verb.CARE_ACT, (True, True, False, False, False, False)),
    (Role.EVALUATOR, Verb.GROUPS_SEE, (False, False, False, False, False, False)),
    (Role.DIRECTOR, Verb.EVIDENCE_SEE, (True, True, False, False, False, False)),
    (Role.ADMINISTRATOR, Verb.PARTICIPANTS_IDENTIFY, (False, False, False, False, False, False)),
]
ROWS = [(OURS, HERE), (OURS, BELOW), (OURS, ABOVE), (OURS, BESIDE), (OURS, LOOKALIKE), (THEIRS, HERE)]


@pytest.mark.parametrize(("role", "verb", "expected"), TABLE)
def test_a_role_reaches_its_place_and_below_in_its_own_organisation(role, verb, expected):
    who = actor(role)

    reached = tuple(scope.reaches(who, verb, organisation_id=house, place_path=path) for house, path in ROWS)

    assert reached == expected


@pytest.mark.parametrize(
    ("leads", "organisation", "path", "expected"),
    [
        (True, OURS, HERE, True),
        (True, OURS, BELOW, True),
        (False, OURS, HERE, False),  # at their place, but not their group
        (True, OURS, BESIDE, False),  # their group, but the role is held elsewhere
        (True, THEIRS, HERE, False),
    ],
)
def test_a_facilitator_reaches_only_the_groups_they_lead(leads, organisation, path, expected):
    who = actor(Role.FACILITATOR)

    reached = scope.reaches(who, Verb.SESSIONS_RECORD, organisation_id=organisation, place_path=path, leads=leads)

    assert reached is expected


@pytest.mark.parametrize("verb", Verb)
@pytest.mark.parametrize("role", Role)
def test_a_phone_is_narrowed_to_what_its_role_does_on_one(role, verb):
    on_phone = actor(role, kind="device")
    row = {"organisation_id": OURS, "place_path": HERE}

    may = scope.reaches(on_phone, verb, **row, leads=True)

    assert may == (verb in ROLES[role].phone)


@pytest.mark.parametrize("verb", Verb)
def test_an_actor_without_roles_reaches_nothing(verb):
    nobody = Actor("account", UUID(int=9), OURS)

    assert not scope.has_verb(nobody, verb)
    assert not scope.reaches(nobody, verb, organisation_id=OURS, place_path=HERE, leads=True)


@pytest.mark.parametrize("verb", Verb)
def test_the_system_reaches_everything(verb):
    assert scope.reaches(Actor.system(), verb, organisation_id=THEIRS, place_path=BESIDE)


def test_two_roles_add_up_each_at_its_own_place():
    who = Actor("account", None, OURS, (Grant(Role.SUPERVISOR, HERE), Grant(Role.EVALUATOR, BESIDE)))

    def reached(verb, path):
        return scope.reaches(who, verb, organisation_id=OURS, place_path=path)

    assert reached(Verb.GROUPS_SEE, HERE)
    assert reached(Verb.EVIDENCE_SEE, BESIDE)
    assert not reached(Verb.GROUPS_SEE, BESIDE)
    assert not reached(Verb.EVIDENCE_SEE, HERE)


def test_a_refusal_says_so_in_words():
    with pytest.raises(problems.NotAllowed) as refused:
        scope.check_reaches(actor(Role.EVALUATOR), Verb.GROUPS_MANAGE, organisation_id=OURS, place_path=HERE)

    assert (refused.value.status, refused.value.details) == (403, {"verb": Verb.GROUPS_MANAGE})
    assert "role" in refused.value.sentence("en")

"""Which rows are mine: the querysets say the same as the checks, for everyone of the cast."""

import pytest

from tests.cast import NOW, TODAY, Cast
from tests.factories.groups import make_group
from tuvurane.groups import actions as group_actions
from tuvurane.groups import policies, problems
from tuvurane.groups import queries as groups
from tuvurane.groups.models import Group
from tuvurane.people import queries as people
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor

# The groups that each of them finds: A amina's, B bosco's, K nobody's at Kibago, S the stranger's at Muriza.
FINDS = {
    "amina": "A", "bosco": "B", "carine": "AB", "didier": "ABK", "eva": "", "coordinator": "ABK", "director": "ABK",
    "trainer": "ABK", "administrator": "", "stranger": "S", "system": "ABKS",
}  # fmt: skip


@pytest.fixture
def four(cast, aminas_group, boscos_group):
    """Groups by letter."""
    nobodys = make_group(cast.organisation, cast.places["Kibago"], name="Kibago")
    strange = make_group(cast.other, cast.places["Muriza"], name="Twiyubake")
    return {"A": aminas_group, "B": boscos_group, "K": nobodys, "S": strange}


@pytest.mark.parametrize("name", FINDS)
def test_everyone_finds_their_own_groups_and_no_other(cast, four, name):
    letters = {group.pk: letter for letter, group in four.items()}

    found = groups.groups_visible_to(cast.actor(name), verb=Verb.GROUPS_SEE)

    assert sorted(letters[group.pk] for group in found) == list(FINDS[name])


@pytest.mark.parametrize("name", FINDS)
def test_what_is_found_and_what_is_allowed_are_the_same_rows(cast, four, name):
    actor = cast.actor(name)

    for verb in (Verb.GROUPS_SEE, Verb.SESSIONS_RECORD, Verb.EVIDENCE_SEE, Verb.CARE_SEE):
        found = set(groups.groups_visible_to(actor, verb=verb).values_list("pk", flat=True))
        assert found == {group.pk for group in Group.objects.all() if policies.can(actor, verb, group)}, verb


def test_outside_the_scope_a_group_does_not_exist(cast, four):
    with pytest.raises(problems.GroupUnknown):
        groups.group_for(cast.actor("amina"), four["B"].pk)


def test_an_actor_without_roles_finds_nothing(cast, four):
    nobody = Actor("account", cast["amina"].pk, cast.organisation.pk)

    assert not groups.groups_visible_to(nobody).exists()


def test_who_no_longer_leads_finds_the_group_no_more(cast, aminas_group):
    group_actions.end_assignment(
        actor=cast.actor("coordinator"), group=aminas_group, account=cast["amina"], until=TODAY, now=NOW
    )

    assert not groups.groups_visible_to(cast.actor("amina")).exists()


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("coordinator", set(Cast.ROLES) - {"stranger"}),
        ("carine", {"amina", "bosco", "carine"}),
        ("amina", {"amina"}),
        ("stranger", {"stranger"}),
    ],
)
def test_everyone_sees_the_people_of_their_places(cast, name, sees):
    seen = people.accounts_visible_to(cast.actor(name))

    assert {account.username for account in seen} == sees

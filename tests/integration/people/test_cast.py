from tests.cast import TODAY, Cast
from tuvurane.people import queries as people
from tuvurane.places import queries as places


def test_everyone_holds_one_role_at_their_place(cast):
    held = {
        name: [(row.role, row.place.name) for row in people.roles_of([cast[name]])[cast[name].pk]]
        for name in Cast.ROLES
    }

    assert held == {name: [(role, place)] for name, (role, place) in Cast.ROLES.items()}


def test_the_tree_is_dated(cast):
    provinces = [place.name for place in places.children(None, on=TODAY)]

    assert provinces == ["Burunga"]

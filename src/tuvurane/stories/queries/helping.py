"""What helps to find the words that would tell neighbours who somebody is."""

from datetime import date

from tuvurane.groups import queries as groups
from tuvurane.places import queries as places
from tuvurane.places.models import Place, PlaceName
from tuvurane.stories.models import Story
from tuvurane.stories.rules.pointing import Known, Pointed, candidates, folded, pointed

LARGER = frozenset({"country", "province", places.COMMUNE})


def pointed_in(text: str, story: Story, *, on: date, identified: bool, rare: tuple[str, ...] = ()) -> list[Pointed]:
    """
    What a text of this story gives away. ``identified``: the reader may know how its group's people are called.

    ``rare``: what the editor wants pointed out besides.
    """
    people: tuple[str, ...] = ()
    if story.group is not None:
        people = tuple(groups.names_in_circle(story.group, identified=identified))
    small, larger = _named_places({folded(words) for words in candidates(text)}, on)
    return pointed(text, Known(people, small, larger, rare))


def _named_places(names: set[str], on: date) -> tuple[dict[str, str], tuple[str, ...]]:
    """Which of these names are smaller places, each with the commune around it, and which are larger ones."""
    called: dict[str, list[Place]] = {}
    for place in Place.objects.filter(search_name__in=names):
        called.setdefault(place.search_name, []).append(place)
    for other in PlaceName.objects.filter(search_name__in=names).select_related("place"):
        called.setdefault(other.search_name, []).append(other.place)
    small = {name: [one for one in found if one.level not in LARGER] for name, found in called.items()}
    communes = places.lying_in([one.path for found in small.values() for one in found], level=places.COMMUNE)
    around = {name: _around(found, communes, on) for name, found in small.items() if found}
    return around, tuple(name for name in called if name not in around)


def _around(found: list[Place], communes: dict[str, Place], on: date) -> str:
    """The commune of one of these places, of one in force before former ones; without any, no name at all."""
    ordered = sorted(found, key=lambda place: (not place.is_in_force(on), place.pk))
    return next((communes[place.path].name for place in ordered if place.path in communes), "")

"""Where the synthetic programme works: real places of Burundi as they are named since 2025."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from tuvurane.exchange import burundi
from tuvurane.people.scope import Actor
from tuvurane.places import actions as place_actions
from tuvurane.places import queries as places
from tuvurane.places.models import Place

# Two organisations that share two communes: there each must see nothing of the other.
COMMUNES_OF = {
    "A": ("Muyinga", "Ruyigi", "Cankuzo", "Kiremba", "Gitega", "Mukaza", "Ntahangwa"),
    "B": ("Musongati", "Makamba", "Nyanza", "Gitega", "Ntahangwa"),
}
TOWNS = frozenset({"Mukaza", "Ntahangwa"})


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a group may meet: a colline, or a site where people from elsewhere live."""

    place_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Area:
    """Where a pair of facilitators lives and leads: a zone with its collines, or one site."""

    place_id: int
    name: str
    commune: str
    commune_id: int
    province_id: int
    is_site: bool
    spots: tuple[Spot, ...]

    @property
    def is_town(self) -> bool:
        return self.commune in TOWNS


def settle(now: datetime) -> None:
    """Import Burundi's places when there are none yet."""
    if not places.places().exists():
        place_actions.import_places(actor=Actor.system(), rows=burundi.rows(), source=burundi.SOURCE, now=now)


def areas_of(organisation: str, *, on: date) -> list[Area]:
    """The areas in which an organisation ("A" or "B") works, in the order of their names."""
    in_force = places.places().in_force(on)
    communes = in_force.filter(level="commune", name__in=COMMUNES_OF[organisation]).order_by("name", "pk")
    return [area for commune in communes for area in _areas(commune, list(in_force.within(commune.path)))]


def _areas(commune: Place, below: list[Place]) -> Iterator[Area]:
    below.sort(key=lambda place: (place.name, place.path.count("/"), place.pk))
    for place in below:
        if place.level == "zone":
            spots = [spot for spot in below if spot.level == "colline" and spot.path.startswith(place.path)]
        elif place.level == "site":
            spots = [place]
        else:
            continue
        if spots:
            yield Area(
                place_id=place.pk,
                name=place.name,
                commune=commune.name,
                commune_id=commune.pk,
                province_id=commune.parent_id or commune.pk,
                is_site=place.level == "site",
                spots=tuple(Spot(spot.pk, spot.name) for spot in spots),
            )

"""All places as they stand, and what a list of places changes in them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from tuvurane.places.actions.rows import SHARE_STEP, Code, Figure, PlaceRow
from tuvurane.places.actions.tree import Known
from tuvurane.places.models import Place, PlaceCode, PlaceName, Population, Succession, fold

BATCH = 1_000


@dataclass(slots=True)
class Pending:
    """Rows to write beside the places themselves."""

    codes: list[PlaceCode] = field(default_factory=list)
    names: list[PlaceName] = field(default_factory=list)
    names_gone: list[int] = field(default_factory=list)
    successions: list[Succession] = field(default_factory=list)
    successions_gone: list[int] = field(default_factory=list)
    populations: list[Population] = field(default_factory=list)


class Register:
    """
    The places in memory, read once and written once.

    ``load``, ``add_missing``, ``bring_up_to_date`` for every row, ``save``: in this order, inside one
    transaction.
    """

    def __init__(self) -> None:
        self.places: dict[int, Place] = {}
        self.place_of: dict[Code, int] = {}
        self.names: defaultdict[int, dict[str, PlaceName]] = defaultdict(dict)
        self.successions: defaultdict[int, dict[int, Succession]] = defaultdict(dict)
        self.figures: dict[tuple[int, int, str, str], Population] = {}
        self.touched: set[int] = set()
        self.pending = Pending()

    @classmethod
    def load(cls) -> Self:
        """Read everything, in five queries."""
        register = cls()
        register.places = {place.pk: place for place in Place.objects.order_by("pk")}
        for code in PlaceCode.objects.order_by("pk"):
            register.place_of[Code(code.system, code.code)] = code.place_id
        for name in PlaceName.objects.order_by("pk"):
            register.names[name.place_id][name.name] = name
        for succession in Succession.objects.order_by("pk"):
            register.successions[succession.predecessor_id][succession.successor_id] = succession
        for figure in Population.objects.order_by("pk"):
            register.figures[figure.place_id, figure.year, figure.kind, figure.source] = figure
        return register

    def known(self) -> Known:
        """What the checks need of it."""
        return Known(
            place_of=self.place_of,
            parent_of={pk: place.parent_id for pk, place in self.places.items()},
            level_of={pk: place.level for pk, place in self.places.items()},
            name_of={pk: place.name for pk, place in self.places.items()},
        )

    def add_missing(self, rows: Sequence[PlaceRow]) -> set[int]:
        """Insert a bare place for each row whose codes nobody has; answers the new ids."""
        missing = [row for row in rows if not any(code in self.place_of for code in row.codes)]
        bare = [Place(level=row.level, name=row.name, search_name=fold(row.name), path="") for row in missing]
        for place, row in zip(Place.objects.bulk_create(bare, batch_size=BATCH), missing, strict=True):
            self.places[place.pk] = place
            self.place_of.update(dict.fromkeys(row.codes, place.pk))
            self.pending.codes += [PlaceCode(place=place, system=code.system, code=code.code) for code in row.codes]
            self.touched.add(place.pk)
        return {place.pk for place in bare}

    def bring_up_to_date(self, row: PlaceRow, source: str) -> tuple[Place, list[str]]:
        """Give the row's place what the row says; answers the place and the columns that changed."""
        place = self.places[next(self.place_of[code] for code in row.codes if code in self.place_of)]
        fields = self._own_fields(place, row)
        if self._add_codes(place, row):
            fields.append("more_codes")
        if self._other_names(place, row):
            fields.append("other_names")
        if self._successors(place, row, source):
            fields.append("successors")
        if row.population is not None and self._population(place, row.population):
            fields.append("population")
        return place, fields

    def _own_fields(self, place: Place, row: PlaceRow) -> list[str]:
        wanted = {
            "level": row.level,
            "name": row.name,
            "search_name": fold(row.name),
            "parent_id": self.place_of[row.parent] if row.parent else None,
            "valid_from": row.valid_from,
            "valid_to": row.valid_to,
        }
        changed = [name for name, value in wanted.items() if getattr(place, name) != value]
        for name in changed:
            setattr(place, name, wanted[name])
        if changed:
            self.touched.add(place.pk)
        columns = {"parent_id": "parent_code", "search_name": "name"}
        return list(dict.fromkeys(columns.get(name, name) for name in changed))

    def _add_codes(self, place: Place, row: PlaceRow) -> bool:
        new = [code for code in row.codes if code not in self.place_of]
        self.place_of.update(dict.fromkeys(new, place.pk))
        self.pending.codes += [PlaceCode(place=place, system=code.system, code=code.code) for code in new]
        return bool(new)

    def _other_names(self, place: Place, row: PlaceRow) -> bool:
        held = self.names[place.pk]
        new = [name for name in row.other_names if name not in held]
        gone = [held[name].pk for name in held if name not in row.other_names]
        self.pending.names += [PlaceName(place=place, name=name, search_name=fold(name)) for name in new]
        self.pending.names_gone += gone
        return bool(new or gone)

    def _successors(self, place: Place, row: PlaceRow, source: str) -> bool:
        held = self.successions[place.pk]
        wanted = {self.place_of[code]: share.quantize(SHARE_STEP) for code, share in row.successors}
        stale = [pk for pk, succession in held.items() if wanted.get(pk) != succession.share]
        fresh = [pk for pk in wanted if pk not in held or pk in stale]
        self.pending.successions_gone += [held[pk].pk for pk in stale]
        self.pending.successions += [
            Succession(predecessor=place, successor_id=pk, share=wanted[pk], source=source) for pk in fresh
        ]
        return bool(stale or fresh)

    def _population(self, place: Place, said: Figure) -> bool:
        key = (place.pk, said.year, said.kind, said.source)
        held = self.figures.get(key)
        if held is not None and held.count == said.count:
            return False
        figure = Population(place=place, count=said.count, year=said.year, kind=said.kind, source=said.source)
        self.pending.populations.append(figure)
        return True

    def save(self) -> None:
        """Write what changed, in batches."""
        self._set_paths()
        Place.objects.bulk_create(
            [self.places[pk] for pk in sorted(self.touched)],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["level", "name", "search_name", "parent", "path", "valid_from", "valid_to"],
            batch_size=BATCH,
        )
        PlaceCode.objects.bulk_create(self.pending.codes, batch_size=BATCH)
        _delete(PlaceName, self.pending.names_gone)
        PlaceName.objects.bulk_create(self.pending.names, batch_size=BATCH)
        _delete(Succession, self.pending.successions_gone)
        Succession.objects.bulk_create(self.pending.successions, batch_size=BATCH)
        Population.objects.bulk_create(
            self.pending.populations,
            update_conflicts=True,
            unique_fields=["place", "year", "kind", "source"],
            update_fields=["count"],
            batch_size=BATCH,
        )

    def _set_paths(self) -> None:
        paths: dict[int, str] = {}
        for pk in self.places:
            chain: list[int] = []
            above: int | None = pk
            while above is not None and above not in paths:
                chain.append(above)
                above = self.places[above].parent_id
            for below in reversed(chain):
                parent = self.places[below].parent_id
                paths[below] = f"{paths[parent] if parent else '/'}{below}/"
        for pk, path in paths.items():
            if self.places[pk].path != path:
                self.places[pk].path = path
                self.touched.add(pk)


def _delete(model: type[PlaceName] | type[Succession], ids: Sequence[int]) -> None:
    for start in range(0, len(ids), BATCH):
        model._default_manager.filter(pk__in=ids[start : start + BATCH]).delete()

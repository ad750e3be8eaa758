"""Reading places: by code, up and down the tree, and by what people call them, former names included."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Length, Replace

from tuvurane.foundation import words
from tuvurane.places.models import Place, PlaceName, PlaceQuerySet, Population, Succession, fold, in_force_on

COMMUNE = "commune"  # the level at which neighbours still know each other's collines
SPARE = 4  # several former units may answer with one successor: so many more are read than shown


@dataclass(frozen=True, slots=True)
class Found:
    """
    One answer of a search.

    ``trail`` names the place and all above it ("Musongati, Burunga"). ``via`` is the name of the
    former unit that was asked for and ``via_level`` its level, when the place took over its ground.
    """

    place: Place
    trail: str
    via: str | None = None
    via_level: str | None = None


def places() -> PlaceQuerySet:
    """All places, in no order: narrow with ``in_force`` and ``within``."""
    return Place.objects.all()


def by_id(pk: int) -> Place | None:
    """The place with this id."""
    return Place.objects.filter(pk=pk).first()


def by_code(system: str, code: str) -> Place | None:
    """The place that a list of codes calls so, in force or not."""
    return Place.objects.filter(codes__system=system, codes__code=code).first()


def children(place: Place | None, *, on: date) -> PlaceQuerySet:
    """The places right below this one on that day (the roots for None), by name."""
    return Place.objects.in_force(on).filter(parent=place).order_by("search_name", "pk")


def ancestors(place: Place) -> list[Place]:
    """All places above this one, the root first."""
    above = [int(pk) for pk in place.path.split("/") if pk][:-1]
    found = Place.objects.in_bulk(above)
    return [found[pk] for pk in above]


def trail(place: Place) -> str:
    """The place's name and those of all above it: "Musongati, Burunga"."""
    return trails([place])[place.pk]


def trails(places: Iterable[Place]) -> dict[int, str]:
    """The trail of each place by its id, in one query however many they are."""
    chains = {place.pk: [int(pk) for pk in reversed(place.path.split("/")) if pk] for place in places}
    above = {pk for chain in chains.values() for pk in chain}
    names = dict(Place.objects.filter(pk__in=above).order_by().values_list("pk", "name"))
    return {pk: ", ".join(names[step] for step in chain) for pk, chain in chains.items()}


def lying_in(paths: Iterable[str], *, level: str) -> dict[str, Place]:
    """The place of a level ("commune") in which each path lies, where it lies in one; one query."""
    chains = {path: [int(pk) for pk in reversed(path.split("/")) if pk] for path in paths}
    above = {pk for chain in chains.values() for pk in chain}
    units = Place.objects.filter(level=level).in_bulk(above)
    met = {path: next((pk for pk in chain if pk in units), None) for path, chain in chains.items()}
    return {path: units[pk] for path, pk in met.items() if pk is not None}


def commune_or_larger(place: Place) -> Place:
    """The commune in which a place lies; a larger one, or one that lies in none, is itself."""
    return lying_in([place.path], level=COMMUNE).get(place.path, place)


def level_name(level: str, language: str) -> str:
    """What the level is called ("Commune"); the level itself where the table of words has none."""
    key = f"level.{level}"
    return words.say(key, language) if words.knows(key) else level.replace("_", " ")


def predecessors(place: Place) -> list[Succession]:
    """The former units whose ground it took over, with the share of each, by name."""
    return list(
        Succession.objects.filter(successor=place)
        .select_related("predecessor")
        .order_by("predecessor__search_name", "predecessor__pk")
    )


def successors(place: Place) -> list[Succession]:
    """Which units took over the ground of this former one, the largest share first."""
    return list(Succession.objects.filter(predecessor=place).select_related("successor").order_by("-share", "pk"))


def populations(place: Place) -> list[Population]:
    """Its population figures with their sources, the latest year first."""
    return list(Population.objects.filter(place=place).order_by("-year", "kind", "source"))


def find(term: str, *, on: date, limit: int = 20) -> list[Found]:
    """
    The places in force on that day that people may mean by ``term``, at most ``limit``.

    Accents, case, apostrophes and hyphens do not matter; a name matches from its beginning or from
    the beginning of any word in it, other names too. Exact names come first, then beginnings, then
    words; among these the higher levels first, places in force before former ones. A former unit
    answers with its successors. What follows a comma narrows to places under such a name:
    "Musenyi, Tangara". An empty term finds nothing.
    """
    wanted, *above = [fold(part) for part in term.split(",")]
    if not wanted:
        return []
    hits = _hits(wanted, [part for part in above if part], on, limit * SPARE)
    answers = _answers(hits, _successions(hits, on), on)[:limit]
    trail_of = trails(place for place, _ in answers)
    return [
        Found(
            place=place,
            trail=trail_of[place.pk],
            via=former.name if former else None,
            via_level=former.level if former else None,
        )
        for place, former in answers
    ]


def _hits(wanted: str, above: Sequence[str], on: date, most: int) -> list[Place]:
    matching = _matching(wanted, on)
    if not above:
        return list(matching[:most])
    holders = [_ids(_called(part)) for part in above]
    under = [
        pk
        for pk, path in matching.values_list("pk", "path")
        if all(holder.intersection(path.split("/")[1:-2]) for holder in holders)
    ]
    places = Place.objects.in_bulk(under[:most])
    return [places[pk] for pk in under[:most]]


def _ids(called: Q) -> set[str]:
    return {str(pk) for pk in Place.objects.filter(called).order_by().values_list("pk", flat=True)}


def _matching(wanted: str, on: date) -> PlaceQuerySet:
    rank = Case(
        When(_with_name(Q(search_name=wanted)), then=0),
        When(_with_name(Q(search_name__startswith=wanted)), then=1),
        default=2,
        output_field=IntegerField(),
    )
    steps = Length("path") - Length(Replace("path", Value("/")))
    former = Case(When(in_force_on(on), then=0), default=1, output_field=IntegerField())
    return Place.objects.filter(_called(wanted)).order_by(rank, steps, former, "search_name", "pk")


def _called(wanted: str) -> Q:
    """A name, or another name, that begins with ``wanted`` or has a word that does."""
    return _with_name(Q(search_name__startswith=wanted) | Q(search_name__contains=f" {wanted}"))


def _with_name(condition: Q) -> Q:
    # A list of ids is read once, where a question for each place would be asked thousands of times.
    return condition | Q(pk__in=PlaceName.objects.filter(condition).values("place"))


def _successions(hits: Iterable[Place], on: date) -> Mapping[int, list[Place]]:
    """The successors of each former place among the hits, of theirs if those ended too, and so on."""
    successors: defaultdict[int, list[Place]] = defaultdict(list)
    waiting = {place.pk for place in hits if not place.is_in_force(on)}
    asked: set[int] = set()
    while waiting:
        asked |= waiting
        for step in (
            Succession.objects.filter(predecessor__in=waiting).select_related("successor").order_by("-share", "pk")
        ):
            successors[step.predecessor_id].append(step.successor)
        ended = (place for former in waiting for place in successors[former] if not place.is_in_force(on))
        waiting = {place.pk for place in ended} - asked
    return successors


def _answers(
    hits: Iterable[Place], successors: Mapping[int, list[Place]], on: date
) -> list[tuple[Place, Place | None]]:
    """Each place to show once, with the former unit that led to it; one met directly needs no former unit."""
    direct = {place.pk for place in hits if place.is_in_force(on)}
    answers: dict[int, tuple[Place, Place | None]] = {}
    for hit in hits:
        if hit.pk in direct:
            answers.setdefault(hit.pk, (hit, None))
            continue
        for heir in _heirs(hit, successors, on):
            if heir.pk not in direct:
                answers.setdefault(heir.pk, (heir, hit))
    return list(answers.values())


def _heirs(former: Place, successors: Mapping[int, list[Place]], on: date) -> list[Place]:
    heirs: list[Place] = []
    seen = {former.pk}
    waiting = [former]
    while waiting:
        for place in successors.get(waiting.pop(0).pk, ()):
            if place.pk in seen:
                continue
            seen.add(place.pk)
            (heirs if place.is_in_force(on) else waiting).append(place)
    return heirs

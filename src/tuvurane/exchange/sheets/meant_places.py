"""Which place a workbook means: by its code, by its whole trail, or by a name that only one place has."""

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from tuvurane.exchange.sheets.plain import plain
from tuvurane.people.roles import ROLES, Verb
from tuvurane.people.scope import Actor
from tuvurane.places import queries as place_queries

if TYPE_CHECKING:
    from tuvurane.places.models import Place

SHOWN = 5
LOOK_ALIKES = 50  # how many unknown names of one file are compared with all names


class Meant(NamedTuple):
    """
    One place and its trail, or why there is none.

    ``trouble`` is empty, ``place_unknown``, ``place_ambiguous`` or ``place_former``; then
    ``candidates`` are what to write instead.
    """

    place: "Place | None"
    trail: str
    trouble: str = ""
    candidates: Sequence[str] = ()


class MeantPlaces:
    """Answers for one file; what was asked once is not searched again."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._answers: dict[str, Meant] = {}
        self._compared = 0

    def by(self, text: str) -> Meant:
        """The place meant by a cell."""
        if text not in self._answers:
            self._answers[text] = self._by_code(text) or self._by_name(text)
        return self._answers[text]

    def _by_code(self, text: str) -> Meant | None:
        system, _, code = text.rpartition(":")
        places = place_queries.places().in_force(self._today).filter(codes__code__iexact=code.strip())
        if system:
            places = places.filter(codes__system__iexact=system.strip(), codes__code__iexact=code.strip())
        found = list(places.order_by("pk").distinct()[: SHOWN + 1])
        if not found:
            return None
        if len(found) > 1:
            return Meant(None, "", "place_ambiguous", _candidates(found))
        return Meant(found[0], place_queries.trail(found[0]))

    def _by_name(self, text: str) -> Meant:
        found = place_queries.find(text, on=self._today, limit=50)
        name = plain(text.split(",", maxsplit=1)[0])
        whole = [answer for answer in found if answer.via is None and plain(answer.trail) == plain(text)]
        named = whole or [answer for answer in found if answer.via is None and plain(answer.place.name) == name]
        named = named or [answer for answer in found[:SHOWN] if answer.via is None and _also_called(answer.place, name)]
        if len(named) == 1:
            return Meant(named[0].place, named[0].trail)
        if named:
            return Meant(None, "", "place_ambiguous", _candidates([answer.place for answer in named]))
        heirs = [answer.place for answer in found if answer.via is not None and plain(answer.via) == name]
        if heirs:
            return Meant(None, "", "place_former", _candidates(heirs))
        return Meant(None, "", "place_unknown", _candidates([answer.place for answer in found]) or self._alike(name))

    def _alike(self, name: str) -> Sequence[str]:
        """Names that are spelt alike. Costly, so only for the first few unknown names of a file."""
        self._compared += 1
        if self._compared > LOOK_ALIKES:
            return ()
        near = get_close_matches(name, self._names, n=2, cutoff=0.75)
        places = place_queries.places().in_force(self._today).filter(search_name__in=near)
        return _candidates(list(places.order_by("pk")[:SHOWN]))

    @cached_property
    def _names(self) -> list[str]:
        names = (
            place_queries.places().in_force(self._today).order_by("search_name").values_list("search_name", flat=True)
        )
        return list(dict.fromkeys(names))


def trails_within(actor: Actor, verb: Verb, today: date) -> list[str]:
    """Today's places where the actor may do this, each with all above it, for a template's list."""
    places = place_queries.places().in_force(today).order_by("search_name", "pk")
    within = [grant.place_path for grant in actor.grants if verb in ROLES[grant.role].verbs]
    held = [place for place in places if actor.kind == "system" or place.path.startswith(tuple(within))]
    trails = place_queries.trails(held)
    return [trails[place.pk] for place in held]


def _also_called(place: "Place", name: str) -> bool:
    return any(plain(other) == name for other in place.other_names.values_list("name", flat=True))


def _candidates(places: "Sequence[Place]") -> Sequence[str]:
    """Each place as its trail and, where it has one, the code that names it alone."""
    few = places[:SHOWN]
    trails = place_queries.trails(few)
    return [_with_code(place, trails[place.pk]) for place in few]


def _with_code(place: "Place", trail: str) -> str:
    code = place.codes.order_by("system", "code").values_list("code", flat=True).first()
    return f"{trail} ({code})" if code else trail

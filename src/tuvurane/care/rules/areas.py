"""Who is nearest: somebody on call for a commune answers for it before somebody on call for its province."""

from collections.abc import Collection, Iterable, Mapping


def nearest(path: str, areas: Iterable[str]) -> str | None:
    """The smallest of these areas that holds a place, by their paths; None where none does."""
    return max((area for area in areas if path.startswith(area)), key=len, default=None)


def answered_for(areas: Collection[str], every: Collection[str], people: Mapping[str, int]) -> int:
    """
    For how many people those on call in these areas answer, each person once.

    ``every``: all areas in which somebody is on call: where another one is nearer, that one answers. ``people``: how
    many there are, by the path of their place.
    """
    return sum(number for path, number in people.items() if nearest(path, every) in areas)

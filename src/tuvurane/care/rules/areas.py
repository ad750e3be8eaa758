"""Who is nearest: somebody on call for a commune answers for it before somebody on call for its province."""

from collections.abc import Iterable


def nearest(path: str, areas: Iterable[str]) -> str | None:
    """The smallest of these areas that holds a place, by their paths; None where none does."""
    return max((area for area in areas if path.startswith(area)), key=len, default=None)

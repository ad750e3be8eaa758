"""How much of what was due in a session was done: the share, and the gap between an observer and the facilitators."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tuvurane.supervision.codes import Done
from tuvurane.supervision.thresholds import threshold


class Told(NamedTuple):
    """One session: the codes that were due, and how far each was done by an observer and by the facilitators."""

    due: frozenset[str]
    observer: Mapping[str, Done]
    self_: Mapping[str, Done]


class Share(NamedTuple):
    """
    A share done with what it is made of.

    ``value`` is None where nothing was answered. ``answered`` of ``due`` elements were answered and
    needed; ``sessions`` have such a checklist.
    """

    value: float | None
    answered: int
    due: int
    sessions: int


class Fidelity(NamedTuple):
    """
    Both sides of a group's sessions.

    ``gap``: observer minus facilitators, from -1 to 1, over the elements that both answered and needed
    (``paired`` of them); below 0 the facilitators say more than was seen. None without a pair.
    """

    observed: Share
    self_: Share
    gap: float | None
    paired: int


def worth(done: Done) -> float | None:
    """What an element counts: 1 done, the threshold for partly, 0 not; None for one that was not needed."""
    return {Done.DONE: 1.0, Done.PARTLY: threshold("partly_share").value, Done.NOT: 0.0}.get(done)


def of(sessions: Iterable[Told]) -> Fidelity:
    """
    The shares and the gap of many sessions.

    Only elements that were due count, so that an extra one improves nothing. One that was due and not
    answered is unknown: it is in ``due`` and in no share. One that was not needed is in neither.
    """
    told = list(sessions)
    observed = _share([(one.due, one.observer) for one in told])
    own = _share([(one.due, one.self_) for one in told])
    differences = [difference for one in told for difference in _differences(one)]
    gap = sum(differences) / len(differences) if differences else None
    return Fidelity(observed, own, gap, len(differences))


def _share(sides: Sequence[tuple[frozenset[str], Mapping[str, Done]]]) -> Share:
    spoken = [(due, side) for due, side in sides if side]
    values = [value for due, side in spoken for code in due & side.keys() if (value := worth(side[code])) is not None]
    due = sum(len([code for code in due if side.get(code) != Done.NOT_NEEDED]) for due, side in spoken)
    return Share(sum(values) / len(values) if values else None, len(values), due, len(spoken))


def _differences(one: Told) -> list[float]:
    both = one.due & one.observer.keys() & one.self_.keys()
    pairs = [(worth(one.observer[code]), worth(one.self_[code])) for code in sorted(both)]
    return [seen - said for seen, said in pairs if seen is not None and said is not None]

"""
Which of several reports of one thing is read: decided in memory, for one report or for thousands.

Of all reports at one place (a session's number, a missed day) that nothing superseded, one counts:
the first, or what corrected or settled it. Each other one stands beside it, or is merged with it
when both say the same. So the order in which two phones are heard decides what counts until it is
settled, and nothing else.
"""

from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple
from uuid import UUID

from tuvurane.foundation.records import Standing
from tuvurane.groups import problems

Same = Callable[[UUID, UUID], bool]
"""Whether two reports, by id, say the same."""


class Listed(NamedTuple):
    """A report in the ledger: what it is about (session 3 of a group, a day), and how it stands."""

    id: UUID
    at: Hashable
    standing: Standing


class Ledger:
    """
    How reports stand while new ones come.

    ``listed`` are those that came before, in the order of their seq: all that nothing superseded at
    the places in question, and whatever new ones may name. ``same`` is asked only where several
    stand at one place.
    """

    def __init__(self, listed: Iterable[Listed], *, same: Same) -> None:
        self.standing: dict[UUID, Standing] = {}
        self.superseded_by: dict[UUID, UUID] = {}
        self._same = same
        self._at: dict[UUID, Hashable] = {}
        self._here: dict[Hashable, list[UUID]] = {}
        for report, at, standing in listed:
            self._at[report], self.standing[report] = at, Standing(standing)
            if standing != Standing.SUPERSEDED:
                self._here.setdefault(at, []).append(report)
        self._before = dict(self.standing)

    def take(self, report: UUID, at: Hashable, supersedes: Iterable[UUID] = ()) -> Standing:
        """
        A new report comes; answers how it stands.

        What it ``supersedes`` goes; what another superseded first stays as it is, and then this one
        stands beside that one. Raises NothingToSupersede for a report that is not in the ledger.
        """
        named = list(supersedes)
        if not self.standing.keys() >= set(named):  # before anything moves: the ledger goes on after a refusal
            raise problems.NothingToSupersede
        heir, touched = False, [at]
        for old in named:
            if self.standing[old] == Standing.SUPERSEDED:
                continue
            place = self._at[old]
            heir |= self.standing[old] == Standing.COUNTED and place == at
            self.standing[old], self.superseded_by[old] = Standing.SUPERSEDED, report
            self._here[place].remove(old)
            touched.append(place)
        self._at[report] = at
        self._here.setdefault(at, []).append(report)
        self.standing[report] = Standing.COUNTED if heir else Standing.BESIDE
        for place in dict.fromkeys(touched):
            self._stand(place, report)
        return self.standing[report]

    def here(self, at: Hashable) -> list[UUID]:
        """The reports at one place that nothing superseded."""
        return self._here.get(at, [])

    def moved(self) -> dict[UUID, Standing]:
        """The reports of before that stand otherwise now; those that no longer count come first."""
        moved = {report: self.standing[report] for report, was in self._before.items() if was != self.standing[report]}
        return dict(sorted(moved.items(), key=lambda one: one[1] == Standing.COUNTED))

    def _stand(self, place: Hashable, fresh: UUID) -> None:
        """
        Let one report of a place count, the first when none does, and compare with it.

        Where the counted one is the same as before, only the ``fresh`` one is compared: a phone that
        sends one session a thousand times must not cost a million comparisons.
        """
        here = self._here[place]
        if not here:
            return
        counted = next((report for report in here if self.standing[report] == Standing.COUNTED), None)
        heir = counted in {None, fresh}
        counted = counted or here[0]
        self.standing[counted] = Standing.COUNTED
        for other in here if heir else set(here) & {fresh}:
            if other != counted:
                self.standing[other] = Standing.MERGED if self._same(counted, other) else Standing.BESIDE

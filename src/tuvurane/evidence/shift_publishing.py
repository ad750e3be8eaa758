"""Small shifts and roles over many groups in words and tables, in the reader's language; from released figures only."""

from dataclasses import dataclass

from tuvurane.evidence.disclosure import Reason, Released, ReleasedMean, Withheld
from tuvurane.evidence.publishing import Silence, Table, count, number
from tuvurane.evidence.shifts import ShiftsPage
from tuvurane.evidence.suppression import rules
from tuvurane.foundation import words
from tuvurane.groups.codes import SESSIONS, CommunityRole, NoticedBy, Shift

PER_CENT = 100.0


@dataclass(frozen=True, slots=True)
class ShiftsSaid:
    """What the page says of small shifts: the base first, then the tables, and how to read them."""

    base: tuple[str, ...]
    tables: tuple[Table, ...]
    first: Table
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RolesSaid:
    """What it says of roles taken up: the figure, what it rests on, which roles."""

    answer: str
    facts: tuple[str, ...]
    table: Table


def publish_shifts(page: ShiftsPage, language: str) -> ShiftsSaid | Silence:
    """Put the small shifts into the reader's language."""
    if isinstance(page.shifts, Withheld):
        return _silence("shifts.evidence", page.shifts, language, known=page.reported)
    told = _Told(page.shifts, language)
    base = (
        told.say("base", people=told.count("people"), groups=told.count("groups")),
        told.say("wrote", n=told.count("with_shift"), shifts=told.count("shifts"), without=told.count("without")),
    )
    tables = (
        told.table("by_domain", "lines", [(f"shift.{one}", f"domain.{one}") for one in Shift]),
        told.table("by_who", "lines", [(f"noticed_by.{one}", f"by.{one}") for one in NoticedBy]),
    )
    notes = [told.say(key) for key in ("note_unknown", "note_lines", "note_first")]
    return ShiftsSaid(base, tables, _first(told), (*notes, *told.rounding()))


def publish_roles(page: ShiftsPage, language: str) -> RolesSaid | Silence:
    """Put the roles taken up into the reader's language."""
    if isinstance(page.roles, Withheld):
        return _silence("roles.evidence", page.roles, language, known=page.ended)
    told = _Told(page.roles, language, family="roles.evidence")
    mean = page.roles.means.get("roles")
    hidden = words.say("evidence.hidden", language)
    answer = hidden if mean is None else told.say("answer", n=_edge(mean.value, mean, language))
    facts = [told.say("base", people=told.count("people"), n=told.count("with_role"))]
    if mean is not None:
        low, high = _edge(mean.low, mean, language), _edge(mean.high, mean, language)
        facts.append(told.say("interval", low=low, high=high, groups=number(mean.groups, 0, language)))
    facts.append(told.say("note"))
    table = told.table("by_role", "people", [(f"community_role.{one}", f"role.{one}") for one in CommunityRole])
    return RolesSaid(answer, tuple(facts), table)


def _silence(family: str, withheld: Withheld, language: str, *, known: bool) -> Silence:
    if not known:
        title, why, helps = (words.say(f"{family}.nobody{part}", language) for part in ("_title", "", "_next"))
        return Silence(title, why, helps)
    too_few = withheld.reason == Reason.TOO_FEW
    family = "shifts.evidence.too_few" if too_few else "evidence.neighbour"
    needed = {"groups": withheld.rules.groups, "people": withheld.rules.people} if too_few else {}
    title, helps = words.say(f"{family}_title", language), words.say(f"{family}_next", language)
    return Silence(title, words.say(family, language, **needed), helps)


@dataclass(frozen=True, slots=True)
class _Told:
    """Released figures and the language in which they are told."""

    figures: Released
    language: str
    family: str = "shifts.evidence"

    def say(self, key: str, **details: object) -> str:
        return words.say(f"{self.family}.{key}", self.language, **details)

    def count(self, name: str) -> str:
        found = self.figures.counts.get(name)
        return words.say("evidence.hidden", self.language) if found is None else count(found, self.language)

    def table(self, caption: str, unit: str, rows: list[tuple[str, str]]) -> Table:
        head = (self.say(f"{caption}_head"), self.say(unit))
        told = tuple((words.say(label, self.language), self.count(name)) for label, name in rows)
        return Table(self.say(caption), head, told)

    def rounding(self) -> list[str]:
        """How counts were hidden or rounded, where they were."""
        shown = self.figures.counts.values()
        if any(found.rounded for found in shown):
            return [words.say("shifts.evidence.note_rounded", self.language, step=rules().rounding)]
        if any(not found.exact for found in shown):
            small = f"1\N{EN DASH}{rules().small_cell}"
            return [words.say("shifts.evidence.note_small", self.language, small=small)]
        return []


def _first(told: _Told) -> Table:
    means = {n: told.figures.means[f"first.{n}"] for n in range(1, SESSIONS + 1) if f"first.{n}" in told.figures.means}
    rows = tuple((str(n), number(mean.groups, 0, told.language), _share(mean, told)) for n, mean in means.items())
    return Table(told.say("first"), tuple(told.say(f"first_{part}") for part in ("session", "groups", "share")), rows)


def _share(mean: ReleasedMean, told: _Told) -> str:
    edges = (min(PER_CENT, max(0.0, edge)) for edge in (mean.value, mean.low, mean.high))
    value, low, high = (number(edge, 0, told.language) for edge in edges)
    return told.say("share", share=value, low=low, high=high)


def _edge(value: float, mean: ReleasedMean, language: str) -> str:
    return number(min(PER_CENT, max(0.0, value)), 1 if mean.step < 1 else 0, language)

"""Stories counted, in words and tables in the reader's language; from released figures only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tuvurane.evidence.disclosure import Reason, Released, Withheld
from tuvurane.evidence.publishing import Silence, Table, count
from tuvurane.evidence.stories import FATES, NOT_KNOWN, StoriesPage
from tuvurane.evidence.suppression import rules
from tuvurane.foundation import words
from tuvurane.groups.codes import AgeBand, Sex
from tuvurane.stories.codes import Domain


@dataclass(frozen=True, slots=True)
class StoriesSaid:
    """What the page says: the base first, then the tables, and how to read them."""

    base: str
    domains: Table
    chosen: tuple[Table, ...]
    notes: tuple[str, ...]


def publish_stories(page: StoriesPage, language: str) -> StoriesSaid | Silence:
    """Put the counts into the reader's language."""
    if isinstance(page.figures, Withheld):
        return _silence(page.figures, language, known=page.collected)
    told = _Told(page.figures, language)
    said = {fate: told.count(fate) for fate in FATES}
    base = told.say("base", stories=told.count("stories"), **said)
    domains = Table(
        told.say("domains"),
        (told.say("domain"), told.say("stories")),
        tuple((words.say(f"story_domain.{one}", language), told.count(f"domain.{one}")) for one in Domain),
    )
    tables = (
        told.table("kind", [("negative", told.say("negative")), ("other", told.say("other"))]),
        told.table("sex", [*((one, words.say(f"sex.{one}", language)) for one in Sex), told.unknown]),
        told.table("age", [*((one, words.say(f"age_band.{one}", language)) for one in AgeBand), told.unknown]),
        told.table("area", [(area, area) for area in page.areas]),
    )
    return StoriesSaid(base, domains, tables, (told.say("note_base"), told.say("note_chosen"), *told.rounding()))


def _silence(withheld: Withheld, language: str, *, known: bool) -> Silence:
    if not known:
        title, why, helps = (words.say(f"stories.evidence.nobody{part}", language) for part in ("_title", "", "_next"))
        return Silence(title, why, helps)
    too_few = withheld.reason == Reason.TOO_FEW
    family = "stories.evidence.too_few" if too_few else "evidence.neighbour"
    needed = {"groups": withheld.rules.groups, "stories": withheld.rules.people} if too_few else {}
    title, helps = words.say(f"{family}_title", language), words.say(f"{family}_next", language)
    return Silence(title, words.say(family, language, **needed), helps)


@dataclass(frozen=True, slots=True)
class _Told:
    """Released figures and the language in which they are told."""

    figures: Released
    language: str

    @property
    def unknown(self) -> tuple[str, str]:
        return NOT_KNOWN, self.say("not_known")

    def say(self, key: str, **details: object) -> str:
        return words.say(f"stories.evidence.{key}", self.language, **details)

    def count(self, name: str) -> str:
        found = self.figures.counts.get(name)
        return words.say("evidence.hidden", self.language) if found is None else count(found, self.language)

    def table(self, part: str, values: Sequence[tuple[str, str]]) -> Table:
        """Who was chosen, read and not chosen, and not read, by a part of the tellers."""
        head = (self.say(part), *(self.say(fate) for fate in FATES))
        rows: Iterable[tuple[str, ...]] = (
            (title, *(self.count(f"{fate}.{part}.{value}") for fate in FATES)) for value, title in values
        )
        return Table(self.say(f"by_{part}"), head, tuple(rows))

    def rounding(self) -> list[str]:
        """How counts were hidden or rounded, where they were."""
        shown = self.figures.counts.values()
        if any(found.rounded for found in shown):
            return [words.say("shifts.evidence.note_rounded", self.language, step=rules().rounding)]
        if any(not found.exact for found in shown):
            small = f"1\N{EN DASH}{rules().small_cell}"
            return [words.say("shifts.evidence.note_small", self.language, small=small)]
        return []

"""The change page in words, tables and pictures, in the reader's language; from released figures only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor

from tuvurane.evidence import effects, suppression
from tuvurane.evidence.disclosure import Reason, Released, ReleasedMean, Withheld
from tuvurane.evidence.effects import Direction, Verdict, Warned
from tuvurane.evidence.queries import ChangePage
from tuvurane.evidence.suppression import Bar, Count
from tuvurane.foundation import words
from tuvurane.measures.codes import Form

MINUS = "\N{MINUS SIGN}"
_CLASSIFIED = (Verdict.BETTER, Verdict.UNCHANGED, Verdict.WORSE)
_DECIMAL = {"fr": ",", "rn": ",", "sw": ".", "en": "."}
_THOUSANDS = {"fr": "\N{NO-BREAK SPACE}", "rn": ".", "sw": ",", "en": ","}
_PRECISION = {"reliability": 2, "sd": 2, "points": 1}


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its caption, its head, and its rows, whose first cell names the row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture (SVG, escaped and without style or script) with the table behind it."""

    heading: str
    caption: str
    picture: str
    table: Table


@dataclass(frozen=True, slots=True)
class Publication:
    """What the change page says."""

    answer: str
    change: str
    facts: tuple[str, ...]
    people: tuple[Table, ...]
    figures: tuple[Figure, ...]
    verdicts_missing: str
    by_sex: Table | None
    notes: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """Why the page shows nothing, and what helps."""

    title: str
    why: str
    what_helps: str


def number(value: float, decimals: int, language: str) -> str:
    """A number as the language writes it, with a real minus sign."""
    text = f"{abs(value):,.{decimals}f}".replace(",", "\0").replace(".", _DECIMAL[language])
    sign = MINUS if round(value, decimals) < 0 else ""
    return sign + text.replace("\0", _THOUSANDS[language])


def count(value: Count, language: str) -> str:
    """A released count: the number, the rounded number, or the range that it may lie in."""
    if value.exact or value.rounded:
        return number(value.middle, 0, language)
    return f"{number(value.low, 0, language)}\N{EN DASH}{number(value.high, 0, language)}"


def warm_up() -> None:
    """Load statistics and charts now (some seconds): a server that calls this at its start spares its first reader."""
    from tuvurane.evidence import charts  # noqa: PLC0415 - see _waves

    effects.warm_up()
    charts.warm_up()


def publish(page: ChangePage, language: str) -> Publication | Silence:
    """Put a change page into the reader's language."""
    language = language if language in _DECIMAL else words.SOURCE_LANGUAGE
    if isinstance(page.figures, Withheld):
        return _silence(page.figures, language)
    return _Page(page, page.figures, language).published()


def subject(page: ChangePage, language: str) -> str:
    """What was asked: the questionnaire and the two measurements."""
    title = page.yardstick.title[language]
    if page.form != Form.WHOLE:
        title = words.say("evidence.without_screening", language, title=title)
    first, second = (words.say(f"wave.{wave}", language) for wave in page.waves)
    return f"{title} · {words.say('evidence.wave_pair', language, first=first, second=second)}"


def _silence(withheld: Withheld, language: str) -> Silence:
    family = "too_few" if withheld.reason is Reason.TOO_FEW else "neighbour"
    needed = {"groups": withheld.rules.groups, "people": withheld.rules.people}
    return Silence(
        words.say(f"evidence.{family}_title", language),
        words.say(f"evidence.{family}", language, **needed),
        words.say(f"evidence.{family}_next", language),
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """One page in one language; the methods are its paragraphs."""

    page: ChangePage
    figures: Released
    language: str

    def tell(self, key: str, **details: object) -> str:
        return words.say(f"evidence.{key}", self.language, **details)

    def published(self) -> Publication:
        pictures = [self._waves(), *self._verdicts(), *self._spread()]
        return Publication(
            answer=self.tell(f"answer_{self._answer()}"),
            change=self._change(),
            facts=self._facts(),
            people=tuple(self._people()),
            figures=tuple(pictures),
            verdicts_missing=self._verdicts_missing(),
            by_sex=self._by_sex(),
            notes=tuple(self._notes()),
            sources=tuple(dict.fromkeys(source for rule in self.page.yardstick.rules for source in rule.sources)),
        )

    def _answer(self) -> str:
        change = self.figures.means["change"]
        if change.low <= 0 <= change.high:
            return "unclear"
        better_is_up = self.page.yardstick.direction is Direction.HIGHER
        return "better" if (change.value > 0) == better_is_up else "worse"

    def _change(self) -> str:
        change = self.figures.means["change"]
        return self.tell("mean_change_is", change=self._signed(change.value, change.step))

    def _facts(self) -> tuple[str, ...]:
        change = self.figures.means["change"]
        people = self._count("both")
        base = self.tell("base", people=people, groups=number(change.groups, 0, self.language))
        direction = self.tell("lower_is_better" if self._lower() else "higher_is_better")
        low, high = self._signed(change.low, change.step), self._signed(change.high, change.step)
        return self.tell("interval", low=low, high=high), base, direction

    def _lower(self) -> bool:
        return self.page.yardstick.direction is Direction.LOWER

    def _signed(self, value: float, step: float) -> str:
        return ("+" if value > 0 else "") + self._score(value, step)

    def _score(self, value: float, step: float) -> str:
        return number(value, 1 if step < 1 else 0, self.language)

    def _count(self, name: str) -> str:
        """A count in words; where it is not released, that it is hidden."""
        found = self.figures.counts.get(name)
        return self.tell("hidden") if found is None else count(found, self.language)

    def _share(self, name: str, whole: float) -> str:
        found = self.figures.counts.get(name)
        if found is None or not whole:
            return self.tell("hidden")
        low, high = (round(100 * min(edge, whole) / whole) for edge in (found.low, found.high))
        middle = round(100 * min(found.middle, whole) / whole)
        shown = str(middle) if found.exact or found.rounded or low == high else f"{low}\N{EN DASH}{high}"
        return self.tell("percent", share=shown)

    def _wave(self, wave: str) -> str:
        return words.say(f"wave.{wave}", self.language)

    def _on(self) -> str:
        return f"{self.page.on:%d/%m/%Y}"

    def _people(self) -> Iterable[Table]:
        waves = [name.removeprefix("measured.") for name in self.figures.counts if name.startswith("measured.")]
        if not waves:
            return
        enrolled = self.figures.counts["enrolled"].middle
        rows = tuple(
            (
                self._wave(wave),
                self._count(f"measured.{wave}"),
                self._share(f"measured.{wave}", enrolled),
                self._count(f"unknown.{wave}"),
                self._count("enrolled"),
            )
            for wave in waves
        )
        head = tuple(self.tell(key) for key in ("wave", "measured", "share", "unknown", "enrolled"))
        yield Table(self.tell("who_measured_caption"), head, rows)
        yield self._overlap(enrolled)

    def _overlap(self, enrolled: float) -> Table:
        first, second = (self._wave(wave) for wave in self.page.waves)
        labels = {
            "both": self.tell("both"),
            "only_first": self.tell("only_first", wave=first),
            "only_second": self.tell("only_first", wave=second),
            "neither": self.tell("neither"),
        }
        rows = tuple((label, self._count(name), self._share(name, enrolled)) for name, label in labels.items())
        head = (self.tell("measured"), self.tell("group_of_people"), self.tell("share"))
        return Table(self.tell("overlap_caption"), head, rows)

    def _waves(self) -> Figure:
        from tuvurane.evidence import charts  # noqa: PLC0415 - altair takes a second to import: only readers of this page wait

        found = {name.removeprefix("wave."): mean for name, mean in self.figures.means.items() if name != "change"}
        rows, points = [], []
        for wave, mean in found.items():
            base = self._count(f"base.{wave}")
            value, low, high = (self._score(edge, mean.step) for edge in (mean.value, mean.low, mean.high))
            rows.append((self._wave(wave), value, self.tell("range", low=low, high=high), base))
            points.append(
                charts.WavePoint(self._wave(wave), self.tell("n", people=base), mean.value, mean.low, mean.high, value)
            )
        heading, caption = self.tell("score_by_wave"), self.tell("score_caption")
        head = tuple(self.tell(key) for key in ("wave", "mean", "interval_head", "group_of_people"))
        groups = number(self.figures.means["change"].groups, 0, self.language)
        said = charts.Said(heading, _told(rows), self.tell("foot_intervals", groups=groups, on=self._on()))
        domain = (self.page.yardstick.lowest, self.page.yardstick.highest)
        axis = self.tell("axis_lower" if self._lower() else "axis_higher")
        picture = charts.waves(said, tuple(points), domain=domain, axis=axis)
        return Figure(heading, caption, picture, Table(heading, head, tuple(rows)))

    def _verdicts(self) -> Iterable[Figure]:
        from tuvurane.evidence import charts  # noqa: PLC0415 - see _waves

        counts = {verdict: self.figures.counts.get(verdict) for verdict in Verdict}
        shown = {verdict: found for verdict, found in counts.items() if found is not None}
        classified = sum(shown[verdict].middle for verdict in _CLASSIFIED if verdict in shown)
        if len(shown) < len(Verdict) or not classified:
            return
        shares = []
        for verdict in _CLASSIFIED:
            share = self._share(verdict, classified)
            detail = f"{share} · {self.tell('n', people=self._count(verdict))}"
            shares.append(charts.Share(verdict, self.tell(verdict), detail, shown[verdict].middle / classified))
        rows = [(self.tell(verdict), self._count(verdict), self._share(verdict, classified)) for verdict in _CLASSIFIED]
        if shown[Verdict.UNCLASSIFIED].high:
            rows.append((self.tell("unclassified"), self._count(Verdict.UNCLASSIFIED), ""))
        heading, caption = self.tell("who_changed"), self.tell(self._verdict_caption())
        groups = number(self.figures.means["change"].groups, 0, self.language)
        foot = self.tell("foot_people", people=self._count("both"), groups=groups, on=self._on())
        picture = charts.verdicts(charts.Said(heading, _told(rows), foot), tuple(shares))
        head = (self.tell("change"), self.tell("group_of_people"), self.tell("share"))
        yield Figure(heading, caption, picture, Table(heading, head, tuple(rows)))

    def _verdict_caption(self) -> str:
        reliable = any(rule.kind == "reliable_change" for rule in self.page.yardstick.rules)
        return "who_changed_caption" if reliable else "who_changed_caption_points"

    def _verdicts_missing(self) -> str:
        if not self.page.yardstick.rules:
            return self.tell("no_rule")
        return "" if Verdict.BETTER in self.figures.counts else self.tell("verdicts_hidden")

    def _spread(self) -> Iterable[Figure]:
        from tuvurane.evidence import charts  # noqa: PLC0415 - see _waves

        if not self.figures.bars:
            return
        bars = self.figures.bars if self._lower() else tuple(reversed(self.figures.bars))
        rows, lines = [], []
        for bar in bars:
            low, high = self._changes_in(bar)
            label, people = self.tell("range", low=low, high=high), number(bar.people, 0, self.language)
            rows.append((label, people))
            lines.append(charts.Spread(label, bar.people, people, self._side(bar)))
        heading, step = self.tell("how_spread"), suppression.rules().rounding
        foot = self.tell("foot_rounded", people=self._count("both"), step=step, on=self._on())
        caption = self.tell("spread_caption")
        picture = charts.spread(charts.Said(heading, _told(rows), foot), tuple(lines))
        table = Table(heading, (self.tell("change"), self.tell("group_of_people")), tuple(rows))
        yield Figure(heading, caption, picture, table)

    def _changes_in(self, bar: Bar) -> tuple[str, str]:
        """The least and the most change in a bar: whole points, or what a mean can really change by."""
        step = self.page.yardstick.step
        if step < 1:
            return number(bar.low + step / 2, 2, self.language), number(bar.high - step / 2, 2, self.language)
        return number(ceil(bar.low + 1e-9), 0, self.language), number(floor(bar.high - 1e-9), 0, self.language)

    def _side(self, bar: Bar) -> str:
        if bar.low < 0 < bar.high:
            return "unchanged"
        return "better" if (bar.low > 0) == (not self._lower()) else "worse"

    def _by_sex(self) -> Table | None:
        if not self.figures.parts:
            return None
        rows = []
        for sexes, mean in self.figures.parts.items():
            who = " + ".join(words.say(f"sex.{sex}", self.language) for sex in sexes.split("+"))
            low, high = self._signed(mean.low, mean.step), self._signed(mean.high, mean.step)
            people = self._count(f"sex.{sexes}")
            rows.append((who, self._signed(mean.value, mean.step), self.tell("range", low=low, high=high), people))
        head = tuple(self.tell(key) for key in ("sex", "mean_change", "interval_head", "group_of_people"))
        return Table(self.tell("mean_change"), head, tuple(rows))

    def _notes(self) -> Iterable[str]:
        change = self.figures.means["change"]
        yield self.tell("note_date", on=self._on())
        if Warned.FEW_CLUSTERS in self.page.warnings:
            groups = number(change.groups, 0, self.language)
            yield self.tell("note_few_groups", groups=groups, few=effects.few_clusters())
        if Warned.NO_SPREAD in self.page.warnings:
            yield self.tell("note_no_spread")
        if self.page.more_than_enrolled:
            yield self.tell("note_enrolled")
        yield from self._disclosure_notes(self.figures.counts.values(), change)
        for rule in self.page.yardstick.rules:
            yield self._rule(rule)

    def _disclosure_notes(self, counts: Iterable[Count], change: ReleasedMean) -> Iterable[str]:
        listed = list(counts)
        ranges = [found for found in listed if not found.exact and not found.rounded]
        if not listed:
            yield self.tell("note_counts_hidden")
        if ranges:
            yield self.tell("note_small", small=count(min(ranges, key=lambda found: found.low), self.language))
        if any(found.rounded for found in listed):
            yield self.tell("note_rounded", step=suppression.rules().rounding)
        yield self.tell("note_step", step=self._score(change.step, change.step))

    def _rule(self, rule: effects.ChangeRule) -> str:
        who = self.tell("everyone") if rule.sex is None else words.say(f"sex.{rule.sex}", self.language)
        numbers = {
            name: number(value, 0 if value == round(value) else _PRECISION[name], self.language)
            for name, value in rule.details.items()
        }
        sentence = self.tell(f"rule_{rule.kind}", who=who, **numbers)
        said = [sentence]
        if rule.population:
            said.append(rule.population[self.language])
        if rule.spread_in:
            said.append(words.say("instruments.spread_in", self.language, population=rule.spread_in[self.language]))
        return "".join(f"{part}. " for part in said).strip()


def _told(rows: Sequence[Sequence[str]]) -> str:
    """A table as one line of text, for those who hear the picture."""
    return "; ".join(", ".join(cell for cell in row if cell) for row in rows)

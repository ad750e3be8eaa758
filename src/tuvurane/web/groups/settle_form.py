"""Settling: for each value under which reports differ, one choice among what was reported."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django import forms

from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import MissedReason, Voice
from tuvurane.web.forms import OfficeForm
from tuvurane.web.groups.forms import new_id
from tuvurane.web.templatetags.words import day, moment
from tuvurane.web.wording import person, say

if TYPE_CHECKING:
    from tuvurane.groups.queries import (
        Doubled,
        DoubledDay,
        Facilitator,
        Member,
        SessionContent,
        Told,
        ToldMissed,
        Value,
    )


class Cell(NamedTuple):
    """What one report says under one key, and the value of its choice."""

    choice: str
    text: str
    by: str
    chosen: bool


class Row(NamedTuple):
    """One key under which reports differ: its field, and a cell a report."""

    field: forms.BoundField
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Wording:
    """A group's people by their numbers, so that what two reports say reads as people say it."""

    members: Mapping[int, "Member"]
    leading: Mapping[int, "Facilitator"]

    def of(self, key: str) -> str:
        """What is compared under a key; a participant by name, for readers who may know names."""
        part, _, seat = key.partition(".")
        if part == "voice":
            return say(key)
        if part == "mark" and int(seat) in self.members:
            member = self.members[int(seat)]
            return f"{seat}. {person(member)}"
        return say(f"said.{part}", seat=seat)

    def value(self, key: str, value: "Value", *, present: int) -> str:
        """A reported value in words; the vote's totals only where the guard shows them."""
        part = key.partition(".")[0]
        if value is None:
            return say("office.mark.unknown" if part == "mark" else "office.voice.not_asked")
        if isinstance(value, list):
            return self._listed(part, value, present)
        if part == "on":
            return day(date.fromisoformat(str(value)))
        families = {"place": "place_kind", "phase": "phase", "mark": "mark"}
        return say(f"{families[part]}.{value}") if part in families else str(value)

    def agreed(self, doubled: "Doubled", content: "SessionContent") -> list[tuple[str, str]]:
        """What all reports say alike of when, where and who led: what it is, and the value; people and votes left out."""
        differing = {difference.key for difference in doubled.differ}
        alike = {key: value for key, value in group_queries.said(content).items() if key not in differing}
        return [(self.of(key), self.value(key, value, present=0)) for key, value in alike.items() if "." not in key]

    def _listed(self, part: str, values: Sequence[Any], present: int) -> str:
        if part == "voice":
            good, middle, not_good = values
            read = group_queries.read_vote(0, Voice.SAFE, (good, middle, not_good), present=present, by_two=None)
            return say("settle.hidden", why=say("guard.hidden")) if read.hidden else " / ".join(map(str, values))
        if part == "by":
            names = [self.leading[number].name if number in self.leading else str(number) for number in values]
        else:
            names = [say(f"challenge.{code}") for code in values]
        return ", ".join(names) or say("settle.none")


def names_of(reports: Sequence["Told | ToldMissed"]) -> list[str]:
    """Who recorded each report; with the moment where one person recorded several."""
    names = [report.by or say("settle.by_nobody") for report in reports]
    times = Counter(names)
    return [
        name if times[name] == 1 else f"{name}, {moment(report.came)}"
        for name, report in zip(names, reports, strict=True)
    ]


class OfReports(OfficeForm):
    """The reports that were on the page, so that one which comes meanwhile is not settled unseen."""

    record_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    of = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, reports: Sequence["Told | ToldMissed"], **kwargs: Any) -> None:
        super().__init__(*args, initial={"of": " ".join(str(report.id) for report in reports)}, **kwargs)
        self.names = names_of(reports)
        self.said: dict[str, list[tuple[str, str]]] = {}

    def ask(self, key: str, label: str, said: Sequence[tuple[str, str]], chosen: str | None) -> None:
        """Ask for one value among what the reports say under a key: for each the choice and how it reads."""
        self.said[key] = list(said)
        self.fields[key] = forms.ChoiceField(label=label, widget=forms.RadioSelect, initial=chosen)
        self.offer(key, dict(said).items())
        self.word_errors(key)
        self.fields[key].error_messages["required"] = say("settle.choose")

    def rows_of(self, *parts: str) -> list[Row]:
        """The rows of the comparison whose keys begin so."""
        keys = [key for key in self.said if key.partition(".")[0] in parts]
        return [Row(self[key], self._cells(key)) for key in keys]

    def _cells(self, key: str) -> list[Cell]:
        chosen = str(self[key].value() or "")
        said = zip(self.said[key], self.names, strict=True)
        return [Cell(choice, text, by, chosen == choice) for (choice, text), by in said]


class SettleForm(OfReports):
    """
    Reports of one session: a choice for each difference.

    A value that only one report gives is chosen already; ``all_of`` chooses everything of one report.
    """

    def __init__(
        self, *args: Any, doubled: "Doubled", wording: Wording, all_of: UUID | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, reports=doubled.reports, **kwargs)
        self.reports = doubled.reports
        ids = [report.id for report in doubled.reports]
        whole = ids.index(all_of) if all_of in ids else None
        for key, values in doubled.differ:
            said = [
                (str(place), wording.value(key, value, present=doubled.reports[place].present))
                for place, value in enumerate(values)
            ]
            self.ask(key, wording.of(key), said, _chosen(values, whole))

    @property
    def parts(self) -> list[tuple[str, list[Row]]]:
        """The rows in the order in which a report is read: its own values, who came, the vote."""
        own = self.rows_of("on", "min", "place", "phase", "by", "hard")
        found = [("", own), ("mark", self.rows_of("mark")), ("voice", self.rows_of("voice"))]
        return [(part, rows) for part, rows in found if rows]

    def take(self) -> dict[str, UUID]:
        """For each difference the report whose value counts."""
        return {key: self.reports[int(self.cleaned_data[key])].id for key in self.said}


def _chosen(values: Sequence["Value"], whole: int | None) -> str | None:
    """The place of the value that is chosen beforehand; None where people must choose."""
    if whole is not None:
        return str(whole)
    said = [value for value in values if value is not None]
    return str(values.index(said[0])) if len(said) < len(values) and all(value == said[0] for value in said) else None


class SettleMissedForm(OfReports):
    """Reports of one day without a session: which reason counts."""

    def __init__(self, *args: Any, doubled: "DoubledDay", **kwargs: Any) -> None:
        super().__init__(*args, reports=doubled.reports, **kwargs)
        said = [(report.reason, say(f"missed.{report.reason}")) for report in doubled.reports]
        self.ask("reason", say("office.missed.reason"), said, None)

    @property
    def parts(self) -> list[tuple[str, list[Row]]]:
        return [("", self.rows_of("reason"))]

    def clean_reason(self) -> MissedReason:
        return MissedReason(self.cleaned_data["reason"])


def ids_in(text: str) -> list[UUID]:
    """The ids of reports that stand in one hidden value; what is no id is left out."""
    found = []
    for part in text.split():
        try:
            found.append(UUID(part))
        except ValueError:
            continue
    return found

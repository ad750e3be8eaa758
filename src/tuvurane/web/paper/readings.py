"""What a sheet can say, and what two entries said, laid out for the forms."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from tuvurane.groups import policies as group_policies
from tuvurane.groups import queries as group_queries
from tuvurane.measures import queries as measure_queries
from tuvurane.measures.queries import Difference, DoubleShare
from tuvurane.measures.scoring import Item
from tuvurane.measures.thresholds import threshold
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.web.paper.forms import NO_ANSWER, Choices, KeysForm, Line, Offered
from tuvurane.web.wording import language, say

if TYPE_CHECKING:
    from tuvurane.groups.models import Group
    from tuvurane.measures.models import PaperSheet


class Compared(NamedTuple):
    """One item that differs: its line of the form, and what each entry says in words."""

    line: Line
    first: str
    second: str


class ShareRow(NamedTuple):
    """One row of the table of differences; without ``share`` there is too little to say."""

    place: str
    title: str
    sheets: int
    differing: int
    items: int
    share: float | None
    low: float | None
    high: float | None


def offered_in(actor: Actor, group: "Group", *, on: date) -> Offered:
    """What the head of a sheet can say in a group; people who agreed, by name for those who may know names."""
    named = group_policies.can(actor, Verb.PARTICIPANTS_IDENTIFY, group)
    stays = {stay.participant_id: stay for stay in group_queries.members_of(group, identified=named)}
    agreed = measure_queries.agreed_among(stays)
    windows = measure_queries.windows_of([group], on=on)[group.pk]
    people = [
        (stay.participant_id, " ".join(filter(None, (f"{stay.seat}.", stay.called, stay.code))))
        for stay in sorted(stays.values(), key=lambda stay: stay.seat)
        if stay.participant_id in agreed
    ]
    return Offered(
        people=people,
        waves=[(f"{window.arm} {window.wave}", _wave(window.arm, window.wave)) for window in windows],
        instruments=_instruments(dict.fromkeys(name for window in windows for name in window.instruments)),
        askers=list(measure_queries.askers_of(group).items()),
    )


def _wave(arm: str, wave: str) -> str:
    said = say(f"wave.{wave}")
    return f"{said} ({say(f'arm.{arm}')})" if arm == "waiting" else said


def _instruments(asked: Iterable[str]) -> Choices:
    """What the group is asked, the newest version first; a version is named where there are several."""
    every = measure_queries.every_instrument()
    found: list[tuple[object, str]] = []
    for name in asked:
        versions = sorted((one for one in every.values() if one.name == name), key=lambda one: one.version)[::-1]
        for one in versions:
            title = one.title[language()]
            found.append((f"{name} {one.version}", f"{title}, {one.version}" if len(versions) > 1 else title))
    return found


def numbers_of(sheet: "PaperSheet") -> dict[str, int]:
    """The number of each item on the paper."""
    found = measure_queries.instrument(sheet.instrument, sheet.version)
    return {key: number for number, key in enumerate(found.item_keys, start=1)}


def title_of(sheet: "PaperSheet") -> str:
    """What the questionnaire is called."""
    return measure_queries.instrument(sheet.instrument, sheet.version).title[language()]


def not_on_form(sheet: "PaperSheet", items: Sequence[Item]) -> list[int]:
    """The numbers of the screening items that are left out of the form."""
    shown = {item.key for item in items}
    return [number for key, number in numbers_of(sheet).items() if key not in shown]


def compared(differences: Sequence[Difference], form: KeysForm) -> list[Compared]:
    """Each item that differs with both entries in words."""
    return [
        Compared(line, _said(one.item, one.first), _said(one.item, one.second))
        for one, line in zip(differences, form.lines, strict=True)
    ]


def _said(item: Item, value: int | None) -> str:
    if value is None:
        return f"{NO_ANSWER} {say('paper.no_answer')}"
    label = next(option.label for option in item.options if option.value == value)
    return f"{value} {label[language()]}"


def share_rows(shares: Sequence[DoubleShare], titles: Mapping[str, str]) -> list[ShareRow]:
    """The table of differences; a share is said only of enough sheets."""
    least = threshold("paper_fewest_sheets").value
    return [
        ShareRow(
            one.place,
            titles.get(one.instrument, one.instrument),
            one.sheets,
            one.differing,
            one.items,
            *((one.share, *one.interval) if one.sheets >= least else (None, None, None)),
        )
        for one in shares
    ]

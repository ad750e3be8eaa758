"""Checklists of sessions: what is due, and an observer beside the facilitators."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from tuvurane.foundation import words
from tuvurane.foundation.records import Standing
from tuvurane.groups.models import Group
from tuvurane.supervision import problems
from tuvurane.supervision.codes import Done
from tuvurane.supervision.models import Checklist
from tuvurane.supervision.queries.sealed import opened
from tuvurane.supervision.rules import checklists, fidelity
from tuvurane.supervision.rules.fidelity import Fidelity


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its text by language, and the sessions in which it is due."""

    code: str
    text: Mapping[str, str]
    sessions: range


@dataclass(frozen=True, slots=True)
class Template:
    """A version of the checklist. ``verified`` is False: a local plan, to be shown as one."""

    version: str
    licence: str
    verified: bool
    elements: tuple[Element, ...]

    def due(self, session_number: int) -> list[Element]:
        """The elements due in one session."""
        return [element for element in self.elements if session_number in element.sessions]


class ElementBeside(NamedTuple):
    """One element as the observer saw it and as the facilitators say it; None where nobody said."""

    code: str
    observer: Done | None
    self_: Done | None


class Adaptation(NamedTuple):
    """An element that was done in another way: who says so, why, and how in their words."""

    code: str
    why: str
    how: str
    observer: bool


def checklist(version: str | None = None) -> Template:
    """The checklist in use, or a former version. Raises ChecklistUnknown."""
    plan = checklists.plans().get(version or checklists.newest())
    if plan is None:
        raise problems.ChecklistUnknown(version=str(version)[:12])
    elements = tuple(Element(part.code, _texts(part.code), part.sessions) for part in plan.parts)
    return Template(plan.version, plan.licence, plan.verified, elements)


def _texts(code: str) -> dict[str, str]:
    return {language: words.say(f"checklist.{code}", language) for language in words.LANGUAGES}


def checklists_of(group: Group) -> list[Checklist]:
    """The counted checklists of a group, by session, the latest of each last."""
    rows = Checklist.objects.filter(group=group, standing=Standing.COUNTED)
    return list(rows.select_related("recorded_by").order_by("session_number", "seq", "pk"))


def beside(group: Group, session_number: int) -> list[ElementBeside]:
    """
    A session as an observer saw it, beside what its facilitators say, element by element.

    Of several on one side the latest counts. Elements in the order of their checklist: those due,
    and those that somebody spoke of all the same.
    """
    rows = [row for row in checklists_of(group) if row.session_number == session_number]
    seen, said = _sides(rows)
    version = rows[-1].version if rows else None
    plan = checklists.plans().get(version or checklists.newest()) or checklists.plans()[checklists.newest()]
    due = set(plan.due(session_number)) | seen.keys() | said.keys()
    return [
        ElementBeside(part.code, seen.get(part.code), said.get(part.code)) for part in plan.parts if part.code in due
    ]


def adaptations_of(group: Group, session_number: int) -> list[Adaptation]:
    """What of a session was done in another way, and why; the words opened."""
    rows = [row for row in checklists_of(group) if row.session_number == session_number]
    found = []
    for row in rows:
        how = words_of(row, group.organisation_id)
        found += [Adaptation(code, why, how.get(code, ""), row.observer) for code, why in row.adapted.items()]
    return found


def words_of(row: Checklist, organisation_id: UUID) -> dict[str, str]:
    """How elements were done in another way, in words, by their codes."""
    text = opened(organisation_id, row.adapted_sealed, row=row.pk.bytes)
    said: dict[str, str] = json.loads(text) if text else {}
    return said


def fidelity_of(group: Group) -> Fidelity:
    """How much of what was due was done, as observers saw it and as the facilitators say, and the gap."""
    return fidelity_of_groups([group.pk])[group.pk]


def fidelity_of_groups(group_ids: Iterable[UUID]) -> dict[UUID, Fidelity]:
    """The same for several groups; one query."""
    found: dict[UUID, dict[int, list[Checklist]]] = {group_id: {} for group_id in group_ids}
    rows = Checklist.objects.filter(group__in=list(found), standing=Standing.COUNTED).order_by("seq", "pk")
    columns = ("id", "group_id", "session_number", "observer", "version", "elements")
    for row in rows.only(*columns):
        found[row.group_id].setdefault(row.session_number, []).append(row)
    return {
        group_id: fidelity.of([_told(n, rows) for n, rows in numbers.items()]) for group_id, numbers in found.items()
    }


def _told(session_number: int, rows: list[Checklist]) -> fidelity.Told:
    """Both sides of one session; what is due follows the version that each side used."""
    seen, said = _sides(rows)
    plans = checklists.plans()
    due = {code for row in rows if row.version in plans for code in plans[row.version].due(session_number)}
    return fidelity.Told(frozenset(due), seen, said)


def _sides(rows: Iterable[Checklist]) -> tuple[dict[str, Done], dict[str, Done]]:
    """The latest observer's elements and the latest facilitator's."""
    sides: dict[bool, dict[str, Done]] = {True: {}, False: {}}
    for row in rows:
        sides[row.observer] = {code: Done(done) for code, done in row.elements.items()}
    return sides[True], sides[False]

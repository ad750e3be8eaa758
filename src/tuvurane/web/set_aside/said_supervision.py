"""
What a record of supervision says, in lines for a page: read as far as it can be read, as ``said`` does.

A rating is shown by what its ticks come to, behaviour by behaviour nowhere: who decides here decides
whether it is taken, and reads the rest where ratings are read.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from tuvurane.foundation.problems import Problem
from tuvurane.people import queries as people
from tuvurane.people.scope import Actor
from tuvurane.training import queries as training
from tuvurane.training.rules.levels import level_of
from tuvurane.training.rules.rubrics import text_in
from tuvurane.web.set_aside.rows import Row, RowsSaid, coded, rows
from tuvurane.web.set_aside.said import as_list, as_mapping, day, number, text
from tuvurane.web.wording import language, say

Body = Mapping[str, Any]


def visit_said(body: Body, actor: Actor) -> RowsSaid:
    """A visit or a call."""
    agreed = [text(one.get("what")) for one in map(as_mapping, as_list(body.get("next")))]
    return rows(
        Row(say("set_aside.part.format"), coded("visit_format", body.get("format"))),
        Row(say("office.session.held_on"), day(body.get("on")), is_day=True),
        Row(say("office.session.number"), number(body.get("n"))),
        Row(say("office.session.minutes"), number(body.get("min"))),
        Row(say("set_aside.part.seen"), _names(actor, as_list(body.get("seen")))),
        Row(say("set_aside.part.topics"), ", ".join(coded("topic", one) for one in as_list(body.get("topics")))),
        Row(say("office.session.note"), text(body.get("note"))),
        Row(say("set_aside.part.agreed"), "; ".join(filter(None, agreed))),
    )


def rating_said(body: Body, actor: Actor) -> RowsSaid:
    """What somebody was seen to do."""
    return rows(
        Row(say("set_aside.part.who"), _names(actor, [body.get("who")])),
        Row(say("office.session.held_on"), day(body.get("on")), is_day=True),
        Row(say("set_aside.part.occasion"), coded("occasion", body.get("occasion"))),
        Row(say("office.session.number"), number(body.get("n"))),
        *_levels(body),
        Row(say("office.session.note"), text(body.get("note"))),
    )


def checklist_said(body: Body, _actor: Actor) -> RowsSaid:
    """What of a session was done."""
    done = as_mapping(body.get("done"))
    return rows(
        Row(say("office.session.number"), number(body.get("n"))),
        Row(say("office.session.held_on"), day(body.get("on")), is_day=True),
        *(Row(coded("checklist", code), coded("done", how)) for code, how in done.items()),
    )


def help_said(body: Body, _actor: Actor) -> RowsSaid:
    """Somebody asks for help."""
    return rows(
        Row(say("set_aside.part.help"), coded("help_topic", body.get("topic"))),
        Row(say("office.session.held_on"), day(body.get("on")), is_day=True),
        Row(say("set_aside.part.line"), text(body.get("line"))),
    )


def _names(actor: Actor, ids: list[Any]) -> str:
    """Whom the reader may find of these accounts, by name; the others are counted."""
    known = {str(pk): name for pk, name in _found(actor, ids)}
    names = [known[text(one)] for one in ids if text(one) in known]
    others = len(ids) - len(names)
    return ", ".join(names + ([say("set_aside.others", n=others)] if others else []))


def _found(actor: Actor, ids: list[Any]) -> list[tuple[UUID, str]]:
    wanted = []
    for one in ids:
        try:
            wanted.append(UUID(text(one)))
        except ValueError:
            continue
    return list(people.accounts_visible_to(actor).filter(pk__in=wanted).values_list("pk", "name"))


def _levels(body: Body) -> list[Row]:
    """What the ticks come to, by competence; a dash where this server does not know the rubric or a behaviour."""
    ticks = {
        text(code): [text(one) for one in as_list(ticked)] for code, ticked in as_mapping(body.get("ticks")).items()
    }
    try:
        rubric = training.rubric(text(body.get("rubric")), text(body.get("rv")))
    except Problem:
        return [Row(code, "–") for code in ticks]
    found = {one.code: one for one in rubric.competences}
    rows = []
    for code, ticked in ticks.items():
        competence = found.get(code)
        try:
            level = None if competence is None else level_of(ticked, competence)
        except Problem:
            level = None
        title = code if competence is None else text_in(competence.title, language())
        rows.append(Row(title, "–" if level is None else str(level)))
    return rows

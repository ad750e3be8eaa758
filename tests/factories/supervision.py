"""Charges, visits, checklists and calls for help, made as supervisors and phones make them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from tests.factories.groups import NOW, SYSTEM, TODAY, new_id
from tuvurane.groups.models import Group
from tuvurane.people.models import Account
from tuvurane.people.scope import Actor
from tuvurane.supervision import actions
from tuvurane.supervision.actions import (
    Adapted,
    ChecklistContent,
    ChecklistTaken,
    HelpTaken,
    VisitContent,
    VisitTaken,
)
from tuvurane.supervision.codes import Done, HelpTopic, VisitFormat
from tuvurane.supervision.models import Charge
from tuvurane.supervision.rules import checklists
from tuvurane.training.models import Facilitator

CHARGED_ON = date(2026, 1, 1)


def make_charge(supervisor: Account, facilitator: Facilitator, *, since: date = CHARGED_ON) -> Charge:
    """Somebody looks after a facilitator."""
    return actions.take_charge(actor=SYSTEM, supervisor=supervisor, facilitator=facilitator, since=since, now=NOW)


def visit_content(**changed: Any) -> VisitContent:
    """What a supervisor says of a plain call, but for what is ``changed``."""
    return replace(VisitContent(VisitFormat.CALL, TODAY, 20), **changed)


def make_visit(
    actor: Actor, *, visit_id: UUID | None = None, supersedes: UUID | None = None, origin: Any = None, **changed: Any
) -> VisitTaken:
    """A visit or a call, taken."""
    return actions.record_visit(
        actor=actor,
        visit_id=visit_id or new_id(),
        content=visit_content(**changed),
        now=NOW,
        origin=origin,
        supersedes=supersedes,
    )


def checklist_content(group: Group, **changed: Any) -> ChecklistContent:
    """A first session of which everything due was done, but for what is ``changed``."""
    number = changed.get("session_number", 1)
    version = checklists.newest()
    done = dict.fromkeys(checklists.plans()[version].due(number), Done.DONE)
    return replace(ChecklistContent(group.pk, number, TODAY, version, done), **changed)


def make_checklist(
    actor: Actor,
    group: Group,
    *,
    checklist_id: UUID | None = None,
    supersedes: UUID | None = None,
    origin: Any = None,
    adapted: Mapping[str, Adapted] | None = None,
    **changed: Any,
) -> ChecklistTaken:
    """A checklist of a session, taken."""
    return actions.record_checklist(
        actor=actor,
        checklist_id=checklist_id or new_id(),
        content=checklist_content(group, adapted=adapted or {}, **changed),
        now=NOW,
        origin=origin,
        supersedes=supersedes,
    )


def make_help(
    actor: Actor,
    *,
    help_id: UUID | None = None,
    topic: HelpTopic = HelpTopic.CONFLICT,
    line: str = "",
    on: date = TODAY,
    origin: Any = None,
) -> HelpTaken:
    """A facilitator asks for help."""
    return actions.ask_help(
        actor=actor, help_id=help_id or new_id(), topic=topic, line=line, on=on, now=NOW, origin=origin
    )


def make_follow_up(
    owner: Account,
    facilitator: Facilitator | None = None,
    *,
    actor: Actor = SYSTEM,
    what: str = "Practise silence",
    due_on: date = TODAY,
    **also: Any,
) -> Any:
    """Something agreed to be done by a day."""
    return actions.agree_follow_up(
        actor=actor,
        follow_up_id=also.pop("follow_up_id", None) or new_id(),
        what=what,
        due_on=due_on,
        owner=owner,
        facilitator=facilitator,
        now=NOW,
        **also,
    )


def seen(*people: Facilitator) -> list[UUID]:
    """Whom a visit was for, by their accounts."""
    return [one.pk for one in people]

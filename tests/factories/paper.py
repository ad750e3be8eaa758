"""Sheets of paper, opened as the office opens them."""

from typing import Any
from uuid import UUID

from tests.factories.groups import NOW, SYSTEM, TODAY, new_id
from tuvurane.groups import queries as groups
from tuvurane.groups.models import Group
from tuvurane.measures import actions, scoring
from tuvurane.measures.actions import SheetHead
from tuvurane.measures.codes import Arm, Wave
from tuvurane.measures.models import PaperSheet
from tuvurane.people.scope import Actor


def head_of(group: Group, seat: int = 1, **said: Any) -> SheetHead:
    """The head of a WHO-5 asked before the sessions, but for what is ``said``."""
    plain: dict[str, Any] = {
        "participant_id": groups.seats_of(group)[seat],
        "arm": Arm.GROUP,
        "wave": Wave.BASELINE,
        "instrument": "who5",
        "version": scoring.instrument_named(said.get("instrument", "who5")).version,
        "language": "rn",
        "administered_on": TODAY,
        "asked_by_id": None,
    }
    return SheetHead(**plain | said)


def make_sheet(
    group: Group, seat: int = 1, *, actor: Actor = SYSTEM, sheet_id: UUID | None = None, **said: Any
) -> PaperSheet:
    """A sheet that nobody has keyed yet."""
    return actions.open_sheet(
        actor=actor, sheet_id=sheet_id or new_id(), group_id=group.pk, head=head_of(group, seat, **said), now=NOW
    )

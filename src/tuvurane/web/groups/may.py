"""What the reader may do on one group, for the page's buttons and lists."""

from typing import TYPE_CHECKING

from tuvurane.groups import policies
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor

if TYPE_CHECKING:
    from tuvurane.groups.models import Group

ASKED = {
    "manage": Verb.GROUPS_MANAGE,
    "people": Verb.PARTICIPANTS_SEE,
    "enrol": Verb.PARTICIPANTS_MANAGE,
    "names": Verb.PARTICIPANTS_IDENTIFY,
    "sessions": Verb.SESSIONS_SEE,
    "record": Verb.SESSIONS_RECORD,
    "supervision": Verb.SUPERVISION_SEE,
    "erase": Verb.RIGHTS_ERASE,
    "raise": Verb.CARE_RAISE,
}


def may_on(actor: Actor, group: "Group") -> dict[str, bool]:
    """By name of the deed, whether the reader may do it on this group."""
    return {name: policies.can(actor, verb, group) for name, verb in ASKED.items()}

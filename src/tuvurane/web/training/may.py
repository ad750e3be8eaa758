"""What the reader may do about one facilitator, for the page's buttons and lists."""

from typing import TYPE_CHECKING

from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.training import policies

if TYPE_CHECKING:
    from tuvurane.training.models import Facilitator

ASKED = {
    "manage": Verb.FACILITATORS_MANAGE,
    "competence": Verb.COMPETENCE_SEE,
    "rate": Verb.COMPETENCE_RATE,
    "override": Verb.GATE_OVERRIDE,
    "groups": Verb.GROUPS_SEE,
    "account": Verb.ACCOUNTS_SEE,
    "join": Verb.PARTICIPANTS_MANAGE,
}
# Nobody rates themselves, and nobody lifts their own gate.
OF_ANOTHER = ("rate", "override")


def may_on(actor: Actor, facilitator: "Facilitator") -> dict[str, bool]:
    """By name of the deed, whether the reader may do it about this facilitator."""
    may = {name: policies.can(actor, verb, facilitator) for name, verb in ASKED.items()}
    if facilitator.pk == actor.account_id:
        may |= dict.fromkeys(OF_ANOTHER, False)
    return may

"""All verbs of the system, and the roles that hold them. A role is data."""

from dataclasses import dataclass
from enum import StrEnum


class Verb(StrEnum):
    """What someone may do. Permission checks name one of these and nothing else."""

    PLACES_SEE = "places.see"
    PLACES_MANAGE = "places.manage"
    ACCOUNTS_SEE = "accounts.see"
    ACCOUNTS_MANAGE = "accounts.manage"
    DEVICES_MANAGE = "devices.manage"
    GROUPS_SEE = "groups.see"
    GROUPS_MANAGE = "groups.manage"
    GROUPS_IMPORT = "groups.import"
    PARTICIPANTS_SEE = "participants.see"
    PARTICIPANTS_MANAGE = "participants.manage"
    PARTICIPANTS_IDENTIFY = "participants.identify"
    SESSIONS_SEE = "sessions.see"
    SESSIONS_RECORD = "sessions.record"
    RESPONSES_RECORD = "responses.record"
    MEASURES_SEE = "measures.see"
    INSTRUMENTS_MANAGE = "instruments.manage"
    EVIDENCE_SEE = "evidence.see"
    ATTENTION_SEE = "attention.see"
    ATTENTION_ANSWER = "attention.answer"
    DEPLOYMENT_MANAGE = "deployment.manage"
    SET_ASIDE_DECIDE = "set_aside.decide"


class Role(StrEnum):
    """Who someone is for the programme, at a place and below it."""

    FACILITATOR = "facilitator"
    SUPERVISOR = "supervisor"
    TRAINER = "trainer"
    COORDINATOR = "coordinator"
    SAFEGUARDING = "safeguarding"
    EVALUATOR = "evaluator"
    DIRECTOR = "director"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class RoleRule:
    """
    What a role may do.

    ``office``: works on the pages and needs a second factor. ``own_groups_only``: sees the groups
    this person leads and no other. ``grants``: the roles this role may give to others.
    """

    verbs: frozenset[Verb]
    office: bool = True
    own_groups_only: bool = False
    grants: frozenset[Role] = frozenset()


_LEADS_GROUPS = {
    Verb.PLACES_SEE,
    Verb.GROUPS_SEE,
    Verb.PARTICIPANTS_SEE,
    Verb.PARTICIPANTS_IDENTIFY,
    Verb.SESSIONS_SEE,
    Verb.SESSIONS_RECORD,
    Verb.RESPONSES_RECORD,
}

ROLES: dict[Role, RoleRule] = {
    Role.FACILITATOR: RoleRule(frozenset(_LEADS_GROUPS), office=False, own_groups_only=True),
    Role.SUPERVISOR: RoleRule(frozenset(_LEADS_GROUPS | {Verb.ACCOUNTS_SEE})),
    Role.TRAINER: RoleRule(frozenset({Verb.PLACES_SEE, Verb.ACCOUNTS_SEE, Verb.GROUPS_SEE, Verb.SESSIONS_SEE})),
    Role.COORDINATOR: RoleRule(
        frozenset(
            _LEADS_GROUPS
            | {
                Verb.ACCOUNTS_SEE,
                Verb.ACCOUNTS_MANAGE,
                Verb.DEVICES_MANAGE,
                Verb.SET_ASIDE_DECIDE,
                Verb.GROUPS_MANAGE,
                Verb.GROUPS_IMPORT,
                Verb.PARTICIPANTS_MANAGE,
                Verb.MEASURES_SEE,
                Verb.EVIDENCE_SEE,
            }
        ),
        grants=frozenset({Role.FACILITATOR, Role.SUPERVISOR, Role.TRAINER}),
    ),
    Role.SAFEGUARDING: RoleRule(
        frozenset(
            {
                Verb.PLACES_SEE,
                Verb.GROUPS_SEE,
                Verb.PARTICIPANTS_SEE,
                Verb.PARTICIPANTS_IDENTIFY,
                Verb.ATTENTION_SEE,
                Verb.ATTENTION_ANSWER,
            }
        )
    ),
    Role.EVALUATOR: RoleRule(
        frozenset({Verb.PLACES_SEE, Verb.MEASURES_SEE, Verb.EVIDENCE_SEE, Verb.INSTRUMENTS_MANAGE})
    ),
    Role.DIRECTOR: RoleRule(
        frozenset({Verb.PLACES_SEE, Verb.ACCOUNTS_SEE, Verb.GROUPS_SEE, Verb.SESSIONS_SEE, Verb.EVIDENCE_SEE})
    ),
    Role.ADMINISTRATOR: RoleRule(
        frozenset(
            {
                Verb.PLACES_SEE,
                Verb.PLACES_MANAGE,
                Verb.ACCOUNTS_SEE,
                Verb.ACCOUNTS_MANAGE,
                Verb.DEVICES_MANAGE,
                Verb.INSTRUMENTS_MANAGE,
                Verb.DEPLOYMENT_MANAGE,
            }
        ),
        grants=frozenset(Role),
    ),
}

# A phone may do what its facilitator does in the circle, and nothing that a page can do.
DEVICE_VERBS = frozenset(
    {
        Verb.GROUPS_SEE,
        Verb.PARTICIPANTS_SEE,
        Verb.PARTICIPANTS_IDENTIFY,
        Verb.SESSIONS_RECORD,
        Verb.RESPONSES_RECORD,
    }
)

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
    SCHEDULE_MANAGE = "schedule.manage"
    EVIDENCE_SEE = "evidence.see"
    CARE_RAISE = "care.raise"
    CARE_SEE = "care.see"
    CARE_ACT = "care.act"
    CARE_ARRANGE = "care.arrange"
    CARE_COUNT = "care.count"
    CARE_BREAK_GLASS = "care.break_glass"
    DEPLOYMENT_MANAGE = "deployment.manage"
    SET_ASIDE_DECIDE = "set_aside.decide"
    FACILITATORS_SEE = "facilitators.see"
    FACILITATORS_MANAGE = "facilitators.manage"
    COURSES_MANAGE = "courses.manage"
    COMPETENCE_SEE = "competence.see"
    COMPETENCE_RATE = "competence.rate"
    RATERS_CERTIFY = "raters.certify"
    GATE_OVERRIDE = "gate.override"
    SUPERVISION_SEE = "supervision.see"
    SUPERVISION_RECORD = "supervision.record"
    SUPERVISION_MANAGE = "supervision.manage"
    WELLBEING_RECORD = "wellbeing.record"
    HELP_ASK = "help.ask"
    RIGHTS_SEE = "rights.see"
    RIGHTS_ANSWER = "rights.answer"
    RIGHTS_COUNT = "rights.count"
    STORIES_COLLECT = "stories.collect"
    STORIES_EDIT = "stories.edit"
    STORIES_SEE = "stories.see"
    RIGHTS_ERASE = "rights.erase"
    RETENTION_SEE = "retention.see"
    STORIES_SELECT = "stories.select"
    STORIES_CODE = "stories.code"
    STORIES_PRINT = "stories.print"
    FEEDBACK_ANSWER = "feedback.answer"
    FEEDBACK_COUNT = "feedback.count"
    ADVERSE_SEE = "adverse.see"
    ADVERSE_RECORD = "adverse.record"
    ADVERSE_JUDGE = "adverse.judge"
    ADVERSE_LIFT = "adverse.lift"
    ADVERSE_COUNT = "adverse.count"


class Role(StrEnum):
    """Who someone is for the programme, at a place and below it."""

    FACILITATOR = "facilitator"
    INTERVIEWER = "interviewer"
    SUPERVISOR = "supervisor"
    TRAINER = "trainer"
    COORDINATOR = "coordinator"
    SAFEGUARDING = "safeguarding"
    EVALUATOR = "evaluator"
    DIRECTOR = "director"
    ADMINISTRATOR = "administrator"
    REVIEWER = "reviewer"


@dataclass(frozen=True, slots=True)
class RoleRule:
    """
    What a role may do.

    ``phone``: what of it a phone may do; a role without has no phone. ``office``: works on the pages
    and needs a second factor. ``own_groups_only``: sees the groups this person leads and no other.
    ``grants``: the roles this role may give to others.
    """

    verbs: frozenset[Verb]
    phone: frozenset[Verb] = frozenset()
    office: bool = True
    own_groups_only: bool = False
    grants: frozenset[Role] = frozenset()


# In the circle, and no more: a phone lies in a pocket that others reach into.
_PHONE_OF_A_FACILITATOR = frozenset(
    {
        Verb.GROUPS_SEE,
        Verb.PARTICIPANTS_SEE,
        Verb.PARTICIPANTS_IDENTIFY,
        Verb.SESSIONS_RECORD,
        Verb.RESPONSES_RECORD,
        Verb.CARE_RAISE,
        Verb.HELP_ASK,
    }
)
# Asks and leads nobody: groups in which somebody is to be asked now, and how their people are called.
_INTERVIEWS = frozenset(
    {
        Verb.GROUPS_SEE,
        Verb.PARTICIPANTS_SEE,
        Verb.PARTICIPANTS_IDENTIFY,
        Verb.RESPONSES_RECORD,
        Verb.CARE_RAISE,
    }
)
# On the way from group to group: whom to visit and what was seen; no participant is on this phone.
_PHONE_OF_A_SUPERVISOR = frozenset({Verb.SUPERVISION_SEE, Verb.SUPERVISION_RECORD, Verb.COMPETENCE_RATE})
_LEADS_GROUPS = {
    Verb.PLACES_SEE,
    Verb.GROUPS_SEE,
    Verb.PARTICIPANTS_SEE,
    Verb.PARTICIPANTS_IDENTIFY,
    Verb.SESSIONS_SEE,
    Verb.SESSIONS_RECORD,
    Verb.RESPONSES_RECORD,
    Verb.CARE_RAISE,
}

# What somebody told of a change: taken down, made unrecognisable, read.
_STORIES = {Verb.STORIES_COLLECT, Verb.STORIES_EDIT, Verb.STORIES_SEE}

_HOLDS_THE_SPACE = {Verb.ACCOUNTS_SEE, Verb.FACILITATORS_SEE, Verb.COMPETENCE_SEE, Verb.SUPERVISION_SEE}

ROLES: dict[Role, RoleRule] = {
    Role.FACILITATOR: RoleRule(
        frozenset(_LEADS_GROUPS | {Verb.HELP_ASK}), _PHONE_OF_A_FACILITATOR, office=False, own_groups_only=True
    ),
    Role.INTERVIEWER: RoleRule(_INTERVIEWS | {Verb.PLACES_SEE, Verb.STORIES_COLLECT}, _INTERVIEWS),
    Role.SUPERVISOR: RoleRule(
        frozenset(
            _LEADS_GROUPS
            | _HOLDS_THE_SPACE
            | _STORIES
            | {Verb.STORIES_SELECT, Verb.STORIES_CODE}
            | {Verb.COMPETENCE_RATE, Verb.GATE_OVERRIDE, Verb.SUPERVISION_RECORD, Verb.WELLBEING_RECORD}
        ),
        _PHONE_OF_A_SUPERVISOR,
    ),
    Role.TRAINER: RoleRule(
        frozenset(
            {Verb.PLACES_SEE, Verb.GROUPS_SEE, Verb.SESSIONS_SEE}
            | _HOLDS_THE_SPACE
            | {Verb.FACILITATORS_MANAGE, Verb.COURSES_MANAGE, Verb.COMPETENCE_RATE, Verb.RATERS_CERTIFY}
        )
    ),
    Role.COORDINATOR: RoleRule(
        frozenset(
            _LEADS_GROUPS
            | _HOLDS_THE_SPACE
            | _STORIES
            | {Verb.STORIES_SELECT, Verb.STORIES_CODE, Verb.STORIES_PRINT}
            | {
                Verb.ACCOUNTS_MANAGE,
                Verb.DEVICES_MANAGE,
                Verb.SET_ASIDE_DECIDE,
                Verb.GROUPS_MANAGE,
                Verb.GROUPS_IMPORT,
                Verb.PARTICIPANTS_MANAGE,
                Verb.MEASURES_SEE,
                Verb.SCHEDULE_MANAGE,
                Verb.EVIDENCE_SEE,
                Verb.FACILITATORS_MANAGE,
                Verb.COURSES_MANAGE,
                Verb.RATERS_CERTIFY,
                Verb.GATE_OVERRIDE,
                Verb.SUPERVISION_MANAGE,
                Verb.RIGHTS_SEE,
                Verb.RIGHTS_ANSWER,
                Verb.RIGHTS_COUNT,
                Verb.RIGHTS_ERASE,
                Verb.FEEDBACK_ANSWER,
                Verb.FEEDBACK_COUNT,
            }
        ),
        grants=frozenset({Role.FACILITATOR, Role.INTERVIEWER, Role.SUPERVISOR, Role.TRAINER}),
    ),
    Role.SAFEGUARDING: RoleRule(
        frozenset(
            {
                Verb.PLACES_SEE,
                Verb.GROUPS_SEE,
                Verb.PARTICIPANTS_SEE,
                Verb.PARTICIPANTS_IDENTIFY,
                Verb.CARE_RAISE,
                Verb.CARE_SEE,
                Verb.CARE_ACT,
                Verb.CARE_ARRANGE,
                Verb.RIGHTS_SEE,
                Verb.RIGHTS_ERASE,
                Verb.ADVERSE_SEE,
                Verb.ADVERSE_RECORD,
                Verb.ADVERSE_JUDGE,
            }
        )
    ),
    Role.EVALUATOR: RoleRule(
        frozenset(
            {
                Verb.PLACES_SEE,
                Verb.MEASURES_SEE,
                Verb.EVIDENCE_SEE,
                Verb.INSTRUMENTS_MANAGE,
                Verb.SCHEDULE_MANAGE,
                Verb.STORIES_SEE,
                Verb.STORIES_CODE,
                Verb.ADVERSE_COUNT,
            }
        )
    ),
    Role.DIRECTOR: RoleRule(
        frozenset(
            {
                Verb.PLACES_SEE,
                Verb.ACCOUNTS_SEE,
                Verb.GROUPS_SEE,
                Verb.SESSIONS_SEE,
                Verb.EVIDENCE_SEE,
                Verb.FACILITATORS_SEE,
                Verb.CARE_BREAK_GLASS,
                Verb.RIGHTS_COUNT,
                Verb.STORIES_SEE,
                Verb.CARE_COUNT,
                Verb.RIGHTS_ERASE,
                Verb.RETENTION_SEE,
                Verb.STORIES_PRINT,
                Verb.FEEDBACK_COUNT,
                Verb.ADVERSE_COUNT,
            }
        )
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
                Verb.RETENTION_SEE,
                Verb.CARE_BREAK_GLASS,
            }
        ),
        grants=frozenset(Role),
    ),
    # Judges what went wrong and says when a group may go on: nothing of care, of groups or of people.
    Role.REVIEWER: RoleRule(frozenset({Verb.ADVERSE_SEE, Verb.ADVERSE_JUDGE, Verb.ADVERSE_LIFT})),
}

PHONE_ROLES = frozenset(role for role, rule in ROLES.items() if rule.phone)

FROM_OUTSIDE = frozenset({Role.REVIEWER})
"""Roles of somebody outside the programme: whoever holds one holds no other."""

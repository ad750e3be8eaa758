from tuvurane.groups.actions.groups import assign_facilitator, change_group, end_assignment, make_group, move_group
from tuvurane.groups.actions.participants import (
    change_identity,
    enrol_participant,
    leave_group,
    move_participant,
    record_consent,
    rejoin_group,
)
from tuvurane.groups.actions.plans import GroupPlan, MissedPlan, PersonPlan, SessionPlan
from tuvurane.groups.actions.programme import Loaded, load_programme
from tuvurane.groups.actions.sessions import (
    LINE_SIGNS,
    NOTE_SIGNS,
    TALLY_MOST,
    SessionContent,
    Shifted,
    Taken,
    Tally,
    record_missed_session,
    record_session,
)

__all__ = [
    "LINE_SIGNS",
    "NOTE_SIGNS",
    "TALLY_MOST",
    "GroupPlan",
    "Loaded",
    "MissedPlan",
    "PersonPlan",
    "SessionContent",
    "SessionPlan",
    "Shifted",
    "Taken",
    "Tally",
    "assign_facilitator",
    "change_group",
    "change_identity",
    "end_assignment",
    "enrol_participant",
    "leave_group",
    "load_programme",
    "make_group",
    "move_group",
    "move_participant",
    "record_consent",
    "record_missed_session",
    "record_session",
    "rejoin_group",
]

from tuvurane.groups.actions.consents import record_consent
from tuvurane.groups.actions.erasing import erase_participant, forget_identity, tell_groups
from tuvurane.groups.actions.groups import (
    assign_facilitator,
    change_group,
    end_assignment,
    let_wait,
    lock,
    make_group,
    move_group,
)
from tuvurane.groups.actions.missed import record_missed_session
from tuvurane.groups.actions.participants import (
    change_identity,
    enrol_participant,
    leave_group,
    move_participant,
    rejoin_group,
)
from tuvurane.groups.actions.pauses import lift_pause, pause
from tuvurane.groups.actions.plans import (
    GroupPlan,
    MissedPlan,
    PersonPlan,
    RolePlan,
    SessionPlan,
    ToldShiftPlan,
)
from tuvurane.groups.actions.programme import Loaded, load_programme
from tuvurane.groups.actions.reports import Taken
from tuvurane.groups.actions.same_person import join_records, part_records
from tuvurane.groups.actions.session_checks import LINE_SIGNS, NOTE_SIGNS, TALLY_MOST
from tuvurane.groups.actions.sessions import Incoming, record_session, record_sessions, settle_session
from tuvurane.groups.actions.shifts import Noted, record_role_taken, record_told_shift
from tuvurane.groups.actions.stepping import step
from tuvurane.groups.queries import SessionContent, Shifted, Tally

__all__ = [
    "LINE_SIGNS",
    "NOTE_SIGNS",
    "TALLY_MOST",
    "GroupPlan",
    "Incoming",
    "Loaded",
    "MissedPlan",
    "Noted",
    "PersonPlan",
    "RolePlan",
    "SessionContent",
    "SessionPlan",
    "Shifted",
    "Taken",
    "Tally",
    "ToldShiftPlan",
    "assign_facilitator",
    "change_group",
    "change_identity",
    "end_assignment",
    "enrol_participant",
    "erase_participant",
    "forget_identity",
    "join_records",
    "leave_group",
    "let_wait",
    "lift_pause",
    "load_programme",
    "lock",
    "make_group",
    "move_group",
    "move_participant",
    "part_records",
    "pause",
    "record_consent",
    "record_missed_session",
    "record_role_taken",
    "record_session",
    "record_sessions",
    "record_told_shift",
    "rejoin_group",
    "settle_session",
    "step",
    "tell_groups",
]

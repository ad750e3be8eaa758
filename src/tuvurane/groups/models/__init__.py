from tuvurane.groups.models.group import FacilitatorAssignment, Group, GroupMove
from tuvurane.groups.models.participant import Consent, Membership, Participant, SamePerson
from tuvurane.groups.models.pause import Pause
from tuvurane.groups.models.session import (
    Attendance,
    MissedSession,
    Session,
    SessionFacilitator,
    SmallShift,
    VoiceTally,
)
from tuvurane.groups.models.told import RoleTaken, ToldShift

__all__ = [
    "Attendance",
    "Consent",
    "FacilitatorAssignment",
    "Group",
    "GroupMove",
    "Membership",
    "MissedSession",
    "Participant",
    "Pause",
    "RoleTaken",
    "SamePerson",
    "Session",
    "SessionFacilitator",
    "SmallShift",
    "ToldShift",
    "VoiceTally",
]

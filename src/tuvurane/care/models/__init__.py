from tuvurane.care.models.adverse import AdverseEntry, AdverseEvent, Judgement, Stop, StopEvent, Striking
from tuvurane.care.models.arrangement import OnCall, Service, ServiceChange
from tuvurane.care.models.concern import Concern
from tuvurane.care.models.contact import Contact, Escalation
from tuvurane.care.models.entry import Arrival, CareEntry
from tuvurane.care.models.intake import Intake, IntakeEntry, IntakeNamed
from tuvurane.care.models.opening import BreakGlass, CareExport, ExportEntry
from tuvurane.care.models.referral import Referral, ReferralStep

__all__ = [
    "AdverseEntry",
    "AdverseEvent",
    "Arrival",
    "BreakGlass",
    "CareEntry",
    "CareExport",
    "Concern",
    "Contact",
    "Escalation",
    "ExportEntry",
    "Intake",
    "IntakeEntry",
    "IntakeNamed",
    "Judgement",
    "OnCall",
    "Referral",
    "ReferralStep",
    "Service",
    "ServiceChange",
    "Stop",
    "StopEvent",
    "Striking",
]

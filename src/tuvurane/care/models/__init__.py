from tuvurane.care.models.arrangement import OnCall, Service, ServiceChange
from tuvurane.care.models.concern import Concern
from tuvurane.care.models.contact import Contact, Escalation
from tuvurane.care.models.entry import Arrival, CareEntry
from tuvurane.care.models.intake import Intake, IntakeEntry, IntakeNamed
from tuvurane.care.models.referral import Referral, ReferralStep

__all__ = [
    "Arrival",
    "CareEntry",
    "Concern",
    "Contact",
    "Escalation",
    "Intake",
    "IntakeEntry",
    "IntakeNamed",
    "OnCall",
    "Referral",
    "ReferralStep",
    "Service",
    "ServiceChange",
]

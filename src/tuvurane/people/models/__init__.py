from tuvurane.people.models.account import Account
from tuvurane.people.models.device import Device, DeviceSeen, EnrolmentCode
from tuvurane.people.models.key_generation import KeyGeneration
from tuvurane.people.models.organisation import Organisation
from tuvurane.people.models.report import Report, standing_is_known
from tuvurane.people.models.role_held import RoleHeld

__all__ = [
    "Account",
    "Device",
    "DeviceSeen",
    "EnrolmentCode",
    "KeyGeneration",
    "Organisation",
    "Report",
    "RoleHeld",
    "standing_is_known",
]

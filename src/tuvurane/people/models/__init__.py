from tuvurane.people.models.account import Account
from tuvurane.people.models.device import Device, DeviceSeen, EnrolmentCode
from tuvurane.people.models.organisation import Organisation
from tuvurane.people.models.role_held import RoleHeld

__all__ = ["Account", "Device", "DeviceSeen", "EnrolmentCode", "Organisation", "RoleHeld"]

from tuvurane.rights.models.erasure import Erasure, ErasurePhone
from tuvurane.rights.models.request import Request
from tuvurane.rights.models.retention import BackupMade, Retained, RetentionDay

__all__ = [
    "BackupMade",
    "Erasure",
    "ErasurePhone",
    "Request",
    "Retained",
    "RetentionDay",
]

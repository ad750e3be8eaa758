from tuvurane.care.models.arrangement import OnCall, Service
from tuvurane.care.models.concern import Concern
from tuvurane.care.models.entry import CareEntry

__all__ = ["CareEntry", "Concern", "OnCall", "Service"]

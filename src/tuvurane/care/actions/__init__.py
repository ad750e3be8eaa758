from tuvurane.care.actions.concerns import act, look, note_arrival, raise_concern
from tuvurane.care.actions.directory import ServiceContent, add_service, change_service, end_service, verify_service
from tuvurane.care.actions.loading import ConcernPlan, OnCallPlan, ServicePlan, load_arrangements, load_concerns
from tuvurane.care.actions.on_call import put_on_call, take_off_call

__all__ = [
    "ConcernPlan",
    "OnCallPlan",
    "ServiceContent",
    "ServicePlan",
    "act",
    "add_service",
    "change_service",
    "end_service",
    "load_arrangements",
    "load_concerns",
    "look",
    "note_arrival",
    "put_on_call",
    "raise_concern",
    "take_off_call",
    "verify_service",
]

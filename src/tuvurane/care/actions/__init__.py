from tuvurane.care.actions.concerns import act, look, note_arrival, raise_concern
from tuvurane.care.actions.directory import ServiceContent, add_service, change_service, end_service, verify_service
from tuvurane.care.actions.loading import ConcernPlan, OnCallPlan, ServicePlan, load_arrangements, load_concerns
from tuvurane.care.actions.on_call import put_on_call, take_off_call
from tuvurane.care.actions.referrals import Agreement, StepContent, make_referral, note_printed, note_step

__all__ = [
    "Agreement",
    "ConcernPlan",
    "OnCallPlan",
    "ServiceContent",
    "ServicePlan",
    "StepContent",
    "act",
    "add_service",
    "change_service",
    "end_service",
    "load_arrangements",
    "load_concerns",
    "look",
    "make_referral",
    "note_arrival",
    "note_printed",
    "note_step",
    "put_on_call",
    "raise_concern",
    "take_off_call",
    "verify_service",
]

from tuvurane.care.actions.adverse import (
    AdverseContent,
    judge_adverse,
    lift_stop,
    look_at_adverse,
    look_at_stop,
    record_adverse,
    strike_adverse,
)
from tuvurane.care.actions.concerns import Raising, note_arrival, raise_at_place, raise_concern, raise_from_office
from tuvurane.care.actions.contacts import ContactContent, note_contact
from tuvurane.care.actions.directory import ServiceContent, add_service, change_service, end_service, verify_service
from tuvurane.care.actions.erasing import erase_participant
from tuvurane.care.actions.escalating import write_all_escalations, write_escalations
from tuvurane.care.actions.exports import Wanted, approve_export, ask_export, refuse_export, take_export
from tuvurane.care.actions.intakes import (
    IntakeContent,
    close_intake,
    hand_intake,
    look_at_intake,
    name_in_intake,
    receive_intake,
    take_intake,
)
from tuvurane.care.actions.loading import (
    ConcernPlan,
    OnCallPlan,
    ServicePlan,
    StepPlan,
    load_arrangements,
    load_concerns,
)
from tuvurane.care.actions.looks import look
from tuvurane.care.actions.on_call import put_on_call, take_off_call
from tuvurane.care.actions.openings import acknowledge_opening, break_glass, erase_openings, look_through
from tuvurane.care.actions.referrals import Agreement, StepContent, make_referral, note_printed, note_step

__all__ = [
    "AdverseContent",
    "Agreement",
    "ConcernPlan",
    "ContactContent",
    "IntakeContent",
    "OnCallPlan",
    "Raising",
    "ServiceContent",
    "ServicePlan",
    "StepContent",
    "StepPlan",
    "Wanted",
    "acknowledge_opening",
    "add_service",
    "approve_export",
    "ask_export",
    "break_glass",
    "change_service",
    "close_intake",
    "end_service",
    "erase_openings",
    "erase_participant",
    "hand_intake",
    "judge_adverse",
    "lift_stop",
    "load_arrangements",
    "load_concerns",
    "look",
    "look_at_adverse",
    "look_at_intake",
    "look_at_stop",
    "look_through",
    "make_referral",
    "name_in_intake",
    "note_arrival",
    "note_contact",
    "note_printed",
    "note_step",
    "put_on_call",
    "raise_at_place",
    "raise_concern",
    "raise_from_office",
    "receive_intake",
    "record_adverse",
    "refuse_export",
    "strike_adverse",
    "take_export",
    "take_intake",
    "take_off_call",
    "verify_service",
    "write_all_escalations",
    "write_escalations",
]

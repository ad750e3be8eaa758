"""What this room refuses."""

from tuvurane.foundation.problems import Kind, Problem


class ConcernUnknown(Problem):
    code, kind = "care.concern_unknown", Kind.NOT_FOUND


class ConcernDone(Problem):
    code, kind = "care.concern_done", Kind.CONFLICT


class ConcernNotClosed(Problem):
    code, kind = "care.concern_not_closed", Kind.CONFLICT


class ConcernOpenElsewhere(Problem):
    code, kind = "care.concern_open_elsewhere", Kind.CONFLICT


class StepUnknown(Problem):
    code, kind = "care.step_unknown", Kind.INVALID


class TalkFirst(Problem):
    code, kind = "care.talk_first", Kind.CONFLICT


class LevelFirst(Problem):
    code, kind = "care.level_first", Kind.CONFLICT


class ClinicianFirst(Problem):
    code, kind = "care.clinician_first", Kind.CONFLICT


class TriesTooFew(Problem):
    code, kind = "care.tries_too_few", Kind.CONFLICT


class LevelMissing(Problem):
    code, kind = "care.level_missing", Kind.INVALID


class LevelWithoutMeeting(Problem):
    code, kind = "care.level_without_meeting", Kind.INVALID


class ClosingMissing(Problem):
    code, kind = "care.closing_missing", Kind.INVALID


class MomentInTheFuture(Problem):
    code, kind = "care.moment_in_the_future", Kind.INVALID


class NextInThePast(Problem):
    code, kind = "care.next_in_the_past", Kind.INVALID


class ReasonMissing(Problem):
    code, kind = "care.reason_missing", Kind.INVALID


class WorryUnknown(Problem):
    code, kind = "care.worry_unknown", Kind.INVALID


class CannotBeOnCall(Problem):
    code, kind = "care.cannot_be_on_call", Kind.INVALID


class AlreadyOnCall(Problem):
    code, kind = "care.already_on_call", Kind.CONFLICT


class OnCallUnknown(Problem):
    code, kind = "care.on_call_unknown", Kind.NOT_FOUND


class OnCallEnded(Problem):
    code, kind = "care.on_call_ended", Kind.CONFLICT


class EndsBeforeItStarts(Problem):
    code, kind = "care.ends_before_it_starts", Kind.INVALID


class CapacityOutOfRange(Problem):
    code, kind = "care.capacity_out_of_range", Kind.INVALID


class ServiceUnknown(Problem):
    code, kind = "care.service_unknown", Kind.NOT_FOUND


class ServiceEnded(Problem):
    code, kind = "care.service_ended", Kind.CONFLICT


class DateInTheFuture(Problem):
    code, kind = "care.date_in_the_future", Kind.INVALID


class ReferralUnknown(Problem):
    code, kind = "care.referral_unknown", Kind.NOT_FOUND


class StepNotPossible(Problem):
    code, kind = "care.step_not_possible", Kind.CONFLICT


class WhyUnknown(Problem):
    code, kind = "care.why_unknown", Kind.INVALID


class ConsentIncomplete(Problem):
    code, kind = "care.consent_incomplete", Kind.INVALID


class EmergencyNeedsReason(Problem):
    code, kind = "care.emergency_needs_reason", Kind.INVALID


class CaregiverUnsaid(Problem):
    code, kind = "care.caregiver_unsaid", Kind.INVALID


class AppointmentUnsaid(Problem):
    code, kind = "care.appointment_unsaid", Kind.INVALID


class NotFedBack(Problem):
    code, kind = "care.not_fed_back", Kind.CONFLICT


class PersonNotTold(Problem):
    code, kind = "care.person_not_told", Kind.CONFLICT


class ConsentWithdrawn(Problem):
    code, kind = "care.consent_withdrawn", Kind.CONFLICT


class ReferralErased(Problem):
    code, kind = "care.referral_erased", Kind.CONFLICT


class IntakeUnknown(Problem):
    code, kind = "care.intake_unknown", Kind.NOT_FOUND


class IntakeDone(Problem):
    code, kind = "care.intake_done", Kind.CONFLICT


class IntakeNotTaken(Problem):
    code, kind = "care.intake_not_taken", Kind.CONFLICT


class IntakeNobodyLeft(Problem):
    code, kind = "care.intake_nobody_left", Kind.INVALID


class IntakeTooLong(Problem):
    code, kind = "care.intake_too_long", Kind.INVALID


class IntakeDayToCome(Problem):
    code, kind = "care.intake_day_to_come", Kind.INVALID


class OpeningUnreadable(Problem):
    code, kind = "care.opening_unreadable", Kind.INVALID


class ReasonTooShort(Problem):
    code, kind = "care.reason_too_short", Kind.INVALID


class ReasonOverlong(Problem):
    code, kind = "care.reason_too_long", Kind.INVALID


class GlassClosed(Problem):
    code, kind = "care.glass_closed", Kind.CONFLICT


class OpeningUnknown(Problem):
    code, kind = "care.opening_unknown", Kind.NOT_FOUND


class ExportUnknown(Problem):
    code, kind = "care.export_unknown", Kind.NOT_FOUND


class ExportOfNothing(Problem):
    code, kind = "care.export_of_nothing", Kind.INVALID


class SecondPersonNeeded(Problem):
    code, kind = "care.second_person_needed", Kind.NOT_ALLOWED


class ExportNotOpen(Problem):
    code, kind = "care.export_not_open", Kind.CONFLICT


class PassphraseTooShort(Problem):
    code, kind = "care.passphrase_too_short", Kind.INVALID


class AdverseUnknown(Problem):
    code, kind = "care.adverse_unknown", Kind.NOT_FOUND


class AdverseDayToCome(Problem):
    code, kind = "care.adverse_day_to_come", Kind.INVALID


class AdverseSentence(Problem):
    """It says nothing, or too much."""

    code, kind = "care.adverse_sentence", Kind.INVALID


class AdverseStruck(Problem):
    code, kind = "care.adverse_struck", Kind.CONFLICT


class JudgedAlready(Problem):
    code, kind = "care.judged_already", Kind.CONFLICT


class JudgedEnough(Problem):
    code, kind = "care.judged_enough", Kind.CONFLICT


class JudgesOwnGroup(Problem):
    code, kind = "care.judges_own_group", Kind.NOT_ALLOWED


class StopUnknown(Problem):
    code, kind = "care.stop_unknown", Kind.NOT_FOUND


class StopLifted(Problem):
    code, kind = "care.stop_lifted", Kind.CONFLICT

"""What this room refuses."""

from tuvurane.foundation.problems import Kind, Problem


class VisitUnknown(Problem):
    code, kind = "supervision.visit_unknown", Kind.NOT_FOUND


class VisitToNobody(Problem):
    code, kind = "supervision.visit_to_nobody", Kind.INVALID


class SessionNotNamed(Problem):
    code, kind = "supervision.session_not_named", Kind.INVALID


class TextMissing(Problem):
    code, kind = "supervision.text_missing", Kind.INVALID


class ChecklistUnknown(Problem):
    code, kind = "supervision.checklist_unknown", Kind.INVALID


class ElementUnknown(Problem):
    code, kind = "supervision.element_unknown", Kind.INVALID


class NothingChecked(Problem):
    code, kind = "supervision.nothing_checked", Kind.INVALID


class NotInSession(Problem):
    code, kind = "supervision.not_in_session", Kind.INVALID


class NotASupervisor(Problem):
    code, kind = "supervision.not_a_supervisor", Kind.INVALID


class NotInCharge(Problem):
    code, kind = "supervision.not_in_charge", Kind.NOT_ALLOWED


class NobodyInCharge(Problem):
    code, kind = "supervision.nobody_in_charge", Kind.CONFLICT


class DateBeforeCharge(Problem):
    code, kind = "supervision.date_before_charge", Kind.INVALID


class FollowUpUnknown(Problem):
    code, kind = "supervision.follow_up_unknown", Kind.NOT_FOUND


class FollowUpAboutNobody(Problem):
    code, kind = "supervision.follow_up_about_nobody", Kind.INVALID


class FollowUpDone(Problem):
    code, kind = "supervision.follow_up_done", Kind.CONFLICT


class DueTooLate(Problem):
    code, kind = "supervision.due_too_late", Kind.INVALID


class OwnerUnknown(Problem):
    code, kind = "supervision.owner_unknown", Kind.INVALID


class HelpUnknown(Problem):
    code, kind = "supervision.help_unknown", Kind.NOT_FOUND


class HelpAnswered(Problem):
    code, kind = "supervision.help_answered", Kind.CONFLICT


class StartUnknown(Problem):
    code, kind = "supervision.start_unknown", Kind.INVALID

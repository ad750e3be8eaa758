"""What this room refuses."""

from tuvurane.foundation.problems import Kind, Problem


class FacilitatorUnknown(Problem):
    code, kind = "training.facilitator_unknown", Kind.NOT_FOUND


class CourseUnknown(Problem):
    code, kind = "training.course_unknown", Kind.NOT_FOUND


class DateInTheFuture(Problem):
    code, kind = "training.date_in_the_future", Kind.INVALID


class DateBeforeEntry(Problem):
    code, kind = "training.date_before_entry", Kind.INVALID


class OutOfRange(Problem):
    code, kind = "training.out_of_range", Kind.INVALID


class NameMissing(Problem):
    code, kind = "training.name_missing", Kind.INVALID


class LanguageUnknown(Problem):
    code, kind = "training.language_unknown", Kind.INVALID


class AlreadyOnRung(Problem):
    code, kind = "training.already_on_rung", Kind.CONFLICT


class ReasonNeeded(Problem):
    code, kind = "training.reason_needed", Kind.INVALID


class AlreadyAway(Problem):
    code, kind = "training.already_away", Kind.CONFLICT


class NotAway(Problem):
    code, kind = "training.not_away", Kind.CONFLICT


class HasLeft(Problem):
    code, kind = "training.has_left", Kind.CONFLICT


class EndsBeforeStart(Problem):
    code, kind = "training.ends_before_start", Kind.INVALID


class CourseNameTaken(Problem):
    code, kind = "training.course_name_taken", Kind.CONFLICT


class CourseFinished(Problem):
    code, kind = "training.course_finished", Kind.CONFLICT


class CourseCancelled(Problem):
    code, kind = "training.course_cancelled", Kind.CONFLICT


class CourseNotOver(Problem):
    code, kind = "training.course_not_over", Kind.CONFLICT


class CapacityBelowTaken(Problem):
    code, kind = "training.capacity_below_taken", Kind.CONFLICT


class TrainerUnknown(Problem):
    code, kind = "training.trainer_unknown", Kind.INVALID


class DayOutsideCourse(Problem):
    code, kind = "training.day_outside_course", Kind.INVALID


class NotListed(Problem):
    code, kind = "training.not_listed", Kind.CONFLICT


class NotEnrolled(Problem):
    code, kind = "training.not_enrolled", Kind.CONFLICT


class IdAlreadyUsed(Problem):
    code, kind = "training.id_already_used", Kind.CONFLICT

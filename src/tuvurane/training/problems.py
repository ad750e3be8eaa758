"""What this room refuses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tuvurane.foundation import words
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
    """``what`` is said by its word below ``training_field.``."""

    code, kind = "training.out_of_range", Kind.INVALID

    def sentence(self, language: str = "en") -> str:
        details = self.details | {"what": words.say(f"training_field.{self.details['what']}", language)}
        return words.say(f"problem.{self.code}", language, **details)


class TooLong(Problem):
    """``what`` is said by its word below ``training_field.``."""

    code, kind = "training.too_long", Kind.INVALID

    def sentence(self, language: str = "en") -> str:
        details = self.details | {"what": words.say(f"training_field.{self.details['what']}", language)}
        return words.say(f"problem.{self.code}", language, **details)


class NameMissing(Problem):
    code, kind = "training.name_missing", Kind.INVALID


class LanguageCodeUnknown(Problem):
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


@dataclass(frozen=True, slots=True)
class PackFault:
    """One fault in a rubric pack: where it stands (``competences[2].title.fr``), and how to repair it."""

    place: str
    code: str
    details: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, language: str = "en") -> str:
        """Place and repair in one line, in the reader's language."""
        place = self.place or words.say("pack_fault.file", language)
        return f"{place}: {words.say(f'pack_fault.{self.code}', language, **self.details)}"


class PackFaulty(Problem):
    """A pack with faults: nothing of it was taken. ``faults`` lists all of them."""

    code, kind = "training.pack_faulty", Kind.INVALID

    def __init__(self, faults: Sequence[PackFault]) -> None:
        super().__init__(count=len(faults))
        self.faults = tuple(faults)


class RubricUnknown(Problem):
    code, kind = "training.rubric_unknown", Kind.NOT_FOUND


class RubricTaken(Problem):
    code, kind = "training.rubric_taken", Kind.CONFLICT


class CompetenceUnknown(Problem):
    code, kind = "training.competence_unknown", Kind.INVALID


class BehaviourUnknown(Problem):
    code, kind = "training.behaviour_unknown", Kind.INVALID


class NothingSeen(Problem):
    code, kind = "training.nothing_seen", Kind.INVALID


class RatesOneself(Problem):
    code, kind = "training.rates_oneself", Kind.NOT_ALLOWED


class RaterUnknown(Problem):
    code, kind = "training.rater_unknown", Kind.INVALID


class OccasionUnclear(Problem):
    code, kind = "training.occasion_unclear", Kind.INVALID


class NotInTheCourse(Problem):
    code, kind = "training.not_in_the_course", Kind.INVALID


class NoteTooLong(Problem):
    code, kind = "training.note_too_long", Kind.INVALID


class RatedAlready(Problem):
    code, kind = "training.rated_already", Kind.CONFLICT


class NothingToSupersede(Problem):
    code, kind = "training.nothing_to_supersede", Kind.CONFLICT


class GateClosed(Problem):
    code, kind = "training.gate_closed", Kind.CONFLICT


class LeaderAway(Problem):
    code, kind = "training.leader_away", Kind.CONFLICT


class GateNotBlocked(Problem):
    code, kind = "training.gate_not_blocked", Kind.CONFLICT


class PauseStays(Problem):
    code, kind = "training.pause_stays", Kind.CONFLICT


class OverridesOneself(Problem):
    code, kind = "training.overrides_oneself", Kind.NOT_ALLOWED


class OverrideReasonMissing(Problem):
    code, kind = "training.override_reason_missing", Kind.INVALID


class OverrideDayOutside(Problem):
    code, kind = "training.override_day_outside", Kind.INVALID


class OverrideStands(Problem):
    code, kind = "training.override_stands", Kind.CONFLICT


class OverrideEnded(Problem):
    code, kind = "training.override_ended", Kind.CONFLICT


class RolePlayUnknown(Problem):
    code, kind = "training.role_play_unknown", Kind.NOT_FOUND


class RolePlayTitleTaken(Problem):
    code, kind = "training.role_play_title_taken", Kind.CONFLICT


class RolePlayRetired(Problem):
    code, kind = "training.role_play_retired", Kind.CONFLICT


class TooFewRolePlays(Problem):
    code, kind = "training.too_few_role_plays", Kind.CONFLICT


class CertifiesOneself(Problem):
    code, kind = "training.certifies_oneself", Kind.NOT_ALLOWED


class RatingUnknown(Problem):
    code, kind = "training.rating_unknown", Kind.NOT_FOUND

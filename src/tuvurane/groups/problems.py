"""What this room refuses."""

from tuvurane.foundation import words
from tuvurane.foundation.problems import Kind, Problem


class GroupUnknown(Problem):
    code, kind = "groups.unknown", Kind.NOT_FOUND


class GroupNameTaken(Problem):
    code, kind = "groups.name_taken", Kind.CONFLICT


class MoveNotAllowed(Problem):
    code, kind = "groups.move_not_allowed", Kind.CONFLICT


class StartMissing(Problem):
    code, kind = "groups.start_missing", Kind.INVALID


class GroupHasEnded(Problem):
    code, kind = "groups.has_ended", Kind.CONFLICT


class GroupNotRunning(Problem):
    code, kind = "groups.not_running", Kind.CONFLICT


class StartingPaused(Problem):
    """``who`` knows when it goes on; empty where nobody is known by name."""

    code, kind = "groups.starting_paused", Kind.CONFLICT

    def sentence(self, language: str = "en") -> str:
        who = str(self.details["who"]) or words.say("role.safeguarding", language)
        return words.say(f"problem.{self.code}", language, who=who)


class GroupHasBegun(Problem):
    code, kind = "groups.has_begun", Kind.CONFLICT


class NotAFacilitator(Problem):
    code, kind = "groups.not_a_facilitator", Kind.INVALID


class AlreadyLeads(Problem):
    code, kind = "groups.already_leads", Kind.CONFLICT


class DoesNotLead(Problem):
    code, kind = "groups.does_not_lead", Kind.CONFLICT


class ParticipantUnknown(Problem):
    code, kind = "groups.participant_unknown", Kind.NOT_FOUND


class ParticipantErased(Problem):
    code, kind = "groups.participant_erased", Kind.CONFLICT


class AlreadyInAGroup(Problem):
    code, kind = "groups.already_in_a_group", Kind.CONFLICT


class NotInTheGroup(Problem):
    code, kind = "groups.not_in_the_group", Kind.CONFLICT


class SeatUnknown(Problem):
    code, kind = "groups.seat_unknown", Kind.INVALID


class MarkedTwice(Problem):
    code, kind = "groups.marked_twice", Kind.INVALID


class NobodyThere(Problem):
    code, kind = "groups.nobody_there", Kind.INVALID


class TextUnknown(Problem):
    code, kind = "groups.text_unknown", Kind.INVALID


class DateInTheFuture(Problem):
    code, kind = "groups.date_in_the_future", Kind.INVALID


class DateBeforeJoining(Problem):
    code, kind = "groups.date_before_joining", Kind.INVALID


class OutOfRange(Problem):
    code, kind = "groups.out_of_range", Kind.INVALID


class ShiftNeedsALine(Problem):
    code, kind = "groups.shift_needs_a_line", Kind.INVALID


class TooLong(Problem):
    code, kind = "groups.too_long", Kind.INVALID


class IdAlreadyUsed(Problem):
    code, kind = "groups.id_already_used", Kind.CONFLICT


class NothingToSupersede(Problem):
    code, kind = "groups.nothing_to_supersede", Kind.CONFLICT


class TooManyReports(Problem):
    code, kind = "groups.too_many_reports", Kind.CONFLICT


class SettleIncomplete(Problem):
    """``what`` was not chosen, by its key in ``queries.beside``; the sentence says its word."""

    code, kind = "groups.settle_incomplete", Kind.INVALID

    def sentence(self, language: str = "en") -> str:
        key = str(self.details["what"])
        part, _, seat = key.partition(".")
        what = words.say(key, language) if part == "voice" else words.say(f"said.{part}", language, seat=seat)
        return words.say(f"problem.{self.code}", language, what=what)


class NameMissing(Problem):
    code, kind = "groups.name_missing", Kind.INVALID


class RecordsJoined(Problem):
    code, kind = "groups.records_joined", Kind.CONFLICT

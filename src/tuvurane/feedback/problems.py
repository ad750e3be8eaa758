"""What this room refuses."""

from tuvurane.foundation.problems import Kind, Problem


class ItemUnknown(Problem):
    code, kind = "feedback.item_unknown", Kind.NOT_FOUND


class NothingSaid(Problem):
    code, kind = "feedback.nothing_said", Kind.INVALID


class WordsTooLong(Problem):
    code, kind = "feedback.too_long", Kind.INVALID


class HarmIsOneLine(Problem):
    code, kind = "feedback.harm_is_one_line", Kind.INVALID


class DayToCome(Problem):
    code, kind = "feedback.day_to_come", Kind.INVALID


class AlreadyAnswered(Problem):
    code, kind = "feedback.already_answered", Kind.CONFLICT


class NotAnswered(Problem):
    code, kind = "feedback.not_answered", Kind.CONFLICT


class SheetFull(Problem):
    code, kind = "feedback.sheet_full", Kind.CONFLICT


class LineUnknown(Problem):
    code, kind = "feedback.line_unknown", Kind.NOT_FOUND

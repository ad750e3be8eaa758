"""What this room refuses."""

from tuvurane.foundation.problems import Kind, Problem


class RequestUnknown(Problem):
    code, kind = "rights.request_unknown", Kind.NOT_FOUND


class IdAlreadyUsed(Problem):
    code, kind = "rights.id_already_used", Kind.CONFLICT


class WordsMissing(Problem):
    code, kind = "rights.words_missing", Kind.INVALID


class WhoMissing(Problem):
    code, kind = "rights.who_missing", Kind.INVALID


class ReasonMissing(Problem):
    code, kind = "rights.reason_missing", Kind.INVALID


class DayAhead(Problem):
    code, kind = "rights.day_ahead", Kind.INVALID


class DayOutOfOrder(Problem):
    code, kind = "rights.day_out_of_order", Kind.INVALID


class AlreadyAcknowledged(Problem):
    code, kind = "rights.already_acknowledged", Kind.CONFLICT


class NotAnswered(Problem):
    code, kind = "rights.not_answered", Kind.CONFLICT


class AlreadyClosed(Problem):
    code, kind = "rights.already_closed", Kind.CONFLICT


class OnlyForAccess(Problem):
    code, kind = "rights.only_for_access", Kind.INVALID


class AlreadyKnown(Problem):
    code, kind = "rights.already_known", Kind.CONFLICT


class ErasureUnknown(Problem):
    code, kind = "rights.erasure_unknown", Kind.NOT_FOUND


class ErasureProposed(Problem):
    code, kind = "rights.erasure_proposed", Kind.CONFLICT


class ErasureDecided(Problem):
    code, kind = "rights.erasure_decided", Kind.CONFLICT


class SecondPersonNeeded(Problem):
    code, kind = "rights.second_person_needed", Kind.NOT_ALLOWED


class ErasureWaits(Problem):
    code, kind = "rights.erasure_waits", Kind.CONFLICT


class CodeDiffers(Problem):
    code, kind = "rights.code_differs", Kind.INVALID

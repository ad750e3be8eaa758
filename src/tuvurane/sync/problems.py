"""What this room refuses."""

from tuvurane.foundation.problems import Kind, Problem


class KindUnknown(Problem):
    code, kind = "sync.kind_unknown", Kind.INVALID


class ShapeWrong(Problem):
    code, kind = "sync.shape_wrong", Kind.INVALID


class BoxUnreadable(Problem):
    code, kind = "sync.box_unreadable", Kind.INVALID


class EnvelopeUnreadable(Problem):
    code, kind = "sync.envelope_unreadable", Kind.INVALID


class Rescued(Problem):
    code, kind = "sync.rescued", Kind.CONFLICT


class IdAlreadyUsed(Problem):
    code, kind = "sync.id_already_used", Kind.CONFLICT


class AsideFull(Problem):
    code, kind = "sync.aside_full", Kind.CONFLICT


class AsideUnknown(Problem):
    code, kind = "sync.aside_unknown", Kind.NOT_FOUND


class AlreadyDecided(Problem):
    code, kind = "sync.already_decided", Kind.CONFLICT


class ReasonMissing(Problem):
    code, kind = "sync.reason_missing", Kind.INVALID


class RescueFileBroken(Problem):
    code, kind = "sync.rescue_file_broken", Kind.INVALID


class RescuePhoneUnknown(Problem):
    code, kind = "sync.rescue_phone_unknown", Kind.NOT_FOUND


class RequestWrong(Problem):
    code, kind = "sync.request_wrong", Kind.INVALID


class TooLarge(Problem):
    code, kind = "sync.too_large", Kind.INVALID


class TooOften(Problem):
    code, kind = "sync.too_often", Kind.NOT_ALLOWED

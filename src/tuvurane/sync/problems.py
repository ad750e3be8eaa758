"""What this room refuses."""

from tuvurane.foundation.problems import Kind, Problem


class KindUnknown(Problem):
    code, kind = "sync.kind_unknown", Kind.INVALID


class ShapeWrong(Problem):
    code, kind = "sync.shape_wrong", Kind.INVALID


class BoxUnreadable(Problem):
    code, kind = "sync.box_unreadable", Kind.INVALID


class RequestWrong(Problem):
    code, kind = "sync.request_wrong", Kind.INVALID


class TooLarge(Problem):
    code, kind = "sync.too_large", Kind.INVALID


class TooOften(Problem):
    code, kind = "sync.too_often", Kind.NOT_ALLOWED

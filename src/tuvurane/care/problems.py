"""What this room refuses."""

from tuvurane.foundation.problems import Kind, Problem


class ConcernUnknown(Problem):
    code, kind = "care.concern_unknown", Kind.NOT_FOUND


class ConcernDone(Problem):
    code, kind = "care.concern_done", Kind.CONFLICT


class DidUnknown(Problem):
    code, kind = "care.did_unknown", Kind.INVALID


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

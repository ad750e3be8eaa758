"""What this room refuses."""

from tuvurane.foundation.problems import Kind, Problem


class NotAllowed(Problem):
    code, kind = "people.not_allowed", Kind.NOT_ALLOWED


class CannotGiveRole(Problem):
    code, kind = "people.cannot_give_role", Kind.NOT_ALLOWED


class ReviewerHoldsNoOther(Problem):
    """The account holds a role from outside, and was to be given another."""

    code, kind = "people.reviewer_holds_no_other", Kind.CONFLICT


class ReviewerFromOutside(Problem):
    """The account holds a role inside the programme, and was to be given one from outside."""

    code, kind = "people.reviewer_from_outside", Kind.CONFLICT


class UsernameTaken(Problem):
    code, kind = "people.username_taken", Kind.CONFLICT


class RoleAlreadyHeld(Problem):
    code, kind = "people.role_already_held", Kind.CONFLICT


class RoleAlreadyEnded(Problem):
    code, kind = "people.role_already_ended", Kind.CONFLICT


class CodeUnknown(Problem):
    code, kind = "people.code_unknown", Kind.NOT_FOUND


class DeviceUnknown(Problem):
    code, kind = "people.device_unknown", Kind.NOT_ALLOWED


class DeviceRevoked(Problem):
    code, kind = "people.device_revoked", Kind.NOT_ALLOWED


class NoRoleForAPhone(Problem):
    code, kind = "people.no_role_for_a_phone", Kind.INVALID


class SecondFactorWrong(Problem):
    code, kind = "people.second_factor_wrong", Kind.INVALID


class SecondFactorNotStarted(Problem):
    code, kind = "people.second_factor_not_started", Kind.CONFLICT


class PasswordTooWeak(Problem):
    code, kind = "people.password_too_weak", Kind.INVALID


class KeyInUse(Problem):
    code, kind = "people.key_in_use", Kind.CONFLICT


class TimeZoneUnknown(Problem):
    code, kind = "people.time_zone_unknown", Kind.INVALID

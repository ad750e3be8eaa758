"""What the backup refuses."""

from tuvurane.foundation.problems import Kind, Problem


class BackupExists(Problem):
    code, kind = "exchange.backup_exists", Kind.CONFLICT


class BackupUnreadable(Problem):
    code, kind = "exchange.backup_unreadable", Kind.INVALID


class BackupDamaged(Problem):
    code, kind = "exchange.backup_damaged", Kind.INVALID


class InstanceNotEmpty(Problem):
    code, kind = "exchange.instance_not_empty", Kind.CONFLICT


class ErasuresMissing(Problem):
    code, kind = "exchange.erasures_missing", Kind.NOT_FOUND


class ErasuresForeign(Problem):
    code, kind = "exchange.erasures_foreign", Kind.INVALID


class LineWrong(Problem):
    code, kind = "exchange.escrow_line_wrong", Kind.INVALID


class PartCutShort(Problem):
    code, kind = "exchange.escrow_part_cut_short", Kind.INVALID


class PartUnknown(Problem):
    code, kind = "exchange.escrow_part_unknown", Kind.INVALID


class SamePart(Problem):
    code, kind = "exchange.escrow_same_part", Kind.INVALID


class PartsOfTwoPairs(Problem):
    code, kind = "exchange.escrow_parts_of_two_pairs", Kind.INVALID


class PartsWrong(Problem):
    code, kind = "exchange.escrow_parts_wrong", Kind.INVALID


class PartsOfAnotherKey(Problem):
    code, kind = "exchange.escrow_parts_of_another_key", Kind.CONFLICT


class KeyIsHere(Problem):
    code, kind = "exchange.escrow_key_is_here", Kind.CONFLICT

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

"""Waiting until nobody works any more with what was true before: transactions that began earlier, traces on the disk."""

from collections.abc import Sequence
from datetime import datetime

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, models, transaction

TRACES_ASKED = 0.2  # seconds that others may wait for the removal of traces
SEGMENT = "'^[0-9A-F]{24}$'"  # what a file of PostgreSQL's log of changes is called
MAY_EMPTY = """
SELECT has_function_privilege('pg_switch_wal()', 'EXECUTE') AND has_function_privilege('pg_ls_waldir()', 'EXECUTE')
AND (current_setting('is_superuser') = 'on' OR EXISTS (
    SELECT FROM pg_roles WHERE rolname = 'pg_checkpoint' AND pg_has_role(current_user, oid, 'USAGE')))
AND current_setting('archive_mode') = 'off' AND coalesce(current_setting('wal_keep_size', true), '0') = '0'
AND NOT EXISTS (SELECT FROM pg_replication_slots)
"""


def mark() -> datetime | None:
    """
    The present moment by the database's own clock, to ask ``older`` about.

    None on SQLite, where all writers take turns: whoever wrote before has ended when this answers.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql":
        with transaction.atomic():
            return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def older(moment: datetime | None) -> int:
    """How many transactions of others began before the mark and have not ended."""
    if moment is None:
        return 0
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_type = 'client backend' AND pid <> pg_backend_pid() AND xact_start <= %s",
            [moment],
        )
        return int(cursor.fetchone()[0])


def leave_no_trace(tables: Sequence[type[models.Model]]) -> bool:
    """
    Remove from the database's files what was overwritten or deleted in small tables; whether it could be done now.

    Nobody waits for it longer than an instant: where it answers False, others read at this moment, ask again.
    SQLite overwrites what is deleted (``secure_delete``); its log is folded into the file and emptied.
    PostgreSQL writes the tables anew, then what it knows of how values are spread, which holds values of rows, and
    empties its log of changes where it is ours (``log_is_ours``). Not inside a transaction.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql":
        return _fold_log()
    if not tables:
        return True
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = %s", [f"{int(TRACES_ASKED * 1000)}ms"])
        try:
            for table in tables:
                cursor.execute(f"VACUUM (FULL, ANALYZE) {connection.ops.quote_name(table._meta.db_table)}")
            cursor.execute("VACUUM FULL pg_catalog.pg_statistic")
        except OperationalError:
            return False
        finally:
            cursor.execute("SET lock_timeout = DEFAULT")
    return _empty_log() if log_is_ours() else True


def log_is_ours() -> bool:
    """
    Whether the database's log of changes can be emptied by us, and nobody else is fed from it.

    On PostgreSQL our role needs three rights for it, and the log must go to no archive and to no other server.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute(MAY_EMPTY)
        return bool(cursor.fetchone()[0])


def _empty_log() -> bool:
    """
    Overwrite what PostgreSQL's log of changes holds from before now; whether none of it is left.

    After a checkpoint nobody needs the older files: they are deleted, or put by to be written again, and hold their old
    bytes until then. So each of these is used up once: whoever begins a new file fills the rest of the last with zeros.
    https://www.postgresql.org/docs/current/wal-configuration.html
    """
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT pg_walfile_name(pg_switch_wal())")
        last = cursor.fetchone()[0]
        cursor.execute("CHECKPOINT")
        files = f"FROM pg_ls_waldir() WHERE name ~ {SEGMENT} AND name"
        cursor.execute(f"SELECT count(*) {files} > pg_walfile_name(pg_current_wal_insert_lsn())")
        for _ in range(cursor.fetchone()[0] + 1):
            cursor.execute("SELECT pg_logical_emit_message(false, 'tuvurane', ''), pg_switch_wal()")
        cursor.execute(f"SELECT NOT EXISTS (SELECT {files} <= %s)", [last])
        return bool(cursor.fetchone()[0])


def _fold_log() -> bool:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        patience = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {int(TRACES_ASKED * 1000)}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return bool(cursor.fetchone()[0] == 0)
        except OperationalError:
            return False
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(patience)}")

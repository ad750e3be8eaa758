"""Waiting until nobody works any more with what was true before: transactions that began earlier, traces on the disk."""

from collections.abc import Sequence
from datetime import datetime

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, models, transaction

TRACES_ASKED = 0.2  # seconds that others may wait for the removal of traces


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
    PostgreSQL writes the tables anew. Not inside a transaction.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql":
        return _fold_log()
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = %s", [f"{int(TRACES_ASKED * 1000)}ms"])
        try:
            for table in tables:
                cursor.execute(f"VACUUM FULL {connection.ops.quote_name(table._meta.db_table)}")
        except OperationalError:
            return False
        finally:
            cursor.execute("SET lock_timeout = DEFAULT")
    return True


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

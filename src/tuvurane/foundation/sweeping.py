"""
Making a database's own files forget what was deleted.

SQLite overwrites at once what is deleted (``PRAGMA secure_delete``, https://www.sqlite.org/pragma.html#pragma_secure_delete),
but older pages stand in its log until that is folded in. PostgreSQL keeps dead rows until a table is written anew
(https://www.postgresql.org/docs/current/sql-vacuum.html), and its log until it is recycled.
"""

from collections.abc import Iterable

from django.db import connection, models


def fold() -> bool:
    """
    Fold SQLite's log into the file and empty it; answers whether nobody who was reading stood in the way.

    Elsewhere there is nothing to fold. Outside a transaction.
    """
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()[0]
    return not busy


def sweep(tables: Iterable[type[models.Model]]) -> bool:
    """
    Write the database's files anew, so that no byte of a deleted row is left in them; answers whether it is through.

    PostgreSQL: these tables, each closed to everybody while it is written. SQLite: the whole file. Outside a
    transaction.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
        else:
            for table in tables:
                cursor.execute(f"VACUUM FULL {connection.ops.quote_name(table._meta.db_table)}")
    return fold()

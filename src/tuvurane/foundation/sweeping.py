"""Making a database's own files forget what was deleted, also what was deleted before it was overwritten at once."""

from collections.abc import Sequence

from django.db import connection, models

from tuvurane.foundation import quiet


def sweep(tables: Sequence[type[models.Model]]) -> bool:
    """
    Write the database's files anew, so that no byte of a deleted row is left in them; whether it could be done now.

    SQLite: the whole file (https://www.sqlite.org/lang_vacuum.html). PostgreSQL: these tables, each closed to everybody
    while it is written (https://www.postgresql.org/docs/current/sql-vacuum.html), and its log of changes where it is
    ours (``quiet.log_is_ours``). Outside a transaction.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
    return quiet.leave_no_trace(tables)

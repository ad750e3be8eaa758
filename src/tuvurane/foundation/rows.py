"""
Many rows at once, past the ORM. Inserting hundreds of thousands in seconds.

``bulk_create`` compiles an expression for every value and every batch; here the statement is made
once: SQLite's driver runs it for each row, PostgreSQL takes all of them by ``COPY``, which costs it a
third of as many single inserts. Values are prepared by the fields themselves, so that both databases
store what ``save`` would have stored.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """
    Insert rows given as values in the order of ``columns`` (names of attributes: ``group_id``).

    Every column without a default in the database must be named. Nothing is checked but what the
    database checks. Raises IntegrityError.
    """
    connection = connections[router.db_for_write(model)]
    by_column = list(zip(*rows, strict=True))
    if not by_column:
        return
    prepared = [
        _prepared(_field(model, column), values, connection) for column, values in zip(columns, by_column, strict=True)
    ]
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.executemany(_insert(model, columns, connection), list(zip(*prepared, strict=True)))
            return
        # The driver's own cursor: its errors are put into Django's words here.
        with connection.wrap_database_errors, cursor.cursor.copy(_copy(model, columns, connection)) as copy:
            for row in zip(*prepared, strict=True):
                copy.write_row(row)


def insert_all(instances: Sequence[models.Model]) -> None:
    """Insert unsaved rows of one model. Their keys that the database gives out are not read back."""
    if not instances:
        return
    model = type(instances[0])
    columns = [field.attname for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    insert(model, columns, ([getattr(instance, column) for column in columns] for instance in instances))


def reseal(model: type[models.Model], column: str, changed: Sequence[tuple[object, bytes, bytes]]) -> None:
    """
    Put the same contents, sealed anew, in the place of sealed bytes: rows given as (key, old bytes, new bytes).

    Facts too: what they say stays as it was. A row that somebody else has written meanwhile, so that its
    bytes are no longer the old ones, is left as it is.
    """
    connection = connections[router.db_for_write(model)]
    key, field, quote = _field(model, model._meta.pk.attname), _field(model, column), connection.ops.quote_name
    told = [
        tuple(
            one.get_db_prep_save(value, connection)
            for one, value in zip((field, key, field), (new, name, old), strict=True)
        )
        for name, old, new in changed
    ]
    # Names of our own tables and columns, no value of anybody.
    statement = (
        f"UPDATE {quote(model._meta.db_table)} SET {quote(field.column)} = %s "  # noqa: S608
        f"WHERE {quote(key.column)} = %s AND {quote(field.column)} = %s"
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, told)


def _insert(model: type[models.Model], columns: Sequence[str], connection: BaseDatabaseWrapper) -> str:
    marks = ", ".join(["%s"] * len(columns))
    # Names of our own tables and columns, no value of anybody.
    return f"INSERT INTO {_target(model, columns, connection)} VALUES ({marks})"  # noqa: S608


def _copy(model: type[models.Model], columns: Sequence[str], connection: BaseDatabaseWrapper) -> str:
    return f"COPY {_target(model, columns, connection)} FROM STDIN"


def _target(model: type[models.Model], columns: Sequence[str], connection: BaseDatabaseWrapper) -> str:
    quote = connection.ops.quote_name
    names = ", ".join(quote(_field(model, column).column) for column in columns)
    return f"{quote(model._meta.db_table)} ({names})"


def _prepared(field: Any, values: Sequence[Any], connection: BaseDatabaseWrapper) -> Iterable[Any]:
    """The values of one column as the driver wants them; the frequent kinds without asking the field each time."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, models.CharField | models.IntegerField):
        return values
    if isinstance(field, models.UUIDField) and not connection.features.has_native_uuid_field:
        return [value and value.hex for value in values]
    return map(partial(field.get_db_prep_save, connection=connection), values)


def _field(model: type[models.Model], column: str) -> Any:
    return model._meta.get_field(column)

"""A code that a constraint allows fits into its column: SQLite takes any length, PostgreSQL does not."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models


def allowed(condition: models.Q) -> Iterator[tuple[str, str]]:
    """Every text that a condition allows, with the name of its column."""
    for part in condition.children:
        if isinstance(part, models.Q):
            yield from allowed(part)
            continue
        assert isinstance(part, tuple)
        lookup, value = part
        column, _, how = lookup.partition("__")
        for text in value if how == "in" else [value]:
            if isinstance(text, str):
                yield column, text


def test_every_code_that_a_constraint_allows_fits_into_its_column():
    rows = [
        (model._meta.label, model._meta.get_field(column), text)
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
        for column, text in allowed(constraint.condition)
    ]

    long = [
        f"{label}.{field.name}: {text}"
        for label, field, text in rows
        if field.max_length is not None and len(text) > field.max_length
    ]
    assert len(rows) > 200
    assert not long

"""
Facts: rows that are appended and superseded, never edited.

One door leads out: when a person is erased, or the time is over for which something may be kept, ``destroy`` and
``strike_out`` take rows, or words in them, away for good. Only the rooms' ``erasing`` modules call them.
"""

from enum import StrEnum
from typing import Any, NoReturn

from django.db import models


class FactsAreNotEdited(TypeError):
    """A programming error: some code tried to change or delete a fact in place."""

    def __init__(self, row: str) -> None:
        super().__init__(f"{row} is a fact: record a new one that supersedes it instead")


class Standing(StrEnum):
    """
    What a report counts for.

    ``COUNTED`` is the reading in use. ``SUPERSEDED`` was corrected or settled by a later one.
    ``MERGED`` is a second report of the same thing that says the same: kept, nothing to settle.
    ``BESIDE`` is one that differs and waits to be settled: kept, shown, not counted.
    """

    COUNTED = "counted"
    SUPERSEDED = "superseded"
    MERGED = "merged"
    BESIDE = "beside"


class Fact(models.Model):
    """
    An append-only row.

    ``standing`` of a report, and with it what superseded it, is the one thing that moves afterwards,
    and only through ``restand``: it says how the row is read now, while the row itself keeps what
    was reported.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert the row. Raises FactsAreNotEdited when it exists already."""
        if not self._state.adding:
            raise FactsAreNotEdited(type(self).__name__)
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse: facts are superseded, and erased only by destroying their key."""
        raise FactsAreNotEdited(type(self).__name__)

    def restand(self, standing: Standing, **also: object) -> None:
        """Change in the database how this report is read; ``also`` what moves only with it (``superseded_by_id``)."""
        changed = {"standing": standing, **also}  # columns of the reports among the facts
        type(self)._base_manager.filter(pk=self.pk).update(**changed)


STRUCK = "struck"
"""Stands in place of a report's fingerprint once words were struck out: by the old one they could be guessed back."""


def same(known: str, fingerprint: str) -> bool:
    """Whether a report that came before said the same. One with words struck out can no longer be compared: it counts as the same."""
    return known in {STRUCK, fingerprint}


def destroy(rows: models.QuerySet[Any]) -> int:
    """
    Delete rows for good, facts too, with one statement; answers how many.

    What hangs on them is destroyed first, by the caller: nothing cascades.
    """
    many = rows.count()
    # Facts refuse delete(), and reports that supersede each other protect each other.
    rows.order_by()._raw_delete(rows.db)  # noqa: SLF001 - Django offers no other delete in one statement
    return many


def strike_out(rows: models.QuerySet[Any], **contents: object) -> int:
    """Put other contents in place of what stands in these rows: nothing, or the same words with some struck out."""
    return rows.update(**contents)

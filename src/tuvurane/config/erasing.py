"""Erasures at the command line: done again after a restore, and database files that forget."""

from collections.abc import Iterable
from datetime import datetime

from django.apps import apps
from django.db import models

from tuvurane.exchange.erasures_file import Noted
from tuvurane.foundation import sweeping
from tuvurane.foundation.privacy import Privacy
from tuvurane.rights import actions as rights
from tuvurane.rights import queries as rights_queries
from tuvurane.sync import erasing as sync_erasing

ABOVE = (sync_erasing.erase_participant,)


def replay(listed: Iterable[Noted], *, now: datetime) -> int:
    """Do erasures again in an instance that was rebuilt from before them; answers how many found somebody."""
    return sum(rights.replay_erasure(noted=rights.Told(*one), above=ABOVE, now=now) for one in listed)


def sweep(now: datetime) -> None:
    """Write files anew where somebody was erased since; where others read at this moment, whoever comes next tries again."""
    if rights_queries.unswept().exists() and sweeping.sweep(swept_tables()):
        rights.note_swept(done_before=now, now=now)


def swept_tables() -> list[type[models.Model]]:
    """The tables in which somebody's words or answers can lie: those with a sealed column, or about a participant."""
    ours = [table for table in apps.get_models() if table.__module__.startswith("tuvurane.")]
    return [table for table in ours if _holds_somebody(table)]


def _holds_somebody(table: type[models.Model]) -> bool:
    sealed = Privacy.SEALED in getattr(table, "PRIVACY", {}).values()
    return sealed or any(field.name == "participant" for field in table._meta.concrete_fields)

"""Loading the wording that a deployment is licensed to use."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from django.db import transaction

from tuvurane.journal import actions as journal
from tuvurane.measures import policies, queries, scoring
from tuvurane.measures.models import Wording
from tuvurane.people.scope import Actor


@transaction.atomic
def load_wording(*, actor: Actor, rows: Sequence[scoring.WordingRow], now: datetime) -> int:
    """
    Load the wording that this deployment is licensed to use, whole languages at a time.

    A language that is there already is replaced. Answers how many texts are loaded. Raises
    WordingRefused, NotAllowed.
    """
    policies.check_can_manage_instruments(actor)
    scoring.check_wording(rows, queries.every_instrument())
    for (instrument, version, language), chosen in groupby(sorted(rows, key=_wording_key), key=_wording_key):
        texts = list(chosen)
        Wording.objects.filter(instrument=instrument, version=version, language=language).delete()
        Wording.objects.bulk_create(
            Wording(
                instrument=instrument,
                version=version,
                language=language,
                item=row.item,
                text=row.text,
                licence=row.licence,
                loaded_at=now,
            )
            for row in texts
        )
        journal.write(
            actor=actor,
            verb="instruments.load_wording",
            subject_kind="instrument",
            subject_id=instrument,
            at=now,
            detail={"version": version, "language": language, "texts": len(texts)},
        )
    return len(rows)


def _wording_key(row: scoring.WordingRow) -> tuple[str, str, str]:
    return row.instrument, row.version, row.language

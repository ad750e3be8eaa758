"""Reading retention: how long what is kept, from where that number comes, and the proofs of each run."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from importlib import resources

from tuvurane.foundation.thresholds import Threshold
from tuvurane.rights.codes import Kept
from tuvurane.rights.models import BackupMade, Retained
from tuvurane.rights.rules import ages
from tuvurane.rights.thresholds import threshold
from tuvurane.stories.thresholds import threshold as of_stories


@dataclass(frozen=True, slots=True)
class Proof:
    """One rule: its time with its source, since when what is older goes today, and its last runs, the latest first."""

    rule: Kept
    kept: Threshold
    before: date
    runs: tuple[Retained, ...]


@cache
def rules_in_force() -> dict[Kept, Threshold]:
    """How long what is kept: ``retention.json``, and what the rooms' own ``thresholds.json`` say."""
    told = json.loads(resources.files("tuvurane.rights").joinpath("retention.json").read_text(encoding="utf-8"))
    elsewhere = {Kept.REQUESTS: threshold("words_kept_days"), Kept.AUDIO: of_stories("audio_days")}
    own = {rule: Threshold(**told[rule]) for rule in Kept if rule not in elsewhere}
    return own | {rule: days._replace(unit="days") for rule, days in elsewhere.items()}


def retention_rule(rule: Kept) -> Threshold:
    """How long one thing is kept."""
    return rules_in_force()[rule]


def before_of(rule: Kept, today: date) -> date:
    """The day before which the time of something is over."""
    kept = retention_rule(rule)
    return ages.before(today, kept.value, kept.unit)


def proofs(today: date, *, latest: int = 5) -> list[Proof]:
    """Every rule with the proof of its latest runs."""
    return [
        Proof(
            rule,
            kept,
            before_of(rule, today),
            tuple(Retained.objects.filter(rule=rule).order_by("-at", "-pk")[:latest]),
        )
        for rule, kept in rules_in_force().items()
    ]


def expired_backups(today: date) -> set[str]:
    """The digests of those of our backups whose time is over and that nobody has removed."""
    before = datetime.combine(before_of(Kept.BACKUPS, today), time(), UTC)
    rows = BackupMade.objects.filter(made_at__lt=before, removed_at__isnull=True)
    return set(rows.values_list("name_digest", flat=True))

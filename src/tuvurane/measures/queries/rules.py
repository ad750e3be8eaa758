"""The rules of waves in force: an organisation's own, else the proposed ones."""

from collections.abc import Iterable
from uuid import UUID

from tuvurane.measures.codes import Anchor, Wave
from tuvurane.measures.models import WaveRule
from tuvurane.measures.rules.schedule import Rule, with_own


def rules_of(organisation_id: UUID) -> tuple[Rule, ...]:
    """The waves of one organisation, in their order; one query."""
    return rules_of_all([organisation_id])[organisation_id]


def rules_of_all(organisation_ids: Iterable[UUID]) -> dict[UUID, tuple[Rule, ...]]:
    """The waves of several organisations; one query."""
    own: dict[UUID, dict[Wave, Rule]] = {organisation_id: {} for organisation_id in organisation_ids}
    columns = ("organisation_id", "wave", "anchor", "opens", "due", "closes", "instruments", "why")
    rows = WaveRule.objects.filter(organisation__in=list(own)).order_by("seq", "pk")
    for organisation_id, wave, anchor, opens, due, closes, instruments, why in rows.values_list(*columns):
        own[organisation_id][Wave(wave)] = Rule(
            Wave(wave), Anchor(anchor), opens, due, closes, tuple(instruments), why, own=True
        )
    return {organisation_id: with_own(tuple(rules.values())) for organisation_id, rules in own.items()}

"""
What waits between phones and rooms forgets of a person. Called by the room of rights only, before the names are gone.

Records set aside about the person go; in those about their groups the names are struck out. What may ask for a talk
stays until somebody has decided about it: it holds a day and no name.
"""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tuvurane.foundation import records, sealing
from tuvurane.groups import queries as group_queries
from tuvurane.people import queries as people
from tuvurane.sync import catalogue, queries
from tuvurane.sync.models import Decision, SetAside


@transaction.atomic
def erase_participant(*, participant_id: UUID, now: datetime) -> dict[str, int]:  # noqa: ARG001 - as every room offers it
    """Destroy records set aside about a person, and strike their names out of others; answers how many."""
    names = group_queries.names_of(participant_id)
    seats = set(group_queries.sat_on(participant_id))
    gone = struck = 0
    for aside in SetAside.objects.filter(organisation=names.organisation_id).order_by("pk"):
        if aside.kind in catalogue.SEALED and not Decision.objects.filter(set_aside=aside).exists():
            continue
        body = queries.opened(aside).body
        group, seat = catalogue.group_named(body), body.get("seat")
        if (group, seat) in seats:
            records.destroy(Decision.objects.filter(set_aside=aside))
            gone += records.destroy(SetAside.objects.filter(pk=aside.pk))
        elif group is None or group in names.groups:
            struck += _strike(names, aside, body)
    return {kind: many for kind, many in {"records_aside": gone, "notes_aside": struck}.items() if many}


def _strike(names: group_queries.Names, aside: SetAside, body: dict[str, Any]) -> int:
    """Strike names out of a record and out of the reason of whoever decided about it; answers in how many they stood."""
    key = people.organisation_key(names.organisation_id)

    def sealed(text: str) -> bytes:
        return sealing.seal(key, text.encode(), aad=aside.pk.bytes)

    many = 0
    if (told := _struck(names, body)) != body:
        row = SetAside.objects.filter(pk=aside.pk)
        many += records.strike_out(row, body_sealed=sealed(json.dumps(told)), fingerprint=records.STRUCK)
    decision = Decision.objects.filter(set_aside=aside).select_related("set_aside").first()
    why = "" if decision is None else queries.reason_of(decision)
    if (reason := names.strike(why)) != why:
        many += records.strike_out(Decision.objects.filter(set_aside=aside), reason_sealed=sealed(reason))
    return many


def _struck(names: group_queries.Names, told: Any) -> Any:
    """The same record; its words without the names."""
    if isinstance(told, dict):
        return {key: _struck(names, value) for key, value in told.items()}
    if isinstance(told, list):
        return [_struck(names, value) for value in told]
    return names.strike(told) if isinstance(told, str) else told

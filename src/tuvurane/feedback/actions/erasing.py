"""
What this room forgets of a participant: it holds nobody, but words in which somebody may be named.

Struck are the words of what was told in their groups, or without a group at a place around one, and lines of the sheet.
Called by the room of rights only, before the names are gone.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuvurane.feedback.models import Item, SheetLine
from tuvurane.foundation import sealing
from tuvurane.groups import queries as group_queries
from tuvurane.groups.models import Group
from tuvurane.people import queries as people

SEALED = ("words_sealed", "reach_sealed", "answer_sealed", "change_sealed")


@transaction.atomic
def erase_participant(*, participant_id: UUID, now: datetime) -> dict[str, int]:  # noqa: ARG001 - as every room offers it
    """Strike a person's names out of this room's words; answers in how many items and lines they stood."""
    names = group_queries.names_of(participant_id)
    told = sum(_strike_item(names, item) for item in _items_about(names))
    lines = sum(_strike_line(names, line) for line in SheetLine.objects.filter(organisation=names.organisation_id))
    return {"feedback_words": told + lines} if told + lines else {}


def _items_about(names: group_queries.Names) -> Iterator[Item]:
    yield from Item.objects.filter(group__in=names.groups)
    paths = list(Group.objects.filter(pk__in=names.groups).values_list("place__path", flat=True))
    groupless = Item.objects.filter(organisation=names.organisation_id, group=None).select_related("place")
    for item in groupless.iterator():
        if any(path.startswith(item.place.path) or item.place.path.startswith(path) for path in paths):
            yield item


def _strike_item(names: group_queries.Names, item: Item) -> bool:
    key, aad = people.organisation_key(item.organisation_id), item.pk.bytes
    changed = []
    for column in SEALED:
        blob = getattr(item, column)
        text = "" if blob is None else sealing.unseal(key, blob, aad=aad).decode()
        struck = names.strike(text)
        if struck != text:
            setattr(item, column, sealing.seal(key, struck.encode(), aad=aad))
            changed.append(column)
    if changed:
        item.save(update_fields=changed)
    return bool(changed)


def _strike_line(names: group_queries.Names, line: SheetLine) -> bool:
    said, did = names.strike(line.said), names.strike(line.did)
    if (said, did) == (line.said, line.did):
        return False
    line.said, line.did = said, did
    line.save(update_fields=["said", "did"])
    return True

"""
What this room forgets of a person.

Their seat, the days of joining and the marks of attendance stay: they are facts about the meetings of a group, and
without name, code, sex and age nobody stands behind them. Callable by the room of rights only, which asks two people.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import models, transaction
from django.db.models.functions import Greatest

from tuvurane.foundation import records, sealing
from tuvurane.groups.actions.groups import lock, touch
from tuvurane.groups.codes import OPEN, Leaving, Purpose
from tuvurane.groups.models import (
    Consent,
    Group,
    GroupMove,
    Membership,
    Participant,
    RoleTaken,
    SamePerson,
    Session,
    SmallShift,
    ToldShift,
)
from tuvurane.groups.queries import Names, names_of
from tuvurane.journal import queries as journal
from tuvurane.people import queries as people
from tuvurane.people.scope import Actor

Strike = Callable[[str], str]


@transaction.atomic
def erase_participant(*, participant_id: UUID, now: datetime) -> dict[str, int]:
    """
    Destroy what this room holds of a person, and strike their names out of what others said; answers how much.

    The other rooms come first: they still need the names. Consent stays as the fact that it was given, and is
    withdrawn. An open group loses the seat's person from today on. Raises Participant.DoesNotExist.
    """
    names = names_of(participant_id)
    lock(*names.groups)
    _withdraw_consents(participant_id, now)
    stays = Membership.objects.filter(participant=participant_id, left_on__isnull=True, group__status__in=OPEN)
    stays.update(left_on=Greatest("joined_on", models.Value(now.date(), models.DateField())), why_left=Leaving.OTHER)
    counted = {
        "roles": records.destroy(RoleTaken.objects.filter(pk__in=_roles_of(participant_id))),
        "same_person": records.destroy(SamePerson.objects.filter(participant=participant_id)),
        **strike_names(names),
        "names": _forget(participant_id, erased_at=now, code=f"erased-{journal.cursor()}-{participant_id.hex[-4:]}"),
    }
    return {kind: many for kind, many in counted.items() if many}


@transaction.atomic
def forget_identity(*, participant_id: UUID) -> dict[str, int]:
    """
    Destroy a person's name, nickname and contact, and strike them out of what others said, after their time.

    The spoken code stays, and with it what the person answered: nobody is named by it any more.
    """
    names = names_of(participant_id)
    lock(*names.groups)
    struck = strike_names(names._replace(code=""))
    return struck | {"names": _forget(participant_id)}


def _roles_of(participant_id: UUID) -> set[UUID]:
    """What was told of their roles, and the reports that were corrected into those: without what corrected them they say nothing."""
    found = set(RoleTaken.objects.filter(participant=participant_id).values_list("pk", flat=True))
    while more := set(RoleTaken.objects.filter(superseded_by__in=found).values_list("pk", flat=True)) - found:
        found |= more
    return found


def tell_groups(*, actor: Actor, participant_id: UUID, verb: str, now: datetime) -> int:
    """Journal an erasure on each group where the person sat, so that phones read it anew; answers the last number."""
    groups = Group.objects.filter(pk__in=names_of(participant_id).groups).order_by("pk")
    numbers = [touch(actor, verb, group, now, {"participant": str(participant_id)}) for group in groups]
    return max(numbers, default=journal.cursor())


def strike_names(names: Names) -> dict[str, int]:
    """Strike a person's names out of notes, lines, reasons and places of meeting of the groups where they sat."""
    key = people.organisation_key(names.organisation_id)

    def sealed(blob: bytes, report: UUID) -> bytes | None:
        text = sealing.unseal(key, blob, aad=report.bytes).decode()
        struck = names.strike(text)
        return None if struck == text else sealing.seal(key, struck.encode(), aad=report.bytes)

    notes = Session.objects.filter(group__in=names.groups, note_sealed__isnull=False)
    shifts = SmallShift.objects.filter(session__group__in=names.groups)
    told = ToldShift.objects.filter(group__in=names.groups)
    struck = {
        "notes": _strike_sealed(notes, "note_sealed", "pk", sealed),
        "lines": _strike_sealed(shifts, "line_sealed", "session_id", sealed)
        + _strike_sealed(told, "line_sealed", "pk", sealed),
        "remarks": _strike_plain(GroupMove.objects.filter(group__in=names.groups), "reason", names.strike)
        + _strike_plain(Group.objects.filter(pk__in=names.groups), "site", names.strike),
    }
    return {kind: many for kind, many in struck.items() if many}


def _strike_sealed(
    rows: models.QuerySet[models.Model], column: str, bound_to: str, seal: Callable[[bytes, UUID], bytes | None]
) -> int:
    """``bound_to``: the column that names the report whose id the words are bound to."""
    many = 0
    for pk, blob, report in rows.order_by("pk").values_list("pk", column, bound_to):
        sealed = seal(bytes(blob), report)
        if sealed is None:
            continue
        many += records.strike_out(rows.filter(pk=pk), **{column: sealed})
        if report != pk:
            records.strike_out(Session.objects.filter(pk=report), fingerprint=records.STRUCK)
        else:
            records.strike_out(rows.filter(pk=pk), fingerprint=records.STRUCK)
    return many


def _strike_plain(rows: models.QuerySet[models.Model], column: str, strike: Strike) -> int:
    texts = rows.exclude(**{column: ""}).order_by("pk").values_list("pk", column)
    named = {pk: struck for pk, text in texts if (struck := strike(text)) != text}
    return sum(records.strike_out(rows.filter(pk=pk), **{column: struck}) for pk, struck in named.items())


def _withdraw_consents(participant_id: UUID, now: datetime) -> None:
    """Each purpose to which the latest word is a yes is withdrawn today, in the way in which it was given."""
    for purpose in Purpose:
        words = Consent.objects.filter(participant=participant_id, purpose=purpose)
        last = words.order_by("-seq", "-pk").first()
        if last is not None and last.given:
            last.pk, last.given, last.on = None, False, now.date()
            last.recorded_at, last.recorded_by, last.seq = now, None, journal.cursor()
            last._state.adding = True
            last.save()


def _forget(participant_id: UUID, **also: object) -> int:
    """Destroy the key and what it sealed. ``also``: what goes with it when the person is erased."""
    blank = {"sex": "", "age_band": ""} if also else {}
    person = Participant.objects.filter(pk=participant_id).exclude(key_wrapped=b"")
    named = person.count()
    rows = Participant.objects.filter(pk=participant_id)
    records.strike_out(rows, identity_sealed=b"", key_wrapped=b"", **blank, **also)
    return named

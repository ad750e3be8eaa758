"""Whose name nobody needs any more: the last contact with the group is long ago, and nobody may contact them later."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from tuvurane.groups.codes import OPEN, Purpose
from tuvurane.groups.models import Consent, GroupMove, Membership, Participant, Session


def past_contact(before: date) -> list[UUID]:
    """
    The participants with a name whose last contact was before a day; the earliest enrolled first.

    A contact is a session of a group in which they sat, its end, their joining and their leaving. Whoever sits in an
    open group, or agreed to be contacted later, is none of them.
    """
    stays = Membership.objects.filter(participant=OuterRef("pk"))
    since = Q(joined_on__gte=before) | Q(left_on__gte=before) | Q(left_on__isnull=True, group__status__in=OPEN)
    met = Session.objects.filter(held_on__gte=before, group__memberships__participant=OuterRef("pk"))
    ended = GroupMove.objects.filter(on__gte=before, group__memberships__participant=OuterRef("pk"))
    named = Participant.objects.exclude(key_wrapped=b"").filter(Exists(stays), ~Exists(stays.filter(since)))
    alone = named.filter(~Exists(met), ~Exists(ended)).order_by("enrolled_at", "pk").values_list("pk", flat=True)
    found = list(alone)
    kept = _may_be_contacted(found) if found else set()
    return [person for person in found if person not in kept]


def _may_be_contacted(participant_ids: list[UUID]) -> set[UUID]:
    """Whose latest word on being contacted later is a yes."""
    words = Consent.objects.filter(purpose=Purpose.BE_CONTACTED, participant__in=participant_ids)
    latest = dict(words.order_by("seq", "pk").values_list("participant_id", "given"))
    return {person for person, given in latest.items() if given}

"""Who sits in the circle: facilitators, members, and their names for those who may read them."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from tuvurane.foundation import sealing
from tuvurane.groups import problems
from tuvurane.groups.models import FacilitatorAssignment, Group, Membership, Participant
from tuvurane.groups.queries.found import groups_visible_to
from tuvurane.groups.rules import names
from tuvurane.people import queries as people
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor


class Identity(NamedTuple):
    """What identifies a person. Sealed wherever it is stored."""

    name: str
    nickname: str = ""
    contact: str = ""

    @property
    def called(self) -> str:
        """How the circle calls them: the nickname, else the first name. Phones hold no more."""
        return self.nickname.strip() or (self.name.split() or [""])[0]


class Facilitator(NamedTuple):
    """A facilitator of a group. ``n`` is fixed: it counts the assignments of the group from its start."""

    n: int
    account_id: UUID
    name: str
    since: date
    until: date | None


class Member(NamedTuple):
    """
    One stay in a group. ``called`` is empty for readers who may not know names.

    ``erased``: nothing is kept of the person but the seat; sex and age band are empty, the code says nothing.
    """

    seat: int
    participant_id: UUID
    code: str
    called: str
    sex: str
    age_band: str
    joined_on: date
    how: str
    left_on: date | None
    why_left: str
    erased: bool = False


class Names(NamedTuple):
    """By what one person is known in words of others, and where such words may stand: ``groups`` where they sat."""

    participant_id: UUID
    organisation_id: UUID
    identity: Identity
    code: str
    groups: frozenset[UUID]

    def strike(self, text: str) -> str:
        """The same text with an ellipsis for their names, contact and code; itself where none stands there."""
        return names.strike(text, names=self.identity[:2], exact=(self.identity.contact, self.code))


def facilitators_of(group: Group, *, ended: bool = False) -> list[Facilitator]:
    """A group's facilitators now; with ``ended`` those before them too."""
    return facilitators_of_groups([group.pk], ended=ended)[group.pk]


def facilitators_of_groups(group_ids: Iterable[UUID], *, ended: bool = False) -> dict[UUID, list[Facilitator]]:
    """The facilitators of several groups, in one query."""
    found: dict[UUID, list[Facilitator]] = {group_id: [] for group_id in group_ids}
    counts = dict.fromkeys(found, 0)
    # In the order in which they were assigned: a date set back must not renumber those before.
    rows = FacilitatorAssignment.objects.filter(group__in=list(found)).order_by("pk")
    columns = ("group_id", "account_id", "account__name", "since", "until")
    for group_id, account_id, name, since, until in rows.values_list(*columns):
        counts[group_id] += 1
        if ended or until is None:
            found[group_id].append(Facilitator(counts[group_id], account_id, name, since, until))
    return found


def members_of(group: Group, *, identified: bool) -> list[Member]:
    """All stays in a group by seat, those who left too; ``identified`` opens the names."""
    return members_of_groups([group], identified=identified)[group.pk]


def members_of_groups(groups: Sequence[Group], *, identified: bool) -> dict[UUID, list[Member]]:
    """The stays of several groups, in one query."""
    found: dict[UUID, list[Member]] = {group.pk: [] for group in groups}
    rows = Membership.objects.filter(group__in=list(found)).select_related("participant").order_by("seat")
    for stay in rows:
        person = stay.participant
        found[stay.group_id].append(
            Member(
                seat=stay.seat,
                participant_id=person.pk,
                code=person.code,
                called=identity_of(person).called if identified else "",
                sex=person.sex,
                age_band=person.age_band,
                joined_on=stay.joined_on,
                how=stay.how,
                left_on=stay.left_on,
                why_left=stay.why_left,
                erased=person.erased_at is not None,
            )
        )
    return found


def identity_of(participant: Participant) -> Identity:
    """
    Open a person's sealed identity.

    The caller has checked ``participants.identify``. Empty where the name is gone with its key. Raises Unreadable when
    bytes were changed, or the key alone is gone.
    """
    if not participant.key_wrapped and not participant.identity_sealed:
        return Identity("")
    house = people.organisation_key(participant.organisation_id)
    key = sealing.unseal(house, participant.key_wrapped, aad=participant.pk.bytes)
    return Identity(**json.loads(sealing.unseal(key, participant.identity_sealed, aad=participant.pk.bytes)))


def names_of(participant_id: UUID) -> Names:
    """By what somebody is known in words of others. Raises Participant.DoesNotExist."""
    person = Participant.objects.get(pk=participant_id)
    sat = Membership.objects.filter(participant=person).order_by().values_list("group_id", flat=True)
    code = "" if person.erased_at else person.code
    return Names(person.pk, person.organisation_id, identity_of(person), code, frozenset(sat))


def seats_of(group: Group) -> dict[int, UUID]:
    """Who sits, or sat, on which seat of a group."""
    return dict(Membership.objects.filter(group=group).values_list("seat", "participant_id"))


def sat_on(participant_id: UUID) -> list[tuple[UUID, int]]:
    """Where somebody sits, or sat: groups and seats."""
    stays = Membership.objects.filter(participant=participant_id).order_by("pk")
    return list(stays.values_list("group_id", "seat"))


def seats_named(participant_ids: Iterable[UUID]) -> dict[UUID, tuple[str, int]]:
    """The group, by name, and the seat of several people: where they sit, or sat last."""
    rows = Membership.objects.filter(participant__in=list(participant_ids)).order_by("joined_on", "pk")
    return {person: (name, seat) for person, name, seat in rows.values_list("participant_id", "group__name", "seat")}


def codes_of(participant_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The spoken codes of several people."""
    return dict(Participant.objects.filter(pk__in=list(participant_ids)).values_list("pk", "code"))


def stay_of(participant: Participant) -> Membership | None:
    """The stay that a participant is in now, or the last one."""
    stays = participant.memberships.select_related("group__place__parent").order_by("left_on", "-joined_on", "-pk")
    open_stay = stays.filter(left_on__isnull=True).first()
    return open_stay or stays.order_by("-left_on", "-pk").first()


def participant_for(actor: Actor, participant_id: UUID) -> Participant:
    """A participant of a group inside the actor's scope. Raises ParticipantUnknown."""
    groups = groups_visible_to(actor).order_by().values("pk")
    participant = Participant.objects.filter(pk=participant_id, memberships__group__in=groups).distinct().first()
    if participant is None:
        raise problems.ParticipantUnknown
    return participant


def enrolled_count(actor: Actor, place_path: str | None = None) -> int:
    """Everyone ever enrolled in the groups whose evidence the actor may see, leavers too."""
    groups = groups_visible_to(actor, verb=Verb.EVIDENCE_SEE).order_by()
    if place_path:
        groups = groups.filter(place__path__startswith=place_path)
    stays = Membership.objects.filter(group__in=groups.values("pk"))
    return stays.values("participant").distinct().count()


def unreadable_identities() -> tuple[int, int]:
    """How many sealed identities there are, and how many do not open."""
    total = broken = 0
    for participant in Participant.objects.only("id", "organisation_id", "identity_sealed", "key_wrapped").iterator(
        chunk_size=2_000
    ):
        total += 1
        try:
            identity_of(participant)
        except sealing.Unreadable:
            broken += 1
    return total, broken


def leaders_ever(group_ids: Iterable[UUID]) -> set[UUID]:
    """The accounts that lead, or once led, one of these groups."""
    rows = FacilitatorAssignment.objects.filter(group__in=list(group_ids)).order_by()
    return set(rows.values_list("account_id", flat=True))


def paths_of(group_ids: Iterable[UUID]) -> set[str]:
    """The paths of the places of these groups."""
    return set(Group.objects.filter(pk__in=list(group_ids)).order_by().values_list("place__path", flat=True))

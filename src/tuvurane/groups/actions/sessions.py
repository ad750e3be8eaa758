"""Reports of sessions. A report is never edited: a correction is a new one that supersedes it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from tuvurane.groups import policies, problems, queries
from tuvurane.groups.actions.groups import lock, touch
from tuvurane.groups.actions.reports import Origin, Taken, again, from_phone, listed, naming, restand, sign
from tuvurane.groups.actions.session_checks import accounts_of, check_content, check_seats, check_somebody_came
from tuvurane.groups.actions.session_rows import fingerprint_of, fingerprint_of_settling, parts_of, session_row
from tuvurane.groups.actions.standing import Ledger
from tuvurane.groups.models import Group, Session
from tuvurane.groups.queries import Said, Seating, SessionContent
from tuvurane.people import queries as people
from tuvurane.people.scope import Actor


@transaction.atomic
def record_session(
    *,
    actor: Actor,
    group: Group,
    session_id: UUID,
    content: SessionContent,
    now: datetime,
    origin: Origin | None = None,
    supersedes: UUID | None = None,
) -> Taken:
    """
    Take the report of one session.

    Sent again with the same ``session_id`` and content it changes nothing and answers the first:
    a phone that loses our reply sends it twice. The same id with other content is refused
    (IdAlreadyUsed). A second report of a number that is counted already is merged with that one
    when it says the same; else it stands beside it, until someone settles which values count.
    ``supersedes`` names the report that this one corrects (NothingToSupersede where it is not here);
    was it superseded by another first, then this one stands beside that other. Locks the group.
    """
    lock(group.pk)
    fingerprint = fingerprint_of(group.pk, content, supersedes)
    known = Session.objects.filter(pk=session_id).first()
    if known is not None:
        return again(known, group, fingerprint)
    policies.check_can_report(actor, group)
    check_content(actor, content, now, from_phone=from_phone(actor, origin))
    seating = queries.seatings_of([group.pk])[group.pk]
    made = _Making(actor, group, seating, now, origin or Origin.at_the_door(actor))
    return made.take("sessions.record", session_id, content, [supersedes] if supersedes else [], fingerprint)


@transaction.atomic
def settle_session(
    *,
    actor: Actor,
    group: Group,
    session_id: UUID,
    of: Sequence[UUID],
    take: Mapping[str, UUID],
    now: datetime,
    origin: Origin | None = None,
) -> Taken:
    """
    Settle several reports of one session: a new one takes their place.

    ``take`` names for each key under which they differ (``queries.beside_of_groups``) the report in
    ``of`` whose value counts; to say nothing is a value too. What they agree on stays; notes and small
    shifts of all are joined. Was one of them superseded by another first, the new report stands as
    that one's second. Idempotent by id, as ``record_session``. Raises SettleIncomplete for a differing
    key without a choice, NothingToSupersede for reports that are not of one session of this group, or
    not here, NobodyThere when the chosen marks leave nobody present. Locks the group.
    """
    lock(group.pk)
    fingerprint = fingerprint_of_settling(group.pk, of, take)
    known = Session.objects.filter(pk=session_id).first()
    if known is not None:
        return again(known, group, fingerprint)
    policies.check_can_report(actor, group)
    seating = queries.seatings_of([group.pk])[group.pk]
    content = _settled(group, seating, list(dict.fromkeys(of)), take)
    check_somebody_came(content)
    made = _Making(actor, group, seating, now, origin or Origin.at_the_door(actor))
    return made.take("sessions.settle", session_id, content, of, fingerprint)


def _settled(group: Group, seating: Seating, of: Sequence[UUID], take: Mapping[str, UUID]) -> SessionContent:
    """What the settling report says. Values that were taken once are not judged again."""
    known = set(Session.objects.filter(group=group, pk__in=of).values_list("pk", flat=True))
    contents = queries.contents_of(known, sealed=True)
    numbers = {content.number for content in contents.values()}
    if known != set(of) or len(numbers) != 1 or not set(take.values()) <= known:
        raise problems.NothingToSupersede
    chosen = {seating.key_now(key): of.index(report) for key, report in take.items()}
    return queries.settled([contents[report] for report in of], chosen)


class _Making(NamedTuple):
    """Who reports on which group, and when."""

    actor: Actor
    group: Group
    seating: Seating
    now: datetime
    origin: Origin

    def take(
        self, verb: str, session_id: UUID, content: SessionContent, supersedes: Sequence[UUID], fingerprint: str
    ) -> Taken:
        """Write the report, let it stand, and let those before it stand as they do now."""
        seats = check_seats(self.seating.seats, content.marks)
        accounts = accounts_of(self.seating.leading, content.facilitators)
        house = people.organisation_key(self.group.organisation_id)
        detail = {"session": str(session_id), "number": content.number} | naming(supersedes)
        seq = touch(self.actor, verb, self.group, self.now, detail)
        session = session_row(
            session_id=session_id,
            group_id=self.group.pk,
            content=content,
            house=house,
            fingerprint=fingerprint,
            seq=seq,
        )
        said = {session_id: queries.said(self.seating.renumbered(content))}
        ledger = Ledger(listed(Session, self.group, "number", supersedes), same=Sayings(said).same)
        session.standing = ledger.take(session_id, content.number, supersedes)
        restand(Session, ledger)
        sign(session, self.origin, self.now)
        session.save()
        parts_of(session_id, content, seats, accounts, house).insert()
        return Taken(session, new=True)


class Sayings:
    """What reports say, by id: of the new ones what they came with, of the others read when first asked."""

    def __init__(self, said: Mapping[UUID, Said]) -> None:
        self.said = dict(said)

    def read(self, reports: Iterable[UUID]) -> None:
        """Read what these say, in one go."""
        contents = queries.contents_of(set(reports) - self.said.keys())
        self.said |= {report: queries.said(content) for report, content in contents.items()}

    def same(self, one: UUID, other: UUID) -> bool:
        """Whether two reports say the same, notes and small shifts aside."""
        self.read((one, other))
        return self.said[one] == self.said[other]

"""Reports of sessions. A report is never edited: a correction is a new one that supersedes it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from tuvurane.foundation import rows
from tuvurane.foundation.problems import Problem
from tuvurane.foundation.records import Standing
from tuvurane.groups import policies, problems, queries
from tuvurane.groups.actions.groups import lock, mark
from tuvurane.groups.actions.reports import Taken, again, listed, naming, restand
from tuvurane.groups.actions.session_checks import accounts_of, check_content, check_seats, check_somebody_came
from tuvurane.groups.actions.session_rows import (
    Parts,
    fingerprint_of,
    fingerprint_of_settling,
    parts_of,
    session_row,
)
from tuvurane.groups.actions.standing import Ledger
from tuvurane.groups.models import Group, Session
from tuvurane.groups.queries import Said, Seating, SessionContent
from tuvurane.journal import actions as journal
from tuvurane.people import queries as people
from tuvurane.people.actions import Origin, from_phone, sign
from tuvurane.people.scope import Actor

# Two facilitators and the office make three. Beyond this nobody can settle by reading.
MOST_STANDING = 20


class Incoming(NamedTuple):
    """A report of a session on its way in. ``supersedes`` names the one that it corrects."""

    id: UUID
    group: Group
    content: SessionContent
    origin: Origin | None = None
    supersedes: UUID | None = None


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
    [outcome] = record_sessions(
        actor=actor, incoming=[Incoming(session_id, group, content, origin, supersedes)], now=now
    )
    if isinstance(outcome, Problem):
        raise outcome
    return outcome


@transaction.atomic(savepoint=False)
def record_sessions(*, actor: Actor, incoming: Sequence[Incoming], now: datetime) -> list[Taken | Problem]:
    """
    Take many reports at once, in their order: for each what ``record_session`` would answer, or refuse.

    One refusal stops no other. They are judged in memory and written together: about fifteen questions
    of the database, however many reports there are. Locks their groups.
    """
    groups = {one.group.pk: one.group for one in incoming}
    lock(*groups)
    named = [one.supersedes for one in incoming if one.supersedes is not None]
    book = _Book(actor, groups.values(), now, ids=[one.id for one in incoming], named=named)
    book.read_ahead(incoming)
    outcomes = [book.take(one) for one in incoming]
    book.write()
    return outcomes


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
    book = _Book(actor, [group], now, ids=[], named=of)
    content = _settled(group, book.seatings[group.pk], list(dict.fromkeys(of)), take)
    check_somebody_came(content)
    taken = book.enter("sessions.settle", Incoming(session_id, group, content, origin), of, fingerprint)
    book.write()
    return taken


def _settled(group: Group, seating: Seating, of: Sequence[UUID], take: Mapping[str, UUID]) -> SessionContent:
    """What the settling report says. Values that were taken once are not judged again."""
    known = set(Session.objects.filter(group=group, pk__in=of).values_list("pk", flat=True))
    contents = queries.contents_of(known, sealed=True)
    numbers = {content.number for content in contents.values()}
    if known != set(of) or len(numbers) != 1 or not set(take.values()) <= known:
        raise problems.NothingToSupersede
    chosen = {seating.key_now(key): of.index(report) for key, report in take.items()}
    return queries.settled([contents[report] for report in of], chosen)


class _Book:
    """Reports of one batch: entered one after the other, judged in memory, then written together."""

    def __init__(
        self, actor: Actor, groups: Iterable[Group], now: datetime, *, ids: Iterable[UUID], named: Iterable[UUID]
    ) -> None:
        self.actor, self.now = actor, now
        self.groups = {group.pk: group for group in groups}
        self.known = Session.objects.in_bulk(list(ids))
        self.seatings = queries.seatings_of(self.groups)
        self.sayings = Sayings({})
        before = listed(Session, self.groups, "number", named)
        self.ledgers = {group_id: Ledger(rows, same=self.sayings.same) for group_id, rows in before.items()}
        self.refused: dict[UUID, Problem | None] = {}
        self.entered: list[Session] = []
        self.lines: list[journal.Line] = []
        self.parts = Parts()

    def read_ahead(self, incoming: Iterable[Incoming]) -> None:
        """Read in one go what stands already where these reports come."""
        places = {(one.group.pk, one.content.number) for one in incoming if one.id not in self.known}
        ledgers = [(self.ledgers[group_id], number) for group_id, number in places]
        here = [(ledger, report) for ledger, number in ledgers for report in ledger.here(number)]
        self.sayings.read(report for ledger, report in here if ledger.standing[report] == Standing.COUNTED)

    def take(self, one: Incoming) -> Taken | Problem:
        """Enter a report, or say why not."""
        try:
            fingerprint = fingerprint_of(one.group.pk, one.content, one.supersedes)
            if one.id in self.known:
                return again(self.known[one.id], one.group, fingerprint)
            self._check_may(one.group)
            check_content(self.actor, one.content, self.now, from_phone=from_phone(self.actor, one.origin))
            return self.enter("sessions.record", one, [one.supersedes] if one.supersedes else [], fingerprint)
        except Problem as problem:
            return problem

    def enter(self, verb: str, one: Incoming, supersedes: Sequence[UUID], fingerprint: str) -> Taken:
        """Enter a report that may be made. Raises SeatUnknown, TooManyReports, NothingToSupersede."""
        seating, content = self.seatings[one.group.pk], one.content
        seats = check_seats(seating.seats, content.marks)
        accounts = accounts_of(seating.leading, content.facilitators)
        house = people.organisation_key(one.group.organisation_id)
        ledger = self.ledgers[one.group.pk]
        if not supersedes and len(ledger.here(content.number)) >= MOST_STANDING:
            raise problems.TooManyReports(n=content.number, most=MOST_STANDING)
        self.sayings.said[one.id] = queries.said(seating.renumbered(content))
        ledger.take(one.id, content.number, supersedes)
        session = session_row(
            session_id=one.id, group_id=one.group.pk, content=content, house=house, fingerprint=fingerprint, seq=0
        )
        sign(session, one.origin or Origin.at_the_door(self.actor), self.now)
        detail = {"session": str(one.id), "number": content.number} | naming(supersedes)
        self.lines.append(journal.Line(verb, "group", one.group.pk, one.group.organisation_id, detail))
        self.parts.add(parts_of(one.id, content, seats, accounts, house))
        self.entered.append(session)
        self.known[one.id] = session
        return Taken(session, new=True)

    def write(self) -> None:
        """Write what was entered: each report as it stands at the end, those before it as they stand now."""
        if not self.entered:
            return
        last = journal.write_many(actor=self.actor, at=self.now, lines=self.lines)
        for seq, session in enumerate(self.entered, last - len(self.entered) + 1):
            ledger = self.ledgers[session.group_id]
            session.seq, session.standing = seq, ledger.standing[session.pk]
            session.superseded_by_id = ledger.superseded_by.get(session.pk)
        for group_id, seq in {session.group_id: session.seq for session in self.entered}.items():
            mark(self.groups[group_id], seq)
        for ledger in self.ledgers.values():
            restand(Session, ledger)
        rows.insert_all(self.entered)
        self.parts.insert()

    def _check_may(self, group: Group) -> None:
        """Whether this actor may report on this group, asked once. Raises what the policy raises."""
        if group.pk not in self.refused:
            self.refused[group.pk] = None
            try:
                policies.check_can_report(self.actor, group)
            except Problem as problem:
                self.refused[group.pk] = problem
        refused = self.refused[group.pk]
        if refused is not None:
            raise refused


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

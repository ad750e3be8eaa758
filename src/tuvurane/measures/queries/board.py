"""The wave board: which groups are to be asked now, how many people in each, and by when."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import SESSIONS, Purpose, Status
from tuvurane.groups.models import Consent, Group, GroupMove, Membership, Session
from tuvurane.measures.codes import Anchor, Arm, Wave
from tuvurane.measures.models import Declined
from tuvurane.measures.queries.responses import counted
from tuvurane.measures.queries.rules import rules_of
from tuvurane.measures.queries.schedule import windows_of
from tuvurane.measures.rules.schedule import Rule, Timing, Window, is_later, sessions_days
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor, has_verb

# A first session may be held some days after the day on which a group was said to begin.
LEEWAY = 31
IN_ORDER = (Timing.OVERDUE, Timing.DUE)


@dataclass(frozen=True, slots=True)
class WaveRow:
    """One group in one open window: ``to_ask`` people who are there, agreed, and have something left to be asked."""

    group: Group
    window: Window
    timing: Timing
    to_ask: int
    answered: int
    declined: int
    members: int
    agreed: int
    left: int

    @property
    def not_agreed(self) -> int:
        """Members who are there and have not agreed, after the group's end to be contacted too, or took it back."""
        return self.members - self.agreed


@dataclass(frozen=True, slots=True)
class WaveBoard:
    """The rows, the most pressing first, and what they come to."""

    rows: tuple[WaveRow, ...]

    @property
    def to_ask(self) -> int:
        """People to be asked now."""
        return sum(row.to_ask for row in self.rows)

    @property
    def overdue(self) -> int:
        """Those of them who should have been asked already."""
        return sum(row.to_ask for row in self.rows if row.timing == Timing.OVERDUE)


def wave_board(
    actor: Actor,
    *,
    on: date,
    rules: Sequence[Rule],
    place_path: str | None = None,
    wave: Wave | None = None,
    open_only: bool = True,
) -> WaveBoard:
    """
    The groups in the actor's scope in which a window is open on the day, by the ``rules`` of its organisation.

    Four queries, and one for each wave that is open somewhere, whatever the number of groups. With ``open_only`` those in which nobody is left to be asked stay away. First what is overdue and closes soonest,
    then what is due and should be done soonest.
    """
    groups = list(groups_with_open_windows(actor, on=on, rules=rules, place_path=place_path))
    known = windows_of(groups, on=on, rules=rules)
    found = [
        (group, window)
        for group in groups
        for window in known[group.pk]
        if window.holds(on) and wave in {None, window.wave}
    ]
    counts = _Counts(found)
    rows = [counts.row(group, window, on) for group, window in found]
    kept = [row for row in rows if row.to_ask or not open_only]
    return WaveBoard(tuple(sorted(kept, key=_pressing)))


def groups_to_ask(actor: Actor, *, on: date, besides: Iterable[UUID] = ()) -> QuerySet[Group]:
    """
    The groups in the actor's scope in which a window is open on the day, for phones that ask; five queries at most.

    ``besides``: groups that are known already.
    """
    if actor.organisation_id is None:
        return Group.objects.none()
    rules = rules_of(actor.organisation_id)
    groups = list(groups_with_open_windows(actor, on=on, rules=rules).exclude(pk__in=list(besides)))
    if not groups:
        return Group.objects.none()
    known = windows_of(groups, on=on, rules=rules)
    wanted = [group.pk for group in groups if any(window.holds(on) for window in known[group.pk])]
    return group_queries.groups_visible_to(actor, verb=Verb.RESPONSES_RECORD).filter(pk__in=wanted)


def _pressing(row: WaveRow) -> tuple[int, date, date, str]:
    last = date.max
    return IN_ORDER.index(row.timing), row.window.closes or last, row.window.due or last, row.group.name


def groups_with_open_windows(
    actor: Actor, *, on: date, rules: Sequence[Rule], place_path: str | None = None
) -> QuerySet[Group]:
    """The groups whose windows may be open on the day: the database's first sieve, exact windows come after it."""
    verb = Verb.RESPONSES_RECORD if has_verb(actor, Verb.RESPONSES_RECORD) else Verb.MEASURES_SEE
    groups = group_queries.groups_visible_to(actor, verb=verb).order_by()
    if place_path:
        groups = groups.filter(place__path__startswith=place_path)
    sieve = Q(waits_since__isnull=False)
    for rule in rules:
        if rule.instruments:
            sieve |= _from_start(rule, on) if rule.anchor == Anchor.START else _from_end(rule, on)
    return groups.filter(sieve)


def _from_start(rule: Rule, on: date, *, shifted: int = 0) -> Q:
    first = on - timedelta(days=rule.closes + shifted + LEEWAY)
    last = on - timedelta(days=rule.opens + shifted)
    met = Session.objects.filter(number=1, held_on__range=(first + timedelta(days=LEEWAY), last)).values("group")
    begun = Q(starts_on__range=(first, last)) | Q(pk__in=met)
    return begun | Q(status__in=[Status.PLANNED, Status.RECRUITING]) if rule.opens <= 0 and not shifted else begun


def _from_end(rule: Rule, on: date) -> Q:
    first, last = on - timedelta(days=rule.closes), on - timedelta(days=rule.opens)
    graduated = GroupMove.objects.filter(went_to=Status.GRADUATED, on__range=(first, last)).values("group")
    near = Session.objects.filter(
        number__in=(SESSIONS - 1, SESSIONS), held_on__range=(first - timedelta(weeks=1), last)
    )
    stopped = Q(status=Status.STOPPED) & _from_start(rule, on, shifted=sessions_days())
    return Q(pk__in=graduated) | Q(pk__in=near.values("group")) | stopped


class _Counts:
    """How many people of each group stand where, counted by the database: one query a kind of window."""

    def __init__(self, found: Sequence[tuple[Group, Window]]) -> None:
        by_kind: dict[_Kind, list[UUID]] = defaultdict(list)
        for group, window in found:
            by_kind[window.arm, window.wave, window.instruments].append(group.pk)
        self.members = dict(_members({group.pk for group, _ in found}))
        self.standing = {kind: dict(_standing(groups, kind)) for kind, groups in by_kind.items()}

    def row(self, group: Group, window: Window, on: date) -> WaveRow:
        standing = self.standing[window.arm, window.wave, window.instruments]
        to_ask, answered = standing.get(group.pk, (0, 0))
        members, agreed, reached, left = self.members.get(group.pk, (0, 0, 0, 0))
        agreed = reached if is_later(window.wave) else agreed
        return WaveRow(
            group=group,
            window=window,
            timing=window.timing(on),
            to_ask=to_ask,
            answered=answered,
            declined=max(0, agreed - to_ask - answered),
            members=members,
            agreed=agreed,
            left=left,
        )


_Kind = tuple[Arm, Wave, tuple[str, ...]]
_Two = Iterator[tuple[UUID, tuple[int, int]]]


def _members(group_ids: Iterable[UUID]) -> Iterator[tuple[UUID, tuple[int, int, int, int]]]:
    """Of each group how many are there, agreed, agreed to be contacted after its end too, and have left for good."""
    here, back = Q(left_on__isnull=True), Membership.objects.filter(left_on__isnull=True)
    stays = _agreeing(group_ids).values("group_id")
    counts = stays.annotate(
        members=Count("pk", filter=here),
        agreed=Count("pk", filter=here & Q(agrees=True)),
        reached=Count("pk", filter=here & Q(agrees=True, reachable=True)),
        left=Count(
            "participant",
            filter=~here & Q(~Exists(back.filter(group=OuterRef("group"), participant=OuterRef("participant")))),
            distinct=True,
        ),
    )
    yield from ((row["group_id"], (row["members"], row["agreed"], row["reached"], row["left"])) for row in counts)


def _standing(group_ids: Iterable[UUID], kind: _Kind) -> _Two:
    """Of each group how many have something left to be asked, and how many answered all."""
    arm, wave, instruments = kind
    stays = _agreeing(group_ids).filter(Q(agrees=True), left_on__isnull=True)
    if is_later(wave):
        stays = stays.filter(Q(reachable=True))
    left, whole = Q(pk__in=[]), Q()
    for name in instruments:
        asked = {"participant": OuterRef("participant"), "arm": arm, "wave": wave, "instrument": name}
        said_no = Declined.objects.filter(**asked).order_by("-seq", "-pk").values("stands")[:1]
        answer, no = f"answered_{name}", f"no_{name}"
        stays = stays.alias(**{answer: Exists(counted().filter(**asked)), no: Subquery(said_no)})
        left |= Q(**{answer: False}) & (Q(**{no: False}) | Q(**{f"{no}__isnull": True}))
        whole &= Q(**{answer: True})
    counts = stays.values("group_id").annotate(to_ask=Count("pk", filter=left), answered=Count("pk", filter=whole))
    yield from ((row["group_id"], (row["to_ask"], row["answered"])) for row in counts)


def _agreeing(group_ids: Iterable[UUID]) -> QuerySet[Membership]:
    """
    Everybody's stays, each with the person's latest words.

    ``agrees``: on being measured; ``reachable``: on being contacted after the group's end.
    """
    stays = Membership.objects.filter(group__in=list(group_ids)).order_by()
    return stays.alias(agrees=_latest(Purpose.BE_MEASURED), reachable=_latest(Purpose.BE_CONTACTED))


def _latest(purpose: Purpose) -> Subquery:
    said = Consent.objects.filter(participant=OuterRef("participant"), purpose=purpose)
    return Subquery(said.order_by("-seq", "-pk").values("given")[:1])

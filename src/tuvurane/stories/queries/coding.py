"""Reading rounds of coding: whose turn it is, how far coders agree, where they differ, what came of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from tuvurane.foundation import sealing
from tuvurane.people import queries as people
from tuvurane.people import scope
from tuvurane.people.models import Account
from tuvurane.people.roles import ROLES, Verb
from tuvurane.people.scope import Actor
from tuvurane.places.models import Place
from tuvurane.stories import problems
from tuvurane.stories.codes import Rung
from tuvurane.stories.models import Assignment, CodebookPack, CodingRound, Resolution, Story
from tuvurane.stories.queries.standing import with_rung
from tuvurane.stories.queries.texts import Readable, readable, story_key
from tuvurane.stories.rules.agreement import Agreement, alpha, kappa
from tuvurane.stories.rules.codebooks import Codebook, read_pack, shipped
from tuvurane.stories.rules.coding import Judged, Limits
from tuvurane.stories.thresholds import threshold

FOUND, NOT_FOUND = "found", "not found"
Codes = frozenset[str]
Readings = Mapping[UUID, Mapping[UUID, Codes]]
"""What coders found, by story and coder."""


class Progress(NamedTuple):
    """How far one coder has come."""

    coder: Account
    read: int
    of: int


@dataclass(frozen=True, slots=True)
class Agreed:
    """
    How far coders agree in a round, over the stories that two have read.

    ``kappa`` only where the same two people read all of them. ``codes``: by code of the codebook, in its order.
    """

    alpha: Agreement | None
    kappa: Agreement | None
    codes: list[Judged]
    twice: int


class Differing(NamedTuple):
    """A story that two read differently: its words, what each found, and what they came to."""

    readable: Readable
    readings: list[tuple[Account, Codes]]
    settled: Codes | None
    reason: str


@dataclass(frozen=True, slots=True)
class RoundPage:
    """
    How a round stands today. ``blind``: how many readings of stories that two read are still to come.

    Until there are none, nothing of what anybody found is told. ``gone``: stories whose yes was taken back since.
    """

    round: CodingRound
    book: Codebook
    progress: list[Progress]
    stories: int
    twice: int
    blind: int
    gone: int


def codebooks() -> list[Codebook]:
    """Every codebook of this instance, ours and those that were loaded, by name and version."""
    packs = CodebookPack.objects.order_by("name", "version").values_list("definition", flat=True)
    return [*shipped().values(), *(read_pack(definition) for definition in packs)]


def codebook(name: str, version: str) -> Codebook:
    """One codebook. Raises CodebookUnknown."""
    if (name, version) in shipped():
        return shipped()[name, version]
    pack = CodebookPack.objects.filter(name=name, version=version).first()
    if pack is None:
        raise problems.CodebookUnknown(name=name, version=version)
    return read_pack(pack.definition)


def rounds_visible_to(actor: Actor) -> QuerySet[CodingRound]:
    """The rounds of the places where the actor codes, the latest first."""
    mine = scope.in_scope(actor, organisation="organisation", path="place__path", verb=Verb.STORIES_CODE)
    return CodingRound.objects.filter(mine).select_related("place").order_by("-opened_at", "-pk")


def round_for(actor: Actor, round_id: UUID) -> CodingRound:
    """One of them. Raises RoundUnknown."""
    found = rounds_visible_to(actor).filter(pk=round_id).first()
    if found is None:
        raise problems.RoundUnknown
    return found


def coders_at(organisation_id: UUID, place: Place, *, on: date) -> list[Account]:
    """Who may code the stories of a place on a day, by name."""
    roles = [role for role, rule in ROLES.items() if Verb.STORIES_CODE in rule.verbs]
    held = people.roles_in_force(on).filter(role__in=roles, account__organisation=organisation_id)
    rows = held.filter(account__is_active=True).select_related("account", "place").order_by("account__name", "account")
    reaching = {row.account_id: row.account for row in rows if place.path.startswith(row.place.path)}
    return list(reaching.values())


def codable(organisation_id: UUID, place: Place, *, on: date) -> list[Story]:
    """The stories of a place that may be coded today."""
    inside = Story.objects.filter(organisation=organisation_id, place__path__startswith=place.path)
    return with_rung(inside.order_by("seq", "pk"), Rung.LEARN_INSIDE, on=on)


def next_for(account_id: UUID | None, round_: CodingRound, *, on: date) -> tuple[Assignment, Readable] | None:
    """What somebody reads next in a round, opened; None when they are done."""
    waiting = round_.assignments.filter(coder=account_id, reading__isnull=True).order_by("place_in_round")
    allowed = _allowed(waiting, on) if waiting else {}
    for assignment in waiting:
        if assignment.story_id in allowed:
            story = allowed[assignment.story_id]
            return assignment, readable([story])[story.pk]
    return None


def unread_of(account_id: UUID | None, rounds: Iterable[CodingRound], *, on: date) -> dict[UUID, int]:
    """How many stories somebody has still to read, by round; those of which there are none are left out."""
    mine = Assignment.objects.filter(coder=account_id, round__in=list(rounds), reading__isnull=True)
    mine = mine.filter(round__closed_at__isnull=True)
    allowed = _allowed(mine, on)
    return dict(Counter(row.round_id for row in mine if row.story_id in allowed))


def coders_of(actor: Actor, *, on: date) -> list[Account]:
    """Who of the actor's house may code anywhere on a day, by name; whether they may at a place is asked of the place."""
    roles = [role for role, rule in ROLES.items() if Verb.STORIES_CODE in rule.verbs]
    held = people.roles_in_force(on).filter(role__in=roles, account__organisation=actor.organisation_id)
    return list(Account.objects.filter(pk__in=held.values("account"), is_active=True).order_by("name", "pk"))


def assignment_for(account_id: UUID | None, assignment_id: UUID, *, on: date) -> Assignment:
    """What somebody has to read, while it may be read. Raises RoundUnknown."""
    mine = Assignment.objects.filter(coder=account_id, pk=assignment_id).select_related("round")
    assignment = mine.first()
    if assignment is None or assignment.story_id not in _allowed(mine, on):
        raise problems.RoundUnknown
    return assignment


def round_page(round_: CodingRound, *, on: date) -> RoundPage:
    """How a round stands on a day."""
    rows = list(round_.assignments.select_related("coder", "reading"))
    allowed = _allowed(round_.assignments.all(), on)
    readers: dict[UUID, list[Assignment]] = defaultdict(list)
    by_coder: dict[Account, list[bool]] = defaultdict(list)
    for row in rows:
        if row.story_id in allowed:
            readers[row.story_id].append(row)
            by_coder[row.coder].append(hasattr(row, "reading"))
    progress = [Progress(coder, sum(read), len(read)) for coder, read in by_coder.items()]
    double = [row for together in readers.values() if len(together) > 1 for row in together]
    return RoundPage(
        round_,
        codebook(round_.codebook, round_.codebook_version),
        sorted(progress, key=lambda one: (one.coder.name, str(one.coder.pk))),
        stories=len(readers),
        twice=sum(len(together) > 1 for together in readers.values()),
        blind=sum(not hasattr(row, "reading") for row in double),
        gone=len({row.story_id for row in rows}) - len(readers),
    )


def readings_of(round_: CodingRound, *, on: date) -> Readings:
    """What was found in the stories that may be read today."""
    allowed = _allowed(round_.assignments.all(), on)
    rows = round_.assignments.filter(reading__isnull=False, story__in=allowed)
    found: dict[UUID, dict[UUID, Codes]] = defaultdict(dict)
    for story, coder, codes in rows.order_by("pk").values_list("story_id", "coder_id", "reading__codes"):
        found[story][coder] = frozenset(codes)
    return found


def compared_in(round_: CodingRound, *, on: date) -> tuple[Agreed, list[Differing]]:
    """``agreed_in`` and ``differing_in`` of the same readings."""
    readings = readings_of(round_, on=on)
    return _agreed(round_, readings), _differing(round_, readings)


def agreed_in(round_: CodingRound, *, on: date) -> Agreed:
    """How far the coders of a round agree, with intervals that come out the same every time."""
    return _agreed(round_, readings_of(round_, on=on))


def _agreed(round_: CodingRound, readings: Readings) -> Agreed:
    book = codebook(round_.codebook, round_.codebook_version)
    twice = [by_coder for by_coder in readings.values() if len(by_coder) > 1]
    pair = {coder for by_coder in twice for coder in by_coder}
    two = sorted(pair) if len(pair) == 2 else None
    codes = [code.code for code in book.codes]
    judged = [
        Judged(
            code,
            sum(any(code in found for found in by_coder.values()) for by_coder in twice),
            _alpha(twice, [code], round_.seed),
            _kappa(twice, [code], two, round_.seed),
        )
        for code in codes
    ]
    return Agreed(_alpha(twice, codes, round_.seed), _kappa(twice, codes, two, round_.seed), judged, len(twice))


def differing_in(round_: CodingRound, *, on: date) -> list[Differing]:
    """The stories that two read differently, those not yet talked over first."""
    return _differing(round_, readings_of(round_, on=on))


def _differing(round_: CodingRound, every: Readings) -> list[Differing]:
    readings = {story: by_coder for story, by_coder in every.items() if len(set(by_coder.values())) > 1}
    stories = Story.objects.filter(pk__in=readings).select_related("area").order_by("seq", "pk")
    coders = Account.objects.in_bulk({coder for by_coder in readings.values() for coder in by_coder})
    settled = {row.story_id: row for row in round_.resolutions.filter(story__in=readings)}
    texts = readable(stories)
    found = [
        Differing(
            texts[story.pk],
            sorted(
                ((coders[coder], codes) for coder, codes in readings[story.pk].items()), key=lambda one: one[0].name
            ),
            frozenset(settled[story.pk].codes) if story.pk in settled else None,
            _reason(settled[story.pk], story) if story.pk in settled else "",
        )
        for story in stories
    ]
    return sorted(found, key=lambda one: one.settled is not None)


def settled_codes(round_: CodingRound, *, on: date) -> dict[UUID, Codes]:
    """What each story carries in the end: what its readers agree on, or came to by talking; without it nothing."""
    settled = dict(round_.resolutions.values_list("story_id", "codes"))
    found = {}
    for story, by_coder in readings_of(round_, on=on).items():
        said = set(by_coder.values())
        if story in settled:
            found[story] = frozenset(settled[story])
        elif len(said) == 1:
            found[story] = next(iter(said))
    return found


def limits() -> Limits:
    """From where an agreement allows what."""
    return Limits(
        threshold("agreement_reliable").value,
        threshold("agreement_tentative").value,
        round(threshold("agreement_fewest").value),
    )


def _allowed(assignments: QuerySet[Assignment], on: date) -> dict[UUID, Story]:
    stories = Story.objects.filter(pk__in=assignments.order_by().values("story")).select_related("area")
    return {story.pk: story for story in with_rung(stories.order_by("seq", "pk"), Rung.LEARN_INSIDE, on=on)}


def _said(code: str, found: Codes) -> str:
    return FOUND if code in found else NOT_FOUND


def _alpha(twice: Iterable[Mapping[UUID, Codes]], codes: Sequence[str], seed: int) -> Agreement | None:
    stories = [
        [{str(coder): _said(code, found) for coder, found in by_coder.items()} for code in codes] for by_coder in twice
    ]
    return alpha(stories, seed=seed)


def _kappa(
    twice: Iterable[Mapping[UUID, Codes]], codes: Sequence[str], two: Sequence[UUID] | None, seed: int
) -> Agreement | None:
    if two is None:
        return None
    first, second = two
    return kappa([[(_said(code, one[first]), _said(code, one[second])) for code in codes] for one in twice], seed=seed)


def _reason(row: Resolution, story: Story) -> str:
    return sealing.unseal(story_key(story), row.reason_sealed, aad=row.pk.bytes).decode()

"""Reading panels: who sat there, which stories were before them, what was chosen and why, who was told."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Upper

from tuvurane.foundation import sealing
from tuvurane.groups.models import FacilitatorAssignment, Membership, Participant, SamePerson
from tuvurane.groups.queries import groups_visible_to
from tuvurane.people import scope
from tuvurane.people.models import Account
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.stories import problems
from tuvurane.stories.codes import Level, Rung
from tuvurane.stories.models import Panel, PanelMember, PanelStory, Story, Verification
from tuvurane.stories.queries.standing import with_rung
from tuvurane.stories.queries.texts import Readable, readable, story_key
from tuvurane.stories.rules.panels import Seen, may_come_before


class Placed(NamedTuple):
    """A story before a panel as it may be read today, with what the panel said of it."""

    row: PanelStory
    readable: Readable
    reason: str
    against: str


@dataclass(frozen=True, slots=True)
class Before:
    """
    What is before a panel: the stories that may be read today.

    ``gone``: of how many others their tellers, or their time, took back the yes; nothing else of them is left.
    """

    placed: list[Placed]
    gone: int

    @property
    def decided(self) -> bool:
        """Whether the panel has chosen."""
        return bool(self.placed) and all(one.row.chosen is not None for one in self.placed)


def panels_visible_to(actor: Actor) -> QuerySet[Panel]:
    """The panels where the actor selects stories, the latest first."""
    mine = scope.in_scope(actor, organisation="organisation", path="place__path", verb=Verb.STORIES_SELECT)
    return Panel.objects.filter(mine).select_related("place", "group").order_by("-met_on", "-pk")


def panel_for(actor: Actor, panel_id: UUID) -> Panel:
    """One of them. Raises PanelUnknown."""
    panel = panels_visible_to(actor).filter(pk=panel_id).first()
    if panel is None:
        raise problems.PanelUnknown
    return panel


def told_of(panels: Iterable[Panel]) -> dict[UUID, tuple[int, int]]:
    """Of how many stories before each panel the teller has heard what became of them."""
    rows = PanelStory.objects.filter(panel__in=list(panels)).values_list("panel_id", "told_on")
    found: dict[UUID, tuple[int, int]] = {}
    for panel_id, told_on in rows:
        told, of = found.get(panel_id, (0, 0))
        found[panel_id] = (told + (told_on is not None), of + 1)
    return found


def members_of(panel: Panel) -> list[PanelMember]:
    """Who sits in a panel: participants first."""
    rows = panel.members.select_related("participant", "account")
    return list(rows.order_by("-is_participant", "participant__code", "account__name", "pk"))


def before(panel: Panel, *, on: date) -> Before:
    """The stories before a panel, opened, in the order in which they were put there."""
    rows = list(panel.stories.select_related("story").order_by("pk"))
    allowed = {story.pk: story for story in with_rung(_stories(rows), Rung.LEARN_INSIDE, on=on)}
    texts = readable(allowed.values())
    placed = []
    for row in rows:
        if row.story_id in texts:
            key = story_key(allowed[row.story_id])
            reason, against = opened(key, row.reason_sealed, row), opened(key, row.against_sealed, row)
            placed.append(Placed(row, texts[row.story_id], reason, against))
    return Before(placed, gone=len(rows) - len(placed))


def opened(key: bytes, sealed: bytes | memoryview | None, row: PanelStory | Verification) -> str:
    """The words that a row keeps under its story's key; empty where there are none."""
    return "" if sealed is None else sealing.unseal(key, sealed, aad=row.pk.bytes).decode()


def offered_to(panel: Panel, *, on: date) -> list[Readable]:
    """The stories that may be put before a panel today and are not there yet, the latest first."""
    found = with_rung(_inside(panel), Rung.LEARN_INSIDE, on=on)
    seen = seen_by_panels(story.pk for story in found)
    level = Level(panel.level)
    fitting = [
        story
        for story in found
        if may_come_before(level, told_in_circle=story.group_id is not None, seen=seen[story.pk])
    ]
    return list(readable(fitting).values())


def seen_by_panels(story_ids: Iterable[UUID]) -> dict[UUID, list[Seen]]:
    """The panels that stories were before, with what these chose."""
    found: dict[UUID, list[Seen]] = defaultdict(list)
    rows = PanelStory.objects.filter(story__in=list(story_ids)).values_list("story_id", "panel__level", "chosen")
    for story_id, level, chosen in rows:
        found[story_id].append(Seen(Level(level), chosen))
    return found


def placed_for(actor: Actor, placed_id: UUID) -> PanelStory:
    """A story before one of the actor's panels. Raises PanelUnknown."""
    mine = panels_visible_to(actor).order_by()
    row = PanelStory.objects.filter(pk=placed_id, panel__in=mine).select_related("panel__place", "story").first()
    if row is None:
        raise problems.PanelUnknown
    return row


def leading(panel: Panel) -> dict[UUID, str]:
    """
    The accounts by which a panel could lead a teller, with how each is called in it.

    Also a participant's, who leads a circle by now and agreed that we know it.
    """
    seats = panel.members.values_list("account_id", "account__name", "participant_id", "participant__code")
    found = {account: name for account, name, _, _ in seats if account is not None}
    codes = {participant: code for _, _, participant, code in seats if participant is not None}
    for participant, account in SamePerson.objects.filter(participant__in=codes).values_list(
        "participant", "facilitator"
    ):
        found.setdefault(account, codes[participant])
    return found


def conflicts(called: Mapping[UUID, str], story_ids: Iterable[UUID]) -> list[str]:
    """Who of these accounts leads, or ever led, a group of the teller of one of these stories, as they are called."""
    stories = list(Story.objects.filter(pk__in=list(story_ids)).values_list("teller_id", "group_id"))
    tellers = [teller for teller, _ in stories if teller is not None]
    groups = {group for _, group in stories if group is not None}
    groups |= set(Membership.objects.filter(participant__in=tellers).values_list("group_id", flat=True))
    led = FacilitatorAssignment.objects.filter(account__in=list(called), group__in=groups)
    return sorted({called[account] for account in led.values_list("account_id", flat=True)})


def participants_coded(actor: Actor, codes: Iterable[str]) -> tuple[list[Participant], list[str]]:
    """The participants with these spoken codes, where the actor sees participants, and the codes of which none is known."""
    wanted = {code.strip().upper() for code in codes if code.strip()}
    groups = groups_visible_to(actor, verb=Verb.PARTICIPANTS_SEE).order_by().values("pk")
    seen = Participant.objects.filter(memberships__group__in=groups).values("pk")
    spoken = Participant.objects.alias(spoken=Upper("code")).filter(spoken__in=wanted, pk__in=seen).values("pk")
    found = list(Participant.objects.filter(pk__in=spoken).order_by("code", "pk"))
    return found, sorted(wanted - {row.code.upper() for row in found})


def verifications_of(story: Story) -> list[tuple[Verification, str]]:
    """How often somebody made sure of a story, the latest first, with what they wrote."""
    key = story_key(story)
    rows = story.verifications.select_related("verified_by").order_by("-on", "-pk")
    return [(row, opened(key, row.words_sealed, row)) for row in rows]


def judges(panel: Panel) -> list[Account]:
    """Who of the programme may still be asked into a panel: the house's open accounts, by name."""
    rows = Account.objects.filter(organisation=panel.organisation_id, is_active=True)
    seated = panel.members.filter(account__isnull=False).values("account")
    return list(rows.exclude(pk__in=seated).order_by("name", "pk"))


def _stories(rows: Iterable[PanelStory]) -> QuerySet[Story]:
    wanted = Story.objects.filter(pk__in=[row.story_id for row in rows])
    return wanted.select_related("area").order_by("seq", "pk")


def _inside(panel: Panel) -> QuerySet[Story]:
    """The stories that lie within a panel: of its circle, or of its place and below."""
    mine = Story.objects.filter(organisation=panel.organisation_id, erased_at__isnull=True)
    mine = (
        mine.filter(group=panel.group_id) if panel.group_id else mine.filter(place__path__startswith=panel.place.path)
    )
    return mine.exclude(before_panels__panel=panel).select_related("area").order_by("-seq", "-pk")

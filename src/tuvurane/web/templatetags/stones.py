"""The path of stones and the circle, as tags."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString

from tuvurane.web import circle as drawn_circle
from tuvurane.web import stones as drawn
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from tuvurane.groups.models import Session
    from tuvurane.groups.queries import Facilitator, Member

register = template.Library()


@register.simple_tag
def stones_sprite() -> SafeString:
    """The outlines that the page's paths share."""
    return drawn.sprite_svg()


@register.simple_tag
def stones(path: Sequence[drawn.Stone], seed: int = 0, size: str = "row", name: str = "") -> SafeString:
    """A path as one picture, said in words: ``{% stones row.stones seed=group.seed name=group.name %}``."""
    return drawn.path_svg(path, seed, size, path_label(path, name))


@register.simple_tag
def stone(one: drawn.Stone, seed: int = 0) -> SafeString:
    """One stone, beside words that say what it is."""
    return drawn.stone_svg(one, seed)


@register.simple_tag
def phase_stone(phase: str, number: int = 1) -> SafeString:
    """A held stone of one phase, for a legend."""
    return drawn.stone_svg(drawn.Stone(number, drawn.State.HELD, phase), 3)


@register.simple_tag
def state_stone(state: str) -> SafeString:
    """A stone that is late, to come or missed, for a legend."""
    return drawn.stone_svg(drawn.Stone(2, state), 3)


@register.simple_tag
def circle(leading: Sequence[str], seats: Sequence[str], name: str) -> SafeString:
    """Everyone in one circle, facilitators included."""
    label = say("office.circle.label", name=name, leading=len(leading), members=len(seats))
    return drawn_circle.circle_svg(leading, seats, label)


@register.filter
def initials(leading: Sequence["Facilitator"]) -> list[str]:
    """The first letters of each facilitator's name, for their places in the circle."""
    return ["".join(word[0] for word in leader.name.split()[:2]).upper() for leader in leading]


@register.filter
def seats(members: Sequence["Member"]) -> list[str]:
    """The numbers of the seats that are taken."""
    return [str(member.seat) for member in members]


@register.filter
def session_numbered(sessions: Sequence["Session"], number: int) -> "Session | None":
    """The counted session of this number, if it was held."""
    return next((session for session in sessions if session.number == number), None)


def path_label(path: Sequence[drawn.Stone], name: str) -> str:
    """A path in words: the group, how many sessions were held, the last phase, which one is late."""
    held = [stone for stone in path if stone.state == drawn.State.HELD]
    late = next((stone.number for stone in path if stone.state == drawn.State.LATE), None)
    parts = [say("office.path.held", name=name, n=len(held), of=len(path))]
    if held and held[-1].phase:
        parts.append(say("office.path.phase", phase=say(f"phase.{held[-1].phase}")))
    if late is not None:
        parts.append(say("office.path.late", n=late))
    return " ".join(parts)

"""A register as a partner fills it in: one group, a pair of facilitators, twelve members, three sessions."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.cast import NOW, Cast
from tests.factories.people import make_account
from tests.integration.exchange.register_files import Rows, workbook
from tuvurane.exchange import registers
from tuvurane.exchange.registers import Preview
from tuvurane.people.roles import Role

START = date(2026, 9, 3)


@pytest.fixture
def pair(cast: Cast) -> Cast:
    """The cast, with two facilitators who lead anywhere in the province."""
    for name in ("nadine", "jules"):
        cast.accounts[name] = make_account(cast.organisation, name, role=Role.FACILITATOR, place=cast.places["Burunga"])
    return cast


@pytest.fixture
def rows() -> Rows:
    """One running group: twelve members, two facilitators, three sessions."""
    name = "Twiyubake"
    agreed = date(2026, 8, 27)
    return {
        "groups": [[name, "Muriza", "behind the church", "rn", "Thursday", "running", START, None]],
        "facilitators": [[name, "nadine", START, None], [name, "jules", None, None]],
        "members": [
            [name, n, f"Member {n}", f"M{n}", None, "F" if n % 2 else "M", "25-34", START, None, None, agreed, agreed]
            for n in range(1, 13)
        ],
        "sessions": [
            [name, n, date(2026, 9, 3 + 7 * (n - 1)), 180, "church", "safety", "nadine; jules"] for n in range(1, 4)
        ],
        "attendance": [[name, n, f"Member {n}", "P", "P", "A" if n == 3 else "P"] for n in range(1, 13)],
    }


@pytest.fixture
def read(pair: Cast) -> Callable[..., Preview]:
    """Read a register as the coordinator, in English, today."""

    def as_coordinator(content: Rows | bytes, *, who: str = "coordinator", language: str = "en") -> Preview:
        data = content if isinstance(content, bytes) else workbook(content)
        return registers.read(data, actor=pair.actor(who), language=language, now=NOW)

    return as_coordinator


@pytest.fixture
def take(pair: Cast, read: Callable[..., Preview]) -> Callable[..., registers.Loaded]:
    """Read a register and take it."""

    def as_coordinator(content: Rows | bytes) -> registers.Loaded:
        return registers.apply(read(content), actor=pair.actor("coordinator"), now=NOW)

    return as_coordinator

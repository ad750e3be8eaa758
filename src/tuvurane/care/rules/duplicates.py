"""Services that look like one and the same: the same telephone, or the same name where one's area lies in the other's."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

FEWEST_DIGITS = 8
"""A number with fewer digits is a short code that many share."""


class Known(NamedTuple):
    """What is compared of a service; ``path``: of the place that it serves."""

    id: UUID
    name: str
    reach: str
    path: str


def alike(services: Sequence[Known]) -> dict[UUID, list[UUID]]:
    """For each service that has any, those that look the same, in the order given."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    plain = [(one, _plain(one.name), _digits(one.reach)) for one in services]
    by_mark: dict[str, list[int]] = defaultdict(list)
    for n, (_, name, digits) in enumerate(plain):
        by_mark[f"name {name}"].append(n)
        if len(digits) >= FEWEST_DIGITS:
            by_mark[f"tel {digits}"].append(n)
    for mark, places in by_mark.items():
        for n in places:
            for other in places:
                if n != other and (mark.startswith("tel") or _overlap(services[n].path, services[other].path)):
                    _add(found[services[n].id], services[other].id)
    return {service_id: same for service_id, same in found.items() if same}


def _add(same: list[UUID], other: UUID) -> None:
    if other not in same:
        same.append(other)


def _overlap(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _plain(name: str) -> str:
    """A name without accents, signs and case."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in bare if sign.isalnum())


def _digits(reach: str) -> str:
    """The digits of the first telephone number, without the way into the country."""
    number = re.search(r"\+?\d[\d\s.-]{5,}\d", reach)
    digits = "".join(re.findall(r"\d", number.group())) if number else ""
    return digits[-FEWEST_DIGITS:]

"""
What a phone's first sync and its weekly news weigh on the line, and how long a hundred first syncs take at once.

The facilitator leads five groups of fifteen people. At the first sync the five have held three
sessions each, and everybody is due for two questionnaires: the longest lists. The weekly news is
what the second facilitator did: one new session in each of five groups; for one of them it is the
fourteenth, with which two questionnaires are due for each of its people. Both are counted by a
small proxy, headers included, TLS not.

The hundred first syncs are those of a training day: a hundred phones on a hundred connections.
"""

import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import instance, phones
from benchmarks.figures import Figure, Options
from benchmarks.phones import Line, Phone
from benchmarks.records import counted, record
from tuvurane.foundation import clock

FIRST_BUDGET = 50_000
WEEK_BUDGET = 3_000
CROWD_BUDGET = 20
CROWD = 100
FRESH = (3, 3, 3, 3, 3)
LATER = (13, 4, 6, 8, 10)


def measure(_asked: Options) -> list[Figure]:
    """Bytes of a first sync and of a week, and seconds of a hundred first syncs."""
    with _served(CROWD, FRESH) as (address, crowd):
        first = _weighed(address, crowd[0])
        seconds = _at_once(address, crowd)
    with _served(1, LATER) as (address, [phone]):
        _weighed(address, phone)
        _week(address, phone.twin)
        week = _weighed(address, phone)
    return [
        Figure("first sync, 5 groups, 75 people, 15 sessions, up and down", first, "B", FIRST_BUDGET),
        Figure("weekly news, 5 sessions by the other facilitator, up and down", week, "B", WEEK_BUDGET),
        Figure(f"{CROWD} first syncs at once, until the last is answered", seconds, "s", CROWD_BUDGET),
    ]


@contextmanager
def _served(facilitators: int, held: Sequence[int]) -> Iterator[tuple[str, list[Phone]]]:
    with TemporaryDirectory() as folder:
        crowd = phones.crowd(Path(folder), facilitators, held)
        with instance.served(Path(folder)) as address:
            yield address, crowd


def _weighed(address: str, phone: Phone) -> int:
    """One sync of this phone; the bytes of both ways. Raises RuntimeError when it did not hear of all its groups."""
    with counted(address) as (through, count), Line(through) as line:
        answer = line.sync(phone)
    if len(answer["groups"]) < len(phone.groups):
        raise RuntimeError(f"the answer holds {len(answer['groups'])} groups")
    return count.up + count.down


def _week(address: str, second: Phone) -> None:
    """The second facilitator reports the next session of each group."""
    with Line(address) as line:
        line.sync(second)
        began = clock.today() - timedelta(weeks=20)
        records = [
            record(group, held + 1, began + timedelta(weeks=held))
            for group, held in zip(second.groups, LATER, strict=True)
        ]
        answer = line.sync(second, records)
    list(phones.taken(answer, [one["id"] for one in records]))


def _at_once(address: str, crowd: Sequence[Phone]) -> float:
    """Every phone on its own connection, all begun in one moment; seconds until the last has read its answer."""
    start = threading.Barrier(len(crowd) + 1)

    def first(phone: Phone) -> None:
        phone.cursor, phone.digest = 0, ""
        start.wait()
        with Line(address) as line:
            line.sync(phone)

    with ThreadPoolExecutor(len(crowd)) as pool:
        asked = [pool.submit(first, phone) for phone in crowd]
        start.wait()
        began = time.perf_counter()
        for one in asked:
            one.result()
        return time.perf_counter() - began

"""
How many session reports a second the served product takes so that they survive a power cut.

A crowd of 100 facilitators for each case (``crowd.py``) sends reports of fifteen people through ``POST /api/v1/sync``
as the phone app does: deflated, one token a phone, the news of its groups in the same answer. Every
report is another session of another group: nothing is recognised as sent before. The server runs two
workers; SQLite writes with ``synchronous=FULL``, PostgreSQL with ``fsync`` and ``synchronous_commit``,
both in ``/var/tmp``, which lies on a disk where ``/tmp`` may lie in memory.

The clients share the processors with the server. So their requests are built before the clock starts,
they keep their connections, and each case says what a report cost in processor time: ours,
PostgreSQL's and the clients'. Each case has its own phones, and at the end every report that was
acknowledged must be in the database exactly once.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import instance, phones, processor
from benchmarks.figures import Figure, Options
from benchmarks.phones import Line, Phone, Prepared
from benchmarks.records import record
from tests import postgres
from tuvurane.foundation import clock

BATCHES_BUDGET = 1_000  # reports a second in batches of twenty, on PostgreSQL
SINGLES_BUDGET = 250  # reports a second, one a request, on PostgreSQL
ON_DISK = Path("/var/tmp")  # noqa: S108 - a folder with a name of its own is made in it
FACILITATORS = 100
GROUPS = 5
SESSIONS = 15
BATCH = 20
CLIENTS = (1, 4, 16)
SECONDS = 5.0
# A phone may ask 60 times a minute, and has asked before.
REQUESTS_A_PHONE = 50
LINES = 8  # on which the crowd first syncs, so that every thread of every worker has spoken


@dataclass(frozen=True, slots=True)
class Store:
    """A database to measure: its address, and the processor time of its own processes."""

    name: str
    address: str
    seconds: Callable[[], float]
    budgets: dict[int, int]


@dataclass(frozen=True, slots=True)
class Case:
    """So many clients, so many reports a request."""

    clients: int
    together: int

    @property
    def said(self) -> str:
        each = "one a request" if self.together == 1 else f"batches of {self.together}"
        return f"{each}, {self.clients} {'client' if self.clients == 1 else 'clients'}"


@dataclass(frozen=True, slots=True)
class Ran:
    """What one case showed: reports a second, and milliseconds of processor a report."""

    case: Case
    rate: float
    ours: float
    database: float
    clients: float


def measure(_asked: Options) -> list[Figure]:
    """Reports a second on both databases: every case, and the best one beside its budget."""
    figures = [Figure("one write to this disk (fsync), median", _fsync(), "ms")]
    cases = [Case(clients, together) for together in (1, BATCH) for clients in CLIENTS]
    for opened in (_sqlite, _postgres):
        with TemporaryDirectory(dir=ON_DISK) as folder, opened(Path(folder)) as store:
            ran = _cases(Path(folder), store, cases)
            figures += [figure for together in (1, BATCH) for figure in _figures(store, together, ran)]
    return figures


def _figures(store: Store, together: int, ran: Sequence[Ran]) -> Iterator[Figure]:
    here = [one for one in ran if one.case.together == together]
    best = max(here, key=lambda one: one.rate)
    budget = store.budgets.get(together)
    yield Figure(f"{store.name}, {best.case.said}: durable reports", best.rate, "/s", budget, more_is_better=True)
    for one in here:
        if one is not best:
            yield Figure(f"  {one.case.said}", one.rate, "/s")
    yield Figure("  processor a report, ours", best.ours, "ms")
    if best.database:
        yield Figure(f"  processor a report, {store.name}", best.database, "ms")
    yield Figure("  processor a report, the clients", best.clients, "ms")


# ---------------------------------------------------------------------------- the databases


@contextmanager
def _sqlite(home: Path) -> Iterator[Store]:
    yield Store("SQLite", f"sqlite:///{home / 'crowd.sqlite3'}", lambda: 0.0, {})


@contextmanager
def _postgres(_home: Path) -> Iterator[Store]:
    server = postgres.start(postgres.DURABLE, below=ON_DISK)
    try:
        process = server.process
        budgets = {1: SINGLES_BUDGET, BATCH: BATCHES_BUDGET}
        yield Store("PostgreSQL", server.address, lambda: processor.of_tree(process), budgets)
    finally:
        server.stop()


def _fsync() -> float:
    """Milliseconds until a page that was appended lies on the disk."""
    times = []
    with TemporaryDirectory(dir=ON_DISK) as folder, (Path(folder) / "page").open("wb", buffering=0) as file:
        for _ in range(20):
            started = time.perf_counter()
            file.write(bytes(4_096))
            os.fsync(file.fileno())
            times.append((time.perf_counter() - started) * 1_000)
    return sorted(times)[len(times) // 2]


# ------------------------------------------------------------------------------ the reports


def _cases(home: Path, store: Store, cases: Sequence[Case]) -> list[Ran]:
    """Each case with phones of its own, on one server that has come to rest. Raises RuntimeError when a report was lost."""
    crowd = phones.crowd(home, FACILITATORS * len(cases), [0] * GROUPS, database=store.address)
    done: list[str] = []
    ran = []
    with instance.served(home, store.address) as address:
        phones.sync_all(address, crowd, lines=LINES)
        processor.until_it_rests(os.getpid())
        for at, case in enumerate(cases):
            work = [(phone, _prepared(phone, case.together)) for phone in crowd[at :: len(cases)]]
            clients = [_Client(address, work[first :: case.clients]) for first in range(case.clients)]
            acknowledged, seconds, used = _timed(clients, store)
            ran.append(Ran(case, len(acknowledged) / seconds, *(1_000 * part / len(acknowledged) for part in used)))
            done += acknowledged
    _check(home, store, done)
    return ran


def _prepared(phone: Phone, together: int) -> list[Prepared]:
    """A phone's requests: its groups' sessions one after the other, only whole batches."""
    began = clock.today() - timedelta(weeks=20)
    reports = (
        record(group, number, began + timedelta(weeks=number))
        for number in range(1, SESSIONS + 1)
        for group in phone.groups
    )
    batches = iter(lambda: list(islice(reports, together)), [])
    whole = [batch for batch in batches if len(batch) == together]
    return [Prepared.of(phone, batch) for batch in whole[:REQUESTS_A_PHONE]]


@dataclass(slots=True)
class _Client:
    """One connection that speaks for some phones in turn, each from where its own last answer left it."""

    address: str
    work: list[tuple[Phone, list[Prepared]]]

    def run(self, start: threading.Barrier) -> tuple[list[str], float]:
        """The reports that were acknowledged, and when the last one was."""
        done: list[str] = []
        with Line(self.address) as line:
            line.sync(self.work[0][0])
            since = {phone.token: phone.cursor for phone, _ in self.work}
            start.wait()
            until = time.perf_counter() + SECONDS
            for phone, request in self._in_turn():
                if time.perf_counter() >= until:
                    break
                answer = line.send(phone, request.body(since[phone.token]))
                since[phone.token] = answer["cursor"]
                done += phones.taken(answer, request.ids)
        return done, time.perf_counter()

    def _in_turn(self) -> Iterator[tuple[Phone, Prepared]]:
        for at in range(REQUESTS_A_PHONE):
            yield from ((phone, requests[at]) for phone, requests in self.work if at < len(requests))


def _timed(clients: Sequence[_Client], store: Store) -> tuple[list[str], float, tuple[float, float, float]]:
    """What was acknowledged, in how many seconds, and seconds of processor: the server's, the database's, the clients'."""
    before: list[tuple[float, ...]] = []
    start = threading.Barrier(len(clients), action=lambda: before.append((time.perf_counter(), *_used(store))))
    with ThreadPoolExecutor(len(clients)) as pool:
        ended = list(pool.map(lambda client: client.run(start), clients))
    after = _used(store)
    [(began, *used)] = before
    ours, theirs, mine = (late - early for early, late in zip(used, after, strict=True))
    return [one for done, _ in ended for one in done], max(at for _, at in ended) - began, (ours, theirs, mine)


def _used(store: Store) -> tuple[float, float, float]:
    return processor.of_tree(os.getpid(), besides=os.getpid()), store.seconds(), time.process_time()


def _check(home: Path, store: Store, done: Sequence[str]) -> None:
    found = json.loads(instance.script(home, "push", database=store.address))
    sessions = {(group, number) for _, group, number in found}
    if sorted(done) != sorted(report for report, _, _ in found) or len(sessions) != len(found):
        raise RuntimeError(f"acknowledged: {len(done)}, found: {len(found)} reports of {len(sessions)} sessions")


def _inside() -> list[tuple[str, str, int]]:
    """All reports in the database: id, group, number. Runs in the instance."""
    import django  # noqa: PLC0415 - only the process inside the instance has settings

    django.setup()
    from tuvurane.groups.models import Session  # noqa: PLC0415

    rows = Session.objects.values_list("pk", "group_id", "number")
    return [(str(report), str(group), number) for report, group, number in rows]


if __name__ == "__main__":
    json.dump(_inside(), sys.stdout)

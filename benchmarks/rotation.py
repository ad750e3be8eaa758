"""
Whether keys can change while people work: 23,000 people, an office that reads, phones that send.

A copy of a programme of ``rwanda`` scale is served by two workers. Two readers look at the board, a group
and the participants' pages in turn, and phones of a crowd (``crowd.py``) send sessions with sealed notes,
as many as a busy morning brings. Then ``tuvurane keys rotate`` changes every key in another process. The
slowest request, of readers and phones together, is what nobody may wait longer for. At the end every
sealed identity is opened by ``tuvurane check``, with the new keys alone, and every note that the phones
were told is safe is read.
"""

import json
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import instance, pages, phones
from benchmarks.figures import Figure, Options, p95
from benchmarks.phones import Line, Phone
from benchmarks.records import record
from tuvurane.foundation import clock

SLOWEST_BUDGET_MS = 1_000
BEFORE_SECONDS = 20.0
FACILITATORS = 40
GROUPS, SESSIONS = 5, 15
READERS = ("coordinator", "coordinator")
SENDERS = 2
# A reader reads before the next click; a phone's owner has nothing more to send.
BETWEEN_PAGES, BETWEEN_SYNCS = 0.3, 0.5
ON_DISK = Path("/var/tmp")  # noqa: S108 - a folder with a name of its own is made in it
OPENED = re.compile(r"Sealed identities opened: (\d+) of (\d+)")


@dataclass
class Load:
    """What the readers and the phones met: milliseconds of each request, and the records that were taken."""

    times: list[float] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def timed(self, act: Callable[[], None]) -> None:
        """Do it, and keep how long it took."""
        started = time.perf_counter()
        act()
        self.times.append((time.perf_counter() - started) * 1_000)


def measure(asked: Options) -> list[Figure]:
    """Requests before and during the rotation, how long it took, and what opens afterwards."""
    filled = instance.filled(asked.home, "rwanda")
    with TemporaryDirectory(prefix="tuvurane-rotation-", dir=ON_DISK) as folder:
        home = Path(folder) / "home"
        shutil.copytree(filled, home)
        crowd = phones.crowd(home, FACILITATORS, [0] * GROUPS)
        group = json.loads(instance.script(home, "rotation", "group"))
        with instance.served(home) as address:
            return [*_changed(home, address, crowd, group), *_readable(home)]


def _changed(home: Path, address: str, crowd: list[Phone], group: str) -> Iterator[Figure]:
    work = _work(address, home, crowd, group)
    with _going_on(work) as before:
        before.over.wait(BEFORE_SECONDS)
    yield from _told("before", before)
    with _going_on(work) as during:
        started = time.perf_counter()
        done = subprocess.run(
            [instance.BIN / "tuvurane", "keys", "rotate"],
            env=instance.environment(home), check=True, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        took = time.perf_counter() - started
    print(done.stdout, file=sys.stderr)
    yield from _told("while keys change", during, SLOWEST_BUDGET_MS)
    yield Figure("rotation of all keys, ten seconds of waiting included", took, "s")
    yield Figure("  rows sealed anew", int(re.findall(r"Sealed anew: (\d+)", done.stdout)[0]), "")
    kept = json.loads(instance.script(home, "rotation", "notes", told=json.dumps(before.taken + during.taken)))
    yield Figure("notes that phones were told are safe and nobody can read", kept["lost"], "", 0)
    yield Figure("  notes sent and read", kept["read"], "")


def _told(when: str, load: Load, budget: float | None = None) -> Iterator[Figure]:
    yield Figure(f"slowest request {when}", max(load.times), "ms", budget)
    yield Figure(f"  p95 of {len(load.times)} requests", p95(load.times), "ms")


def _readable(home: Path) -> Iterator[Figure]:
    opened, of = map(int, OPENED.findall(instance.tuvurane(home, "check"))[0])
    yield Figure("identities that do not open afterwards", of - opened, "", 0)
    yield Figure("  identities opened", opened, "")


@contextmanager
def _going_on(work: Callable[[Load], list[Callable[[], None]]]) -> Iterator[Load]:
    """Readers read and phones send meanwhile. Raises what any of them met."""
    load = Load()
    acts = work(load)
    with ThreadPoolExecutor(len(acts)) as pool:
        going = [pool.submit(act) for act in acts]
        try:
            yield load
        finally:
            load.over.set()
    for one in going:
        one.result()


def _work(address: str, home: Path, crowd: list[Phone], group: str) -> Callable[[Load], list[Callable[[], None]]]:
    browsers = [pages.entered(address, home, reader) for reader in READERS]
    waiting = iter(
        [(phone, phone.groups[at], n) for n in range(1, SESSIONS + 1) for at in range(GROUPS) for phone in crowd]
    )
    lock = threading.Lock()

    def read(browser: instance.Browser, load: Load) -> None:
        for path in cycle(["/", group, "/groups/", "/search/?q=a"]):
            load.timed(lambda path=path: _page(browser, path))  # type: ignore[misc]
            if load.over.wait(BETWEEN_PAGES):
                return

    def send(load: Load) -> None:
        with Line(address) as line:
            while not load.over.wait(BETWEEN_SYNCS):
                with lock:
                    phone, place, number = next(waiting)
                sent = _session(place, number)
                load.timed(lambda sent=sent, phone=phone: load.taken.extend(_sent(line, phone, sent)))  # type: ignore[misc]

    return lambda load: [
        *(lambda browser=browser: read(browser, load) for browser in browsers),
        *([lambda: send(load)] * SENDERS),
    ]  # fmt: skip


def _page(browser: instance.Browser, path: str) -> None:
    response, _ = browser.get(path, **{"Accept-Encoding": "gzip"})
    if response.status != 200:
        raise RuntimeError(f"{path}: {response.status}")


def _session(group: str, number: int) -> dict[str, object]:
    """A session with a note to be sealed, on its day: the crowd's groups began twenty weeks ago."""
    told = record(group, number, clock.today() - timedelta(weeks=20 - number + 1))
    told["body"]["note"] = f"Rain at session {number}."
    return told


def _sent(line: Line, phone: Phone, sent: dict[str, object]) -> list[str]:
    answer = line.sync(phone, [sent])
    if [one["outcome"] for one in answer["results"]] != ["accepted"]:
        raise RuntimeError(f"not accepted: {answer['results']}")
    return [str(sent["id"])]


def _inside(what: str) -> object:
    """The path of a group's page; or how many of the notes of some sessions can be read. Runs in the instance."""
    pages.opened()
    from django.urls import reverse  # noqa: PLC0415 - only the process inside the instance has settings

    from tuvurane.groups import queries as groups  # noqa: PLC0415
    from tuvurane.people import queries as people  # noqa: PLC0415

    if what == "group":
        coordinator = people.actor_of(people.account_named("coordinator"), on=clock.today())
        return reverse("groups:group", kwargs={"group_id": groups.board(coordinator, on=clock.today())[0].group.pk})
    from tuvurane.groups.models import Session  # noqa: PLC0415

    named = json.load(sys.stdin)
    read = [groups.note_of(one).startswith("Rain") for one in Session.objects.filter(pk__in=named)]
    return {"read": sum(read), "lost": len(named) - sum(read)}


if __name__ == "__main__":
    print(json.dumps(_inside(sys.argv[1])))

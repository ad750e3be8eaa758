"""
What a session record weighs, and what one sync of eight sessions costs on the line.

The record is written as the phone writes it: the body of ``phone/src/records/record.ts``, keys in its
order, no blanks, nothing empty (the phone's own tests hold its writer to the same budget). The sync is
real: one request to ``/api/v1/sync`` with eight records of two groups, deflated against the dictionary,
from a phone that holds five groups, with the headers that Chromium on Android sends
(``phones.BEFORE``). It goes over HTTP to the served product, counted by a small TCP proxy between the
two, headers included.

TLS is not spoken on the loopback, so its share is an estimate and stands apart: a full TLS 1.3
handshake (RFC 8446) with a chain of two ECDSA certificates, about 400 bytes up and 2,600 down, and 22
bytes for each record layer message. Resumption, which phones mostly get, costs about a quarter. Over
HTTP/2 the headers would weigh less; this is HTTP/1.1.

The peer is the shape of systems that keep one event a person: fifteen events, each with its own id,
programme, stage, unit, status, date and data values (the public field names of DHIS2's Tracker).
"""

import asyncio
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from benchmarks import instance, phones
from benchmarks.figures import Figure, Options
from benchmarks.phones import Line, Phone, compact
from tuvurane.foundation import clock, ids

RECORD_BUDGET = 400
REPORT_BUDGET = 250  # both ways, headers included, in a sync of eight
HANDSHAKE = 3_000  # both ways, full, two ECDSA certificates
LAYER = 22  # bytes that a TLS 1.3 record adds: header 5, type 1, tag 16
SESSIONS = 8
HELD = (4, 4, 4, 4, 4)  # sessions of the groups before: no questions begin or cease to be due with these eight
PATIENCE = 60


def measure(_asked: Options) -> list[Figure]:
    """The two budgets and the ratio to one event a person."""
    ours = compact(record("0192f0a0-0000-7000-8000-000000000001", 15, date(2026, 11, 22)))
    theirs = compact({"events": [event(seat) for seat in range(1, 16)]})
    figures = [
        Figure("session record, 15 people, 4 questions", len(ours), "B", RECORD_BUDGET),
        Figure("  as one event a person, beside ours", len(theirs) / len(ours), "times"),
    ]
    return [*figures, *_sync()]


def record(group: str, number: int, on: date) -> dict[str, Any]:
    """A session with fifteen people, thirteen of them present, and four questions; no note."""
    tally = [12, 1, 0]
    body = {
        "group": group,
        "n": number,
        "on": on.isoformat(),
        "min": 180,
        "place": "church",
        "phase": "trust",
        "by": [1, 2],
        "marks": {"p": [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14], "e": [10], "a": [15]},
        "voice": {"heard": tally, "safe": tally, "respected": tally, "helped": tally},
    }
    # Written down after the session, each on its own day: ids that were made in one moment would begin alike.
    at = datetime.combine(on, time(13), UTC) + timedelta(seconds=secrets.randbelow(10_000))
    return {"id": str(ids.new_id(at)), "kind": "session", "v": 1, "at": f"{at:%Y-%m-%dT%H:%M:%SZ}", "body": body}


def event(seat: int) -> dict[str, Any]:
    """The same session about one person: one mark, and what is true of the whole group once more."""
    values = {"attendance": "present", "minutes": "180", "placeKind": "church", "phase": "trust"}
    return {
        "event": f"e{seat:010}",
        "program": "IpHINAT79UW",
        "programStage": "A03MvHHogjR",
        "orgUnit": "DiszpKrYNg8",
        "trackedEntity": f"t{seat:010}",
        "enrollment": f"n{seat:010}",
        "status": "COMPLETED",
        "occurredAt": "2026-11-22",
        "dataValues": [{"dataElement": f"{name:x<11.11}", "value": value} for name, value in values.items()],
    }


@dataclass
class Count:
    """Bytes seen by the proxy, how many reads they came in, and what they were on the way up."""

    up: int = 0
    down: int = 0
    reads: int = 0
    said: bytearray = field(default_factory=bytearray)


@dataclass
class _Proxy:
    """Carries bytes between a client and the server and counts them."""

    host: str
    port: int
    count: Count = field(default_factory=Count)

    async def carry(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        far, on = await asyncio.open_connection(self.host, self.port)
        await asyncio.gather(self._pump(near, on, "up"), self._pump(far, back, "down"))

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, way: str) -> None:
        while chunk := await source.read(16_384):
            setattr(self.count, way, getattr(self.count, way) + len(chunk))
            self.count.reads += 1
            if way == "up":
                self.count.said += chunk
            sink.write(chunk)
            await sink.drain()
        sink.close()


@contextmanager
def counted(address: str) -> Iterator[tuple[str, Count]]:
    """A second address of the same server, and the bytes that go through it; all of them once it is closed."""
    parts = urlsplit(address)
    proxy = _Proxy(parts.hostname or "", parts.port or 80)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    opening = asyncio.start_server(proxy.carry, "127.0.0.1", 0)
    server = asyncio.run_coroutine_threadsafe(opening, loop).result(PATIENCE)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", proxy.count
    finally:
        asyncio.run_coroutine_threadsafe(_close(server), loop).result(PATIENCE)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE)
        loop.close()


async def _close(server: asyncio.Server) -> None:
    """Take no more, and carry what is on the way to its end."""
    server.close()
    carrying = asyncio.all_tasks() - {asyncio.current_task()}
    if carrying:
        await asyncio.wait(carrying, timeout=PATIENCE)


def _sync() -> list[Figure]:
    with TemporaryDirectory() as folder:
        [phone] = phones.crowd(Path(folder), 1, HELD)
        with instance.served(Path(folder)) as address:
            with Line(address) as line:
                line.sync(phone)
            with counted(address) as (through, count), Line(through) as line:
                records = _waiting(phone)
                answer = line.sync(phone, records)
    list(phones.taken(answer, [one["id"] for one in records]))
    return [
        Figure("a report in a sync of eight, up and down", (count.up + count.down) / SESSIONS, "B", REPORT_BUDGET),
        Figure("  the sync, up", count.up, "B"),
        Figure("  the sync, down", count.down, "B"),
        Figure("  TLS 1.3 besides, estimated", HANDSHAKE + LAYER * count.reads, "B"),
    ]


def _waiting(phone: Phone) -> list[dict[str, Any]]:
    """Eight sessions, four weeks of two groups, in the order in which they were held."""
    began = clock.today() - timedelta(weeks=SESSIONS)
    return [
        record(group, number, began + timedelta(weeks=number, days=day))
        for number in range(HELD[0] + 1, HELD[0] + SESSIONS // 2 + 1)
        for day, group in enumerate(phone.groups[:2])
    ]

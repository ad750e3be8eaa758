"""
What a session record weighs, and what one sync of eight sessions costs on the line.

The record is written as the phone writes it: the body of ``phone/src/records/record.ts``, keys in its
order, no blanks, nothing empty (the phone's own tests hold its writer to the same budget). The sync is real: a push of eight records and the pull after it, over HTTP against the served
product, counted by a small TCP proxy between the two, headers included.

TLS is not spoken on the loopback, so its share is an estimate: a full TLS 1.3 handshake (RFC 8446)
with a chain of two ECDSA certificates, about 400 bytes up and 2,600 down, and 22 bytes for each
record layer message. Resumption, which phones mostly get, costs about a quarter.

The peer is the shape of systems that keep one event a person: fifteen events, each with its own id,
programme, stage, unit, status, date and data values (the public field names of DHIS2's Tracker).
"""

import asyncio
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from benchmarks import instance
from benchmarks.figures import Figure, Options
from tuvurane.foundation import clock, ids

RECORD_BUDGET = 400
SYNC_BUDGET = 10_000
HANDSHAKE = 3_000  # both ways, full, two ECDSA certificates
LAYER = 22  # bytes that a TLS 1.3 record adds: header 5, type 1, tag 16
SESSIONS = 8
WORKER_LIMIT = 60


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
    now = clock.now()
    return {"id": str(ids.new_id(now)), "kind": "session", "v": 1, "at": f"{now:%Y-%m-%dT%H:%M:%SZ}", "body": body}


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


def compact(content: Mapping[str, Any]) -> bytes:
    """JSON as a phone writes it: no blanks, letters as they are."""
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()


@dataclass
class Count:
    """Bytes seen by the proxy, and how many reads they came in."""

    up: int = 0
    down: int = 0
    reads: int = 0


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
            sink.write(chunk)
            await sink.drain()
        sink.close()


@contextmanager
def counted(address: str) -> Iterator[tuple[str, Count]]:
    """A second address of the same server, and the bytes that go through it."""
    parts = urlsplit(address)
    proxy = _Proxy(parts.hostname or "", parts.port or 80)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    opening = asyncio.start_server(proxy.carry, "127.0.0.1", 0)
    server = asyncio.run_coroutine_threadsafe(opening, loop).result(WORKER_LIMIT)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", proxy.count
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(WORKER_LIMIT)


def _sync() -> list[Figure]:
    with TemporaryDirectory() as folder:
        home = instance.filled(Path(folder), "partner")
        group_id, code = instance.script(home, "full_circle").split()
        with instance.served(home) as address:
            token, group, cursor, digest = _enrolled(instance.Browser(address), code, group_id)
            records = [record(group["id"], *when) for when in _days(group)]
            with counted(address) as (through, count):
                _exchange(instance.Browser(through), token, records, cursor, digest)
    tls = HANDSHAKE + LAYER * count.reads
    return [
        Figure("sync of eight sessions, up and down", count.up + count.down + tls, "B", SYNC_BUDGET),
        Figure("  up", count.up, "B"),
        Figure("  down", count.down, "B"),
        Figure("  TLS 1.3, estimated", tls, "B"),
    ]


def _headers(token: str) -> dict[str, str]:
    """What Chromium on Android sends with our fetches, in the lengths it has."""
    return {
        "Accept-Language": "rn",
        "Accept": "application/json",
        "Accept-Encoding": "gzip, deflate, br, zstd",
        "Content-Type": "application/json",
        "User-Agent": "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
        "Sec-Fetch-Dest": "empty",
        "Sec-Fetch-Mode": "cors",
        "Sec-Fetch-Site": "same-origin",
        "Cache-Control": "no-cache",
        "Pragma": "no-cache",
        **({"Authorization": f"Bearer {token}"} if token else {}),
    }


def _enrolled(phone: instance.Browser, code: str, group_id: str) -> tuple[str, dict[str, Any], int, str]:
    """A phone that has pulled once: its token, the group of this id, the cursor, the digest."""
    token = _answer(phone, "POST", "/api/v1/enrol", "", {"code": code, "label": "bench"})["token"]
    pulled = _answer(phone, "GET", "/api/v1/pull?since=0", token, None)
    group = next(group for group in pulled["groups"] if group["id"] == group_id)
    return token, group, pulled["cursor"], pulled["instruments_digest"]


def _days(group: Mapping[str, Any]) -> list[tuple[int, date]]:
    """The next eight sessions, a day apart after the last one held."""
    held = [date.fromisoformat(session["on"]) for session in group["sessions"]]
    first = len(held) + 1
    last = max([clock.today() - timedelta(days=SESSIONS + 1), *held])
    return [(first + at, min(last + timedelta(days=at + 1), clock.today())) for at in range(SESSIONS)]


def _exchange(phone: instance.Browser, token: str, records: list[dict[str, Any]], cursor: int, digest: str) -> None:
    """Send and hear what is new, as the phone does. Raises RuntimeError when a record is refused."""
    answer = _answer(phone, "POST", "/api/v1/push", token, {"records": records})
    refused = [result["sentence"] for result in answer["results"] if result["outcome"] != "accepted"]
    if refused:
        raise RuntimeError(f"not accepted: {refused}")
    _answer(phone, "GET", f"/api/v1/pull?since={cursor}&instruments={digest}", token, None)
    phone.line.close()


def _answer(phone: instance.Browser, method: str, path: str, token: str, content: Any) -> dict[str, Any]:
    body = None if content is None else compact(content)
    return phone.api(method, path, body, _headers(token))

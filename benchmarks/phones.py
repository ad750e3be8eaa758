"""Phones as the server sees them: what they send, in the headers and the form of the phone app, at little cost to us."""

import gzip
import json
import re
import socket
import zlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks import instance
from tuvurane.foundation import clock
from tuvurane.sync import wire

PATIENCE = 60
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)
PACKED = re.compile(rb"\r\ncontent-encoding: *gzip\r\n", re.IGNORECASE)
# What Chromium on Android adds to the app's own headers, in its order; ``python -m benchmarks.headers`` shows them anew.
BEFORE = """\
POST /api/v1/sync HTTP/1.1
Host: {host}
Connection: keep-alive
Content-Length: {length}
sec-ch-ua-platform: "Android"
Authorization: Bearer {token}
Accept-Language: rn
sec-ch-ua: "Chromium";v="140", "Not=A?Brand";v="24", "Google Chrome";v="140"
Content-Type: application/x-tuvurane-1
sec-ch-ua-mobile: ?1
User-Agent: Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36
Accept: */*
Origin: {origin}
Sec-Fetch-Site: same-origin
Sec-Fetch-Mode: cors
Sec-Fetch-Dest: empty
Accept-Encoding: gzip, deflate, br, zstd

"""


@dataclass(slots=True)
class Phone:
    """One phone of the crowd, and how far it has read."""

    token: str
    other: str
    code: str
    groups: list[str]
    cursor: int = 0
    digest: str = ""

    @property
    def twin(self) -> "Phone":
        """The second facilitator's."""
        return Phone(self.other, self.token, "", self.groups)

    def asks(self, records: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
        """What it sends: all that waits, and where it stands."""
        return {
            "clock": f"{clock.now():%Y-%m-%dT%H:%M:%SZ}",
            "since": self.cursor,
            "digest": self.digest,
            "holds": self.groups if self.cursor else [],
            "asks": 2,
            "left": 0,
            "records": records,
        }

    def hears(self, answer: Mapping[str, Any]) -> None:
        """Where it stands after an answer."""
        self.cursor, self.digest = answer["cursor"], answer["digest"]


def crowd(home: Path, facilitators: int, held: Sequence[int], *, database: str = "") -> list[Phone]:
    """Load a crowd into an empty instance; the phones of its first facilitators. ``held``: see ``crowd.py``."""
    words = ("--facilitators", str(facilitators), "--held", ",".join(map(str, held)))
    printed = instance.script(home, "crowd", *words, database=database)
    return [Phone(**json.loads(line)) for line in printed.splitlines()]


class Line:
    """A connection that stays open, as a phone's does."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.origin, self.host = address, parts.netloc
        self.socket = socket.create_connection((parts.hostname or "", parts.port or 80), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def sync(self, phone: Phone, records: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
        """One round trip as the phone app makes it; the phone remembers where it stands. Raises RuntimeError unless 200."""
        answer = self.send(phone, wire.deflate(compact(phone.asks(records))))
        phone.hears(answer)
        return answer

    def send(self, phone: Phone, body: bytes) -> dict[str, Any]:
        """The same for a body that is packed already; the phone stays as it is."""
        head = BEFORE.format(host=self.host, origin=self.origin, token=phone.token, length=len(body))
        self.socket.sendall(head.replace("\n", "\r\n").encode() + body)
        answer: dict[str, Any] = json.loads(self._heard())
        return answer

    def _heard(self) -> bytes:
        heard = b""
        while (end := heard.find(b"\r\n\r\n")) < 0:
            heard += self._more()
        head, body = heard[: end + 4], heard[end + 4 :]
        length = LENGTH.search(head)
        if length is None or not head.startswith(b"HTTP/1.1 200 "):
            raise RuntimeError(f"{head.decode(errors='replace')}{body[:200]!r}")
        while len(body) < int(length[1]):
            body += self._more()
        return gzip.decompress(body) if PACKED.search(head) else body

    def _more(self) -> bytes:
        chunk = self.socket.recv(65_536)
        if not chunk:
            raise RuntimeError("the server closed the line")
        return chunk


def sync_all(address: str, crowd: Sequence[Phone], *, lines: int) -> None:
    """Each phone syncs once, over so many lines at a time."""

    def some(first: int) -> None:
        with Line(address) as line:
            for phone in crowd[first::lines]:
                line.sync(phone)

    with ThreadPoolExecutor(lines) as pool:
        list(pool.map(some, range(lines)))


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request that is packed before the clock starts, but for the cursor, which only the answer before it tells."""

    packed: bytes
    ids: tuple[str, ...]

    @classmethod
    def of(cls, phone: Phone, records: Sequence[Mapping[str, Any]]) -> "Prepared":
        """Deflated as the phone deflates it, up to the last field."""
        asks = phone.asks(records)
        del asks["since"]
        packing = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, zdict=wire.DICTIONARY)
        packed = packing.compress(compact(asks)[:-1]) + packing.flush(zlib.Z_SYNC_FLUSH)
        return cls(packed, tuple(record["id"] for record in records))

    def body(self, since: int) -> bytes:
        """With its cursor, in a last block that is stored and not deflated (RFC 1951, 3.2.4)."""
        last = b',"since":%d}' % since
        length = len(last).to_bytes(2, "little")
        return self.packed + b"\x01" + length + (len(last) ^ 0xFFFF).to_bytes(2, "little") + last


def compact(content: Mapping[str, Any]) -> bytes:
    """JSON as a phone writes it: no blanks, letters as they are."""
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()


def taken(answer: Mapping[str, Any], ids: Sequence[str]) -> Iterator[str]:
    """The ids of the records that were accepted. Raises RuntimeError where one was not."""
    for one, record in zip(answer["results"], ids, strict=True):
        if one["outcome"] != "accepted":
            raise RuntimeError(f"not accepted: {one}")
        yield record

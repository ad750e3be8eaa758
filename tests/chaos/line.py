"""A line over real sockets, and a proxy on it that fails: cuts with a reset, delays, swallows, doubles."""

import asyncio
import contextlib
import json
import socket
import struct
from collections import Counter
from http.client import HTTPConnection, HTTPException
from random import Random
from threading import Event, Thread
from typing import Any

from tests.chaos.phones import Cut
from tuvurane.sync import wire

PATIENCE = 30
HOST = "127.0.0.1"
# Closed so, a connection is reset at once, and what was on its way is lost.
RESET = struct.pack("ii", 1, 0)


class HttpLine:
    """One connection a request, as a phone whose radio falls asleep in between; ``said`` counts the statuses."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.said: Counter[int] = Counter()

    def ask(self, token: str, body: bytes) -> tuple[int, dict[str, Any]]:
        """Raises Cut for an answer that did not come, or not to its end."""
        line = HTTPConnection(HOST, self.port, timeout=PATIENCE)
        try:
            headers = {"Content-Type": wire.DEFLATED, "Authorization": f"Bearer {token}"}
            line.request("POST", "/api/v1/sync", body, headers)
            answer = line.getresponse()
            status, text = answer.status, answer.read()
        except (OSError, HTTPException) as error:
            raise Cut from error
        finally:
            line.close()
        self.said[status] += 1
        return status, json.loads(text) if status < 500 else {}


class Proxy:
    """
    Listens for one phone and passes its requests on to the server, but for what ``chance`` has in store.

    Its own event loop runs in a thread. ``did`` counts what befell the requests. ``in_flight`` is set
    while the server has all of a request and the phone has no answer yet.
    """

    def __init__(self, port: int, chance: Random) -> None:
        self.to, self.chance = port, chance
        self.did: Counter[str] = Counter()
        self.in_flight, self.ready = Event(), Event()
        self.port, self.failing = 0, True
        self.loop = asyncio.new_event_loop()
        self.thread = Thread(target=self._run, daemon=True)
        self.thread.start()
        assert self.ready.wait(PATIENCE)

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        server = self.loop.run_until_complete(asyncio.start_server(self._meet, HOST, 0))
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        self.loop.run_forever()
        server.close()
        self.loop.run_until_complete(self.loop.shutdown_asyncgens())
        self.loop.close()

    def close(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(PATIENCE)

    async def _meet(self, phone: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        fates = {
            "passes": self._pass, "is slow": self._be_slow, "is cut upwards": self._cut_up,
            "is cut downwards": self._cut_down, "loses its answer": self._swallow, "comes twice": self._double,
        }  # fmt: skip
        fate = self.chance.choices([*fates], weights=[6, 1, 2, 2, 2, 2])[0] if self.failing else "passes"
        self.did[fate] += 1
        try:
            await fates[fate](await whole(phone), back)
        except (OSError, asyncio.IncompleteReadError):
            reset(back)
        finally:
            self.in_flight.clear()
            with contextlib.suppress(OSError):
                back.close()
                await back.wait_closed()

    async def _pass(self, request: bytes, back: asyncio.StreamWriter) -> None:
        back.write(await self._ask(request))
        await back.drain()

    async def _be_slow(self, request: bytes, back: asyncio.StreamWriter) -> None:
        await asyncio.sleep(self.chance.random() / 5)
        await self._pass(request, back)

    async def _cut_up(self, request: bytes, back: asyncio.StreamWriter) -> None:
        """The server hears some bytes of the request, and then a reset."""
        _, server = await asyncio.open_connection(HOST, self.to)
        server.write(request[: int(self.chance.random() * len(request))])
        await server.drain()
        reset(server)
        reset(back)

    async def _cut_down(self, request: bytes, back: asyncio.StreamWriter) -> None:
        """The phone hears some bytes of the answer, and then a reset."""
        answer = await self._ask(request)
        back.write(answer[: int(self.chance.random() * len(answer))])
        await back.drain()
        reset(back)

    async def _swallow(self, request: bytes, back: asyncio.StreamWriter) -> None:
        """The server has it all; the phone never hears."""
        await self._ask(request)
        reset(back)

    async def _double(self, request: bytes, back: asyncio.StreamWriter) -> None:
        """The same request at the same moment on two connections; the phone hears one of the answers."""
        first, second = await asyncio.gather(self._ask(request), self._ask(request))
        back.write(self.chance.choice((first, second)))
        await back.drain()

    async def _ask(self, request: bytes) -> bytes:
        answer, server = await asyncio.open_connection(HOST, self.to)
        try:
            server.write(request)
            await server.drain()
            self.in_flight.set()
            return await whole(answer)
        finally:
            reset(server)


async def whole(stream: asyncio.StreamReader) -> bytes:
    """All bytes of a request, or of an answer; both say their length. Raises IncompleteReadError."""
    head = await stream.readuntil(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return head + await stream.readexactly(int(lengths[0]) if lengths else 0)


def reset(writer: asyncio.StreamWriter) -> None:
    """End a connection so that the other side hears a reset."""
    plug = writer.get_extra_info("socket")
    with contextlib.suppress(OSError):
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    writer.transport.abort()

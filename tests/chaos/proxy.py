"""A TCP proxy with weather.

calm      bytes pass.
delay     every piece arrives later, by up to 150 ms.
far       every piece arrives 150 ms later.
cut       connections are cut as it begins; new ones pass.
outage    connections are cut, and new ones are refused.
freeze    connections stay open, but nothing passes any more, for ever (half-open); new ones pass.
hang      the same, and new ones hang as well until it ends, and for ever.
deaf      what the browser sends on connections that are open disappears; the other direction passes.
truncate  answers are cut after some bytes.
buffer    answers are held back until the server is done with them, or until it ends.
errors    requests are answered by the proxy: 502 with a page of its own.
lossy     each new connection is refused, hangs, is truncated, or passes.
twice     what is posted arrives twice, as when a browser or a proxy repeats a request that it believes lost.
crumbs    answers come in small pieces, cut anywhere.

`upgrades` says what happens to WebSockets in any weather: "fine", "refused" (403), "hanging", "swallowed" (101, then
silence) or "closed" (101, and closed a moment later).
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import random
import re
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

_ERROR = (
    b"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 11\r\nConnection: close\r\n\r\n"
    b"Bad gateway"
)
_REFUSED = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Connection:
    """One connection of the browser, and the server's end of it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self.upstream: asyncio.StreamWriter | None = None
        self.frozen = False
        self.deaf = False
        self.truncate: int | None = None
        self.held = bytearray()

    def cut(self) -> None:
        """Reset both ends."""
        for writer in (self.writer, self.upstream):
            if writer is not None:
                writer.transport.abort()


class Proxy:
    """Listens on `port`, passes on to `target`."""

    def __init__(self, dice: random.Random, upgrades: str) -> None:
        self.dice = dice
        self.upgrades = upgrades
        self.weather = "calm"
        self.target = 0
        self.port = 0
        self.connections: set[Connection] = set()
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Begin to listen."""
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Cut everything, and end."""
        if self._server is not None:
            self._server.close()
        for connection in list(self.connections):
            connection.cut()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def cut(self) -> None:
        """Cut every connection."""
        for connection in list(self.connections):
            connection.cut()

    def change(self, weather: str) -> None:
        """Other weather begins."""
        self.weather = weather
        for connection in list(self.connections):
            if weather in ("cut", "outage"):
                connection.cut()
            elif weather in ("freeze", "hang"):
                connection.frozen = True
            elif weather == "deaf":
                connection.deaf = True
            elif weather == "truncate" and connection.truncate is None:
                connection.truncate = self.dice.randint(0, 200)
            elif weather != "buffer" and connection.held and not connection.frozen:
                connection.writer.write(bytes(connection.held))
                connection.held.clear()

    def sleep(self) -> None:
        """The browser's computer sleeps: the server gives its connections up, and it will not learn of that."""
        for connection in list(self.connections):
            connection.frozen = True
            if connection.upstream is not None:
                connection.upstream.transport.abort()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        connection = Connection(reader, writer)
        self.connections.add(connection)
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                await self._serve(connection)
        finally:
            self.connections.discard(connection)
            self._tasks.discard(task)
            connection.cut()
            for end in (connection.writer, connection.upstream):
                if end is not None:
                    with contextlib.suppress(OSError, asyncio.CancelledError):
                        await end.wait_closed()

    async def _serve(self, connection: Connection) -> None:
        weather = self.weather
        if weather == "lossy":
            weather = self.dice.choice(["outage", "hang", "truncate", "calm", "calm"])
        if weather == "outage":
            return
        head = await connection.reader.readuntil(b"\r\n\r\n")
        if weather == "hang" or connection.frozen:
            connection.frozen = True
            await self._nothing(connection)
            return
        if weather == "truncate":
            connection.truncate = self.dice.randint(0, 300)
        if weather == "errors":
            connection.writer.write(_ERROR)
            await connection.writer.drain()
            return
        if b"upgrade: websocket" in head.lower() and self.upgrades != "fine":
            await self._upgrade(connection, head)
            return
        if weather == "twice" and head.startswith(b"POST"):
            length = re.search(rb"(?i)\ncontent-length: *(\d+)", head)
            if length:
                head += await connection.reader.readexactly(int(length[1]))
                self._spawn(self._echo(head))
        reader, connection.upstream = await asyncio.open_connection("127.0.0.1", self.target)
        connection.upstream.write(head)
        await self._pass_on(connection, reader)

    async def _upgrade(self, connection: Connection, head: bytes) -> None:
        writer = connection.writer
        if self.upgrades == "refused":
            writer.write(_REFUSED)
            await writer.drain()
            return
        if self.upgrades != "hanging":
            key = re.search(rb"(?i)sec-websocket-key: *(\S+)", head)
            assert key
            digest = hashlib.sha1(key[1] + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest()
            writer.write(
                b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                b"Sec-WebSocket-Accept: " + base64.b64encode(digest) + b"\r\n\r\n"
            )
            if self.upgrades == "closed":
                await writer.drain()
                await asyncio.sleep(0.03)
                return
        await self._nothing(connection)

    async def _nothing(self, connection: Connection) -> None:
        """Swallow what comes until the browser gives up."""
        while await connection.reader.read(65536):
            pass

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _echo(self, request: bytes) -> None:
        """Send the same request on a connection of its own, sooner or later; nobody reads the answer."""
        with contextlib.suppress(OSError):
            await asyncio.sleep(self.dice.choice([0, 0, 0.02, 0.3]))
            reader, writer = await asyncio.open_connection("127.0.0.1", self.target)
            try:
                writer.write(request)
                await asyncio.wait_for(reader.read(), 3)
            except asyncio.TimeoutError:
                pass
            finally:
                writer.transport.abort()

    async def _pass_on(self, connection: Connection, reader: asyncio.StreamReader) -> None:
        upstream = connection.upstream
        assert upstream is not None

        async def up(data: bytes) -> None:
            if not connection.frozen and not connection.deaf:
                upstream.write(data)
                await upstream.drain()

        async def down(data: bytes) -> None:
            if connection.frozen:
                return
            if connection.truncate is not None:
                data = data[: connection.truncate]
                connection.truncate -= len(data)
            if self.weather == "buffer":
                connection.held += data
                return
            data = bytes(connection.held) + data
            connection.held.clear()
            size = max(1, len(data) // self.dice.randint(3, 20)) if self.weather == "crumbs" else len(data)
            for start in range(0, len(data), size or 1):
                if start:
                    await asyncio.sleep(0.002)
                connection.writer.write(data[start : start + size])
                await connection.writer.drain()
            if connection.truncate == 0:
                connection.writer.close()

        ways = [
            asyncio.ensure_future(self._way(connection.reader, up)),
            asyncio.ensure_future(self._way(reader, down)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            for way in ways:
                way.cancel()
            return
        if connection.frozen:
            # The other end has gone, and this one does not learn of it.
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            with contextlib.suppress(OSError):
                await self._nothing(connection)
        elif connection.held:
            connection.writer.write(bytes(connection.held))
            with contextlib.suppress(OSError):
                await connection.writer.drain()
                connection.writer.close()
                await connection.writer.wait_closed()
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)

    async def _way(self, reader: asyncio.StreamReader, send: Callable[[bytes], Awaitable[None]]) -> None:
        while data := await reader.read(65536):
            if self.weather == "delay":
                await asyncio.sleep(self.dice.uniform(0, 0.15))
            elif self.weather == "far":
                await asyncio.sleep(0.15)
            await send(data)

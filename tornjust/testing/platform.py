"""Timers, requests and sockets of the test kit: what `client_py/platform.py` is in the browser, over asyncio."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import secrets
import time
from collections.abc import Callable
from typing import Any, ClassVar

from tornado.httpclient import AsyncHTTPClient, HTTPError, HTTPRequest
from tornado.httputil import HTTPHeaders
from tornado.simple_httpclient import SimpleAsyncHTTPClient, _HTTPConnection
from tornado.websocket import WebSocketClientConnection, WebSocketClosedError, websocket_connect

# As browsers have them to one server.
MAX_CONNECTIONS = 6


class Socket:
    """A WebSocket with callbacks."""

    def __init__(self, platform: Platform, url: str, opened: Any, message: Any, closed: Any) -> None:
        self._platform = platform
        self._calls = (opened, message, closed)
        self._connection: WebSocketClientConnection | None = None
        self._task = platform.spawn(self._run(url))

    async def _run(self, url: str) -> None:
        opened, message, closed = self._calls
        try:
            self._connection = await websocket_connect(
                HTTPRequest(
                    self._platform.url.replace("http", "ws", 1) + url, headers=self._platform.headers()
                )
            )
            opened()
            while (text := await self._connection.read_message()) is not None:
                message(text)
        except (OSError, HTTPError):
            pass
        closed()

    def send(self, text: str) -> None:
        """Send one message."""
        # In the loop: tests call from outside of it, where Tornado finds no loop to make its futures in.
        if self._connection is not None and not self._platform.loop.is_closed():
            self._platform.spawn(self._write(self._connection, text))

    async def _write(self, connection: WebSocketClientConnection, text: str) -> None:
        # As in a browser, what is sent over a socket that has closed meanwhile is dropped.
        with contextlib.suppress(WebSocketClosedError):
            await connection.write_message(text)

    def close(self) -> None:
        """Close it."""
        if self._platform.loop.is_closed():
            return
        if self._connection is None:
            self._task.cancel()
        else:
            self._platform.loop.call_soon(self._connection.close)


class Channel:
    """A channel between the tabs of one browser: those with the same cookies, at the same address."""

    open: ClassVar[dict[tuple[str, str, str], list[Channel]]] = {}

    def __init__(self, platform: Platform, key: tuple[str, str, str], receive: Callable[[str], Any]) -> None:
        self._platform = platform
        self._key = key
        self._receive = receive
        Channel.open.setdefault(key, []).append(self)

    def send(self, text: str) -> None:
        """Say something to the others."""
        for channel in Channel.open.get(self._key, ()):
            if channel is not self:
                self._platform.loop.call_soon(channel._hear, text)

    def _hear(self, text: str) -> None:
        if not self._platform.closed and self in Channel.open.get(self._key, ()):
            self._receive(text)

    def close(self) -> None:
        """Hear nothing more."""
        channels = Channel.open.get(self._key, [])
        if self in channels:
            channels.remove(self)
        if not channels:
            Channel.open.pop(self._key, None)


class Client(SimpleAsyncHTTPClient):
    """Tornado's client, which here can break a request off as a browser does: by closing its connection."""

    def initialize(self, **options: Any) -> None:  # type: ignore[override]
        super().initialize(max_clients=1000, **options)
        self._open: dict[HTTPRequest, _HTTPConnection] = {}

    def _connection_class(self) -> Any:
        def make(client: Any, request: Any, release: Any, final: Any, *rest: Any) -> _HTTPConnection:
            own = request.request

            def released() -> None:
                self._open.pop(own, None)
                release()

            connection = self._open[own] = _HTTPConnection(client, request, released, final, *rest)
            return connection

        return make

    def abort(self, request: HTTPRequest) -> None:
        """Close the connection of a request."""
        stream = getattr(self._open.get(request), "stream", None)
        if stream is not None:
            stream.close()


class Request:
    """A request that can be broken off."""

    def __init__(self, task: asyncio.Task[None], aborted: Callable[[], Any]) -> None:
        self._task = task
        self._aborted = aborted

    def abort(self) -> None:
        """Give it up."""
        if not self._task.done():
            self._task.cancel()
            self._aborted()


class Platform:
    """What the runtime needs beside the document. `url` is the server's address, without a path."""

    def __init__(self, url: str, loop: asyncio.AbstractEventLoop) -> None:
        self.url = url
        self.loop = loop
        self.cookie = ""
        self.closed = False
        self.reloads = 0
        self.lines: list[str] = []
        # Requests that were made, as (method, path, status), for tests that count them.
        self.requests: list[tuple[str, str, int]] = []
        self.work: set[asyncio.Task[None]] = set()
        self._sockets: list[Socket] = []
        self.client: Client | None = None
        self._places = asyncio.Semaphore(MAX_CONNECTIONS)
        # What the runtime's callbacks raised: nothing, if all is well.
        self.failures: list[BaseException] = []
        # Whether the user sees the tab.
        self.shown = True

    def headers(self) -> dict[str, str]:
        """What a browser would send along."""
        return {"Cookie": self.cookie, "Origin": self.url}

    def spawn(self, work: Any) -> asyncio.Task[None]:
        """Run a coroutine beside everything else."""
        task = self.loop.create_task(work)
        self.work.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[None]) -> None:
        self.work.discard(task)
        failure = None if task.cancelled() else task.exception()
        if failure is not None:
            self.failures.append(failure)
            raise failure

    def now(self) -> int:
        """Milliseconds."""
        return int(time.monotonic() * 1000)

    def after(self, wait: int, call: Callable[[], Any]) -> Any:
        """Call a function after `wait` milliseconds."""
        return self.loop.call_later(wait / 1000, lambda: None if self.closed else call())

    def cancel(self, timer: Any) -> None:
        """Do not call after all."""
        timer.cancel()

    def random(self) -> float:
        """A number from 0 to 1."""
        return random.random()

    def about(self, wait: int) -> int:
        """A wait of that length or a tenth more."""
        return int(wait * (1 + 0.1 * random.random()))

    def name(self) -> str:
        """A name that no other document has."""
        return secrets.token_hex(4)

    def visible(self) -> bool:
        """Whether the user sees the tab."""
        return self.shown

    def dumps(self, value: Any) -> str:
        """Value -> JSON."""
        return json.dumps(value)

    def loads(self, text: str) -> Any:
        """JSON -> value."""
        return json.loads(text)

    def log(self, text: str) -> None:
        """One line for developers."""
        self.lines.append(text)

    def post(self, url: str, text: str, line: Callable[[str], Any], done: Callable[[int], Any]) -> Request:
        """POST with an answer in lines."""
        return Request(self.spawn(self._post(url, text, line, done)), lambda: done(0))

    async def _post(
        self, url: str, text: str, line: Callable[[str], Any], done: Callable[[int], Any]
    ) -> None:
        pending = bytearray()
        answer: dict[str, Any] = {}

        def chunk(data: bytes) -> None:
            if answer.get("status") != 200:
                return
            pending.extend(data)
            *lines, rest = bytes(pending).split(b"\n")
            pending[:] = rest
            for part in lines:
                line(part.decode())

        def head(text: str) -> None:
            if text.startswith("HTTP/"):
                answer["status"] = int(text.split()[1])

        parts: list[bytes] = []

        def take(data: bytes) -> None:
            parts.append(data)
            chunk(data)

        status, _ = await self._fetch("POST", url, text, take, head)
        rest = bytes(pending) if status == 200 else b"".join(parts) if 400 <= status < 500 else b""
        try:
            if rest and (status == 200 or rest.startswith(b"[")):
                line(rest.decode())
        finally:
            done(status)

    async def send(self, url: str, message: Any) -> tuple[int, str]:
        """POST any JSON value (or text as it is) and return status and body."""
        body = message if isinstance(message, str) else json.dumps(message)
        request = HTTPRequest(self.url + url, method="POST", body=body, headers=self.headers())
        answer = await AsyncHTTPClient().fetch(request, raise_error=False)
        return answer.code, (answer.body or b"").decode()

    async def fetch(self, url: str) -> bytes:
        """What is at an address."""
        answer = await AsyncHTTPClient().fetch(HTTPRequest(self.url + url, headers=self.headers()))
        return answer.body

    def get(self, url: str, done: Callable[[int, str, int], Any], timeout: int, body: str = "") -> Request:
        """GET, or POST where there is a body."""
        return Request(self.spawn(self._get(url, done, timeout, body)), lambda: done(0, "", 0))

    async def _get(self, url: str, done: Callable[[int, str, int], Any], timeout: int, body: str) -> None:
        parts: list[bytes] = []
        method = "POST" if body else "GET"
        status, headers = await self._fetch(method, url, body or None, parts.append, None, timeout / 1000)
        delay = headers.get("Retry-After", "")
        done(status, b"".join(parts).decode(), int(delay) if delay.isdigit() else 0)

    async def _fetch(
        self,
        method: str,
        url: str,
        body: str | None,
        chunk: Callable[[bytes], Any],
        head: Callable[[str], Any] | None,
        timeout: float = 3600,
    ) -> tuple[int, HTTPHeaders]:
        request = HTTPRequest(
            self.url + url,
            method=method,
            body=body,
            headers=self.headers(),
            streaming_callback=chunk,
            header_callback=head,
            request_timeout=timeout,
        )
        client = self.client
        if client is None:
            client = self.client = Client(force_instance=True)
        try:
            async with self._places:
                answer = await client.fetch(request, raise_error=False)
        except (OSError, HTTPError):
            return 0, HTTPHeaders()
        except asyncio.CancelledError:
            client.abort(request)  # also when the tab has closed meanwhile
            raise
        status = 0 if answer.code == 599 else answer.code
        self.requests.append((method, url.partition("?")[0], status))
        return status, answer.headers

    def socket(self, url: str, opened: Any, message: Any, closed: Any) -> Socket:
        """Open a WebSocket."""
        socket = Socket(self, url, opened, message, closed)
        self._sockets.append(socket)
        return socket

    def open_channel(self, name: str, receive: Callable[[str], Any]) -> Channel:
        """What the tabs of one visitor say to each other."""
        return Channel(self, (self.url, self.cookie, name), receive)

    def reload_once(self, reason: str) -> None:
        """Count it; a test decides what to do."""
        self.reloads += 1

    def close(self) -> None:
        """The tab goes."""
        self.closed = True
        for socket in self._sockets:
            socket.close()

    def end(self) -> None:
        """Nothing is under way any more."""
        if self.client is not None:
            self.client.close()
            self.client = None

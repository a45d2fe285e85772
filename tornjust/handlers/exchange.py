"""A small request and its small answer, of which there are thousands: events and polls.

Tornado's `RequestHandler` can do a hundred things for a page, and takes longer for them than all that an event or a
poll needs. What is here stands directly on the interface below it, `tornado.httputil.HTTPMessageDelegate`: Tornado
reads and writes the connection, an exchange looks at a request and says what the answer is.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from http.client import responses
from typing import Any, ClassVar

from tornado.httputil import (
    HTTPHeaders,
    HTTPMessageDelegate,
    HTTPServerRequest,
    RequestStartLine,
    ResponseStartLine,
)
from tornado.web import Application

from tornjust import eager, wire
from tornjust.handlers.base import Visit, http_date, packed

log = logging.getLogger("tornjust")


class Exchange(Visit, HTTPMessageDelegate):
    """One request of a tab, and its answer in JSON.

    A subclass has a method for each HTTP method that it answers (`METHODS`), which gets what the address says beside
    its kind, and calls `end()`. It may be a coroutine.
    """

    # Which of the counts of requests this is.
    kind = "other"
    METHODS: ClassVar[tuple[str, ...]] = ("GET",)
    # Whether coroutines need a task from their first step on, as the program's do; see eager.py.
    IN_TASK: ClassVar[bool] = False

    def __init__(
        self, application: Application, request: HTTPServerRequest, arguments: tuple[str, ...]
    ) -> None:
        self.application = application
        self.request = request
        self.arguments = arguments
        # Answered, as far as we are concerned; and whether the head of the answer has gone out.
        self.finished = False
        self.begun = False
        self._status = 200
        # As few header bytes as can be.
        self._headers = {"Content-Type": "application/json", "Cache-Control": "no-store"}
        self._body: list[bytes] = []

    # -- the request, as it comes in ------------------------------------------------------------------------------

    def headers_received(
        self, start_line: RequestStartLine | ResponseStartLine, headers: HTTPHeaders
    ) -> None:
        """The head of the request is there."""
        if self.request.method in self.METHODS:
            self._guard(self.prepare)

    def prepare(self) -> None:
        """Look at the request before its body comes; whoever answers it here needs no body."""

    def data_received(self, chunk: bytes) -> None:
        """The next piece of the body."""
        self._body.append(chunk)

    def finish(self) -> None:
        """All of the request is there."""
        if self.finished:
            return
        if self.request.method not in self.METHODS:
            self.set_header("Allow", ", ".join(self.METHODS))
            self.fail(405, f"{self.request.method} is not allowed here; {' or '.join(self.METHODS)} is")
            return
        self.request.body = b"".join(self._body)
        self.request.connection.set_close_callback(self.on_connection_close)  # type: ignore[union-attr]
        self._guard(self._answer)

    def on_connection_close(self) -> None:
        """The tab went, lost its connection, or wanted it for something else; called when it does so from now on."""

    def is_gone(self) -> bool:
        """Whether the connection ended before the request was looked at: Tornado says so to nobody."""
        stream = getattr(self.request.connection, "stream", None)
        return stream is not None and bool(stream.closed())

    def _answer(self) -> None:
        work = getattr(self, str(self.request.method).lower())(*self.arguments)
        if not asyncio.iscoroutine(work):
            return
        done, task = (False, asyncio.ensure_future(work)) if self.IN_TASK else eager.start(work)
        if not done:
            task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        if task.cancelled():
            self._break_off()
        elif task.exception() is not None:
            self._failed(task.exception())

    def _guard(self, step: Any) -> None:
        try:
            step()
        except Exception as error:
            self._failed(error)

    # -- the answer -----------------------------------------------------------------------------------------------

    def set_status(self, status: int) -> None:
        """The status of the answer; 200 if nobody says one."""
        self._status = status

    def get_status(self) -> int:
        """The status of the answer."""
        return self._status

    def set_header(self, name: str, value: str) -> None:
        """A header of the answer."""
        self._headers[name] = value

    def end(self, text: str | bytes = b"") -> None:
        """Finish the answer with a text; with nothing but its head when there is none."""
        if self.finished:
            return
        self.finished = True
        connection: Any = self.request.connection
        data = text.encode() if isinstance(text, str) else text
        if self.begun:
            if data:
                connection.write(data)
        else:
            if self._status in (204, 304):
                self._headers.pop("Content-Type", None)
            else:
                data = packed(data, self.request.headers, self.set_header)
                self.set_header("Content-Length", str(len(data)))
            self._begin(b"" if self.request.method == "HEAD" else data)
        connection.finish()
        self.application.log_request(self)  # type: ignore[arg-type]

    def write(self, text: str) -> asyncio.Future[None]:
        """Send a piece of the answer; it is done when the piece has left."""
        connection: Any = self.request.connection
        if self.begun:
            sent: asyncio.Future[None] = connection.write(text.encode())
            return sent
        return self._begin(text.encode())

    def fail(self, status: int, text: str) -> None:
        """Answer with an error, as the runtime reads it."""
        self.set_status(status)
        self.end(json.dumps([wire.ERROR, 0, text]))

    def _begin(self, data: bytes) -> asyncio.Future[None]:
        self.begun = True
        connection: Any = self.request.connection
        headers = HTTPHeaders({**self._headers, "Date": http_date(int(time.time()))})
        start = ResponseStartLine("HTTP/1.1", self._status, responses.get(self._status, "Unknown"))
        sent: asyncio.Future[None] = connection.write_headers(start, headers, data)
        return sent

    def _failed(self, error: BaseException | None) -> None:
        log.error("%s %s failed", self.request.method, self.request.path, exc_info=error)
        if self.begun:
            self._break_off()
        else:
            self.fail(500, "The server could not answer; the reason is in its log.")

    def _break_off(self) -> None:
        """End without an end, so that nobody takes what was sent for the whole."""
        if not self.finished:
            self.finished = True
            self.hang_up()
            self.application.log_request(self)  # type: ignore[arg-type]

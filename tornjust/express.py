"""The small requests of tabs, events and polls, and those for pages, read and answered at once where they come whole.

They are nearly all that a server of many tabs has to do, and simple: one piece, or a head and a body. Whoever answers
notices no difference, it gets the same calls as from Tornado's `HTTP1Connection`. All other requests, and whatever is
unusual about these, go Tornado's way.
"""

from __future__ import annotations

import asyncio
import logging
import math
import re
from collections.abc import Callable

from tornado.httputil import (
    HTTPConnection,
    HTTPHeaders,
    HTTPInputError,
    HTTPMessageDelegate,
    RequestStartLine,
    ResponseStartLine,
)
from tornado.iostream import IOStream, StreamClosedError

from tornjust.errors import ENDS
from tornjust.headers import read_headers
from tornjust.lane import Lane, write

log = logging.getLogger("tornjust")

# Bytes of a request that may wait for its second piece, and about so many of those that come before it is answered.
_MOST_HELD = 65_536
# Makes who answers the next request on a connection.
Begin = Callable[[HTTPConnection], HTTPMessageDelegate]
# Looks at the first line of a request.
Asked = Callable[[bytes], "re.Match[bytes] | None"]


def first_lines(small: str, page: str) -> re.Pattern[bytes]:
    """The first lines of requests that may come this way.

    The paths of small requests begin as the one pattern says, those of pages are all that the other says.
    """
    return re.compile(rf"((?:GET|POST) {small}[!-~]+|GET {page}(?:\?[!-~]*)?) HTTP/1\.1\r\n".encode())


class Express:
    """The short way into one HTTP connection.

    `begin` makes who answers, `asked` says what may come this way (see `first_lines`), `context` is what Tornado knows
    of the connection. Bodies have at most `longest` bytes and come within `patience` seconds. The connection is closed
    when no request, or only the beginning of its head, has come for `idle` seconds, whichever way the last one went.
    """

    __slots__ = (
        "_answer",
        "_asked",
        "_begin",
        "_idle",
        "_longest",
        "_patience",
        "_slow",
        "_timer",
        "_until",
        "context",
        "lane",
        "stream",
    )

    def __init__(
        self,
        stream: IOStream,
        context: object,
        begin: Begin,
        asked: Asked,
        *,
        idle: float,
        patience: float,
        longest: int,
    ) -> None:
        self.stream = stream
        self.context = context
        self.lane = Lane(stream, self._take)
        self._begin = begin
        self._asked = asked
        self._idle = idle
        self._patience = patience
        self._longest = longest
        # The answer that is not finished, or has not left yet.
        self._answer: Answer | None = None
        # Closes the connection when the rest of a request does not come.
        self._slow: asyncio.TimerHandle | None = None
        # When the connection is closed if no request has come; there is one timer, which looks what has become of it.
        self._until = math.inf
        self._timer: asyncio.TimerHandle | None = None

    def reopen(self) -> None:
        """Tornado waits for the next request."""
        self._wait()
        self.lane.reopen()

    def heard(self) -> None:
        """Tornado has the head of a request."""
        self._until = math.inf

    def leave(self) -> None:
        """The connection has ended, or does something else from now on."""
        self.lane.end()
        self._be_patient(False)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _wait(self) -> None:
        loop = asyncio.get_running_loop()
        self._until = loop.time() + self._idle
        if self._timer is None:
            self._timer = loop.call_at(self._until, self._look)

    def _look(self) -> None:
        """Close the connection if nothing has come for long enough."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        if now >= self._until:
            self._timer = None
            self.stream.close()
        else:
            self._timer = loop.call_at(min(self._until, now + self._idle), self._look)

    def _be_patient(self, waiting: bool) -> None:
        """The clock of a body runs from its first piece to its last."""
        if waiting and self._slow is None:
            self._slow = asyncio.get_running_loop().call_later(self._patience, self.stream.close)
        elif not waiting and self._slow is not None:
            self._slow.cancel()
            self._slow = None

    def _take(self, data: bytes) -> bool | None:
        if self._answer is not None:
            # Answers have to come in order (RFC 9112, section 9.3.2): what follows waits until that one is finished.
            # Nearly always it is so little that the connection is read on, and its end noticed.
            if len(data) > _MOST_HELD:
                self.lane.pause()
            return None
        taken = self._read(data)
        self._be_patient(taken is None)
        return taken

    def _read(self, data: bytes) -> bool | None:
        """Read and answer one request."""
        match = self._asked(data)
        if match is None:
            return False
        end = data.find(b"\r\n\r\n", match.end() - 2)
        found = None if end < 0 else read_headers(data[match.end() - 2 : end + 2])
        if found is None or found[1].length > self._longest:
            return False
        headers, usual = found
        missing = end + 4 + usual.length - len(data)
        if missing:
            if missing < 0 or len(data) + missing > _MOST_HELD:
                return False
            self._until = math.inf
            return None
        method, _, address = match[1].partition(b" ")
        start = RequestStartLine(method.decode("ascii"), address.decode("ascii"), "HTTP/1.1")
        self._exchange(start, headers, data[end + 4 :], usual.last)
        return True

    def _exchange(self, start: RequestStartLine, headers: HTTPHeaders, body: bytes, last: bool) -> None:
        answer = self._answer = Answer(self, last)
        self._until = math.inf
        try:
            delegate = self._begin(answer)
            delegate.headers_received(start, headers)
            if body and not answer.finished:
                delegate.data_received(body)
            if not answer.finished:
                delegate.finish()
        except HTTPInputError as error:
            # As Tornado says it.
            log.info("malformed request from %s: %s", self.context, error)
            answer.last = True
            answer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            answer.finish()
        except BaseException as error:
            # Nobody else would end the connection: Tornado does not know of the request.
            self.stream.close()
            if isinstance(error, ENDS):
                raise
            log.exception("%s %s failed", start.method, start.path)
        if not answer.finished:
            answer.listen()

    def end(self, answer: Answer) -> None:
        """That answer is finished. Until the client has taken it there is no next one, so nothing piles up."""
        if answer.sending is None or answer.sending.done():
            self._answer = None
            if answer.last:
                self.stream.close()
            elif not self.stream.closed():
                self._wait()
                if self.lane.held:
                    self.lane.again()
        else:
            answer.sending.add_done_callback(lambda sent: self.end(answer))


class Answer(HTTPConnection):
    """The connection, as who answers one request has it."""

    def __init__(self, express: Express, last: bool) -> None:
        self.stream = express.stream
        self.context = express.context
        # Whether the connection is closed afterwards.
        self.last = last
        self.finished = False
        # What has not left yet.
        self.sending: asyncio.Future[None] | None = None
        self._express = express
        self._chunked = False
        self._listening = False
        self._on_close: Callable[[], None] | None = None

    def write_headers(
        self,
        start_line: RequestStartLine | ResponseStartLine,
        headers: HTTPHeaders,
        chunk: bytes | None = None,
    ) -> asyncio.Future[None]:
        """The head of the answer, with the first piece of its body, which is chunked if its length is not known."""
        assert isinstance(start_line, ResponseStartLine)
        if self.last:
            headers["Connection"] = "close"
        if "Content-Length" not in headers and start_line.code not in (204, 304):
            self._chunked = True
            # The first piece must not wait until the client has confirmed the head.
            self.stream.set_nodelay(True)
            headers["Transfer-Encoding"] = "chunked"
        lines = [f"HTTP/1.1 {start_line.code} {start_line.reason}"]
        lines += [f"{name}: {value}" for name, value in headers.get_all()]
        head = "\r\n".join((*lines, "\r\n")).encode("latin1")
        if head.count(b"\n") != len(lines) + 1 or head.count(b"\r") != len(lines) + 1:
            raise ValueError(f"a header of the answer has a line break: {lines}")
        return self._write(head + self._framed(chunk) if chunk else head)

    def write(self, chunk: bytes) -> asyncio.Future[None]:
        """The next piece of the body."""
        return self._write(self._framed(chunk))

    def finish(self) -> None:
        """That was all."""
        if self._chunked:
            self._write(b"0\r\n\r\n")
        self.finished = True
        self._on_close = None
        if self._listening:
            self.stream.set_close_callback(None)
        self._express.end(self)

    def set_close_callback(self, callback: Callable[[], None] | None) -> None:
        """Who wants to hear when the connection ends before the answer does."""
        self._on_close = callback

    def listen(self) -> None:
        """Hear of the end of the connection from now on, as the answer takes its time."""
        if not self.finished:
            self._listening = True
            self.stream.set_close_callback(self._closed)

    def _closed(self) -> None:
        callback, self._on_close = self._on_close, None
        if callback is not None:
            callback()

    def _framed(self, chunk: bytes) -> bytes:
        return b"%x\r\n%b\r\n" % (len(chunk), chunk) if self._chunked and chunk else chunk

    def _write(self, data: bytes) -> asyncio.Future[None]:
        done = asyncio.get_running_loop().create_future()
        try:
            self.sending = write(self.stream, data)
        except StreamClosedError as closed:
            done.set_exception(closed)
            done.exception()  # nobody has to look at it
            return done
        if self.sending is not None:
            return self.sending
        done.set_result(None)
        return done

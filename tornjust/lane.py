"""A short way into a connection: what comes next is looked at before Tornado's protocols read it, piece by piece.

To read a small request or message as Tornado does takes a future for each of its parts, turns of the event loop, and
more time than to answer it. Nearly all of them come whole and in one piece; those need none of that.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import functools
import ssl
from collections.abc import Callable

from tornado.iostream import IOStream

# Gets what came. True: it has been read. None: it is offered again, together with what comes next. False: Tornado is
# to read it.
Take = Callable[[bytes], "bool | None"]


class Lane:
    """Stands where a stream reads from its socket, which Tornado leaves to subclasses (`IOStream.read_from_fd`).

    While it is open, what comes is offered to `take` first, and Tornado sees that nothing came. What is not taken goes
    on to Tornado, and shuts the lane: only who knows that Tornado is between two messages may open it again. A stream
    has one lane; the newer takes the place of the older.
    """

    __slots__ = ("_context", "_held", "_read", "_take", "open", "stream")

    def __init__(self, stream: IOStream, take: Take) -> None:
        self.stream = stream
        self.open = False
        self._take = take
        # What was offered and is to be offered again, or what Tornado has to read before anything else.
        self._held = b""
        older = getattr(stream.read_from_fd, "__self__", None)
        if isinstance(older, Lane):
            self._held, older._held = older._held, b""
        self._read: Callable[[bytearray | memoryview], int | None] = functools.partial(
            type(stream).read_from_fd, stream
        )
        # The event loop calls `read` in the context of whoever was the last to wait for the socket, which may be
        # somebody else's event.
        self._context = contextvars.copy_context()
        stream.read_from_fd = self.read  # type: ignore[method-assign,assignment]

    def _pending(self) -> bool:
        """Whether TLS has decrypted more already, of which no selector knows.

        What has come and is not decrypted has to wait for its turn: others want theirs.
        """
        socket = self.stream.socket
        return isinstance(socket, ssl.SSLSocket) and socket.pending() > 0

    def reopen(self) -> None:
        """Tornado has read all of the last message. Nothing happens when it holds some of the next one already."""
        # The attribute is Tornado's own; were it gone, everything would go Tornado's way.
        self.open = not self._held and getattr(self.stream, "_read_buffer_size", -1) == 0

    def end(self) -> None:
        """Leave the stream as it was."""
        self.open = False
        self._take = _nothing
        if getattr(self.stream.read_from_fd, "__self__", None) is self:
            del self.stream.read_from_fd

    def read(self, buffer: bytearray | memoryview) -> int | None:
        """As `IOStream.read_from_fd`: how many bytes came, 0 at the end, None when there are none."""
        while self.open:
            size = self._read(buffer)
            if not size:
                return size
            data = self._held + bytes(buffer[:size])
            self._held = b""
            taken = self._context.run(self._take, data)
            if taken is False:
                self.open = False
                if len(data) == size:
                    return size
                self._held = data
            elif taken is None:
                self._held = data
            if self.stream.closed() or (taken is not False and not self._pending()):
                return None
        if not self._held:
            return self._read(buffer)
        data = self._held[: len(buffer)]
        self._held = self._held[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def _nothing(data: bytes) -> bool:
    return False


def write(stream: IOStream, data: bytes) -> asyncio.Future[None] | None:
    """Write as `IOStream.write` does; None when all of it has left at once, as nearly always."""
    sent = 0
    if not stream.writing() and not stream.closed():
        # What is wrong with the connection, the second try below meets again, and closes it.
        with contextlib.suppress(OSError):
            sent = stream.write_to_fd(memoryview(data))
        if sent == len(data):
            return None
    return stream.write(data[sent:])

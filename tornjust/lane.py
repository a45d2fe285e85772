"""A short way into a connection: what comes next is looked at before Tornado's protocols read it, piece by piece.

To read a small request or message as Tornado does takes a future for each of its parts, turns of the event loop, and
more time than to answer it. Nearly all of them come whole and in one piece; those need none of that.
"""

from __future__ import annotations

import asyncio
import contextvars
import functools
import ssl
from collections.abc import Callable

from tornado.ioloop import IOLoop
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

    __slots__ = ("_context", "_paused", "_read", "_take", "held", "open", "stream")

    def __init__(self, stream: IOStream, take: Take) -> None:
        self.stream = stream
        self.open = False
        self._paused = False
        self._take = take
        # What was offered and is to be offered again, or what Tornado has to read before anything else.
        self.held = b""
        older = getattr(stream.read_from_fd, "__self__", None)
        if isinstance(older, Lane):
            self.held, older.held = older.held, b""
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
        self.open = not self.held and getattr(self.stream, "_read_buffer_size", -1) == 0

    def pause(self) -> None:
        """Read nothing more until `again`; Tornado reads it then. The client's system lets the client wait."""
        self._paused = True
        self.open = False

    def again(self) -> None:
        """Offer what is held once more, in a turn of its own, though nothing has come."""
        asyncio.get_running_loop().call_soon(self._again)

    def _again(self) -> None:
        if self.stream.closed():
            return
        if self._paused:
            self._paused = False
        elif self.open and self.held:
            data, self.held = self.held, b""
            taken = self._context.run(self._take, data)
            if taken is not True:
                self.held = data
            if taken is not False:
                return
            self.open = False
        else:
            return
        # As the event loop does when something has come. It looks for more when Tornado wants more.
        self.stream._handle_events(self.stream.fileno(), IOLoop.READ)

    def end(self) -> None:
        """Leave the stream as it was."""
        self.open = self._paused = False
        self._take = _nothing
        if getattr(self.stream.read_from_fd, "__self__", None) is self:
            del self.stream.read_from_fd

    def read(self, buffer: bytearray | memoryview) -> int | None:
        """As `IOStream.read_from_fd`: how many bytes came, 0 at the end, None when there are none."""
        while self.open:
            size = self._read(buffer)
            if not size:
                return size
            data = self.held + bytes(buffer[:size])
            self.held = b""
            taken = self._context.run(self._take, data)
            if taken is False:
                self.open = False
                if len(data) == size:
                    return size
                self.held = data
            elif taken is None:
                self.held = data
            if self.stream.closed() or (taken is not False and not self._pending()):
                return None
        if self._paused:
            # The event loop would say so again and again; the stream asks it to whenever it begins or ends to write.
            state = self.stream._state or IOLoop.NONE
            self.stream.io_loop.update_handler(self.stream.fileno(), state & ~IOLoop.READ)
            return None
        if not self.held:
            return self._read(buffer)
        data = self.held[: len(buffer)]
        self.held = self.held[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def _nothing(data: bytes) -> bool:
    return False


def write(stream: IOStream, data: bytes) -> asyncio.Future[None] | None:
    """Write as `IOStream.write` does; None when all of it has left at once, as nearly always."""
    sent = 0
    if not stream.writing() and not stream.closed():
        # What is wrong with the connection, the second try below meets again, and closes it.
        try:  # noqa: SIM105  (this is on the way of every message)
            sent = stream.write_to_fd(memoryview(data))
        except OSError:
            pass
        if sent == len(data):
            return None
    return stream.write(data[sent:])

"""A socket's messages in frames (RFC 6455): Tornado's protocol, and a short way for what nearly all of them are."""

from __future__ import annotations

import asyncio
import struct
from typing import Any

from tornado.websocket import WebSocketProtocol13

from tornjust.lane import Lane

_TEXT = 0x81  # the one frame of a text message
_MASKED = 0x80


class Frames(WebSocketProtocol13):
    """Tornado's protocol; a text that comes as one frame in one piece is handed on without it.

    Whatever else comes, control frames, fragments, several at once, halves and nonsense, Tornado reads.
    """

    _lane: Lane | None = None
    # What the handler of the last message asked to wait for; the next one is not handled before.
    _owed: asyncio.Future[Any] | None = None

    async def _receive_frame_loop(self) -> None:
        """The connection is a socket now, until it ends."""
        assert self.stream is not None
        self._lane = Lane(self.stream, self._take)
        try:
            await super()._receive_frame_loop()
        finally:
            self._lane.end()
            self._lane = None

    async def _receive_frame(self) -> None:
        """Tornado begins to read a frame."""
        assert self._lane is not None
        if self._fragmented_message_buffer is None and self._owed is None:
            self._lane.reopen()
        await super()._receive_frame()

    def _take(self, data: bytes) -> bool:
        """Hand on what is the whole frame of a text, as browsers send it; False if it is anything else."""
        size = len(data) - 6
        if size < 0 or data[0] != _TEXT:
            return False
        at = 6
        told = data[1] - _MASKED
        if told == 126:
            told = data[2] << 8 | data[3]
            at, size = 8, size - 2
        elif told > 126:
            return False  # the length stands in the next eight bytes
        if told != size or size > self.params.max_message_size or self.client_terminated:
            return False
        # As `_handle_message` does it, which asks first what it is. The message before is done: else nothing is taken.
        self._message_bytes_in += size
        try:
            text = _unmasked(data, at, size).decode()
        except UnicodeDecodeError:
            self._abort()
            return True
        self._owed = self._run_callback(self.handler.on_message, text)
        if self._owed is not None and self._lane is not None:
            self._lane.open = False
        return True

    def _handle_message(self, opcode: int, data: bytes) -> asyncio.Future[None] | None:
        """A message has come; those that Tornado read wait for the one before, which it does not know."""
        owed, self._owed = self._owed, None
        if owed is None or owed.done():
            return super()._handle_message(opcode, data)
        return asyncio.ensure_future(self._after(owed, opcode, data))

    async def _after(self, owed: asyncio.Future[Any], opcode: int, data: bytes) -> None:
        await owed
        handled = super()._handle_message(opcode, data)
        if handled is not None:
            await handled


def _unmasked(data: bytes, at: int, size: int) -> bytes:
    """What the mask before `at` hides (section 5.3), as one number: quicker than byte by byte."""
    mask = data[at - 4 : at] * (size // 4 + 1)
    number = int.from_bytes(data[at:], "big") ^ int.from_bytes(mask[:size], "big")
    return number.to_bytes(size, "big")


def frame(message: str) -> bytes:
    """One unmasked text message in one frame (RFC 6455, section 5.2). Sockets here agree on no compression."""
    data = message.encode()
    size = len(data)
    if size < 126:
        return b"\x81%c%b" % (size, data)
    if size < 65536:
        return struct.pack("!BBH", 0x81, 126, size) + data
    return struct.pack("!BBQ", 0x81, 127, size) + data

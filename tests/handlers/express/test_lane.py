"""Where a stream reads from its socket."""

from __future__ import annotations

import asyncio
import socket

from tornado.iostream import IOStream

from tornjust.lane import Lane


def test_what_one_lane_holds_goes_to_the_next() -> None:
    async def run() -> bytes:
        here, there = socket.socketpair()
        stream = IOStream(here)
        try:
            Lane(stream, lambda data: None).reopen()
            older = stream.read_from_fd.__self__  # type: ignore[attr-defined]
            older.reopen()
            there.send(b"abc")
            buffer = bytearray(10)
            assert stream.read_from_fd(buffer) is None
            Lane(stream, lambda data: True)
            size = stream.read_from_fd(buffer)
            return bytes(buffer[:size])
        finally:
            stream.close()
            there.close()

    assert asyncio.run(run()) == b"abc"

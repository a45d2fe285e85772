"""HTTP by hand: connections on which a test writes what it likes, and the requests of a tab as bytes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from .conftest import Tab, Visitor


class Line:
    """A connection on which a test writes what it likes."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def head(self) -> tuple[int, dict[str, str]]:
        """The next answer's status and headers."""
        head = (await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), 5)).decode()
        status, *rest = head.strip().split("\r\n")
        return int(status.split()[1]), {
            name.lower(): value for name, _, value in (line.partition(": ") for line in rest)
        }

    async def answer(self) -> tuple[int, dict[str, str], bytes]:
        """The next answer, with a body of a told length."""
        status, headers = await self.head()
        return status, headers, await self.reader.readexactly(int(headers.get("content-length", 0)))

    async def chunk(self) -> bytes:
        """The next piece of a body of a length that nobody knew; empty at its end."""
        size = int(await asyncio.wait_for(self.reader.readuntil(b"\r\n"), 5), 16)
        return (await self.reader.readexactly(size + 2))[:-2]

    async def is_closed(self) -> bool:
        """Whether the server has nothing more to say and hung up."""
        return await asyncio.wait_for(self.reader.read(1), 5) == b""


@asynccontextmanager
async def connected(visitor: Visitor) -> AsyncIterator[Line]:
    """A connection of its own."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(visitor.url.rpartition(":")[2]))
    try:
        yield Line(reader, writer)
    finally:
        writer.close()


def event(tab: Tab, message: Any, more: str = "") -> tuple[bytes, bytes]:
    """A request with a message: its head and its body."""
    body = json.dumps(message).encode()
    head = (
        f"POST {tab.address('event')} HTTP/1.1\r\nHost: {tab.visitor.url.rpartition('/')[2]}\r\n"
        f"Origin: {tab.visitor.url}\r\nCookie: {tab.visitor.headers['Cookie']}\r\n"
        f"Content-Length: {len(body)}\r\n{more}\r\n"
    )
    return head.encode(), body


def poll(tab: Tab, method: str = "GET", version: str = "1.1", more: str = "") -> bytes:
    """A request for what is new."""
    host = tab.visitor.url.rpartition("/")[2]
    path = f"{tab.address('poll')}/{tab.revision}"
    cookie = f"Cookie: {tab.visitor.headers['Cookie']}\r\n"
    return f"{method} {path} HTTP/{version}\r\nHost: {host}\r\n{cookie}{more}\r\n".encode()

"""The WebSocket below its messages: frames that no browser sends (RFC 6455, section 5), at the address of a real tab.

Whatever comes, the connection is closed or goes on, nothing reaches a handler that is no message, nothing stays behind,
and the tab is answered as before. `python -m tests.autobahn` runs another 300 conversations.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import struct
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tornado.web import Application

import tornjust as jp
from tornjust.handlers.frames import Frames
from tornjust.handlers.socket import SocketHandler

from .conftest import Counter, Tab, Visitor

pytestmark = pytest.mark.gen_test

TEXT, BINARY, CLOSE, PING, PONG, MORE = 1, 2, 8, 9, 10, 0


def frame(
    opcode: int,
    data: bytes = b"",
    *,
    fin: bool = True,
    reserved: int = 0,
    mask: bool = True,
    length: int | None = None,
) -> bytes:
    """One frame; `length` is what its head claims, if that is not true."""
    size = len(data) if length is None else length
    head = bytes([0x80 * fin | reserved << 4 | opcode])
    if size < 126:
        head += bytes([0x80 * mask | size])
    elif size < 2**16:
        head += bytes([0x80 * mask | 126]) + struct.pack("!H", size)
    else:
        head += bytes([0x80 * mask | 127]) + struct.pack("!Q", size)
    if not mask:
        return head + data
    key = b"\x01\x02\x03\x04"
    return head + key + bytes(byte ^ key[at % 4] for at, byte in enumerate(data))


class Line:
    """A socket of a tab, byte by byte."""

    opened: ClassVar[list[Line]] = []

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @classmethod
    async def open(cls, tab: Tab) -> Line:
        line = cls()
        cls.opened.append(line)
        host = tab.visitor.url.removeprefix("http://")
        line.reader, line.writer = await asyncio.open_connection(*host.split(":"))
        head = [
            f"GET {tab.address('socket')} HTTP/1.1",
            f"Host: {host}",
            f"Origin: {tab.visitor.url}",
            f"Cookie: {tab.visitor.headers['Cookie']}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==",
        ]
        line.writer.write(("\r\n".join(head) + "\r\n\r\n").encode())
        assert (await line.reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 101 ")
        return line

    async def read(self) -> tuple[int, bytes] | None:
        """The next frame; None at the end."""
        try:
            first, size = await self.reader.readexactly(2)
            if size == 126:
                (size,) = struct.unpack("!H", await self.reader.readexactly(2))
            elif size == 127:
                (size,) = struct.unpack("!Q", await self.reader.readexactly(8))
            return first & 15, await self.reader.readexactly(size)
        except (asyncio.IncompleteReadError, ConnectionError):
            return None

    async def end(self) -> list[int]:
        """The opcodes of all that comes until the server closes the connection."""
        found = []
        while (got := await asyncio.wait_for(self.read(), 5)) is not None:
            found.append(got[0])
        self.close()
        return found

    def close(self) -> None:
        self.writer.transport.abort()


@pytest.fixture(autouse=True)
def lines(io_loop: Any) -> Iterator[None]:
    """Whatever a test forgets is closed."""
    yield
    for line in Line.opened:
        line.close()
    Line.opened.clear()
    io_loop.run_sync(lambda: asyncio.sleep(0))


@pytest.fixture
def counter(app: Application) -> Counter:
    return Counter()


async def gone(app: Application, tab: Tab) -> None:
    """Nothing of the tab's sockets has stayed."""
    (session,) = app.settings["tornjust_tabs"]
    end = asyncio.get_running_loop().time() + 5
    while app.settings["tornjust_sockets"] or session.socket is not None:
        assert asyncio.get_running_loop().time() < end
        await asyncio.sleep(0.01)


BAD = {
    "an opcode that does not exist": frame(3),
    "another one": frame(7, b"abc"),
    "a control frame that does not exist": frame(11),
    "reserved bit 1": frame(TEXT, b"[]", reserved=4),
    "reserved bit 2": frame(TEXT, b"[]", reserved=2),
    "reserved bit 3": frame(PING, b"", reserved=1),
    "a ping in two parts": frame(PING, b"a", fin=False) + frame(MORE, b"b"),
    "a close in two parts": frame(CLOSE, b"\x03\xe8", fin=False),
    "a ping that is too long": frame(PING, b"x" * 126),
    "a close that is too long": frame(CLOSE, b"\x03\xe8" + b"x" * 200),
    "a part of nothing": frame(MORE, b"[]"),
    "the last part of nothing": frame(MORE, b"[]", fin=False),
    "a message within a message": frame(TEXT, b"[", fin=False) + frame(TEXT, b"[]"),
    "text that is no UTF-8": frame(TEXT, b'["sync", 0, "\xff"]'),
    "a surrogate": frame(TEXT, b"\xed\xa0\x80"),
    "half a character at the end": frame(TEXT, b'"\xe2\x82'),
    "text that is no UTF-8 in parts": frame(TEXT, b'"\xe2', fin=False) + frame(MORE, b'\x28\xa1"'),
    "more than memory holds": frame(TEXT, b"x", length=2**62),
    "more than memory holds, negative": frame(TEXT, b"x", length=2**64 - 1),
    "a length just over the limit": frame(TEXT, b"x", length=4 * 20_000 + 1),
    "parts that are too much together": frame(TEXT, b"x" * 50_000, fin=False)
    + frame(MORE, b"x" * 50_000, fin=False),
}


@pytest.mark.parametrize("bad", list(BAD))
async def test_a_frame_that_breaks_the_rules_ends_its_connection_and_nothing_else(
    app: Application, visitor: Visitor, counter: Counter, caplog: pytest.LogCaptureFixture, bad: str
) -> None:
    tab = await visitor.open()
    line = await Line.open(tab)
    line.writer.write(BAD[bad])
    # What comes after it is not handled any more.
    line.writer.write(frame(TEXT, json.dumps(tab.message(counter.button)).encode()))
    assert TEXT not in await line.end()
    assert counter.clicks == 0
    await gone(app, tab)
    tab.seq = 0
    await tab.event(counter.button)
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


CLOSES = {
    "without a code": b"",
    "half a code": b"\x03",
    "the usual code": b"\x03\xe8",
    "a code that must not be sent": struct.pack("!H", 1005),
    "no code at all": struct.pack("!H", 0),
    "the largest number": struct.pack("!H", 65535),
    "a reason that is no text": b"\x03\xe8\xff\xfe\xce\xba",
    "half a character": b"\x03\xe8\xe2\x82",
}


@pytest.mark.parametrize("body", list(CLOSES))
async def test_any_close_closes(
    app: Application, visitor: Visitor, counter: Counter, caplog: pytest.LogCaptureFixture, body: str
) -> None:
    tab = await visitor.open()
    line = await Line.open(tab)
    line.writer.write(frame(CLOSE, CLOSES[body]))
    assert set(await line.end()) <= {CLOSE}
    await gone(app, tab)
    await tab.event(counter.button)
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_what_is_allowed_but_rare_works(visitor: Visitor, counter: Counter) -> None:
    tab = await visitor.open()
    line = await Line.open(tab)
    # In parts, some of them empty, cut within a character, with a ping between them.
    message = json.dumps(
        tab.message(counter.button, "click", note="\u20ac\U0001f600"), ensure_ascii=False
    ).encode()
    cut = message.index("\u20ac".encode()) + 1
    parts = [message[:1], b"", message[1:cut], message[cut:], b""]
    line.writer.write(frame(TEXT, parts[0], fin=False))
    for part in parts[1:-1]:
        line.writer.write(frame(MORE, part, fin=False) + frame(PING, b"?"))
    line.writer.write(frame(MORE, parts[-1]))
    seen = [await asyncio.wait_for(line.read(), 5) for _ in range(4)]
    assert seen[:3] == [(PONG, b"?")] * 3
    assert seen[3] is not None
    assert json.loads(seen[3][1])[4] == 1
    # One frame, byte by byte.
    for byte in frame(TEXT, json.dumps(tab.message(counter.button)).encode()):
        line.writer.write(bytes([byte]))
        await line.writer.drain()
    last = await asyncio.wait_for(line.read(), 5)
    assert last is not None
    assert json.loads(last[1])[4] == 2
    # A pong that nobody asked for.
    line.writer.write(frame(PONG, b"!") + frame(CLOSE, b"\x03\xe8"))
    assert await line.read() == (CLOSE, b"\x03\xe8")
    assert counter.clicks == 2
    line.close()


async def test_a_message_in_one_piece_needs_no_reading_and_keeps_its_place(
    visitor: Visitor, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = []
    usual = Frames._take

    def note(self: Frames, data: bytes) -> bool:
        taken.append(usual(self, data))
        return taken[-1]

    monkeypatch.setattr(Frames, "_take", note)
    tab = await visitor.open()
    line = await Line.open(tab)

    def click(note: str = "") -> bytes:
        return frame(TEXT, json.dumps(tab.message(counter.button, "click", note=note)).encode())

    async def heard() -> int:
        got = await asyncio.wait_for(line.read(), 5)
        assert got is not None
        seq: int = json.loads(got[1])[4]
        return seq

    # Lengths around the one from which on two bytes tell it.
    for seq in range(1, 81):
        line.writer.write(click("x" * seq))
        assert await heard() == seq
    assert taken == [True] * 80
    # Two at once, one and a half, and the rest.
    line.writer.write(click() + click())
    assert [await heard(), await heard()] == [81, 82]
    first, second = click(), click()
    line.writer.write(first + second[:9])
    assert await heard() == 83
    line.writer.write(second[9:])
    assert await heard() == 84
    assert taken == [True] * 80 + [False] * 2
    line.writer.write(click())
    assert await heard() == 85
    assert taken[-1]
    assert counter.clicks == 85


async def test_a_message_waits_for_the_one_before_whichever_way_they_come(
    visitor: Visitor, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a tab sends too fast: what comes meanwhile is read, and handled afterwards."""
    held: asyncio.Future[None] | None = None
    seen: list[int] = []
    usual = SocketHandler.on_message

    def hold(self: SocketHandler, text: str | bytes) -> Any:
        nonlocal held
        usual(self, text)
        seen.append(json.loads(text)[1])
        held = asyncio.get_running_loop().create_future()
        return held

    monkeypatch.setattr(SocketHandler, "on_message", hold)
    tab = await visitor.open()
    line = await Line.open(tab)
    sent = 0
    for together in (1, 1, 2, 1, 3, 1):
        for _ in range(together):
            sent += 1
            line.writer.write(frame(TEXT, json.dumps(tab.message(counter.button)).encode()))
        await asyncio.sleep(0.03)
    handled = 0
    while handled < sent:
        assert seen == list(range(1, handled + 2))
        assert held is not None
        held.set_result(None)
        handled += 1
        await asyncio.sleep(0.02)
    assert counter.clicks == sent == 9


frames = st.builds(
    frame,
    st.integers(0, 15),
    st.binary(max_size=200),
    fin=st.booleans(),
    reserved=st.sampled_from([0, 0, 0, 0, 1, 2, 4]),
    mask=st.sampled_from([True, True, True, False]),
    length=st.one_of(st.none(), st.none(), st.integers(0, 2**64 - 1)),
)


@pytest.mark.gen_test(timeout=30)
async def test_no_bytes_stop_the_server(
    app: Application, visitor: Visitor, counter: Counter, caplog: pytest.LogCaptureFixture
) -> None:
    tab = await visitor.open()
    examples: list[bytes] = []

    @given(st.lists(st.one_of(frames, st.binary(max_size=300)), min_size=1, max_size=6).map(b"".join))
    @hypothesis_settings(
        max_examples=150, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    def collect(data: bytes) -> None:
        examples.append(data)

    collect()

    async def throw(data: bytes) -> None:
        line = await Line.open(tab)
        line.writer.write(data)
        line.writer.write_eof()
        with contextlib.suppress(asyncio.TimeoutError):
            await line.end()
        line.close()

    for first in range(0, len(examples), 4):  # a tab has four sockets at most
        await asyncio.gather(*map(throw, examples[first : first + 4]))
    await gone(app, tab)
    await tab.event(counter.button)
    assert counter.clicks == 1
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


@pytest.mark.gen_test(timeout=30)
async def test_a_tab_that_asks_and_does_not_listen_fills_no_memory(
    app: Application, visitor: Visitor, stranger: Visitor
) -> None:
    """Its answers wait in the system's buffers; when these are full, it is not heard any more."""
    page = jp.WebPage(delete_flag=False)
    handled = 0

    def grow(self: Any, msg: Any) -> None:
        nonlocal handled
        handled += 1
        self.text = str(handled % 10) * 1_000_000

    button = jp.Button(a=page, text="", click=grow)
    jp.Route("/", lambda: page)
    tab, other = await visitor.open(), await stranger.open()
    line = await Line.open(tab)
    line.writer.transport.pause_reading()  # type: ignore[attr-defined]
    for _ in range(100):
        line.writer.write(frame(TEXT, json.dumps(tab.message(button)).encode()))
    for _ in range(3):
        await other.event(button)
        await asyncio.sleep(0.1)
    ((socket,),) = app.settings["tornjust_sockets"].values()
    assert len(socket.ws_connection.stream._write_buffer) < 3_000_000
    assert handled < 30
    # As soon as it listens, it goes on where it was.
    line.writer.transport.resume_reading()  # type: ignore[attr-defined]
    done = 0
    while done < 100:
        got = await asyncio.wait_for(line.read(), 5)
        assert got is not None
        message = json.loads(got[1])
        if message[0] == "patch" and len(message) > 4:
            done = max(done, message[4])
    assert handled == 103
    line.close()

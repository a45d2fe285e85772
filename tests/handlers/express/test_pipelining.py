"""Requests that come before the one before them is answered (RFC 9112, section 9.3.2): answered in order, each once."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from nginx import make_certificate
from serving import Server
from tornado.web import Application

import tornjust as jp
from tornjust.app import make_application
from tornjust.express import _MOST_HELD
from tornjust.httpd import make_server
from tornjust.lane import Lane
from tornjust.settings import Settings

from ..conftest import Counter, Tab, Visitor
from ..line import Line, connected, event, poll
from .conftest import Impatient, Slow, connections, until

pytestmark = pytest.mark.gen_test

LONG = f"X-Long: {'x' * 800}\r\n"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Lane]]:
    """The lanes that were read, once for each time."""
    found: list[Lane] = []
    usual = Lane.read

    def read(self: Lane, buffer: bytearray) -> int | None:
        found.append(self)
        return usual(self, buffer)

    monkeypatch.setattr(Lane, "read", read)
    yield found
    found.clear()


async def begun(line: Line, tab: Tab, slow: Slow) -> None:
    """An event whose answer has begun, and goes on when the test says so."""
    line.writer.write(b"".join(event(tab, tab.message(slow.button))))
    assert (await line.head())[0] == 200
    assert tab.take(await line.chunk()) == [["text", slow.button._key, "working"]]


async def rest(line: Line, tab: Tab, slow: Slow) -> list[Any]:
    """What comes of that answer now."""
    slow.go_on.set()
    while (piece := await line.chunk()).startswith(b'["ack"'):
        pass  # said now and then to a tab that waits
    assert await line.chunk() == b""
    return tab.take(piece)


async def test_what_comes_before_an_answer_is_answered_after_it(
    visitor: Visitor, slow: Slow, taken: list[str]
) -> None:
    tab = await visitor.open()
    async with connected(visitor) as line:
        await begun(line, tab, slow)
        line.writer.write(poll(tab))
        await asyncio.sleep(0.05)
        assert len(taken) == 1
        assert await rest(line, tab, slow) == [["text", slow.button._key, "1"]]
        assert (await line.answer())[0] == 200
        line.writer.write(poll(tab))
        assert (await line.answer())[0] == 204
    assert len(taken) == 3


async def test_so_are_several_of_all_kinds_in_pieces(visitor: Visitor, slow: Slow) -> None:
    tab = await visitor.open()
    async with connected(visitor) as line:
        await begun(line, tab, slow)
        heads = [event(tab, tab.message(slow.button)) for _ in range(2)]
        requests = [b"".join(heads[0]), poll(tab, "HEAD"), b"".join(heads[1]), poll(tab)]
        together = b"".join(requests)
        for at in range(0, len(together), 100):
            line.writer.write(together[at : at + 100])
            await asyncio.sleep(0.002)
        await rest(line, tab, slow)
        statuses = []
        for _ in requests:
            status, headers = await line.head()
            statuses.append(status)
            if status == 405:
                continue  # HEAD has no body
            if "transfer-encoding" in headers:
                while await line.chunk():
                    pass
            else:
                await line.reader.readexactly(int(headers.get("content-length", 0)))
        assert statuses == [200, 405, 200, 200]
    assert slow.clicks == 3


async def test_what_follows_a_parked_request_waits_for_its_answer(
    app: Application, visitor: Visitor, counter: Counter, taken: list[str]
) -> None:
    tab = await visitor.open()
    tabs = app.settings["tornjust_tabs"]
    async with connected(visitor) as line:
        for count in range(1, 4):
            line.writer.write(poll(tab).replace(b"/poll/", b"/park/"))
            await until(lambda: tabs.parked == 1)
            line.writer.write(b"".join(event(tab, tab.message(counter.button))))
            await asyncio.sleep(0.02)
            assert counter.clicks == count - 1
            counter.page.title = f"changed {count}"
            await counter.page.update()
            assert tab.take((await line.answer())[2]) == [["page", "title", f"changed {count}"]]
            assert ["text", counter.button._key, str(count)] in tab.take((await line.answer())[2])
            assert counter.clicks == count
    assert len(taken) == 6


async def test_who_goes_is_noticed_and_what_waited_is_forgotten(
    app: Application, visitor: Visitor, counter: Counter, taken: list[str]
) -> None:
    tab = await visitor.open()
    tabs = app.settings["tornjust_tabs"]
    before = connections()
    async with connected(visitor) as line:
        line.writer.write(poll(tab).replace(b"/poll/", b"/park/"))
        await until(lambda: tabs.parked == 1)
        line.writer.write(b"".join(event(tab, tab.message(counter.button))) * 2)
        await asyncio.sleep(0.02)
    await until(lambda: tabs.parked == 0)
    await asyncio.sleep(0.02)
    assert counter.clicks == 0
    assert len(taken) == 1
    assert connections() == before


async def test_nothing_follows_the_answer_that_ends_the_connection(
    app: Application, visitor: Visitor, counter: Counter
) -> None:
    tab = await visitor.open()
    tabs = app.settings["tornjust_tabs"]
    async with connected(visitor) as line:
        line.writer.write(poll(tab, more="Connection: close\r\n").replace(b"/poll/", b"/park/"))
        await until(lambda: tabs.parked == 1)
        line.writer.write(b"".join(event(tab, tab.message(counter.button))))
        await asyncio.sleep(0.02)
        counter.page.title = "changed"
        await counter.page.update()
        assert (await line.answer())[0] == 200
        assert await line.is_closed()
    assert counter.clicks == 0


async def test_nonsense_does_not_spoil_the_answer_before_it(visitor: Visitor, slow: Slow) -> None:
    tab = await visitor.open()
    async with connected(visitor) as line:
        await begun(line, tab, slow)
        line.writer.write(b"nonsense\r\n\r\n")
        await asyncio.sleep(0.05)
        assert await rest(line, tab, slow) == [["text", slow.button._key, "1"]]
        assert (await line.head())[0] == 400


class TestAnImpatientServer(Impatient):
    @pytest.mark.gen_test(timeout=10)
    async def test_the_clock_of_a_body_starts_when_it_is_its_turn(self, visitor: Visitor, slow: Slow) -> None:
        tab = await visitor.open()
        async with connected(visitor) as line:
            await begun(line, tab, slow)
            head, body = event(tab, tab.message(slow.button))
            line.writer.write(head + body[:9])
            await asyncio.sleep(1.5)
            await rest(line, tab, slow)
            await asyncio.sleep(0.5)
            line.writer.write(body[9:])
            assert (await line.head())[0] == 200
        assert slow.clicks == 2

    @pytest.mark.gen_test(timeout=10)
    @pytest.mark.parametrize(("cut", "seconds"), [(-3, 1), (20, 2)])
    async def test_what_does_not_come_to_its_end_ends_the_connection(
        self, visitor: Visitor, slow: Slow, cut: int, seconds: float
    ) -> None:
        tab = await visitor.open()
        async with connected(visitor) as line:
            await begun(line, tab, slow)
            line.writer.write(b"".join(event(tab, tab.message(slow.button)))[:cut])
            await asyncio.sleep(0.5)
            await rest(line, tab, slow)
            start = time.monotonic()
            assert await line.is_closed()
            assert seconds - 0.2 < time.monotonic() - start < seconds + 0.8
        assert slow.clicks == 1


@pytest.mark.gen_test(timeout=20)
async def test_who_sends_much_has_to_wait_and_then_loses_nothing(
    visitor: Visitor, slow: Slow, reads: list[Lane]
) -> None:
    tab = await visitor.open()
    count = 300
    async with connected(visitor) as line:
        await begun(line, tab, slow)
        asking = poll(tab, more=LONG)
        assert count * len(asking) > 3 * _MOST_HELD
        line.writer.write(asking * count)
        await asyncio.sleep(0.2)
        assert _MOST_HELD < len(reads[-1].held) < 3 * _MOST_HELD
        before = len(reads)
        await asyncio.sleep(0.2)
        assert len(reads) == before  # what cannot be read yet keeps nobody busy
        await rest(line, tab, slow)
        for _ in range(count):
            assert (await line.answer())[0] == 200
        line.writer.write(asking)
        assert (await line.answer())[0] == 200


@pytest.mark.gen_test(timeout=20)
async def test_so_has_who_does_not_take_the_answer(
    visitor: Visitor, counter: Counter, reads: list[Lane]
) -> None:
    tab = await visitor.open()
    text = "long text " * 2_000_000
    counter.button.text = text
    async with connected(visitor) as line:
        line.writer.transport.pause_reading()  # type: ignore[attr-defined]
        line.writer.write(poll(tab))
        await asyncio.sleep(0.3)
        tab.revision += 1
        line.writer.write(poll(tab, more=LONG) * 300)
        await asyncio.sleep(0.2)
        assert _MOST_HELD < len(reads[-1].held) < 3 * _MOST_HELD
        line.writer.transport.resume_reading()  # type: ignore[attr-defined]
        status, _, body = await line.answer()
        assert status == 200
        assert tab.take(body) == [["text", counter.button._key, text]]
        for _ in range(300):
            assert (await line.answer())[0] == 204
        assert len(reads) < 1000


def test_nor_does_it_over_tls(app: Application, tmp_path: Path) -> None:
    """What has been decrypted no selector knows of."""
    certificate, key = make_certificate(tmp_path)
    chosen = Settings(static_directory=str(tmp_path), ssl_certfile=certificate, ssl_keyfile=key)
    go_on = threading.Event()

    async def page(request: Any) -> jp.WebPage:
        while not go_on.is_set():
            await asyncio.sleep(0.01)
        return jp.WebPage()

    jp.Route("/", page)
    context = ssl.create_default_context(cafile=certificate)
    asking = f"GET /_tornjust/poll/a/0 HTTP/1.1\r\nHost: 127.0.0.1\r\n{LONG}\r\n".encode()
    count = 2 * _MOST_HELD // len(asking)
    with (
        Server(lambda: make_application(chosen), lambda app: make_server(app, chosen)) as server,
        socket.create_connection(("127.0.0.1", server.port), timeout=5) as plain,
        context.wrap_socket(plain, server_hostname="127.0.0.1") as line,
    ):
        line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        time.sleep(0.1)
        line.sendall(asking * count)
        time.sleep(0.1)
        go_on.set()
        got = b""
        while got.count(b"HTTP/1.1 404") < count and (piece := line.recv(65536)):
            got += piece
    assert got.startswith(b"HTTP/1.1 200")
    assert got.count(b"HTTP/1.1 404") == count

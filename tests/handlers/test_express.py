"""The short way of small requests: when they take it, and what happens on it while an answer takes its time."""

from __future__ import annotations

import asyncio
import gc
import logging
import time
from typing import Any

import pytest
from tornado.httputil import HTTPHeaders
from tornado.web import Application

import tornjust as jp
from tornjust import express, headers
from tornjust.lane import Lane
from tornjust.settings import Settings

from .conftest import Counter, Visitor, lines
from .line import connected, event, poll

pytestmark = pytest.mark.gen_test


@pytest.fixture
def counter(app: Application) -> Counter:
    return Counter()


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of what went the short way, beside pages."""
    found: list[str] = []
    usual = express.Express._exchange

    def note(self: Any, start: Any, *rest: Any) -> None:
        if start.path != "/":
            found.append(start.path)
        usual(self, start, *rest)

    monkeypatch.setattr(express.Express, "_exchange", note)
    return found


class Slow(Counter):
    """A page whose handler shows each number that it counts, as slowly as a test wants."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = asyncio.Event()

    async def click(self, msg: Any) -> None:  # type: ignore[override]
        self.button.text = "working"
        await self.page.update()
        await self.go_on.wait()
        super().click(msg)


@pytest.fixture
def slow(app: Application) -> Slow:
    return Slow()


async def test_events_and_polls_take_it_from_the_first_on(
    visitor: Visitor, counter: Counter, taken: list[str]
) -> None:
    tab = await visitor.open()
    async with connected(visitor) as line:
        for count in range(1, 4):
            line.writer.write(b"".join(event(tab, tab.message(counter.button))))
            status, _, body = await line.answer()
            assert status == 200
            assert tab.take(body) == [["text", counter.button._key, str(count)]]
            line.writer.write(poll(tab))
            assert (await line.head())[0] == 204
    assert [path.split("/")[2] for path in taken] == ["event", "poll"] * 3


@pytest.mark.parametrize("at", [1, 30, -1])
async def test_a_request_whose_head_comes_in_pieces_takes_the_long_one(
    visitor: Visitor, counter: Counter, taken: list[str], at: int
) -> None:
    tab = await visitor.open()
    request = poll(tab)
    async with connected(visitor) as line:
        line.writer.write(request[:at])
        await asyncio.sleep(0.05)
        line.writer.write(request[at:])
        assert (await line.head())[0] == 204
        assert taken == []
        line.writer.write(request)
        assert (await line.head())[0] == 204
    assert len(taken) == 1


async def test_a_body_may_come_after_its_head(visitor: Visitor, counter: Counter, taken: list[str]) -> None:
    """Some browsers send two packets."""
    tab = await visitor.open()
    async with connected(visitor) as line:
        for count, cut in (1, 0), (2, 7):
            head, body = event(tab, tab.message(counter.button))
            line.writer.write(head + body[:cut])
            await asyncio.sleep(0.05)
            assert len(taken) == counter.clicks == count - 1
            line.writer.write(body[cut:])
            assert (await line.answer())[0] == 200
            assert len(taken) == counter.clicks == count


async def test_a_body_in_many_pieces_is_read_in_the_end(visitor: Visitor, counter: Counter) -> None:
    tab = await visitor.open()
    head, body = event(tab, tab.message(counter.button))
    async with connected(visitor) as line:
        line.writer.write(head)
        for at in range(0, len(body), 9):
            await asyncio.sleep(0.01)
            line.writer.write(body[at : at + 9])
        assert (await line.answer())[0] == 200
    assert counter.clicks == 1


class TestAnImpatientServer:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        settings.body_timeout = 1
        settings.idle_timeout = 2
        return settings

    async def test_a_body_that_does_not_come_ends_the_connection(
        self, visitor: Visitor, counter: Counter
    ) -> None:
        tab = await visitor.open()
        head, body = event(tab, tab.message(counter.button))
        async with connected(visitor) as line:
            start = time.monotonic()
            line.writer.write(head + body[:-1])
            assert await line.is_closed()
            assert 0.8 < time.monotonic() - start < 1.8
        assert counter.clicks == 0

    @pytest.mark.gen_test(timeout=15)
    async def test_a_connection_is_idle_so_long_after_its_last_answer_whichever_way_it_came(
        self, visitor: Visitor, counter: Counter, taken: list[str]
    ) -> None:
        tab = await visitor.open()
        for method, statuses in ("GET", [204] * 8), ("HEAD", [405] * 8):
            async with connected(visitor) as line:
                for status in statuses:
                    await asyncio.sleep(0.4)
                    line.writer.write(poll(tab, method))
                    assert (await line.head())[0] == status
                start = time.monotonic()
                assert await line.is_closed()
                assert 1.8 < time.monotonic() - start < 2.8
        assert len(taken) == 8

    @pytest.mark.gen_test(timeout=15)
    async def test_nor_is_one_whose_answer_takes_long(
        self, visitor: Visitor, slow: Slow, taken: list[str]
    ) -> None:
        tab = await visitor.open()
        async with connected(visitor) as line:
            line.writer.write(b"".join(event(tab, tab.message(slow.button))))
            status, headers = await line.head()
            assert (status, headers["transfer-encoding"]) == (200, "chunked")
            assert b"working" in await line.chunk()
            await asyncio.sleep(3)
            slow.go_on.set()
            while piece := await line.chunk():
                last = piece
            assert b'"1"' in last
            await asyncio.sleep(1)
            line.writer.write(poll(tab))
            assert (await line.head())[0] == 200
        assert len(taken) == 2

    @pytest.mark.parametrize("sent", [b"", b"GET / HTT", b"GET / HTTP/1.1\r\nHost: x\r\n"])
    async def test_a_head_that_does_not_come_ends_it(
        self, visitor: Visitor, counter: Counter, sent: bytes
    ) -> None:
        async with connected(visitor) as line:
            start = time.monotonic()
            line.writer.write(sent)
            assert await line.is_closed()
            assert 1.8 < time.monotonic() - start < 2.8


async def test_what_a_handler_shows_on_its_way_comes_at_once_and_the_connection_goes_on(
    visitor: Visitor, slow: Slow, taken: list[str]
) -> None:
    tab = await visitor.open()
    async with connected(visitor) as line:
        line.writer.write(b"".join(event(tab, tab.message(slow.button))))
        assert (await line.head())[1]["transfer-encoding"] == "chunked"
        assert tab.take(await line.chunk()) == [["text", slow.button._key, "working"]]
        slow.go_on.set()
        assert tab.take(await line.chunk()) == [["text", slow.button._key, "1"]]
        assert await line.chunk() == b""
        line.writer.write(poll(tab))
        assert (await line.head())[0] == 204
    assert len(taken) == 2


class Panic(BaseException):
    """What is no `Exception`: extensions in Rust raise such a thing."""


class Panicking(Counter):
    """A page with handlers, and a hook, that panic."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []
        self.panics = False
        page = self

        def sync(self: Any, msg: Any) -> None:
            page.heard.append("sync")
            raise Panic("sync")

        async def later(self: Any, msg: Any) -> None:
            await asyncio.sleep(0)
            page.heard.append("later")
            raise Panic("later")

        def gives_up(self: Any, msg: Any) -> None:
            raise GeneratorExit

        self.buttons = [jp.Button(a=self.page, click=handler) for handler in (sync, later, gives_up)]
        self.page.react = self.react  # type: ignore[method-assign]

    def react(self, data: Any = None) -> None:
        if self.panics:
            raise Panic("react")


@pytest.fixture
def panicking(app: Application) -> Panicking:
    return Panicking()


@pytest.mark.parametrize("name", ["sync", "later"])
async def test_a_handler_that_raises_what_is_no_exception_has_failed_as_any_other(
    visitor: Visitor, panicking: Panicking, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    tab = await visitor.open()
    message = tab.message(panicking.buttons[name == "later"])
    async with connected(visitor) as line:
        for _ in range(2):  # as a tab that does not hear of its event does
            line.writer.write(b"".join(event(tab, message)))
            status, _, body = await line.answer()
            assert status == 200
            assert f"Panic: {name}" in body.decode()
        line.writer.write(b"".join(event(tab, tab.message(panicking.button))))
        assert (await line.answer())[0] == 200
    assert panicking.heard == [name]
    assert panicking.clicks == 1
    assert f"Panic: {name}" in caplog.text


async def test_and_so_has_a_hook_that_a_poll_asks(visitor: Visitor, panicking: Panicking) -> None:
    tab = await visitor.open()
    async with connected(visitor) as line:
        panicking.panics = True
        line.writer.write(poll(tab))
        status, _, body = await line.answer()
        assert status == 200
        assert "Panic: react" in body.decode()
        panicking.panics = False
        line.writer.write(poll(tab))
        assert (await line.head())[0] == 204


async def test_what_cannot_be_answered_at_all_ends_its_connection(
    visitor: Visitor, panicking: Panicking
) -> None:
    tab = await visitor.open()
    async with connected(visitor) as line:
        line.writer.write(b"".join(event(tab, tab.message(panicking.buttons[2]))))
        assert await line.is_closed()


async def test_a_client_that_asks_again_before_it_was_answered_has_to_come_back(
    visitor: Visitor, slow: Slow
) -> None:
    """RFC 9112, section 9.3.2: what is not answered when the connection ends, it sends again."""
    tab = await visitor.open()
    async with connected(visitor) as line:
        line.writer.write(b"".join(event(tab, tab.message(slow.button))))
        assert (await line.head())[0] == 200
        line.writer.write(poll(tab))
        await asyncio.sleep(0.05)
        slow.go_on.set()
        while await line.chunk():
            pass
        assert await line.is_closed()
    assert (await tab.poll()).code == 200


async def test_a_client_that_goes_is_noticed_while_its_answer_waits(
    app: Application, visitor: Visitor, counter: Counter, taken: list[str]
) -> None:
    tab = await visitor.open()
    tabs = app.settings["tornjust_tabs"]
    async with connected(visitor) as line:
        line.writer.write(poll(tab).replace(b"/poll/", b"/park/"))
        await _until(lambda: tabs.parked == 1)
    await _until(lambda: tabs.parked == 0)
    assert len(taken) == 1


async def test_a_parked_request_is_answered_by_it(
    app: Application, visitor: Visitor, counter: Counter, taken: list[str]
) -> None:
    tab = await visitor.open()
    tabs = app.settings["tornjust_tabs"]
    async with connected(visitor) as line:
        for count in range(3):
            line.writer.write(poll(tab).replace(b"/poll/", b"/park/"))
            await _until(lambda: tabs.parked == 1)
            counter.button.text = f"changed {count}"
            await counter.page.update()
            assert tab.take((await line.answer())[2]) == [["text", counter.button._key, f"changed {count}"]]
    assert len(taken) == 3


async def test_a_client_that_wants_no_more_is_let_go(
    visitor: Visitor, counter: Counter, taken: list[str]
) -> None:
    tab = await visitor.open()
    async with connected(visitor) as line:
        line.writer.write(poll(tab, more="Connection: close\r\n"))
        status, headers = await line.head()
        assert (status, headers["connection"]) == (204, "close")
        assert await line.is_closed()
    assert len(taken) == 1


@pytest.mark.gen_test(timeout=20)
async def test_a_large_answer_reaches_a_client_that_reads_slowly(
    visitor: Visitor, counter: Counter, taken: list[str]
) -> None:
    tab = await visitor.open()
    text = "long text " * 600_000
    counter.button.text = text
    async with connected(visitor) as line:
        line.writer.transport.pause_reading()  # type: ignore[attr-defined]
        line.writer.write(poll(tab, more="Connection: close\r\n"))
        await asyncio.sleep(0.3)
        line.writer.transport.resume_reading()  # type: ignore[attr-defined]
        status, _, body = await line.answer()
        assert status == 200
        assert tab.take(body) == [["text", counter.button._key, text]]
        assert await line.is_closed()
    assert len(taken) == 1


@pytest.mark.parametrize(
    "more",
    [
        "Expect: 100-continue\r\n",
        "Upgrade: h2c\r\n",
        "Connection: keep-alive, Upgrade\r\n",
        "Transfer-Encoding: identity\r\n",
        "cookie: a=b\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: +0\r\n",
        "X-Forwarded-For : 1.2.3.4\r\n",
        " folded: 1\r\n",
        "X-Zero: a\0b\r\n",
        "no colon\r\n",
        "Bare: line\nfeed: 1\r\n",
    ],
)
async def test_what_is_unusual_is_left_to_tornado(
    visitor: Visitor, counter: Counter, taken: list[str], more: str
) -> None:
    tab = await visitor.open()
    async with connected(visitor) as line:
        line.writer.write(poll(tab, more=more))
        await line.reader.read(100)
    assert taken == []


async def test_a_cookie_that_holds_what_it_must_not_is_refused(
    visitor: Visitor, counter: Counter, taken: list[str]
) -> None:
    tab = await visitor.open()
    async with connected(visitor) as line:
        line.writer.write(poll(tab).replace(b"Cookie: ", b"Cookie: a=\x07b; "))
        assert (await line.head())[0] == 400
    assert taken == []


async def test_a_cookie_belongs_to_its_request_only(
    visitor: Visitor, stranger: Visitor, counter: Counter, taken: list[str]
) -> None:
    """A proxy has one connection for all."""
    mine, theirs = await visitor.open(), await stranger.open()
    async with connected(visitor) as line:
        for tab, as_who, expected in (
            (mine, mine, 204),
            (theirs, theirs, 204),
            (mine, theirs, 404),
            (theirs, mine, 404),
            (mine, mine, 204),
        ):
            request = poll(tab).replace(
                tab.visitor.headers["Cookie"].encode(), as_who.visitor.headers["Cookie"].encode()
            )
            line.writer.write(request)
            status, _, _ = await line.answer()
            assert status == expected
        line.writer.write(poll(mine).replace(b"Cookie: ", b"X-Cookie: "))
        assert (await line.answer())[0] == 404
    assert len(taken) == 6


async def test_what_breaks_inside_is_in_the_log_and_ends_the_connection(
    visitor: Visitor, counter: Counter, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tab = await visitor.open()

    def fail(*_: Any) -> None:
        raise RuntimeError("out of order")

    with monkeypatch.context() as patch:
        patch.setattr("tornjust.handlers.exchange.Exchange.finish", fail)
        async with connected(visitor) as line:
            line.writer.write(poll(tab))
            assert await line.is_closed()
    assert lines(caplog) == [f"GET {tab.address('poll')}/{tab.revision} failed"]
    assert (await tab.poll()).code == 204


async def test_nothing_stays_of_a_connection_that_ended(
    http_server: Any, visitor: Visitor, counter: Counter, taken: list[str]
) -> None:
    """Not even until the garbage collector looks, which it seldom does in a server."""
    tab = await visitor.open()
    before = _connections()
    gc.disable()
    try:
        for _ in range(5):
            async with connected(visitor) as line:
                line.writer.write(poll(tab))
                assert (await line.head())[0] == 204
                line.writer.write(poll(tab, "HEAD"))
                assert (await line.head())[0] == 405
                line.writer.write(poll(tab))
                assert (await line.head())[0] == 204
                assert len(http_server._express) == 1
            await _until(lambda: not http_server._express)
        await asyncio.sleep(0.01)
        assert _connections() == before
    finally:
        gc.enable()
    assert len(taken) == 10


async def test_nor_of_one_that_sent_what_was_refused(
    visitor: Visitor, counter: Counter, caplog: pytest.LogCaptureFixture
) -> None:
    """The refusal is kept for a tab that did not hear of it; the connection is not."""
    caplog.set_level(logging.ERROR, "tornjust")  # a record of the log would keep the refusal as it was raised
    tab = await visitor.open()
    before = _connections()
    async with connected(visitor) as line:
        message = tab.message(counter.button, "dblclick")
        for _ in range(2):
            line.writer.write(b"".join(event(tab, message)))
            status, _, body = await line.answer()
            assert (status, b"does not listen" in body) == (400, True)
    await asyncio.sleep(0.05)
    assert _connections() == before


async def test_nor_of_one_that_ended_before_its_answer_did(http_server: Any, visitor: Visitor) -> None:
    go_on, made = asyncio.Event(), []

    async def page(request: Any) -> jp.WebPage:
        await go_on.wait()
        made.append(jp.WebPage())
        return made[0]

    jp.Route("/", page)
    before = _connections()
    async with connected(visitor) as line:
        line.writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        await _until(lambda: http_server._express)
    await _until(lambda: not http_server._express)
    go_on.set()
    await _until(lambda: made)
    await asyncio.sleep(0.05)
    assert _connections() == before


def test_headers_that_are_known_read_as_tornados_own() -> None:
    block = "Host: a.example\r\nX-List: 1\r\nx-list: 2\r\nAccept-Language: de\r\n"
    found = headers.read_headers(f"\r\n{block}Cookie: \ta=b; c=d \r\n".encode())
    assert found is not None
    ours, own = found[0], HTTPHeaders.parse(f"{block}Cookie: \ta=b; c=d \r\n")
    assert dict(ours) == dict(own)
    assert sorted(ours.get_all()) == sorted(own.get_all())
    assert len(ours) == len(own)
    for name in ("HOST", "cookie", "Cookie", "x-list", "X-LIST", "accept-Language", "None", "x--y"):
        assert (ours.get(name), name in ours, ours.get_list(name)) == (
            own.get(name),
            name in own,
            own.get_list(name),
        )
    with pytest.raises(KeyError):
        ours["Origin"]
    assert 5 not in ours


def test_what_is_remembered_of_headers_is_bounded() -> None:
    for number in range(2 * headers._MOST_KNOWN):
        assert headers.read_headers(f"\r\nHost: a{number}.example\r\n".encode()) is not None
    assert len(headers._known) == headers._MOST_KNOWN
    large = f"\r\nX: {'x' * headers._LONGEST_KNOWN}\r\n".encode()
    assert headers.read_headers(large) is not None
    assert large not in headers._known


def _connections() -> set[int]:
    """What there is of connections on the short way, of earlier tests in this process too."""
    gc.collect()
    ours = (express.Express, express.Answer, Lane)
    return {id(thing) for thing in gc.get_objects() if isinstance(thing, ours)}


async def _until(condition: Any) -> None:
    end = asyncio.get_running_loop().time() + 4
    while not condition():
        assert asyncio.get_running_loop().time() < end
        await asyncio.sleep(0.005)

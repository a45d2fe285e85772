"""The WebSocket: the same messages as over Ajax, and pushes at any time."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from tornado.web import Application
from tornado.websocket import WebSocketClientConnection

import tornjust as jp
from tornjust.settings import Settings

from .conftest import Tab, Visitor, lines

pytestmark = pytest.mark.gen_test


class Counter(jp.WebPage):
    """A shared page: every click of anybody counts, and all tabs see it."""

    def __init__(self) -> None:
        super().__init__(delete_flag=False)
        self.clicks = 0
        self.button = jp.Button(a=self, text="0", click=self.count)
        self.plain = jp.P(a=self, text="nothing happens here")
        jp.Route("/", lambda: self)

    def count(self, msg: Any) -> None:
        self.clicks += 1
        self.button.text = self.clicks


@pytest.fixture
def counter(app: Application) -> Counter:
    return Counter()


async def opened(tab: Tab) -> WebSocketClientConnection:
    """A socket that the server knows the tab's revision on."""
    socket = await tab.socket()
    await socket.write_message(json.dumps(["sync", tab.revision]))
    return socket


async def read(socket: WebSocketClientConnection) -> Any:
    """The next message that is more than the word that something has arrived."""
    while True:
        text = await socket.read_message()
        message = None if text is None else json.loads(text)
        if message is None or message[0] != "ack":
            return message


async def click(socket: WebSocketClientConnection, tab: Tab, target: Any) -> Any:
    """Send a click; returns the message that says it is done."""
    await socket.write_message(json.dumps(tab.message(target)))
    while True:
        message = await read(socket)
        if message is None or message[0] != "patch":
            return message
        tab.take(json.dumps(message))
        if len(message) > 4 and message[4] == tab.seq:
            return message


async def test_an_event_is_answered_on_the_socket(visitor: Visitor, counter: Counter) -> None:
    tab = await visitor.open()
    socket = await opened(tab)
    answer = await click(socket, tab, counter.button)
    assert answer[3] == [["text", counter.button._key, "1"]]
    assert answer[4] == 1


async def test_one_tabs_event_is_pushed_to_the_others(
    visitor: Visitor, stranger: Visitor, counter: Counter
) -> None:
    mine, theirs = await visitor.open(), await stranger.open()
    here, there = await opened(mine), await opened(theirs)
    await click(there, theirs, counter.button)
    assert (await read(here))[3] == [["text", counter.button._key, "1"]]


async def test_a_push_reaches_every_tab_once(visitor: Visitor, counter: Counter) -> None:
    tabs = [await visitor.open() for _ in range(3)]
    sockets = [await opened(tab) for tab in tabs]
    for tab, socket in zip(tabs, sockets):
        await click(socket, tab, counter.plain)  # refused, but now the server has taken every socket over
    counter.button.text = "pushed"
    await counter.update()
    counter.button.text = "again"
    await counter.update()
    for socket in sockets:
        texts = [(await read(socket))[3] for _ in range(2)]
        assert texts == [[["text", counter.button._key, word]] for word in ("pushed", "again")]


async def test_sync_catches_up_on_what_changed_meanwhile(visitor: Visitor, counter: Counter) -> None:
    tab = await visitor.open()
    counter.button.text = "changed"
    socket = await opened(tab)
    assert (await read(socket))[3] == [["text", counter.button._key, "changed"]]


async def test_a_tab_may_come_back_on_another_socket(visitor: Visitor, counter: Counter) -> None:
    tab = await visitor.open()
    first = await opened(tab)
    await click(first, tab, counter.button)
    first.close()
    counter.plain.text = "while it was away"
    second = await opened(tab)
    assert [op[0] for op in (await read(second))[3]] == ["text"]
    answer = await click(second, tab, counter.button)
    assert answer[3] == [["text", counter.button._key, "2"]]


async def test_an_event_that_is_sent_again_on_a_new_socket_runs_once(
    visitor: Visitor, counter: Counter
) -> None:
    tab = await visitor.open()
    first = await opened(tab)
    message = json.dumps(tab.message(counter.button))
    await first.write_message(message)
    first.close()
    second = await opened(tab)
    await second.write_message(message)
    answer = await read(second)
    while len(answer) < 5:
        answer = await read(second)
    assert answer[4] == 1
    assert counter.clicks == 1
    assert counter.button.text == 1


BAD_MESSAGES = [
    "not json",
    b"\xff\xfe",
    "null",
    "[]",
    '["explode"]',
    '["sync"]',
    '["sync", "x"]',
    '["event", 1, 0]',
    '["event", "1", 0, 1, "click", {}]',
    '["event", 1, 0, 1, "click", []]',
    '["event", 9999, 0, 1, "click", {}]',
]


@pytest.mark.parametrize("message", BAD_MESSAGES, ids=str)
async def test_a_bad_message_is_answered_with_an_error_and_harms_nobody(
    visitor: Visitor, counter: Counter, caplog: pytest.LogCaptureFixture, message: str | bytes
) -> None:
    tab = await visitor.open()
    socket = await opened(tab)
    await socket.write_message(message, binary=isinstance(message, bytes))
    kind, seq, text = await read(socket)
    assert (kind, seq) == ("error", 0)
    assert len(lines(caplog)) == 1
    assert text in lines(caplog)[0]
    assert (await click(socket, tab, counter.button))[4] == 1
    assert counter.clicks == 1


@pytest.mark.parametrize("target", ["plain", "unknown"])
async def test_an_event_for_nobody_is_answered_with_an_error(
    visitor: Visitor, counter: Counter, caplog: pytest.LogCaptureFixture, target: str
) -> None:
    tab = await visitor.open()
    socket = await opened(tab)
    message = tab.message(counter.plain)
    if target == "unknown":
        message[3] = 987_654_321
    await socket.write_message(json.dumps(message))
    answer = await read(socket)
    assert answer[:2] == ["error", 1]
    assert len(lines(caplog)) == 1
    assert (await click(socket, tab, counter.button))[4] == 2


async def test_too_large_a_message_ends_the_socket_and_nothing_else(
    settings: Settings,
    visitor: Visitor,
    stranger: Visitor,
    counter: Counter,
    caplog: pytest.LogCaptureFixture,
) -> None:
    tab, other = await visitor.open(), await stranger.open()
    there = await opened(other)
    socket = await opened(tab)
    await socket.write_message("x" * (settings.max_message + 1))
    answer = await read(socket)
    assert answer is None or answer[0] == "error"
    assert len(lines(caplog)) == 1
    assert (await click(there, other, counter.button))[4] == 1
    assert tab.take((await tab.post(tab.message(counter.button))).body)


async def test_an_unknown_tab_is_told_to_load_again(
    visitor: Visitor, stranger: Visitor, counter: Counter, caplog: pytest.LogCaptureFixture
) -> None:
    tab = await visitor.open()
    await stranger.open()
    socket = await Tab(stranger, tab.source).socket()
    kind, server = await read(socket)
    assert kind == "reload"
    assert await read(socket) is None
    assert len(lines(caplog)) == 1
    tab.token = "A" * 22
    assert await read(await tab.socket()) == ["reload", server]


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
async def test_another_sites_page_gets_no_socket(visitor: Visitor, counter: Counter, origin: str) -> None:
    tab = await visitor.open()
    handshake = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg==",
        "Origin": origin,
    }
    assert (await visitor.fetch(tab.address("socket"), handshake)).code == 403
    socket = await opened(tab)
    assert (await click(socket, tab, counter.button))[4] == 1


async def test_a_handler_that_raises_is_told_and_the_socket_lives_on(
    visitor: Visitor, counter: Counter, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(self: Any, msg: Any) -> None:
        self.text = "half done"
        raise ZeroDivisionError("by zero")

    bad = jp.Button(a=counter, text="bad", click=fail)
    tab = await visitor.open()
    socket = await opened(tab)
    answer = await click(socket, tab, bad)
    assert answer[3] == [["text", bad._key, "half done"]]
    assert "ZeroDivisionError: by zero" in answer[5]
    assert len(lines(caplog)) == 1
    assert (await click(socket, tab, counter.button))[4] == 2


async def test_a_tab_that_does_not_read_holds_up_nobody(
    visitor: Visitor, stranger: Visitor, counter: Counter
) -> None:
    # What a phone does that was put away: its socket is open, and nothing is read from it any more.
    asleep, awake = await visitor.open(), await stranger.open()
    stuck = await opened(asleep)
    await click(stuck, asleep, counter.button)
    stuck.stream.pause = True  # type: ignore[attr-defined]
    stuck.stream.io_loop.remove_handler(stuck.stream.fileno())  # type: ignore[attr-defined]
    socket = await opened(awake)

    def grow(self: Any, msg: Any) -> None:
        self.text = str(counter.clicks) * 8_000_000
        counter.clicks += 1

    counter.button.on("click", grow)
    for _ in range(3):
        answer = await awake.post(awake.message(counter.button))
        assert answer.code == 200
    # The end of both is seen here, not at some later garbage collection.
    stuck.stream.close()  # type: ignore[attr-defined]
    socket.close()
    (page,) = counter.button._roots()
    while any(tab.socket is not None for tab in page._tabs.values()):
        await asyncio.sleep(0.01)

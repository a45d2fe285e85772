"""Parked requests: as polls, but the answer waits until there is something to say."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from typing import Any

import pytest
from tornado.httpclient import HTTPResponse
from tornado.web import Application

import tornjust as jp
from tornjust.settings import Settings

from .conftest import Tab, Visitor

pytestmark = pytest.mark.gen_test


class Board(jp.WebPage):
    """A shared page with one text, which a button changes."""

    def __init__(self) -> None:
        super().__init__(delete_flag=False)
        self.text = jp.Div(a=self, text="old")
        self.button = jp.Button(a=self, text="change", click=self.change)
        jp.Route("/", lambda: self)

    def change(self, msg: Any) -> None:
        self.text.text = "changed"


@pytest.fixture
def board(app: Application) -> Board:
    return Board()


def park(tab: Tab) -> asyncio.Future[HTTPResponse]:
    return asyncio.ensure_future(tab.visitor.fetch(f"{tab.address('park')}/{tab.revision}"))


async def parked(app: Application, count: int = 1) -> None:
    """Wait until so many requests are parked."""
    while app.settings["tornjust_tabs"].parked != count:
        await asyncio.sleep(0.001)


async def test_a_parked_request_is_answered_when_something_changes(
    app: Application, visitor: Visitor, board: Board
) -> None:
    tab = await visitor.open()
    waiting = park(tab)
    await parked(app)
    board.text.text = "new"
    await board.update()
    assert tab.take((await waiting).body) == [["text", board.text._key, "new"]]
    assert app.settings["tornjust_tabs"].parked == 0


async def test_what_changed_before_is_told_at_once(visitor: Visitor, board: Board) -> None:
    tab = await visitor.open()
    board.text.text = "new"
    assert tab.take((await park(tab)).body) == [["text", board.text._key, "new"]]


class Rebuilt(jp.Ul):
    """Makes its children anew, and looking different, whenever somebody looks at the page."""

    looks = 0

    def react(self, data: Any) -> None:
        Rebuilt.looks += 1
        self.components = [jp.Li(text=Rebuilt.looks)]


async def test_a_hook_that_makes_something_new_each_time_does_not_end_the_wait(
    app: Application, visitor: Visitor, board: Board
) -> None:
    Rebuilt(a=board)
    tab, other = await visitor.open(), await visitor.open()
    looks = Rebuilt.looks
    tab.take((await park(tab)).body)  # what opening the other tab made new
    waiting, theirs = park(tab), park(other)
    await parked(app, 2)
    assert Rebuilt.looks == looks
    # An update asks the hooks, for a tab that waits as for one that comes too late for it.
    await board.update()
    tab.take((await waiting).body)
    other.take((await theirs).body)
    looks = Rebuilt.looks
    await board.update()
    tab.take((await park(tab)).body)
    assert Rebuilt.looks == looks + 1
    other.take((await park(other)).body)
    for one in (tab, other, tab, other):
        news = park(one)
        await asyncio.sleep(0.02)
        if news.done():
            one.take((await news).body)
        else:
            news.cancel()
    looks = Rebuilt.looks
    waiting = park(tab)
    await asyncio.sleep(0.02)
    assert not waiting.done()
    assert Rebuilt.looks == looks
    waiting.cancel()


async def test_what_another_tab_does_ends_the_wait_but_not_what_the_tab_itself_does(
    app: Application, visitor: Visitor, board: Board
) -> None:
    tab, other = await visitor.open(), await visitor.open()
    waiting, theirs = park(tab), park(other)
    await parked(app, 2)
    await tab.event(board.button)
    assert other.take((await theirs).body) == [["text", board.text._key, "changed"]]
    await asyncio.sleep(0.02)
    assert not waiting.done()
    waiting.cancel()


async def test_with_nothing_new_the_answer_is_an_empty_204_after_a_while(
    settings: Settings, visitor: Visitor, board: Board
) -> None:
    settings.park_seconds = 0
    tab = await visitor.open()
    answer = await park(tab)
    assert (answer.code, answer.body) == (204, b"")
    assert "Retry-After" not in answer.headers


async def test_a_busy_server_says_when_to_come_back(
    settings: Settings, app: Application, visitor: Visitor, board: Board
) -> None:
    settings.max_parked, settings.busy_delay = 1, 7
    tab, other = await visitor.open(), await visitor.open()
    waiting = park(tab)
    await parked(app)
    answer = await park(other)
    assert (answer.code, answer.headers["Retry-After"]) == (204, "7")
    board.text.text = "new"
    await board.update()
    assert (await waiting).code == 200


async def test_a_tab_waits_with_one_request_only(app: Application, visitor: Visitor, board: Board) -> None:
    tab = await visitor.open()
    first = park(tab)
    await parked(app)
    second = park(tab)
    assert (await first).code == 204
    board.text.text = "new"
    await board.update()
    assert (await second).code == 200


def head_of(tab: Tab) -> bytes:
    """A request that waits for changes, as it goes over the wire."""
    lines = [
        f"GET {tab.address('park')}/{tab.revision} HTTP/1.1",
        f"Host: {tab.visitor.url.removeprefix('http://')}",
        *(f"{name}: {value}" for name, value in tab.visitor.headers.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode()


async def test_a_request_that_breaks_off_waits_no_longer(
    app: Application, visitor: Visitor, board: Board
) -> None:
    tab = await visitor.open()
    _, writer = await asyncio.open_connection("127.0.0.1", int(visitor.url.rpartition(":")[2]))
    writer.write(head_of(tab))
    await parked(app)
    writer.close()
    await writer.wait_closed()
    await parked(app, 0)


async def test_a_request_that_breaks_off_as_it_comes_does_not_wait(
    app: Application, visitor: Visitor, board: Board
) -> None:
    tab = await visitor.open()
    session = next(iter(app.settings["tornjust_tabs"]))
    heard_at = session.seen_at
    with socket.create_connection(("127.0.0.1", int(visitor.url.rpartition(":")[2]))) as connection:
        await asyncio.sleep(0.05)  # until the server waits for the request
        connection.sendall(head_of(tab))
    while session.seen_at == heard_at:
        await asyncio.sleep(0.001)
    await asyncio.sleep(0.05)
    assert app.settings["tornjust_tabs"].parked == 0


async def test_a_tab_that_goes_ends_its_wait(app: Application, visitor: Visitor, board: Board) -> None:
    tab = await visitor.open()
    waiting = park(tab)
    await parked(app)
    await visitor.fetch(tab.address("leave"), method="POST", body="")
    assert (await waiting).code in (204, 404)


async def test_a_second_document_of_a_tab_is_told_to_load_its_page(visitor: Visitor, board: Board) -> None:
    # A browser that duplicates a tab shows a copy of the document, with the token of the first.
    tab = await visitor.open()
    address = f"{tab.address('poll')}/{tab.revision}"
    assert (await visitor.fetch(f"{address}?first")).code == 204
    copy = await visitor.fetch(f"{address}?copy")
    assert (copy.code, json.loads(copy.body)[0]) == (404, "reload")
    event = await visitor.fetch(f"{tab.address('event')}?copy", method="POST", body="[]")
    assert event.code in (400, 404)
    await visitor.fetch(f"{tab.address('leave')}?copy", method="POST", body="")
    assert (await visitor.fetch(f"{address}?first")).code == 204


# -- several tabs of one browser --------------------------------------------------------------------------------------


def park_for(tab: Tab, *others: list[Any]) -> asyncio.Future[HTTPResponse]:
    """One request for a tab and for others: [document, tab, revision]."""
    body = json.dumps([[name, other.token, since] for name, other, since in others])
    address = f"{tab.address('park')}/{tab.revision}?mine"
    return asyncio.ensure_future(tab.visitor.fetch(address, method="POST", body=body))


def private(tabs: list[Any]) -> None:
    """Each visit makes a page of its own."""

    def page() -> jp.WebPage:
        wp = jp.WebPage()
        wp.text = jp.P(a=wp, text="old")
        tabs.append(wp)
        return wp

    jp.Route("/own", page)


async def test_one_request_waits_for_several_tabs_and_is_told_what_is_new_for_each(
    app: Application, visitor: Visitor
) -> None:
    pages: list[Any] = []
    private(pages)
    tab, second, third = [await visitor.open("/own") for _ in range(3)]
    waiting = park_for(tab, ["two", second, second.revision], ["three", third, third.revision])
    await parked(app)
    for page, text in zip(pages[1:], ("for two", "for three")):
        page.text.text = text
        await page.update()
    answer = json.loads((await waiting).body)
    assert [name for name, _ in answer] == ["two", "three"]
    assert second.take(answer[0][1]) == [["text", pages[1].text._key, "for two"]]
    assert third.take(answer[1][1]) == [["text", pages[2].text._key, "for three"]]
    waiting = park_for(tab, ["two", second, second.revision])
    await parked(app)
    pages[0].text.text = "for one"
    await pages[0].update()
    [[name, text]] = json.loads((await waiting).body)
    assert name == "mine"
    assert tab.take(text) == [["text", pages[0].text._key, "for one"]]


async def test_what_another_tab_missed_is_told_at_once(visitor: Visitor) -> None:
    pages: list[Any] = []
    private(pages)
    tab, second = await visitor.open("/own"), await visitor.open("/own")
    pages[1].text.text = "new"
    [[name, text]] = json.loads((await park_for(tab, ["two", second, second.revision])).body)
    assert name == "two"
    assert second.take(text) == [["text", pages[1].text._key, "new"]]


async def test_nobody_waits_for_another_visitors_tab_or_for_one_that_has_gone(
    app: Application, visitor: Visitor, stranger: Visitor
) -> None:
    pages: list[Any] = []
    private(pages)
    tab, theirs = await visitor.open("/own"), await stranger.open("/own")
    pages[1].text.text = "secret"
    answer = await park_for(tab, ["theirs", theirs, theirs.revision])
    unknown = app.settings["tornjust_tabs"].unknown
    assert json.loads(answer.body) == [["theirs", unknown]]
    second = await visitor.open("/own")
    assert (await visitor.fetch(f"{second.address('poll')}/{second.revision}?two")).code == 204
    copy = await park_for(tab, ["copy", second, second.revision])
    assert json.loads(copy.body) == [["copy", unknown]]
    waiting = park_for(tab, ["two", second, second.revision])
    await parked(app)
    await visitor.fetch(second.address("leave") + "?two", method="POST", body="")
    assert (await waiting).code == 204
    gone = await park_for(tab, ["two", second, second.revision])
    assert json.loads(gone.body) == [["two", unknown]]


@pytest.mark.parametrize(
    "body", ["", "{}", "[1]", '[["a","b"]]', '[["a","b",-1]]', '[["a",1,1]]', str([["a", "b", 1]] * 101)]
)
async def test_what_does_not_name_tabs_is_refused(visitor: Visitor, board: Board, body: str) -> None:
    tab = await visitor.open()
    answer = await visitor.fetch(
        f"{tab.address('park')}/{tab.revision}", method="POST", body=body.replace("'", '"')
    )
    assert (answer.code, json.loads(answer.body)[0]) == (400, "error")


async def test_another_sites_page_cannot_wait_for_tabs(visitor: Visitor, board: Board) -> None:
    tab = await visitor.open()
    answer = await visitor.fetch(
        f"{tab.address('park')}/{tab.revision}",
        method="POST",
        body="[]",
        headers={"Origin": "https://evil.example"},
    )
    assert answer.code == 403


async def test_tabs_that_never_said_anything_go_sooner(
    settings: Settings, app: Application, visitor: Visitor, board: Board
) -> None:
    settings.silent_tab_timeout, settings.tab_timeout = 10, 100
    silent, spoke = await visitor.open(), await visitor.open()
    await spoke.poll()
    tabs = app.settings["tornjust_tabs"]
    for session in tabs:
        session.seen_at -= 20
        session.opened_at -= 20
    await tabs.sweep()
    assert (await silent.poll()).code == 404
    assert (await spoke.poll()).code == 204
    for session in tabs:
        session.seen_at -= 200
    await tabs.sweep()
    assert (await spoke.poll()).code == 404


async def test_while_an_event_is_handled_a_line_says_so(visitor: Visitor, board: Board) -> None:
    gate = asyncio.Event()

    async def slow(self: Any, msg: Any) -> None:
        await gate.wait()

    board.button.on("click", slow)
    tab = await visitor.open()
    lines: list[bytes] = []
    start = time.monotonic()
    answer = asyncio.ensure_future(
        visitor.fetch(
            tab.address("event"),
            method="POST",
            body=str(tab.message(board.button)).replace("'", '"'),
            streaming_callback=lines.append,
        )
    )
    while not lines:
        await asyncio.sleep(0.01)
    assert lines == [b'["ack", 1]\n']
    assert time.monotonic() - start < 2
    gate.set()
    assert (await answer).code == 200
    assert b"".join(lines).strip().endswith(b",1]")

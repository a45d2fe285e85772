"""When the short way takes a request, and how it is answered there."""

from __future__ import annotations

import asyncio

import pytest
from tornado.web import Application

from ..conftest import Counter, Visitor
from ..line import connected, event, poll
from .conftest import Slow, until

pytestmark = pytest.mark.gen_test


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


async def test_a_client_that_goes_is_noticed_while_its_answer_waits(
    app: Application, visitor: Visitor, counter: Counter, taken: list[str]
) -> None:
    tab = await visitor.open()
    tabs = app.settings["tornjust_tabs"]
    async with connected(visitor) as line:
        line.writer.write(poll(tab).replace(b"/poll/", b"/park/"))
        await until(lambda: tabs.parked == 1)
    await until(lambda: tabs.parked == 0)
    assert len(taken) == 1


async def test_a_parked_request_is_answered_by_it(
    app: Application, visitor: Visitor, counter: Counter, taken: list[str]
) -> None:
    tab = await visitor.open()
    tabs = app.settings["tornjust_tabs"]
    async with connected(visitor) as line:
        for count in range(3):
            line.writer.write(poll(tab).replace(b"/poll/", b"/park/"))
            await until(lambda: tabs.parked == 1)
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

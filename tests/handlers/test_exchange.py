"""Events and polls as HTTP: methods, connections, broken handlers, and what the log and the counts say of them."""

from __future__ import annotations

import asyncio
import gzip
import json
import re
from typing import Any

import pytest
from tornado.web import Application

import tornjust as jp
from tornjust.session import Session
from tornjust.stats import stats

from .conftest import Counter, Visitor, lines
from .line import connected, poll

pytestmark = pytest.mark.gen_test


@pytest.fixture
def counter(app: Application) -> Counter:
    return Counter()


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
async def test_another_method_is_told_the_right_one(visitor: Visitor, counter: Counter, method: str) -> None:
    tab = await visitor.open()
    body = b"{}" if method in ("POST", "PUT", "PATCH") else None
    answer = await visitor.fetch(f"{tab.address('poll')}/{tab.revision}", method=method, body=body)
    assert (answer.code, answer.headers["Allow"]) == (405, "GET")
    if method != "HEAD":
        assert json.loads(answer.body) == ["error", 0, f"{method} is not allowed here; GET is"]
    assert (await tab.poll()).code == 204


async def test_a_head_has_no_body_and_the_connection_lives(visitor: Visitor, counter: Counter) -> None:
    tab = await visitor.open()
    async with connected(visitor) as line:
        line.writer.write(poll(tab, "HEAD") + poll(tab))
        assert (await line.head())[0] == 405
        assert (await line.head())[0] == 204


async def test_requests_that_follow_each_other_at_once_are_answered_in_order(
    visitor: Visitor, counter: Counter
) -> None:
    tab = await visitor.open()
    old = tab.revision
    counter.button.text = "changed"
    requests = poll(tab)
    tab.take((await tab.poll()).body)
    assert tab.revision > old
    async with connected(visitor) as line:
        line.writer.write(requests + poll(tab) + requests)
        answers = [await line.answer() for _ in range(3)]
    assert [status for status, _, _ in answers] == [200, 204, 200]
    assert b"changed" in answers[2][2]


async def test_an_answer_says_when_it_was_made_and_is_not_kept(visitor: Visitor, counter: Counter) -> None:
    tab = await visitor.open()
    counter.button.text = "changed"
    async with connected(visitor) as line:
        line.writer.write(poll(tab))
        status, headers, body = await line.answer()
    assert status == 200
    assert re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT", headers.pop("date"))
    assert headers == {
        "content-type": "application/json",
        "cache-control": "no-store",
        "content-length": str(len(body)),
    }


@pytest.mark.parametrize(
    ("version", "more", "stays"),
    [
        ("1.1", "", True),
        ("1.1", "Connection: close\r\n", False),
        ("1.0", "", False),
        ("1.0", "Connection: keep-alive\r\n", True),
    ],
)
async def test_the_connection_stays_open_where_the_client_wants_it(
    visitor: Visitor, counter: Counter, version: str, more: str, stays: bool
) -> None:
    tab = await visitor.open()
    async with connected(visitor) as line:
        line.writer.write(poll(tab, version=version, more=more))
        assert (await line.head())[0] == 204
        if stays:
            line.writer.write(poll(tab, version=version, more=more))
            assert (await line.head())[0] == 204
        else:
            assert await line.is_closed()


async def test_a_body_in_pieces_is_one_message(visitor: Visitor, counter: Counter) -> None:
    tab = await visitor.open()
    text = json.dumps(tab.message(counter.button))
    async with connected(visitor) as line:
        host = visitor.url.rpartition("/")[2]
        line.writer.write(
            f"POST {tab.address('event')} HTTP/1.1\r\nHost: {host}\r\nOrigin: {visitor.url}\r\n"
            f"Cookie: {visitor.headers['Cookie']}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
        )
        for piece in (text[:5], text[5:6], text[6:]):
            line.writer.write(f"{len(piece):x}\r\n{piece}\r\n".encode())
            await line.writer.drain()
            await asyncio.sleep(0.02)
        line.writer.write(b"0\r\n\r\n")
        status, _, body = await line.answer()
    assert status == 200
    assert tab.take(body) == [["text", counter.button._key, "1"]]


async def test_a_large_answer_is_compressed_for_who_takes_it(visitor: Visitor, counter: Counter) -> None:
    tab = await visitor.open()
    counter.button.text = "long " * 1000
    async with connected(visitor) as line:
        line.writer.write(poll(tab, more="Accept-Encoding: gzip, br\r\n") + poll(tab))
        _, packed, body = await line.answer()
        _, plain, text = await line.answer()
    assert (packed["content-encoding"], packed["vary"]) == ("gzip", "Accept-Encoding")
    assert len(body) < 300
    assert gzip.decompress(body) == text
    assert "content-encoding" not in plain


@pytest.mark.parametrize("waits", [False, True])
async def test_what_breaks_inside_is_an_error_in_the_log_and_the_server_lives(
    visitor: Visitor, counter: Counter, caplog: pytest.LogCaptureFixture, monkeypatch: Any, waits: bool
) -> None:
    tab = await visitor.open()
    receive = Session.receive

    async def broken(self: Session, *arguments: Any) -> Any:
        if waits:
            await asyncio.sleep(0.01)
        raise RuntimeError("broken")

    monkeypatch.setattr(Session, "receive", broken)
    for answer in (await tab.poll(), await tab.post(tab.message(counter.button))):
        assert answer.code == 500
        assert json.loads(answer.body) == [
            "error",
            0,
            "The server could not answer; the reason is in its log.",
        ]
    assert [re.sub(r"/\w+/[\w-]{22}\S*", "", text) for text in lines(caplog)] == [
        "GET /_tornjust failed",
        "POST /_tornjust failed",
    ]
    assert all(record.exc_info for record in caplog.records if record.levelname == "ERROR")
    monkeypatch.setattr(Session, "receive", receive)
    assert (await tab.poll()).code == 204


async def test_an_answer_that_breaks_after_its_beginning_is_not_taken_for_the_whole(
    visitor: Visitor, app: Application, caplog: pytest.LogCaptureFixture, monkeypatch: Any
) -> None:
    async def work(self: Any, msg: Any) -> None:
        self.text = "half"
        await msg.page.update()
        await asyncio.sleep(0.05)

    page = jp.WebPage(delete_flag=False)
    button = jp.Button(a=page, text="go", click=work)
    jp.Route("/", lambda: page)
    tab = await visitor.open()

    def broken(*arguments: Any) -> Any:
        raise RuntimeError("broken")

    monkeypatch.setattr(Session, "pull", broken)
    text = json.dumps(tab.message(button))
    async with connected(visitor) as line:
        host = visitor.url.rpartition("/")[2]
        line.writer.write(
            f"POST {tab.address('event')} HTTP/1.1\r\nHost: {host}\r\nOrigin: {visitor.url}\r\n"
            f"Cookie: {visitor.headers['Cookie']}\r\nContent-Length: {len(text)}\r\n\r\n{text}".encode()
        )
        status, headers = await line.head()
        rest = await asyncio.wait_for(line.reader.read(), 5)
    assert (status, headers["transfer-encoding"]) == (200, "chunked")
    assert b"half" in rest
    assert not rest.endswith(b"0\r\n\r\n")
    assert len(lines(caplog)) == 1


async def test_every_answer_is_counted(visitor: Visitor, counter: Counter) -> None:
    tab = await visitor.open()
    before = dict(stats.requests)
    await tab.poll()
    await tab.event(counter.button)
    await visitor.fetch(tab.address("event"), method="PUT", body=b"")
    grown = {key: count - before.get(key, 0) for key, count in stats.requests.items()}
    assert {key: count for key, count in grown.items() if count} == {
        ("poll", 204): 1,
        ("event", 200): 1,
        ("event", 405): 1,
    }


@pytest.mark.parametrize(
    "path",
    ["poll/TOKEN", "poll/TOKEN/x", "poll/TOKEN/1/2", "event/TOKEN/", "event/", "nothing/TOKEN", "poll/a b/1"],
)
async def test_what_is_no_address_of_ours_is_not_found(visitor: Visitor, counter: Counter, path: str) -> None:
    tab = await visitor.open()
    answer = await visitor.fetch("/_tornjust/" + path.replace("TOKEN", tab.token).replace(" ", "%20"))
    assert answer.code == 404

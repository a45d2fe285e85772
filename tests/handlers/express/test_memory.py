"""What stays in memory of a connection."""

from __future__ import annotations

import asyncio
import gc
import logging
from typing import Any

import pytest

import tornjust as jp

from ..conftest import Counter, Visitor
from ..line import connected, event, poll
from .conftest import connections, until

pytestmark = pytest.mark.gen_test


async def test_nothing_stays_of_a_connection_that_ended(
    http_server: Any, visitor: Visitor, counter: Counter, taken: list[str]
) -> None:
    """Not even until the garbage collector looks, which it seldom does in a server."""
    tab = await visitor.open()
    before = connections()
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
            await until(lambda: not http_server._express)
        await asyncio.sleep(0.01)
        assert connections() == before
    finally:
        gc.enable()
    assert len(taken) == 10


async def test_nor_of_one_that_sent_what_was_refused(
    visitor: Visitor, counter: Counter, caplog: pytest.LogCaptureFixture
) -> None:
    """The refusal is kept for a tab that did not hear of it; the connection is not."""
    caplog.set_level(logging.ERROR, "tornjust")  # a record of the log would keep the refusal as it was raised
    tab = await visitor.open()
    before = connections()
    async with connected(visitor) as line:
        message = tab.message(counter.button, "dblclick")
        for _ in range(2):
            line.writer.write(b"".join(event(tab, message)))
            status, _, body = await line.answer()
            assert (status, b"does not listen" in body) == (400, True)
    await asyncio.sleep(0.05)
    assert connections() == before


async def test_nor_of_one_that_ended_before_its_answer_did(http_server: Any, visitor: Visitor) -> None:
    go_on, made = asyncio.Event(), []

    async def page(request: Any) -> jp.WebPage:
        await go_on.wait()
        made.append(jp.WebPage())
        return made[0]

    jp.Route("/", page)
    before = connections()
    async with connected(visitor) as line:
        line.writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        await until(lambda: http_server._express)
    await until(lambda: not http_server._express)
    go_on.set()
    await until(lambda: made)
    await asyncio.sleep(0.05)
    assert connections() == before

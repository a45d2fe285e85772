"""How long the short way waits for what a client does not send."""

from __future__ import annotations

import asyncio
import time

import pytest

from ..conftest import Counter, Visitor
from ..line import connected, event, poll
from .conftest import Impatient, Slow

pytestmark = pytest.mark.gen_test


class TestAnImpatientServer(Impatient):
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

"""What goes wrong while a request of the short way is answered."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from tornado.web import Application

import tornjust as jp

from ..conftest import Counter, Visitor, lines
from ..line import connected, event, poll

pytestmark = pytest.mark.gen_test


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

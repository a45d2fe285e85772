"""A session without a network, and the page that the tests of sessions show on it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from typing import Any

import tornjust as jp
from tornjust import changes
from tornjust.component import Component
from tornjust.inbox import Event
from tornjust.session import Session
from tornjust.stream import Stream


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """Run a test's coroutine; nothing here may take longer than five seconds."""
    return asyncio.run(asyncio.wait_for(work, 5))


class Tab:
    """A session and what its browser would do: number the events, keep the revision."""

    def __init__(self, page: jp.WebPage, token: str = "tab") -> None:
        changes.whole(page)
        self.session = Session(page, token, None, on_error=lambda error: f"told: {error}")
        self.revision = page._stamp
        self.seq = 0
        self.lines: list[Any] = []

    def event(self, target: Component, kind: str = "click", *, seq: int = 0, **fields: Any) -> Event:
        """The next event, or the one of that number."""
        self.seq = seq or self.seq + 1
        return Event(self.seq, self.revision, target._key, kind, fields)

    async def send(self, event: Event) -> list[Any]:
        """Over Ajax: lines may come before the answer."""
        answer = await self.session.receive(event, Stream(self.keep, event.since))
        assert answer is not None
        return self.take(answer)

    async def click(self, target: Component) -> list[Any]:
        """A click; returns the answer."""
        return await self.send(self.event(target))

    def keep(self, line: str) -> None:
        """What comes before an answer, or unasked."""
        self.lines.append(self.take(line))

    def take(self, line: str) -> list[Any]:
        message: list[Any] = json.loads(line)
        self.revision = max(self.revision, message[2])
        return message

    def connect(self) -> None:
        """Open a socket."""
        self.session.socket = Stream(self.keep, self.revision)


class Page(jp.WebPage):
    """A page with a button; `log` says which handlers started and ended."""

    def __init__(self, handler: Callable[..., Any] | None = None) -> None:
        super().__init__()
        self.log: list[Any] = []
        self.button = jp.Button(a=self, text="0", click=handler or self.count)
        self.text = jp.Div(a=self, text="nothing")

    def count(self, msg: Any) -> None:
        self.log.append(msg.number)
        self.button.text = len(self.log)

"""Pages to ask on the short way, and what went it."""

from __future__ import annotations

import asyncio
import gc
from typing import Any

import pytest
from tornado.web import Application

from tornjust import express
from tornjust.lane import Lane
from tornjust.settings import Settings

from ..conftest import Counter


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


class Impatient:
    """Tests of a server that waits a second for a body, and two for a request."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        settings.body_timeout = 1
        settings.idle_timeout = 2
        return settings


def connections() -> set[int]:
    """What there is of connections on the short way, of earlier tests in this process too."""
    gc.collect()
    ours = (express.Express, express.Answer, Lane)
    return {id(thing) for thing in gc.get_objects() if isinstance(thing, ours)}


async def until(condition: Any) -> None:
    end = asyncio.get_running_loop().time() + 4
    while not condition():
        assert asyncio.get_running_loop().time() < end
        await asyncio.sleep(0.005)

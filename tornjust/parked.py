"""A request that waits for changes, on behalf of one tab or of several of one browser."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tornjust.session import Session


class Parked:
    """Waits until one of its tabs has something to be told. Of a tab that waited already, the older request ends."""

    __slots__ = ("_ended", "_sessions", "woken")

    def __init__(self, sessions: Iterable[Session]) -> None:
        self._sessions = list(sessions)
        self._ended = asyncio.get_running_loop().create_future()
        # The tabs that there is something to tell.
        self.woken: list[Session] = []
        for session in self._sessions:
            session.release()
            session.parked = self

    def wake(self, session: Session) -> None:
        """There is something to tell that tab."""
        if session not in self.woken:
            self.woken.append(session)
        self.end()

    def end(self) -> None:
        """Nobody waits any longer."""
        if not self._ended.done():
            self._ended.set_result(None)

    async def wait(self, seconds: float) -> list[Session]:
        """Wait, at most `seconds`. Returns the tabs that were woken."""
        timer = asyncio.get_running_loop().call_later(seconds, self.end)
        try:
            await self._ended
        finally:
            timer.cancel()
            now = time.monotonic()
            for session in self._sessions:
                session.seen_at = now
                if session.parked is self:
                    session.parked = None
        return self.woken

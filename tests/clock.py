"""Time that passes when a test says so."""

from __future__ import annotations

from collections.abc import Callable


class Clock:
    """What the runtime asks a platform for: the time, and to be called later. In milliseconds."""

    def __init__(self) -> None:
        self.time = 1000
        self.calls: list[tuple[int, Callable[[], None]]] = []

    def now(self) -> int:
        return self.time

    def after(self, wait: int, call: Callable[[], None]) -> None:
        self.calls.append((self.time + wait, call))

    def passes(self, milliseconds: int) -> None:
        """Let so much time go by, and call who wanted to be called meanwhile."""
        self.time += milliseconds
        due = [call for at, call in self.calls if at <= self.time]
        self.calls = [pair for pair in self.calls if pair[0] > self.time]
        for call in due:
            call()

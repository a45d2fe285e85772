"""Who a request comes from, remembered for a while: to check the signature of a cookie costs more than all the rest.

A tab that polls or clicks sends the same `Cookie` header each time. The header as a whole is the key, so what was
verified is what is there; a changed byte is another header.
"""

from __future__ import annotations

import time
from collections.abc import Callable

# Seconds after which a cookie is verified anew: by so much it can outlive its age limit.
KEEP = 60.0
# Headers that are remembered at a time.
MOST = 10_000


class Visitors:
    """Cookie header -> session id, of headers that were verified within the last `KEEP` seconds."""

    def __init__(
        self, keep: float = KEEP, most: int = MOST, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._keep = keep
        self._most = most
        self._clock = clock
        # (cookie name, header) -> (session id, until when), oldest first.
        self._known: dict[tuple[str, str], tuple[str, float]] = {}

    def __len__(self) -> int:
        return len(self._known)

    def find(self, name: str, header: str, verify: Callable[[], str | None]) -> str | None:
        """The session id in the cookie `name` of a `Cookie` header; `verify` is asked when it is not remembered.

        Only a valid cookie is remembered: those that somebody makes up cost a verification each, and no memory.
        """
        key = (name, header)
        found = self._known.get(key)
        now = self._clock()
        if found is not None:
            if now < found[1]:
                return found[0]
            del self._known[key]
        session_id = verify()
        if session_id is not None:
            self._known[key] = (session_id, now + self._keep)
            if len(self._known) > self._most:
                del self._known[next(iter(self._known))]
        return session_id

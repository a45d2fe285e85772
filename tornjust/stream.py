"""An open way down to one tab: what was sent on it, and whether its bytes have left."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any

from tornjust import changes, wire
from tornjust.page import WebPage

log = logging.getLogger("tornjust")

# Hands one message to the tab's connection. Nobody waits for what it returns: it is done when the bytes have left.
Outlet = Callable[[str], "asyncio.Future[Any] | None"]


class Stream:
    """An open way down to a tab, and the newest revision that was sent on it.

    While the connection has not taken the last message, nothing more is handed to it: what changes meanwhile goes
    into one patch afterwards. So a tab that does not read has no queue, and holds up nobody.
    """

    __slots__ = ("_behind", "_busy", "_send", "more", "sent")

    def __init__(self, send: Outlet, sent: int) -> None:
        self._send = send
        self.sent = sent
        self._busy: asyncio.Future[Any] | None = None
        self._behind = False
        # What a message to this tab says beside the patch, on behalf of an event (or 0), in JSON; "" for nothing.
        self.more: Callable[[int], str] = _nothing

    def push(self, page: WebPage, seq: int, tab: str = "", anew: bool = True) -> None:
        """Send the tab of that token what changed since the last time. `seq` is the event on whose behalf, or 0.

        `anew` as in `changes.patch`.
        """
        if self._busy is not None and not self._busy.done():
            self._behind = True
            return
        try:
            text = changes.patch(page, self.sent, tab, anew)
        except Exception:
            log.exception("%r could not be brought up to date", page)
            return
        more = self.more(seq)
        if text is None and not more:
            return
        message = finished(text or unchanged(self.sent), -seq, None, more)
        self.sent = max(self.sent, page._seen)
        try:
            # A negative number says: on behalf of that event, which is not done yet.
            self._busy = self._send(message)
        except Exception as error:
            # Whatever is wrong with this tab's connection, it is not the business of the event that caused the push.
            log.warning("a push to a tab failed: %s", error)
            return
        if self._busy is not None and not self._busy.done():
            self._busy.add_done_callback(lambda busy: self._free(page, tab, busy))

    def _free(self, page: WebPage, tab: str, busy: asyncio.Future[Any]) -> None:
        gone = busy.cancelled() or busy.exception() is not None
        if self._behind and not gone:
            self._behind = False
            self.push(page, 0, tab)


def _nothing(seq: int) -> str:
    return ""


def unchanged(since: int) -> str:
    """The beginning of a patch that changes nothing."""
    return f'["{wire.PATCH}",{since},{since},[]'


def finished(text: str, seq: int, error: str | None = None, more: str = "") -> str:
    """The beginning of a patch with its end: the event that it belongs to, what failed, what else there is to say."""
    if more:
        return f"{text},{seq},{json.dumps(error)},{more}]"
    if error is not None:
        return f"{text},{seq},{json.dumps(error)}]"
    return f"{text},{seq}]" if seq else text + "]"

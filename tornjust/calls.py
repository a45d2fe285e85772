"""Messages of functions in a browser that are no events: a call of a function here, the answer to a call, an error."""

from __future__ import annotations

import asyncio
import inspect
import json
import logging
import re
import time
from collections.abc import Callable
from itertools import count
from typing import Any

from tornjust import wire
from tornjust.errors import ENDS, ClientError, MessageError
from tornjust.events import Dict
from tornjust.functions import ServerFunction
from tornjust.inbox import Event
from tornjust.page import WebPage

log = logging.getLogger("tornjust")

# Errors of one tab that are logged in a minute, and characters of each.
MOST_REPORTS = 10
MOST_TRACE = 8000
# Seconds after which a call that was not answered is sent again, with the next message.
RESEND = 4.0
# Calls into one tab that may wait for their answers.
MOST_CALLS = 1000
_UNPRINTABLE = re.compile(r"[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_numbers = count(1)


class Calls:
    """What is called in one tab, and by it."""

    def __init__(self, page: WebPage, tab: int) -> None:
        self.page = page
        self.tab = tab
        # Number -> the call as it travels, and who waits for it.
        self.open: dict[int, tuple[list[Any], asyncio.Future[Any]]] = {}
        # Number -> when the call was last sent.
        self._sent: dict[int, float] = {}
        self._reports: list[float] = []

    # -- from here to the tab -------------------------------------------------------------------------------------

    def start(self, function: str, args: tuple[Any, ...]) -> asyncio.Future[Any]:
        """Call a function in the tab. Raises `ClientError` for arguments that are no plain data."""
        try:
            json.dumps(args, allow_nan=False)
        except (TypeError, ValueError) as error:
            raise ClientError(
                f"{function}{args!r:.200}: arguments of a call have to be plain data: {error}"
            ) from None
        if len(self.open) >= MOST_CALLS:
            raise ClientError(f"{MOST_CALLS} calls wait for an answer of this tab; {function} was not called")
        number = next(_numbers)
        future = asyncio.get_running_loop().create_future()
        self.open[number] = ([number, function, list(args)], future)
        self.page._called.add(self.tab)
        # Given up, or answered: not to be sent any more.
        future.add_done_callback(lambda done: self._close(number))
        return future

    def due(self) -> list[list[Any]]:
        """The calls to send with a message to the tab: new ones, and those whose message may have been lost.

        The tab does each of them once, however often it hears of it.
        """
        now = time.monotonic()
        due = []
        for number, (call, _) in self.open.items():
            if now - self._sent.get(number, -RESEND) >= RESEND:
                self._sent[number] = now
                due.append(call)
        return due

    def _close(self, number: int) -> None:
        self.open.pop(number, None)
        self._sent.pop(number, None)
        if not self.open:
            self.page._called.discard(self.tab)

    def drop(self) -> None:
        """The tab has gone."""
        for _, future in list(self.open.values()):
            if not future.done():
                future.set_exception(ClientError("the tab was closed before it answered"))

    # -- from the tab to here -------------------------------------------------------------------------------------

    async def handle(
        self, event: Event, msg: dict[str, Any], explain: Callable[[BaseException], str]
    ) -> dict[str, Any] | None:
        """Do what a message of ours asks. Returns what a call gave. Raises `MessageError`."""
        if event.type == wire.CALL:
            return await self._call(event, msg, explain)
        if event.type == wire.RESULT:
            self._result(event.fields)
        elif event.type == wire.FAILED:
            self._report(event.fields)
        else:
            raise MessageError(f"there is no message {event.type!r}", 400, event.seq)
        return None

    async def _call(
        self, event: Event, msg: dict[str, Any], explain: Callable[[BaseException], str]
    ) -> dict[str, Any]:
        name, args = event.fields.get("name"), event.fields.get("args")
        if not isinstance(name, str) or not isinstance(args, list):
            raise MessageError("a call has a name and a list of arguments", 400, event.seq)
        function = self._exposed(name)
        if function is None:
            raise MessageError(f"no function of this page calls {name[:100]!r} on the server", 403, event.seq)
        try:
            inspect.signature(function.function).bind(*([msg] if function.takes_msg else []), *args)
            value = function.function(*([Dict(msg)] if function.takes_msg else []), *args)
            if inspect.isawaitable(value):
                value = await value
            json.dumps(value, allow_nan=False)
            return {"value": value}
        except (*ENDS, asyncio.CancelledError):
            raise
        except BaseException as error:
            log.exception("%s, called from a browser, failed", function.piece.name)
            text = explain(error)
            lines = text.strip().splitlines()
            return {"error": lines[-1] if lines else "it failed", "trace": text if len(lines) > 1 else ""}

    def _exposed(self, name: str) -> ServerFunction | None:
        """The function of that name, if a function in the browser on this page mentions it."""
        for script, _ in self.page.__dict__.get("_functions", {}).values():
            found: ServerFunction | None = script.servers.get(name)
            if found is not None:
                return found
        return None

    def _result(self, fields: dict[str, Any]) -> None:
        number = fields.get("call")
        _, future = self.open.get(number, (None, None)) if isinstance(number, int) else (None, None)
        if future is None or future.done():
            return
        if "error" in fields:
            trace = _clean(fields.get("trace"))
            future.set_exception(ClientError(_clean(fields["error"])[:500], trace))
        else:
            future.set_result(fields.get("value"))

    def _report(self, fields: dict[str, Any]) -> None:
        now = time.monotonic()
        self._reports = [then for then in self._reports if now - then < 60]
        if len(self._reports) < MOST_REPORTS:
            self._reports.append(now)
            log.error("a function failed in a browser, on %r:\n%s", self.page, _clean(fields.get("trace")))


def _clean(text: Any) -> str:
    """Text from a browser for the log: not too long, and nothing that a terminal acts on."""
    return _UNPRINTABLE.sub("?", str(text)[-MOST_TRACE:]).rstrip()

"""One tab on one page, without any I/O: `await receive(message)` gives the answer, `push()` uses an open way down.

Events are handled exactly once and their handlers start in the order of their numbers, however often a message
arrives and in whatever order. The tab's revision travels with each message, so nothing is queued for it here.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, cast

from tornjust import changes, tasks, wire
from tornjust.element import Element
from tornjust.errors import MessageError
from tornjust.events import Dict
from tornjust.inbox import Event, Sync
from tornjust.page import WebPage

log = logging.getLogger("tornjust")

# Hands one message to the tab's connection. Nobody waits for what it returns: it is done when the bytes have left.
Outlet = Callable[[str], "asyncio.Future[Any] | None"]
# How long, in seconds, an event waits for one with a lower number that has not arrived.
GAP_WAIT = 10.0

_handling: ContextVar[tuple[Session, Event] | None] = ContextVar("tornjust_event", default=None)


class Stream:
    """An open way down to a tab, and the newest revision that was sent on it.

    While the connection has not taken the last message, nothing more is handed to it: what changes meanwhile goes
    into one patch afterwards. So a tab that does not read has no queue, and holds up nobody.
    """

    __slots__ = ("_behind", "_busy", "_send", "sent")

    def __init__(self, send: Outlet, sent: int) -> None:
        self._send = send
        self.sent = sent
        self._busy: asyncio.Future[Any] | None = None
        self._behind = False

    def push(self, page: WebPage, seq: int) -> None:
        """Send what changed since the last time. `seq` is the event on whose behalf, or 0."""
        if self._busy is not None and not self._busy.done():
            self._behind = True
            return
        try:
            text = changes.patch(page, self.sent)
        except Exception:
            log.exception("%r could not be brought up to date", page)
            return
        if text is None:
            return
        self.sent = page._seen
        try:
            # A negative number says: on behalf of that event, which is not done yet.
            self._busy = self._send(f"{text},{-seq}]" if seq else text + "]")
        except Exception as error:
            # Whatever is wrong with this tab's connection, it is not the business of the event that caused the push.
            log.warning("a push to a tab failed: %s", error)
        if self._busy is not None:
            self._busy.add_done_callback(lambda busy: self._free(page, busy))

    def _free(self, page: WebPage, busy: asyncio.Future[Any]) -> None:
        gone = busy.cancelled() or busy.exception() is not None
        if self._behind and not gone:
            self._behind = False
            self.push(page, 0)


class Session:
    """One tab. `token` names it to the browser, `owner` is the visitor's session id or None.

    `on_error` decides what a tab is told when a handler raised: it gets the exception and returns the text.
    """

    def __init__(
        self, page: WebPage, token: str, owner: str | None, on_error: Callable[[BaseException], str]
    ) -> None:
        self.page = page
        self.token = token
        self.owner = owner
        self.on_error = on_error
        self.seen_at = time.monotonic()
        # The socket of the tab, when it has one.
        self.socket: Stream | None = None
        # The answers of events that are being handled, as far as they can be streamed: seq -> stream.
        self.streams: dict[int, Stream] = {}
        # Events from `next_seq` on have not started.
        self.next_seq = 1
        self._tasks: dict[int, asyncio.Task[str | None]] = {}
        # What came of events that are done, where it is more than "handled": for those that ask again.
        self._outcomes: dict[int, str | MessageError] = {}
        # Events that later ones did not wait for any longer; they are handled when they arrive after all.
        self._skipped: set[int] = set()
        self._waiting: dict[int, asyncio.Future[None]] = {}
        page._tabs[token] = self

    # -- the one door ---------------------------------------------------------------------------------------------

    async def receive(self, message: Event | Sync, stream: Stream | None = None) -> str | None:
        """The answer to a message, or None when there is nothing to say.

        `stream` is the way on which the answer will go down; what `page.update()` inside a handler wants to show goes
        down there before it. Raises `MessageError` for an event that this page does not offer, or with a number out
        of reach.
        """
        self.seen_at = time.monotonic()
        if isinstance(message, Sync):
            answer = self.pull(message.since)
            if stream is not None:
                stream.sent = self.page._seen
            return answer
        seq = message.seq
        if seq >= self.next_seq + wire.MAX_PENDING:
            raise MessageError(
                f"event {seq} is more than {wire.MAX_PENDING} ahead of event {self.next_seq}, which is awaited",
                409,
            )
        if seq >= self.next_seq and seq not in self._tasks:
            await self._turn(seq)
        task = self._tasks.get(seq)
        if task is None and (seq >= self.next_seq or seq in self._skipped):
            self._skipped.update(range(self.next_seq, seq))
            self._skipped.discard(seq)
            self.next_seq = max(self.next_seq, seq + 1)
            task = self._tasks[seq] = asyncio.ensure_future(self._handle(message))
            task.add_done_callback(lambda done: self._done(seq, done))
            self._wake()
        if stream is not None and stream is not self.socket:
            self.streams[seq] = stream
        try:
            # Shielded: a connection that breaks must not cancel the program's handler.
            error = self._outcome(seq) if task is None else await asyncio.shield(task)
        finally:
            if self.streams.get(seq) is stream:
                self.streams.pop(seq, None)
        since = message.since if stream is None else stream.sent
        if error is _NO_UPDATE:
            return _bare(since, seq)
        answer = self.pull(since, seq, error)
        if stream is not None:
            stream.sent = max(stream.sent, self.page._seen)
        return answer

    def pull(self, since: int, seq: int = 0, error: str | None = None) -> str | None:
        """The patch from `since` to now; with `seq`, also the word that this event is done.

        What the program's own code raises while the page is brought up to date becomes an error message, so that one
        broken component does not cut the tab off.
        """
        try:
            text = changes.patch(self.page, since)
        except Exception as failure:
            log.exception("%r could not be brought up to date", self.page)
            if seq:
                return _bare(since, seq, error or self.on_error(failure))
            return json.dumps([wire.ERROR, 0, self.on_error(failure)])
        if not seq:
            return None if text is None else text + "]"
        if text is None:
            return _bare(since, seq, error)
        return f"{text},{seq}]" if error is None else f"{text},{seq},{json.dumps(error)}]"

    async def push(self) -> None:
        """Send what changed down the socket, or into the answer of an event that is being handled."""
        origin = _handling.get()
        seq = origin[1].seq if origin is not None and origin[0] is self else 0
        stream = self.socket or self.streams.get(seq) or next(iter(self.streams.values()), None)
        if stream is not None:
            stream.push(self.page, seq)

    def _done(self, seq: int, task: asyncio.Task[str | None]) -> None:
        """Keep what came of an event, not the task with all that hangs on it."""
        self._tasks.pop(seq, None)
        if task.cancelled():
            return
        failure = task.exception()
        outcome = failure if isinstance(failure, MessageError) else None if failure else task.result()
        if outcome is not None:
            self._outcomes[seq] = outcome
            while len(self._outcomes) > wire.MAX_PENDING:
                del self._outcomes[next(iter(self._outcomes))]

    def _outcome(self, seq: int) -> str | None:
        outcome = self._outcomes.get(seq)
        if isinstance(outcome, MessageError):
            raise outcome
        return outcome

    # -- events ---------------------------------------------------------------------------------------------------

    async def _turn(self, seq: int) -> None:
        """Wait until every event before `seq` has started, or is not to be expected any more."""
        if seq == self.next_seq:
            return
        waiter = self._waiting.get(seq)
        if waiter is None:
            waiter = self._waiting[seq] = asyncio.get_running_loop().create_future()
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(asyncio.shield(waiter), GAP_WAIT)
        self._waiting.pop(seq, None)

    def _wake(self) -> None:
        waiter = self._waiting.get(self.next_seq)
        if waiter is not None and not waiter.done():
            waiter.set_result(None)

    async def _handle(self, event: Event) -> str | None:
        """Run the handlers of one event. Returns None, or what the tab is to be told."""
        _handling.set((self, event))
        target, on_page = self._target(event)
        msg = self._message(event, target, on_page)
        result = None
        error_text = None
        try:
            if not on_page:
                cast(Element, target)._take(event.type, event.fields)
            error_text = await self._aside(target, "before", msg)
            result = await self._run(target, event.type, msg)
        except (Exception, asyncio.CancelledError) as error:
            if tasks.stopping:
                raise
            # A handler that awaits a cancelled task ends in CancelledError: it failed, as with any other exception.
            log.exception("%s handler of %r failed", event.type, target)
            error_text = self.on_error(error)
        if result is None:
            # The other tabs of the page; this one gets its patch with the answer.
            for tab in list(self.page._tabs.values()):
                if tab is not self:
                    await tab.push()
        failed_after = await self._aside(target, "after", msg)
        error_text = error_text or failed_after
        return error_text if result is None else _NO_UPDATE

    def _target(self, event: Event) -> tuple[Element | WebPage, bool]:
        """Who is meant. Only what this page shows, and only events that it listens to."""
        page = self.page
        if event.key in (0, page._key):
            if event.type not in page.events:
                raise MessageError(f"the page does not listen to {event.type!r}", 400, event.seq)
            return page, True
        node = page._listeners.get(event.key)
        if node is None or not node._stands_on(page):
            raise MessageError(f"component {event.key} is not on this page", 404, event.seq)
        if event.type not in node._events():
            raise MessageError(f"{node!r} does not listen to {event.type!r}", 400, event.seq)
        return node, False

    def _message(self, event: Event, target: Element | WebPage, on_page: bool) -> dict[str, Any]:
        msg = dict(event.fields)
        msg.update(
            event_type=event.type,
            page=self.page,
            page_id=self.page._register(),
            websocket_id=self.token[:8] if self.socket is not None else "",
            msg_type="page_event" if on_page else "event",
        )
        if self.owner is not None:
            msg["session_id"] = self.owner
        else:
            msg.pop("session_id", None)
        if isinstance(target, Element):
            msg.update(
                target=target,
                id=target.id,
                class_name=target.class_name,
                html_tag=target.html_tag,
                vue_type=target.vue_type,
            )
        return msg

    async def _aside(self, target: Element | WebPage, name: str, msg: dict[str, Any]) -> str | None:
        """Run `before` or `after`, whose failure is told but stops nothing. Returns what to tell, or None."""
        try:
            await self._run(target, name, msg)
        except (Exception, asyncio.CancelledError) as error:
            if tasks.stopping:
                raise
            log.exception("%s handler of %r failed", name, target)
            return self.on_error(error)
        return None

    async def _run(self, target: Element | WebPage, name: str, msg: dict[str, Any]) -> Any:
        """Call one handler, if there is one, with a message of its own."""
        if not target.has_event_function(name):
            return None
        return await target.run_event_function(name, Dict(msg))


# What `_handle` returns when the handler asked, by returning something, that the page is not updated.
_NO_UPDATE = "\0no update"


def _bare(since: int, seq: int, error: str | None = None) -> str:
    """The word that an event is done, without any change."""
    answer: list[Any] = [wire.PATCH, since, since, [], seq]
    if error is not None:
        answer.append(error)
    return json.dumps(answer, separators=(",", ":"))

"""One tab on one page, without any I/O: `await receive(message)` gives the answer, `push()` uses an open way down.

Events are handled exactly once and their handlers start in the order of their numbers, however often a message
arrives and in whatever order. The tab's revision travels with each message, so nothing is queued for it here.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable
from contextvars import copy_context
from copy import copy
from typing import Any

from tornjust import changes, claims, eager, handling, wire
from tornjust.calls import Calls
from tornjust.current import current
from tornjust.drafts import Drafts
from tornjust.element import Element
from tornjust.errors import ENDS, MessageError
from tornjust.files import Store
from tornjust.inbox import Event, Sync
from tornjust.jar import Late
from tornjust.limits import Bucket
from tornjust.page import WebPage
from tornjust.parked import Parked
from tornjust.settings import Settings
from tornjust.stats import stats
from tornjust.stream import Stream, finished, unchanged
from tornjust.tab import Tab
from tornjust.uploads import Uploads

log = logging.getLogger("tornjust")

# What came of an event: nothing to tell, what the tab is to be told, what a call gave, or that it was refused.
Outcome = str | dict[str, Any] | MessageError | None


class Session:
    """One tab. `token` names it to the browser, `owner` is the visitor's session id or None.

    `on_error` decides what a tab is told when a handler raised: it gets the exception and returns the text.
    """

    # How much the tab may still send; set by those who limit it.
    bucket: Bucket | None = None

    def __init__(
        self,
        page: WebPage,
        token: str,
        owner: str | None,
        on_error: Callable[[BaseException], str],
        store: Store | None = None,
    ) -> None:
        self.page = page
        self.token = token
        self.owner = owner
        self.on_error = on_error
        # What the program knows of it.
        self.tab = Tab(self)
        # What it sends of files.
        self.uploads = Uploads(store or Store(Settings()), page)
        # When it was opened, and when it last said something.
        self.opened_at = self.seen_at = time.monotonic()
        # The revision of the page as it was loaded: what was so then, the tab knows, whatever it says.
        self.loaded = page._seen
        # The document that speaks for this tab; see `claim`. None until its runtime has said something.
        self.document: str | None = None
        # Cookies that the page got since it was loaded.
        self.cookies: dict[str, Late] = {}
        # The socket of the tab, when it has one.
        self.socket: Stream | None = None
        # A request that waits for the next change, when there is one.
        self.parked: Parked | None = None
        # Whether an update was asked for that found no way to the tab: what `react` hooks and models make of it is due.
        self.owed = False
        # The answers of events that are being handled, as far as they can be streamed: seq -> stream.
        self.streams: dict[int, Stream] = {}
        # Events from `next_seq` on have not started.
        self.next_seq = 1
        self._tasks: dict[int, asyncio.Task[Outcome]] = {}
        # What came of events that are done, where it is more than "handled": for those that ask again.
        self._outcomes: dict[int, str | dict[str, Any] | MessageError] = {}
        # Events that wait for those before them.
        self._waiting: dict[int, asyncio.Future[None]] = {}
        # What functions of the program in the browser call, are called for, and changed.
        self.calls = Calls(page, self.tab.id)
        self.claims = claims.Desk()
        # What users write while handlers change it.
        self.drafts = Drafts(self)
        page._tabs[token] = self
        page.__dict__["_gone"] = False

    def claim(self, document: str) -> bool:
        """Whether the document of that name may speak for this tab: the first that does, and no other after it.

        A browser that duplicates a tab or restores it from a copy makes a second document with the same token. Both
        would count their events from 1, so the second has to load the page for itself.
        """
        if self.document is None:
            self.document = document
        return self.document == document

    # -- the one door ---------------------------------------------------------------------------------------------

    async def receive(self, message: Event | Sync, stream: Stream | None = None) -> str | None:
        """The answer to a message, or None when there is nothing to say.

        `stream` is the way on which the answer will go down; what `page.update()` inside a handler wants to show goes
        down there before it. An event waits for those with lower numbers; whoever gives up waiting may ask again.
        Raises `MessageError` for an event that this page does not offer, or with a number out of reach.
        """
        self.seen_at = time.monotonic()
        if stream is not None:
            stream.more = self._more
        if isinstance(message, Sync):
            answer = self.pull(message.since)
            if stream is not None:
                stream.sent = self.page._seen
            return answer
        seq = message.seq
        while seq > self.next_seq:
            await self._turn(seq)
        task = self._tasks.get(seq)
        first = seq == self.next_seq
        if first or task is not None:
            if stream is not None and stream is not self.socket:
                self.streams[seq] = stream
            try:
                if task is None:
                    task = self._start(message)
                if task is not None:
                    # Shielded: a connection that breaks must not cancel the program's handler.
                    await asyncio.shield(task)
            finally:
                if self.streams.get(seq) is stream:
                    self.streams.pop(seq, None)
        outcome = self._outcomes.get(seq)
        since = message.since if stream is None else stream.sent
        if outcome is not None:
            if isinstance(outcome, MessageError):
                raise copy(outcome)
            if outcome is handling.NO_UPDATE or (outcome is handling.SHOWN and first and stream is not None):
                return finished(unchanged(since), seq)
            if outcome is handling.SHOWN:
                outcome = None
        answer = self.pull(since, seq, outcome)
        if stream is not None:
            stream.sent = max(stream.sent, self.page._seen)
        return answer

    def pull(
        self, since: int, seq: int = 0, outcome: str | dict[str, Any] | None = None, *, anew: bool = True
    ) -> str | None:
        """The patch from `since` to now; with `seq`, also the word that this event is done, and what came of it.

        `anew` has the program's `react` hooks and models look at the present state first.

        What the program's own code raises while the page is brought up to date becomes an error message, so that one
        broken component does not cut the tab off.
        """
        error, result = (outcome, None) if not isinstance(outcome, dict) else (None, outcome)
        if anew:
            self.owed = False
        try:
            text = changes.patch(self.page, since, self.token, anew)
        except ENDS:
            raise
        except BaseException as failure:
            log.exception("%r could not be brought up to date", self.page)
            if seq:
                return finished(unchanged(since), seq, error or self.on_error(failure))
            return json.dumps([wire.ERROR, 0, self.on_error(failure)])
        more = self._more(seq, result)
        if text is None and not seq and not more:
            return None
        return finished(text or unchanged(since), seq, error, more)

    def wait_for_news(self, since: int) -> str | None:
        """What is new already for a request that has come to wait; None: let it wait.

        `react` hooks run only if they are due. One that rebuilds its children makes something new each time it is
        asked: a request that asked it on arrival would never wait, and the tab would ask without end.
        """
        self.seen_at = time.monotonic()
        return self.pull(since, anew=self.owed)

    def call(self, function: str, args: tuple[Any, ...]) -> asyncio.Future[Any]:
        """Call a function in the browser. It travels with the next message to the tab."""
        return self.calls.start(function, args)

    def _more(self, seq: int, result: dict[str, Any] | None = None) -> str:
        """What a message says beside the patch, on behalf of an event (or 0), in JSON; "" for nothing."""
        due = self.calls.due() if self.calls.open else []
        if due:
            result = {**(result or {}), "calls": due}
        if 0 < seq < self.next_seq - 1 and self.drafts.fields:
            # What the patch says of fields may be more than the answer to `seq`.
            result = {**(result or {}), wire.HEARD: self.next_seq - 1}
        return "" if result is None else json.dumps(result, separators=(",", ":"))

    async def push(self, *, anew: bool = True) -> bool:
        """Send what changed: down the socket, in the answer of an event, or by ending a parked request's wait.

        Returns whether there is any of these. `anew` as in `pull`.
        """
        origin = current.get()
        seq = origin[1].seq if origin is not None and origin[0] is self else 0
        stream = self.socket
        if stream is None:
            if not self.streams and self.parked is None:
                self.owed = self.owed or anew
                return False
            stream = self.streams.get(seq)
            if stream is None and self.parked is not None:
                self.owed = self.owed or anew
                self.release()
                return True
            stream = stream or next(iter(self.streams.values()), None)
        if stream is not None:
            stream.push(self.page, seq, self.token, anew)
        return stream is not None

    def release(self) -> None:
        """End the wait of the parked request."""
        if self.parked is not None:
            self.parked.wake(self)

    def close(self) -> None:
        """The tab has gone: nobody waits any more."""
        self.release()
        self.tab._closed()
        self.uploads.close()
        self.calls.drop()
        for waiter in self._waiting.values():
            if not waiter.done():
                waiter.set_exception(MessageError("the tab has gone", 404))
                waiter.exception()  # perhaps nobody waits for it

    # -- events ---------------------------------------------------------------------------------------------------

    async def _turn(self, seq: int) -> None:
        """Wait until every event before `seq` has started."""
        if seq >= self.next_seq + wire.MAX_PENDING:
            raise MessageError(
                f"event {seq} is more than {wire.MAX_PENDING} ahead of event {self.next_seq}, which is awaited",
                409,
            )
        waiter = self._waiting.get(seq)
        if waiter is None:
            waiter = self._waiting[seq] = asyncio.get_running_loop().create_future()
        # Several requests may wait with the same event; one that breaks off leaves the others waiting.
        await asyncio.shield(waiter)

    def _begun(self, seq: int) -> None:
        """The event's handler has started: the next one may."""
        if self.next_seq != seq:
            return
        self.next_seq = seq + 1
        waiter = self._waiting.pop(self.next_seq, None) if self._waiting else None
        if waiter is not None:
            _end(waiter)

    def _start(self, event: Event) -> asyncio.Task[Outcome] | None:
        """Run the handlers of one event: here and now where none of them has to wait, else in a task."""
        seq = event.seq
        if not event.type:
            self._begun(seq)
            return None  # the tab had to give up an event, and says so to fill the gap
        ours = event.type.startswith(wire.OURS)
        try:
            if event.more:
                self.claims.take(self.page, event)
            if event.type == wire.ANSWER:
                self._begun(seq)
                self.tab._answered(event.fields)
                return None
            target, on_page = (self.page, True) if ours else handling.target_of(self.page, event)
            known = max(_known(event), self.loaded)
            reason = isinstance(target, Element) and handling.why_not(target, self.page, event, known)
            if reason:
                log.info("%s of %r is left out, as %s", event.type, target, reason)
                self._begun(seq)
                return None
            if not _TELL_FILES.isdisjoint(event.fields):
                self.uploads.expect(event)
        except MessageError as error:
            if isinstance(error, handling.NobodyListens) and self.page._stamp > event.since:
                # The user could not know yet, as with the second click of two on a row that the first one removes.
                log.info("%s is left out: %s any more", event.type, error)
            else:
                # A copy: what was raised holds all that it went through, down to the connection.
                self._keep(seq, copy(error))
            self._begun(seq)
            return None
        stats.events += 1
        context = copy_context()
        if ours:
            task = context.run(asyncio.ensure_future, self._call(event))
        elif handling.makes_coroutines(target, event.type):
            task = context.run(asyncio.ensure_future, handling.run(self, event, target, on_page, True))
        else:
            done, result = eager.start(handling.run(self, event, target, on_page, False), context)
            if done:
                self._keep(seq, result)
                self._begun(seq)
                return None
            task = result
        self._tasks[seq] = task
        task.add_done_callback(lambda done: self._done(seq, done))
        return task

    def _done(self, seq: int, task: asyncio.Task[Outcome]) -> None:
        """Keep what came of an event, not the task with all that hangs on it."""
        self._tasks.pop(seq, None)
        if not task.cancelled() and task.exception() is None:
            self._keep(seq, task.result())

    def _keep(self, seq: int, outcome: Outcome) -> None:
        if outcome is not None:
            self._outcomes[seq] = outcome
            while len(self._outcomes) > wire.MAX_PENDING:
                del self._outcomes[next(iter(self._outcomes))]

    async def _call(self, event: Event) -> Outcome:
        """Do what a function in the browser asks for."""
        self._begun(event.seq)
        current.set((self, event))
        try:
            outcome = await self.calls.handle(
                event, handling.message(self, event, self.page, True), self.on_error
            )
        except MessageError as error:
            return error
        await self._push_others()
        return outcome

    async def _push_others(self) -> None:
        """Tell the other tabs of the page; this one gets its patch with the answer."""
        if len(self.page._tabs) > 1:
            looks = self.page._looks
            for tab in list(self.page._tabs.values()):
                if tab is not self:
                    await tab.push(anew=self.page._looks == looks)


# Fields that may tell of files.
_TELL_FILES = frozenset(("files", "form_data", "data_transfer"))


def _known(event: Event) -> int:
    """The revision that the tab was at when the user did it, if it was sent later."""
    since = event.more.get("since") if event.more else None
    return min(since, event.since) if type(since) is int else event.since


def _end(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)

"""Events and polls over plain HTTP."""

from __future__ import annotations

import asyncio
import json
import logging
import math

from tornjust import changes, eager, wire
from tornjust.errors import MessageError
from tornjust.handlers.exchange import Exchange
from tornjust.inbox import Sync, read
from tornjust.limits import Buckets, seldom
from tornjust.page import shared_pages
from tornjust.session import Session
from tornjust.stream import Stream, finished, unchanged

log = logging.getLogger("tornjust")

# Seconds that the handlers of a tab's last events have before its page may be let go.
LAST_WORDS_WAIT = 2.0

# Seconds until a tab whose event is still being handled is told so, and between two signs of life from then on.
FIRST_BEAT = 0.4
BEAT = 5.0


class AjaxHandler(Exchange):
    """Base: finds the tab, and answers bad messages with a 4xx and one line in the log."""

    def tab(self, token: str) -> Session | None:
        """The tab of that token. An unknown one, and a second document of a tab, are told to load their page again."""
        session = self.find_tab(token)
        if session is None:
            if self.is_stranger(token):
                log.warning("message for a tab that is not known, or not this visitor's: %.8s...", token)
        elif self.request.query and not session.claim(self.request.query):
            session = None
        if session is None:
            self.set_status(404)
            self.end(self.of_app()[1].unknown)
            return None
        wait = self.wait_of(session)
        if wait:
            text = "too many messages of this tab (setting MAX_MESSAGES_PER_SECOND)"
            self.put_off(wait, json.dumps([wire.ERROR, 0, text]))
            return None
        return session

    def put_off(self, wait: float, text: str = "") -> None:
        """Answer who asked for too much: to come back in `wait` seconds."""
        self.set_header("Retry-After", str(math.ceil(wait)))
        self.set_status(429)
        self.end(text)

    def wait_of(self, session: Session) -> float:
        """Count one message of that tab: 0.0, or the seconds to wait when there were too many of them."""
        wait = session.bucket.take() if session.bucket is not None else 0.0
        if not wait or self.is_local():
            return 0.0
        if seldom("messages"):
            log.warning("too many messages of tab %.6s...; some are refused", session.token)
        return wait

    def refuse(self, error: MessageError) -> None:
        """Answer a bad message."""
        log.warning("%s refused: %s", self.request.path.rpartition("/")[0], error)
        self.set_status(error.status)
        self.end(json.dumps([wire.ERROR, error.seq, str(error)]))

    def reply(self, answer: str | None) -> None:
        """Send an answer; 204 when there is nothing to say."""
        if answer is None:
            self.set_status(204)
        self.end(answer or "")


class EventHandler(AjaxHandler):
    """POST of one message; the answer is one patch a line, the last one says that the event is done."""

    kind = "event"
    METHODS = ("POST",)

    _work: asyncio.Task[str | None] | None = None
    _beat: asyncio.TimerHandle | None = None
    _closed = False
    _said = False

    async def post(self, token: str) -> None:
        """Handle the message and stream what `page.update()` sends meanwhile."""
        settings, _ = self.of_app()
        try:
            self.check_same_origin()
            message = read(self.request.body, settings.max_message)
            session = self.tab(token)
            if session is None:
                return
            await self.lag()
            stream = Stream(self._line, message.since)
            done, result = eager.start(session.receive(message, stream))
            if not done:
                self._work = result
                self._beat_after(FIRST_BEAT, session, getattr(message, "seq", 0))
                try:
                    result = await result
                finally:
                    if self._beat is not None:
                        self._beat.cancel()
        except MessageError as error:
            self.refuse(error)
            return
        except asyncio.CancelledError:
            if not self._closed:
                raise
            return  # the client has gone; its event goes on, and is asked for again
        self.reply(result)

    def _line(self, line: str) -> asyncio.Future[None] | None:
        if self.finished or self._closed:
            return None
        self.set_header("X-Accel-Buffering", "no")  # nginx would keep the lines until the end
        return self.write(line + "\n")

    def _beat_after(self, seconds: float, session: Session, seq: int) -> None:
        """A line now and then: the tab sees that its event has arrived, and no proxy loses patience."""

        def beat() -> None:
            begun = 0 < seq < session.next_seq
            # Said once; empty lines from then on.
            said = self._said
            self._said = said or begun
            if self._line(json.dumps([wire.ACK, seq]) if begun and not said else "") is not None:
                self._beat_after(BEAT if begun else FIRST_BEAT, session, seq)

        self._beat = asyncio.get_running_loop().call_later(seconds, beat)

    def on_connection_close(self) -> None:
        """The tab went, lost its connection, or wanted it for something else."""
        self._closed = True
        if self._work is not None:
            self._work.cancel()


class PollHandler(AjaxHandler):
    """GET of what changed since a revision: a patch, or 204 when there is nothing new."""

    kind = "poll"

    async def get(self, token: str, since: str) -> None:
        """Answer one poll."""
        session = self.tab(token)
        if session is None:
            return
        await self.lag()
        answer = await session.receive(Sync(int(since)))
        self.reply(answer)


class SharedPollHandler(AjaxHandler):
    """A poll of a page that shows everybody the same: without a tab's token, so that a proxy can answer others."""

    def get(self, name: str, since: str) -> None:
        """Answer from the page itself; 304 where the proxy has that answer already."""
        page = shared_pages.get(name)
        if page is None or page._gone or not page.cache_polls:
            self.set_status(404)
            self.end()
            return
        visitors: Buckets = self.application.settings["tornjust_polls"]
        wait = 0.0 if self.is_local() else visitors.take(self.session_id() or str(self.request.remote_ip))
        if wait:
            if seldom("messages"):
                log.warning("too many polls of %s; some are refused", self.request.remote_ip)
            self.put_off(wait)
            return
        text = changes.patch(page, int(since))
        meant = page._meant(int(since))
        # RFC 9111: browsers ask each time, shared caches answer for so long.
        self.set_header("Cache-Control", f"public, max-age=0, s-maxage={max(1, round(page.cache_polls))}")
        etag = f'"{page._seen}.{hash(tuple(meant)):x}"' if meant else f'"{page._seen}"'
        self.set_header("ETag", etag)
        if self.request.headers.get("If-None-Match") == etag:
            self.set_status(304)
            self.end()
            return
        if meant:
            # What one tab alone is to do, everybody must not see; it asks for itself then.
            more = json.dumps({wire.MEANT: meant}, separators=(",", ":"))
            self.reply(finished(text or unchanged(int(since)), 0, None, more))
            return
        self.reply(None if text is None else text + "]")


class LeaveHandler(AjaxHandler):
    """POST, sent by the browser as it leaves the page."""

    kind = "leave"
    METHODS = ("POST",)
    IN_TASK = True  # the program's `on_disconnect` is awaited

    async def post(self, token: str) -> None:
        """Let go of the tab."""
        try:
            self.check_same_origin()
        except MessageError as error:
            self.refuse(error)
            return
        session = self.find_tab(token)
        if session is not None and (not self.request.query or session.claim(self.request.query)):
            settings, tabs = self.of_app()
            await self._hear(session, settings.max_message)
            await tabs.drop(session)
        self.reply(None)

    async def _hear(self, session: Session, limit: int) -> None:
        """What the tab could not tell before it went: one message a line. Nobody reads the answers any more."""
        heard = []
        for line in self.request.body.split(b"\n"):
            if line:
                try:
                    heard.append(asyncio.ensure_future(session.receive(read(line, limit))))
                except MessageError as error:
                    log.warning("last words of a tab refused: %s", error)
        for task in heard:
            task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())  # not forgotten
        if heard:
            done, _ = await asyncio.wait(heard, timeout=LAST_WORDS_WAIT)
            for task in done:
                if not task.cancelled() and isinstance(task.exception(), MessageError):
                    log.warning("last words of a tab refused: %s", task.exception())

"""The WebSocket of one tab: the same messages as over Ajax, and a way down at any time."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Awaitable
from typing import Any

from tornado.iostream import StreamClosedError
from tornado.websocket import WebSocketHandler, WebSocketProtocol

from tornjust import eager, wire
from tornjust.errors import MessageError
from tornjust.handlers.base import Visit
from tornjust.handlers.frames import Frames, frame
from tornjust.inbox import Event, Sync, read
from tornjust.lane import write
from tornjust.limits import Bucket
from tornjust.session import Session
from tornjust.stream import Stream

log = logging.getLogger("tornjust")

# Seconds. An event that takes longer is confirmed before it is answered; a tab that hears nothing of its event within
# a second sends it over HTTP.
ACK_AFTER = 0.2
# A tab that reconnects may have an old one or two that nobody has noticed to be dead.
MAX_SOCKETS = 4


class SocketHandler(Visit, WebSocketHandler):
    """One connection of a tab; what comes down it, and when, is the session's business."""

    kind = "socket"
    session: Session | None = None
    _stream: Stream | None = None
    _bucket: Bucket | None = None
    # The last message that was written.
    _sending: asyncio.Future[None] | None = None

    def get_websocket_protocol(self) -> WebSocketProtocol | None:
        """Tornado's, with our short way in."""
        usual: Any = super().get_websocket_protocol()
        return usual and Frames(self, False, usual.params)

    def prepare(self) -> None:
        """Other sites' pages get no socket: it would come with the visitor's cookie."""
        origin = self.request.headers.get("Origin")
        if origin is not None and not self.is_own_origin(origin):
            self.set_status(403)
            self.finish("this site's pages may open no socket here (setting ORIGINS)")

    def check_origin(self, origin: str) -> bool:
        """Decided in `prepare`: Tornado asks only about some, and takes a page that came by http for our own."""
        return True

    def open(self, token: str) -> None:
        """Take the tab over, or tell a stranger to load its page again."""
        self.set_nodelay(True)
        self._settings, tabs = self.of_app()
        self._answers: set[asyncio.Task[None]] = set()
        session = self.find_tab(token)
        if session is None:
            if self.is_stranger(token):
                log.warning("socket for a tab that is not known, or not this visitor's: %.8s...", token)
        elif not self.request.query or session.claim(self.request.query):
            self.session = session
            session.tab.headers = self.request.headers
            session.tab.cookies = {name: morsel.value for name, morsel in self.cookies.items()}
            self._bucket = None if self.is_local() else session.bucket
            self._register(token)
            return
        self._send(tabs.unknown)
        self.close(4004, "unknown tab")

    def _register(self, token: str) -> None:
        """Be among the open sockets; of a tab that opens one after the other, the oldest is closed."""
        mine = self.application.settings["tornjust_sockets"].setdefault(token, [])
        mine.append(self)
        if len(mine) > MAX_SOCKETS:
            log.warning("tab %.6s... has too many sockets; the oldest is closed", token)
            mine.pop(0).close(1008, "too many sockets")

    def _unregister(self) -> None:
        sockets, token = self.application.settings["tornjust_sockets"], self.open_args[0]
        if self in sockets.get(token, ()):
            sockets[token].remove(self)
            if not sockets[token]:
                del sockets[token]

    def on_message(self, text: str | bytes) -> Awaitable[None] | None:
        """Each message is answered on its own, so a slow handler does not hold up the next event.

        The next message is read when what is returned is done: a tab that sends too fast has to wait, and so has one
        that does not take its answers.
        """
        session = self.session
        if session is None:
            return None
        wait = self._bucket.owe() if self._bucket is not None else 0.0
        if len(self._answers) >= wire.MAX_PENDING:
            log.warning("socket closed: %d events are waiting for their handlers", len(self._answers))
            self.close(1008, "too many events at once")
            return None
        try:
            message = read(text, self._settings.max_message)
        except MessageError as error:
            self._refuse(error)
            return None
        done, task = eager.start(self._answer(session, message))
        if not done:
            self._answers.add(task)
            task.add_done_callback(self._answers.discard)
            if isinstance(message, Event):
                asyncio.get_running_loop().call_later(ACK_AFTER, self._confirm, task, message.seq)
        sending = self._sending
        if sending is not None and not sending.done():
            return self._heard(sending, wait)
        return asyncio.sleep(wait) if wait else None

    async def _heard(self, sending: asyncio.Future[None], wait: float) -> None:
        """Until the tab has taken what was written so far; shielded, as somebody else may wait for it, too."""
        await asyncio.shield(sending)
        await asyncio.sleep(wait)

    async def _answer(self, session: Session, message: Event | Sync) -> None:
        if isinstance(message, Sync):
            # From here on patches go down this socket, from the revision that the tab has.
            self._stream = session.socket = Stream(self._send, message.since)
            session.release()
        if self._settings.latency:
            await self.lag()
        try:
            answer = await session.receive(message, self._stream)
        except MessageError as error:
            self._refuse(error)
            return
        # A tab that asks wants to hear that the socket is alive, too.
        self._send(answer or f'["{wire.ACK}",0]')

    def _confirm(self, task: asyncio.Task[None], seq: int) -> None:
        if not task.done():
            self._send(json.dumps([wire.ACK, seq]))

    def _refuse(self, error: MessageError) -> None:
        log.warning("socket message refused: %s", error)
        self._send(json.dumps([wire.ERROR, error.seq, str(error)]))

    def _send(self, message: str) -> asyncio.Future[None] | None:
        """Write one message; what is returned is done when its bytes have left, None when they have left already.

        `write_message` would make a task for each message, only to give an exception another name.
        """
        connection: Any = self.ws_connection
        if connection is not None and not connection.is_closing():
            try:
                self._sending = write(connection.stream, frame(message))
                return self._sending
            except StreamClosedError:
                pass  # `on_close` will be told
        self._let_go()
        return None

    def on_close(self) -> None:
        """The tab may come back on another socket, or over Ajax."""
        self._unregister()
        self._let_go()

    def _let_go(self) -> None:
        if self.session is not None and self._stream is not None and self.session.socket is self._stream:
            self.session.socket = None
            self.session.seen_at = time.monotonic()

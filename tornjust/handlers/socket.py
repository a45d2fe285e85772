"""The WebSocket of one tab: the same messages as over Ajax, and a way down at any time."""

from __future__ import annotations

import asyncio
import json
import logging
import time

from tornado.websocket import WebSocketClosedError, WebSocketHandler

from tornjust import wire
from tornjust.errors import MessageError
from tornjust.handlers.base import Visit
from tornjust.inbox import Sync, read
from tornjust.session import Session, Stream

log = logging.getLogger("tornjust")


class SocketHandler(Visit, WebSocketHandler):
    """Tornado refuses handshakes from other origins (`check_origin`)."""

    session: Session | None = None
    _stream: Stream | None = None

    async def open(self, token: str) -> None:
        """Take the tab over, or tell a stranger to load its page again."""
        self.set_nodelay(True)
        self._answers: set[asyncio.Task[None]] = set()
        self.session = self.find_tab(token)
        if self.session is None:
            log.warning("socket for a tab that is not known, or not this visitor's: %.8s...", token)
            self._send(json.dumps([wire.RELOAD]))
            self.close(4004, "unknown tab")

    async def on_message(self, text: str | bytes) -> None:
        """Each message is answered on its own, so a slow handler does not hold up the next event."""
        session = self.session
        if session is None:
            return
        if len(self._answers) >= wire.MAX_PENDING:
            log.warning("socket closed: %d events are waiting for their handlers", len(self._answers))
            self.close(1008, "too many events at once")
            return
        task = asyncio.ensure_future(self._answer(session, text))
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    async def _answer(self, session: Session, text: str | bytes) -> None:
        settings, _ = self.of_app()
        try:
            message = read(text, settings.max_message)
            if isinstance(message, Sync):
                # From here on patches go down this socket, from the revision that the tab has.
                self._stream = session.socket = Stream(self._send, message.since)
            await self.lag()
            answer = await session.receive(message, self._stream)
        except MessageError as error:
            log.warning("socket message refused: %s", error)
            answer = json.dumps([wire.ERROR, error.seq, str(error)])
        if answer is not None:
            self._send(answer)

    def _send(self, message: str) -> asyncio.Future[None] | None:
        try:
            sending = self.write_message(message)
        except WebSocketClosedError:
            self._let_go()
            return None
        # A socket that breaks tells it through on_close; here it must only not be reported as forgotten.
        sending.add_done_callback(lambda future: future.cancelled() or future.exception())
        return sending

    def on_close(self) -> None:
        """The tab may come back on another socket, or over Ajax."""
        self._let_go()

    def _let_go(self) -> None:
        if self.session is not None and self._stream is not None and self.session.socket is self._stream:
            self.session.socket = None
            self.session.seen_at = time.monotonic()

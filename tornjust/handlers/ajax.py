"""Events and polls over plain HTTP."""

from __future__ import annotations

import asyncio
import json
import logging

from tornjust import wire
from tornjust.errors import MessageError
from tornjust.handlers.base import Handler
from tornjust.inbox import Sync, read
from tornjust.session import Session, Stream

log = logging.getLogger("tornjust")


class AjaxHandler(Handler):
    """Base: finds the tab, and answers bad messages with a 4xx and one line in the log."""

    def set_default_headers(self) -> None:
        # As few header bytes as can be: these answers are small and many.
        self.clear_header("Server")
        self.set_header("Content-Type", "application/json")
        self.set_header("Cache-Control", "no-store")

    def tab(self, token: str) -> Session | None:
        """The tab of that token. An unknown one is told to load its page again."""
        session = self.find_tab(token)
        if session is None:
            log.warning("message for a tab that is not known, or not this visitor's: %.8s...", token)
            self.set_status(404)
            self.finish(json.dumps([wire.RELOAD]))
        return session

    def refuse(self, error: MessageError) -> None:
        """Answer a bad message."""
        log.warning("%s refused: %s", self.request.path.rpartition("/")[0], error)
        self.set_status(error.status)
        self.finish(json.dumps([wire.ERROR, error.seq, str(error)]))

    def reply(self, answer: str | None) -> None:
        """Send an answer; 204 when there is nothing to say."""
        if answer is None:
            self.set_status(204)
            self.clear_header("Content-Type")
            self.finish()
        else:
            self.send(answer)

    def write_error(self, status_code: int, **kwargs: object) -> None:
        """The runtime reads JSON only."""
        self.finish(json.dumps([wire.ERROR, 0, "The server could not answer; the reason is in its log."]))


class EventHandler(AjaxHandler):
    """POST of one message; the answer is one patch a line, the last one says that the event is done."""

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
            answer = await session.receive(message, stream)
        except MessageError as error:
            self.refuse(error)
            return
        self.reply(answer)

    def _line(self, line: str) -> asyncio.Future[None] | None:
        if self._finished or self.request.connection is None:
            return None
        self.set_header("X-Accel-Buffering", "no")  # nginx would keep the lines until the end
        self.write(line + "\n")
        return self.flush()


class PollHandler(AjaxHandler):
    """GET of what changed since a revision: a patch, or 204 when there is nothing new."""

    async def get(self, token: str, since: str) -> None:
        """Answer one poll."""
        session = self.tab(token)
        if session is None:
            return
        await self.lag()
        answer = await session.receive(Sync(int(since)))
        self.reply(answer)


class LeaveHandler(AjaxHandler):
    """POST, sent by the browser as it leaves the page."""

    async def post(self, token: str) -> None:
        """Let go of the tab."""
        try:
            self.check_same_origin()
        except MessageError as error:
            self.refuse(error)
            return
        session = self.find_tab(token)
        if session is not None:
            _, tabs = self.of_app()
            await tabs.drop(session)
        self.reply(None)

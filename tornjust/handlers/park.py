"""Requests that wait for changes, of one tab or of several of one browser."""

from __future__ import annotations

import json

from tornjust.errors import MessageError
from tornjust.handlers.ajax import AjaxHandler
from tornjust.inbox import read_peers
from tornjust.parked import Parked
from tornjust.session import Session


class ParkHandler(AjaxHandler):
    """As a poll, but with nothing new the answer waits until there is something.

    By POST it waits for other tabs of the same visitor too. A browser has few connections, so only one of its tabs
    does so, and passes on what comes.
    """

    kind = "park"
    METHODS = ("GET", "POST")

    _parked: Parked | None = None

    async def get(self, token: str, since: str) -> None:
        """Answer as soon as there is something to say; 204 after a while, or at once with the time to come back."""
        session = self.tab(token)
        if session is None:
            return
        await self.lag()
        news = await self._news({session: int(since)})
        self.reply(news[0][1] if news else None)

    async def post(self, token: str, since: str) -> None:
        """The same for the tabs that the body names; the answer is a list of [name of the document, message]."""
        settings, tabs = self.of_app()
        try:
            self.check_same_origin()
            peers = read_peers(self.request.body, settings.max_message)
        except MessageError as error:
            self.refuse(error)
            return
        session = self.tab(token)
        if session is None:
            return
        await self.lag()
        asked, names = {session: int(since)}, {session: self.request.query}
        answers: list[list[str]] = []
        for peer in peers:
            other = self.find_tab(peer.token)
            if other is None or not other.claim(peer.document):
                answers.append([peer.document, tabs.unknown])
            elif not self.wait_of(other):
                asked[other], names[other] = peer.since, peer.document
        if not answers:
            answers = [[names[one], answer] for one, answer in await self._news(asked)]
        self.reply(json.dumps(answers, ensure_ascii=False) if answers else None)

    async def _news(self, asked: dict[Session, int]) -> list[tuple[Session, str]]:
        """What is new for tabs at their revisions; waits until there is something, or for long enough."""
        settings, tabs = self.of_app()
        found = _answers(asked, list(asked))
        if found or self.is_gone():
            return found
        if tabs.crowded():
            self.set_header("Retry-After", str(settings.busy_delay))
            return []
        self._parked = Parked(asked)
        woken = await tabs.park(self._parked)
        return _answers(asked, woken)

    def on_connection_close(self) -> None:
        """Nobody waits any more."""
        if self._parked is not None:
            self._parked.end()


def _answers(asked: dict[Session, int], tabs: list[Session]) -> list[tuple[Session, str]]:
    found = []
    for session in tabs:
        answer = session.wait_for_news(asked[session]) if session.tab.open else None
        if answer is not None:
            found.append((session, answer))
    return found

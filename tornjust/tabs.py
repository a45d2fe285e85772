"""The tabs that are alive: token -> session. Decides which tab may speak, and lets go of those that fell silent."""

from __future__ import annotations

import inspect
import json
import logging
import secrets
import sys
import time
from collections.abc import Awaitable, Iterator
from typing import Any

from tornjust import advice, wire
from tornjust.files import Store
from tornjust.jar import Late
from tornjust.limits import Bucket
from tornjust.page import WebPage
from tornjust.parked import Parked
from tornjust.session import Session
from tornjust.settings import Settings
from tornjust.tab import Tab
from tornjust.tracebacks import program_traceback

log = logging.getLogger("tornjust")

# So many tabs that have left are remembered, for so many seconds: what they sent as they went may come after their word
# that they go.
MOST_LEFT = 1000
LATELY = 30.0

# For so many visitors cookies are kept who have no tab any more; those who load a page again do it at once.
MOST_LATE = 1000


class _Owner:
    """A visitor with tabs."""

    __slots__ = ("late", "tokens")

    def __init__(self, late: dict[str, Late]) -> None:
        # The tokens of the tabs, oldest first.
        self.tokens: dict[str, None] = {}
        # Cookies for the next page: the `cookies` of each of these tabs.
        self.late = late


class Tabs:
    """All tabs of this server. A page lives as long as a tab shows it or the program holds it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        # Where files lie that users sent.
        self.store = Store(settings)
        self._tabs: dict[str, Session] = {}
        self._owners: dict[str, _Owner] = {}
        # Visitor -> cookies of tabs that have gone meanwhile, the last one too.
        self._late: dict[str, dict[str, Late]] = {}
        # Tabs that have gone -> when, and whose they were.
        self._left: dict[str, tuple[float, str | None]] = {}
        # Requests that wait for changes.
        self.parked = 0
        # What a tab is told that is not among them. The name tells this server from the one that was here before a
        # restart, and from others beside it.
        self.unknown = json.dumps([wire.RELOAD, secrets.token_hex(4)])

    def full(self) -> bool:
        """Whether no more visitors can be taken."""
        return len(self._tabs) >= self.settings.max_tabs

    def __len__(self) -> int:
        return len(self._tabs)

    def __iter__(self) -> Iterator[Session]:
        return iter(list(self._tabs.values()))

    async def open(self, page: WebPage, token: str, owner: str | None) -> Session:
        """A new tab on `page`. The visitor's oldest tab goes when there are too many of them."""
        session = Session(page, token, owner, self.explain, self.store)
        rate = self.settings.max_messages_per_second
        session.bucket = Bucket(rate, 10 * rate)
        self._tabs[token] = session
        if owner is not None:
            who = self._owners.get(owner)
            if who is None:
                who = self._owners[owner] = _Owner(self._late.pop(owner, {}))
            session.cookies = who.late
            who.tokens[token] = None
            if len(who.tokens) > self.settings.max_tabs_per_session:
                await self.drop(self._tabs[next(iter(who.tokens))])
        return session

    def get(self, token: str, owner: str | None) -> Session | None:
        """The tab of that token, if it is this visitor's. One without an owner is anybody's who has its token."""
        session = self._tabs.get(token)
        if session is None or (session.owner is not None and session.owner != owner):
            return None
        return session

    def has_left(self, token: str, owner: str | None) -> bool:
        """Whether that is a tab of this visitor's which has gone lately."""
        when, whose = self._left.get(token, (-LATELY, None))
        return time.monotonic() < when + LATELY and whose in (None, owner)

    def late_cookies(self, owner: str) -> dict[str, Late]:
        """The cookies that this visitor is to get with the next page, once."""
        who = self._owners.get(owner)
        waiting = self._late.pop(owner, {}) if who is None else who.late
        late = dict(waiting)
        waiting.clear()
        return late

    def keep_cookies(self, owner: str, late: dict[str, Late]) -> None:
        """Keep cookies for the next page of this visitor; what the visitor got meanwhile is newer."""
        who = self._owners.get(owner)
        if who is not None:
            newer = dict(who.late)
            who.late.update(late)
            who.late.update(newer)
            return
        self._late[owner] = {**late, **self._late.get(owner, {})}
        while len(self._late) > MOST_LATE:
            self._late.pop(next(iter(self._late)))

    async def drop(self, session: Session) -> None:
        """The tab has gone: tell its page, which may let go of everything on it."""
        if self._tabs.pop(session.token, None) is None:
            return
        self._left[session.token] = (time.monotonic(), session.owner)
        if len(self._left) > MOST_LEFT:
            del self._left[next(iter(self._left))]
        who = self._owners.get(session.owner) if session.owner is not None else None
        if who is not None:
            who.tokens.pop(session.token, None)
            if not who.tokens:
                del self._owners[str(session.owner)]
                if who.late:
                    self.keep_cookies(str(session.owner), who.late)
        page = session.page
        page._tabs.pop(session.token, None)
        session.close()
        if not page._tabs:
            page.__dict__.pop("_files", None)
        try:
            await _say_goodbye(page, session.tab)
        except Exception:
            log.exception("on_disconnect of %r failed", page)
        if self.settings.memory_debug:
            log.warning("%s", self._memory())

    def _memory(self) -> str:
        """What there is, for the setting MEMORY_DEBUG."""
        found = f"{len(self._tabs)} tabs, {len(WebPage.instances)} pages"
        try:
            import resource
        except ImportError:  # Windows
            return found
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        # Kilobytes, but bytes on macOS.
        return f"{found}, {most // (2**20 if sys.platform == 'darwin' else 2**10)} MB at most so far"

    async def sweep(self) -> None:
        """Drop the tabs that were not heard of for the time that the settings allow."""
        now = time.monotonic()
        oldest, oldest_silent = now - self.settings.tab_timeout, now - self.settings.silent_tab_timeout
        for session in list(self._tabs.values()):
            session.uploads.sweep()
            if session.socket is not None or session.parked is not None:
                continue
            if session.seen_at < (oldest_silent if session.seen_at == session.opened_at else oldest):
                await self.drop(session)

    async def park(self, parked: Parked) -> list[Session]:
        """Let a request wait for a change, for as long as the settings say. Returns the tabs that it is to tell."""
        self.parked += 1
        try:
            return await parked.wait(self.settings.park_seconds)
        finally:
            self.parked -= 1

    def crowded(self) -> bool:
        """Whether so many requests wait that no more can."""
        return self.parked >= self.settings.max_parked

    def explain(self, error: BaseException) -> str:
        """What a tab is told when a handler raised: the traceback in development, a neutral sentence otherwise."""
        if self.settings.crash:
            raise SystemExit(1) from error
        if self.settings.debug:
            return program_traceback(error)
        return "Something went wrong on the server. The page is still alive; please try again."


async def _say_goodbye(page: WebPage, tab: Tab) -> None:
    """Call `on_disconnect` as the program wrote it: async or not, with a parameter for the tab or without one."""
    hook: Any = page.on_disconnect
    left = hook(tab) if inspect.signature(hook).parameters else hook()
    if not isinstance(left, Awaitable):
        # It has no way to call the method of WebPage, which lets go of the page.
        await WebPage.on_disconnect(page)
        return
    await left
    if page.delete_flag and not page._tabs and not page._gone:
        advice.once(
            ("on_disconnect", type(page)),
            "on_disconnect of %s does not call `await super().on_disconnect()`: pages whose tabs have left stay in "
            "memory, and tasks of page.run_task() go on; if that is meant, say delete_flag=False",
            type(page).__name__,
        )


def new_token() -> str:
    """A name for a tab that nobody can guess: 128 random bits."""
    return secrets.token_urlsafe(16)

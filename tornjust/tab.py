"""One tab that shows a page, as programs know it: `msg.tab` in a handler, `page.tabs` for all of them.

Over a WebSocket the same object is `msg.websocket`, where JustPy programs look for it.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote

from tornjust import wire
from tornjust.current import current_tab
from tornjust.downloads import offers
from tornjust.errors import JavaScriptError, JavaScriptTimeout
from tornjust.javascript import script

if TYPE_CHECKING:
    from tornjust.page import WebPage

log = logging.getLogger("tornjust")

_numbers = count(1)


class Line(Protocol):
    """What a tab needs of its session."""

    page: WebPage
    token: str
    socket: Any

    async def push(self) -> bool:
        """Send what changed, if there is a way to do so now."""


class Tab:
    """One tab.

    id: a number, the same as `msg.websocket_id`. headers, cookies: what the browser sent when it opened the WebSocket;
    empty without one.
    """

    def __init__(self, line: Line) -> None:
        self._line = line
        self.id = tab_id(line.token)
        self.headers: Mapping[str, str] = {}
        self.cookies: Mapping[str, str] = {}
        # JavaScript whose value somebody waits for: number -> who.
        self._asked: dict[int, asyncio.Future[Any]] = {}

    def __repr__(self) -> str:
        return f"Tab(id: {self.id}, page_id: {self.page_id}, open: {self.open})"

    @property
    def page(self) -> WebPage:
        """The page that it shows."""
        return self._line.page

    @property
    def page_id(self) -> int:
        """The number of that page."""
        return self._line.page._register()

    @property
    def open(self) -> bool:
        """Whether the tab still shows the page, as far as the server knows."""
        session: Any = self._line.page._tabs.get(self._line.token)
        return session is self._line

    async def update(self) -> None:
        """Send what changed on the page to this tab only, if it can be reached now."""
        await self._line.push()

    async def run_javascript(self, code: str, **values: Any) -> None:
        """As `WebPage.run_javascript`, in this tab only and without `result_ready`."""
        self._do(script(code, values))
        await self._line.push()

    async def evaluate(self, code: str, *, timeout: float = 10.0, **values: Any) -> Any:
        """Run JavaScript in this tab and wait for its value, which has to be plain data (JSON).

        The value is that of the last statement, when it is an expression; `await` and `return` may be used, a
        promise is awaited, and None stands for undefined. Keywords are plain data that the code knows by these names:
        `await tab.evaluate("document.title + more", more="!")`. A page without WebSocket hears of the code at once
        while one of its events is being handled, else with its next poll. Raises `JavaScriptError` with the text of
        an error in the code, and `JavaScriptTimeout` after `timeout` seconds.
        """
        return await self._evaluate(code, timeout, values)

    async def _evaluate(self, code: str, timeout: float, values: Mapping[str, Any], key: int = 0) -> Any:
        if not self.open:
            raise JavaScriptError("the tab no longer shows the page, so it can run nothing")
        number = next(_numbers)
        waiting = self._asked[number] = asyncio.get_running_loop().create_future()
        try:
            self._do(script(code, values, answer=number, key=key))
            await self._line.push()
            return await asyncio.wait_for(waiting, timeout)
        except (asyncio.TimeoutError, TimeoutError):
            raise JavaScriptTimeout(f"the tab did not answer within {timeout:g} s; {self._why()}") from None
        finally:
            del self._asked[number]

    def _why(self) -> str:
        """Why a tab may not have answered."""
        page = self.page
        if self._line.socket is None and not page.push and not type(page).use_websockets:
            if not page._interval():
                return (
                    "outside of its events it hears of the code with its next one only: "
                    "set push=True, or a reload_interval for the page"
                )
            return f"it polls every {page._interval():g} s, and eight times as slow when nobody sees it"
        return "it may be cut off, or the code may wait for something"

    async def _run_on(self, key: int, code: str) -> None:
        """Run JavaScript that knows the component of that key as `element`."""
        self._do(script(code, key=key))
        await self._line.push()

    def _do(self, value: dict[str, Any]) -> None:
        self._line.page._effect(wire.RUN, value, self._line.token)

    def download(self, data: Any, name: str | None = None, content_type: str | None = None) -> None:
        """Have the browser store something.

        `data` is text, bytes, the `Path` of a file, an open file, a file that a user sent, or a generator of text or
        bytes, plain or asynchronous; `name` is what it is to be called, and needed where `data` has no name.
        `content_type` follows from the name unless it is given. In a handler the download starts when the handler
        ends, elsewhere with the next `update()`. Raises `MissingFileError` where there is no such file, and
        `ComponentError` for data that cannot be sent.
        """
        token = offers.add(self, data, name, content_type)
        address = f"{wire.DOWNLOAD_PATH}{token}/{quote(offers.name(token))}"
        self._line.page._effect(wire.DOWNLOAD, address, self._line.token)

    def _answered(self, fields: Mapping[str, Any]) -> None:
        """The browser says what came of JavaScript that was to be evaluated."""
        waiting = self._asked.get(fields.get("number", 0))
        if waiting is None or waiting.done():
            return
        error, text = fields.get("error"), fields.get("result")
        if error is not None:
            waiting.set_exception(JavaScriptError(str(error)))
            return
        try:
            waiting.set_result(json.loads(text) if isinstance(text, str) and text else None)
        except (ValueError, RecursionError) as failure:
            waiting.set_exception(JavaScriptError(f"the tab's answer is not JSON: {failure}"))

    def _closed(self) -> None:
        """The tab has gone; nobody waits for it any more."""
        offers.forget(self)
        for waiting in self._asked.values():
            if not waiting.done():
                waiting.set_exception(JavaScriptError("the tab was closed before it answered"))

    async def send_json(self, message: Mapping[str, Any]) -> None:
        """What JustPy programs send to a browser by hand: `{"type": "run_javascript", "data": code}` and its like.

        Types that change the page bring it up to date; others mean nothing to a browser and are logged.
        """
        kind = message.get("type")
        if kind == "run_javascript":
            send = bool(message.get("send", True)) and "result_ready" in self.page.events
            self._do(script(str(message.get("data", "")), request_id=message.get("request_id"), send=send))
        elif kind not in ("page_update", "component_update"):
            log.warning("send_json(): %r is no type of message that a browser knows", kind)
        await self._line.push()


@lru_cache(maxsize=8)  # asked twice as a page is loaded
def tab_id(token: str) -> int:
    """The public number of the tab with that token, from which the token cannot be found."""
    return int.from_bytes(hashlib.sha256(token.encode()).digest()[:4], "big")


def only(page: WebPage) -> Tab:
    """The tab that is meant where a page is: that whose event is being handled, or the only one."""
    tab: Tab | None = current_tab()
    if tab is not None and tab.page is page and tab.open:
        return tab
    tabs = page._showing()
    if len(tabs) == 1:
        return tabs[0]
    if not tabs:
        raise JavaScriptError(f"no tab shows {page!r}, so nobody can run JavaScript")
    raise JavaScriptError(
        f"{len(tabs)} tabs show {page!r}; say which one: `for tab in page.tabs: await tab.evaluate(...)`"
    )


def mine(page: WebPage) -> list[Tab]:
    """The tab whose event is being handled, if it shows that page; else all that do."""
    tab = current_tab()
    return [tab] if tab is not None and tab.page is page and tab.open else page.tabs


class Sockets(Mapping[int, dict[int, Tab]]):
    """`WebPage.sockets`: page_id -> id -> tab, for pages and tabs with an open WebSocket. Made when it is read."""

    def __init__(self, pages: Mapping[int, WebPage]) -> None:
        self._pages = pages

    def __getitem__(self, page_id: int) -> dict[int, Tab]:
        found = {tab.id: tab for tab in self._pages[page_id]._showing() if tab._line.socket is not None}
        if not found:
            raise KeyError(page_id)
        return found

    def __iter__(self) -> Iterator[int]:
        return (page_id for page_id in list(self._pages) if page_id in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def get_websocket(event_data: Mapping[str, Any]) -> Any:
    """The tab that an event came from, if it has a WebSocket; else something empty."""
    return event_data.get("websocket", {})

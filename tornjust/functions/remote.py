"""`page.client`: calls of functions that run in the tabs of a page; and `page.named`, which both sides have."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from tornjust.current import current_session
from tornjust.errors import ClientError
from tornjust.functions.marks import ClientFunction
from tornjust.functions.scripts import script_of
from tornjust.revision import clock

if TYPE_CHECKING:
    from tornjust.page import WebPage

# How long, in seconds, the server waits for a tab's answer.
TIMEOUT = 10.0


class Caller(Protocol):
    """A tab that can be called."""

    tab: Any
    seen_at: float

    def call(self, function: str, args: tuple[Any, ...]) -> asyncio.Future[Any]:
        """Start a call; the future gets what the function returns, or a `ClientError`."""

    async def push(self) -> bool:
        """Send what is to be sent."""


class PerPage:
    """A class attribute that makes one object for each page. A program may assign something of its own instead."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        self.make = make
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, page: Any, owner: type) -> Any:
        if page is None:
            return self
        made = page.__dict__[self.name] = self.make(page)
        return made


class Answer(NamedTuple):
    """What one tab answered: `value`, or `error`. `tab` is the tab, as in `msg.tab`."""

    tab: Any
    value: Any
    error: ClientError | None


class PageClient:
    """The tabs of a page, as the server calls functions in them."""

    def __init__(self, page: WebPage) -> None:
        self._page = page

    async def call(self, function: Any, *args: Any, timeout: float = TIMEOUT, tab: Any = None) -> Any:
        """Run a client function in one tab and return what it returns.

        The tab is `tab` (as in `msg.tab`), else the one whose event is being handled, else the one that was heard of
        last. `function` is what
        @jp.client made, or its name; arguments and result are plain data. Raises `ClientError` when the function
        raises, with its traceback in the browser, when no tab answers within `timeout` seconds, and when there is none.
        """
        tabs = self._tabs()
        if not tabs:
            raise ClientError(f"{self._page!r} is shown in no tab, so {_name(function)} cannot be called")
        mine: Any = current_session() if tab is None else tab._line
        if tab is not None and mine not in tabs:
            raise ClientError(
                f"{tab!r} does not show {self._page!r}, so {_name(function)} cannot be called there"
            )
        chosen = mine if mine in tabs else max(tabs, key=lambda other: other.seen_at)
        return await self._ask(chosen, self._id(function), args, timeout)

    async def call_all(self, function: Any, *args: Any, timeout: float = TIMEOUT) -> list[Answer]:
        """Run a client function in every tab of the page; what each answered, in no particular order."""
        name = self._id(function)

        async def one(tab: Caller) -> Answer:
            try:
                return Answer(tab.tab, await self._ask(tab, name, args, timeout), None)
            except ClientError as error:
                return Answer(tab.tab, None, error)

        return list(await asyncio.gather(*map(one, self._tabs())))

    async def _ask(self, tab: Caller, name: str, args: tuple[Any, ...], timeout: float) -> Any:
        future = tab.call(name, args)
        await tab.push()
        try:
            return await asyncio.wait_for(future, timeout)
        except asyncio.TimeoutError:
            raise ClientError(
                f"the tab did not answer the call of {name} within {timeout} s; a page without WebSocket hears of it"
                " only with its next event or poll"
            ) from None

    def _tabs(self) -> list[Any]:
        return list(self._page._tabs.values())

    def _id(self, function: Any) -> str:
        """The name that the browser knows. Has the browser load the function, if it has not."""
        if isinstance(function, ClientFunction):
            for script in script_of(function.file).all():
                need(self._page, [script])
            return function.id
        for script, _ in self._page._functions.values():
            for piece in script.file.sent() if script.file is not None else ():
                if function in (piece.name, piece.node.name):
                    return f"{script.module}.{piece.name}"
        raise ClientError(
            f"no client function named {function!r} is used on this page; give the function itself to have it loaded"
        )


def need(page: Any, scripts: Iterable[Any], stamp: int | None = None) -> None:
    """The page's tabs need these scripts. `stamp` is the revision since which they count, by default now."""
    known = page._functions
    for script in scripts:
        if script.name not in known:
            known[script.name] = (script, clock.stamp() if stamp is None else stamp)
            if stamp is None and page._key:
                page._touch()


class Named:
    """`page.named["total"]`: the component on the page whose `name` is total, as in the browser."""

    def __init__(self, page: WebPage) -> None:
        self._page = page

    def get(self, name: str, default: Any = None) -> Any:
        """The first component of that name, or `default`."""
        todo: list[Any] = [self._page]
        while todo:
            node = todo.pop()
            if node is not self._page and node.__dict__.get("name") == name:
                return node
            todo.extend(reversed(node.__dict__.get("components") or ()))
        return default

    def __getitem__(self, name: str) -> Any:
        found = self.get(name)
        if found is None:
            raise KeyError(f"no component on {self._page!r} is named {name!r} (name=...)")
        return found

    def __contains__(self, name: str) -> bool:
        return self.get(name) is not None


def _name(function: Any) -> str:
    return str(getattr(function, "__name__", function))

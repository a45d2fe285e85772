"""What a page has tabs do once, which is not a state: go somewhere, open something, run JavaScript.

Effects are kept for some time with the revision in which they were asked for, so that a tab that was away does them
when it comes back; each has a number, so that none is done twice.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from tornjust import wire
from tornjust.addresses import below
from tornjust.component import lazy
from tornjust.errors import PageError
from tornjust.javascript import script
from tornjust.revision import clock
from tornjust.tab import mine, only, tab_id

if TYPE_CHECKING:
    from typing_extensions import Self

    from tornjust.page import WebPage

# Effects older than this many are forgotten; a tab that was away for longer does not catch up on them.
MAX_EFFECTS = 100
# Page attributes of which every assignment is an effect: attribute -> effect.
_ASSIGNED = {"redirect": wire.REDIRECT, "open": wire.OPEN, "display_url": wire.ADDRESS}


def check_address(name: str, address: str) -> None:
    """Raise `PageError` for an address that is a script: nobody goes there, and it may have come from a query."""
    # As browsers read it (URL Standard, 4.4): without blanks and control characters.
    plain = re.sub(r"[\x00-\x20]", "", address).lower()
    if plain.startswith(("javascript:", "vbscript:", "data:text/html")):
        raise PageError(
            f"{name} {address!r:.60} is a script, not an address; use run_javascript() to run one"
        )


class Effects:
    """What a page can have its tabs do."""

    # (number, revision, name, value, token of the tab that is meant or "" for all of them)
    _effects = lazy(list[tuple[int, int, str, Any, str]])
    _effect_count: int = 0
    # Numbers of the tabs in which a function was called that has not answered.
    _called = lazy(set[int])

    if TYPE_CHECKING:
        _key: int
        _seen: int
        _places: tuple[str, str, str]

        def _touch(self, now: int = 0) -> None: ...
        async def update(self, websocket: Any = None) -> Self: ...

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        effect = _ASSIGNED.get(name)
        if effect is not None and value and self._key:
            check_address(name, str(value))
            self._effect(effect, below(self._places[2], str(value)))

    def _effect(self, name: str, value: Any, tab: str = "") -> int:
        """Have every tab, or the one of that token, do `name` once. Returns the number of the effect."""
        effects = self._effects
        number = self.__dict__["_effect_count"] = self._effect_count + 1
        effects.append((number, clock.stamp(), name, value, tab))
        del effects[:-MAX_EFFECTS]
        self._touch()
        return number

    def _meant(self, since: int) -> list[int]:
        """The numbers of the tabs for which there is something since that revision that is not for everybody."""
        state = self.__dict__
        found = set(state.get("_called", ()))
        if self._effect_count:
            found.update(tab_id(effect[4]) for effect in self._effects if effect[4] and effect[1] > since)
        return sorted(found)

    @property
    def _last_effect(self) -> int:
        """The number of the newest effect; a tab that loads the page now does not do it again."""
        effects = self.__dict__.get("_effects", ())
        return max((effect[0] for effect in effects if effect[1] <= self._seen), default=0)

    # -- what programs call ---------------------------------------------------------------------------------------

    async def run_javascript(
        self, javascript_string: str, *, request_id: Any = None, send: bool = True, **values: Any
    ) -> Self:
        """Have every tab run JavaScript once. Keywords are plain data that the code knows by these names.

        If the page has a handler for `result_ready`, it gets what came of it, unless `send` is False: `msg.result`
        is the value of the last statement (a promise is awaited), `msg.request_id` is `request_id`, and `msg.error`
        the text of the error where there was one. See `evaluate` for a value to wait for. Returns the page; raises
        `JavaScriptError` for what cannot be sent.
        """
        wanted = send and "result_ready" in self.__dict__.get("events", ())
        self._effect(wire.RUN, script(javascript_string, values, request_id=request_id, send=wanted))
        return await self.update()

    async def evaluate(self, code: str, *, timeout: float = 10.0, **values: Any) -> Any:
        """Run JavaScript in a tab and wait for its value: `width = await page.evaluate("innerWidth")`.

        The tab is the one whose event is being handled, or the only one; `Tab.evaluate` says the rest. Raises
        `JavaScriptError` too when there is no tab, or more than one to choose from.
        """
        return await only(cast("WebPage", self)).evaluate(code, timeout=timeout, **values)

    def download(self, data: Any, name: str | None = None, content_type: str | None = None) -> None:
        """Have the browser store something: `msg.page.download(text, name="prices.csv")`.

        In a handler, and in tasks that it started, the tab is meant whose event it is; elsewhere all tabs that show
        the page. `Tab.download` says the rest; a generator, which can be read once, is for one tab.
        """
        for tab in mine(cast("WebPage", self)):
            tab.download(data, name, content_type)

    async def reload(self) -> Self:
        """Have every tab load the page again."""
        self._effect(wire.RELOAD_PAGE, "")
        return await self.update()

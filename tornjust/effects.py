"""What a page has tabs do once, which is not a state: go somewhere, open something, run JavaScript.

Effects are kept for some time with the revision in which they were asked for, so that a tab that was away does them
when it comes back; each has a number, so that none is done twice.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tornjust import wire
from tornjust.addresses import below
from tornjust.component import lazy
from tornjust.errors import PageError
from tornjust.revision import clock
from tornjust.tab import tab_id

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

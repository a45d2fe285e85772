"""The names of events: those of JustPy, those of the DOM, and how a keyword spells them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, SupportsIndex

from tornjust.errors import ComponentError

if TYPE_CHECKING:
    from typing_extensions import Self

# Events that JustPy's components accept as keywords without further ado.
EVENTS = (
    "click mouseover mouseout mouseenter mouseleave input change after before keydown keyup keypress focus blur "
    "submit dragstart dragover drop click__out"
).split()
# Further events of the DOM (UI Events, Pointer Events, HTML) that a component may listen to.
MORE_EVENTS = (
    "dblclick auxclick contextmenu mousedown mouseup mousemove wheel touchstart touchmove touchend touchcancel "
    "pointerdown pointerup pointermove pointerover pointerout pointerenter pointerleave pointercancel "
    "gotpointercapture lostpointercapture focusin focusout beforeinput compositionstart compositionupdate "
    "compositionend select selectstart copy cut paste reset invalid toggle close cancel scroll scrollend drag "
    "dragend dragenter dragleave animationstart animationend animationiteration transitionstart transitionend "
    "transitionrun transitioncancel load error play pause ended playing waiting volumechange timeupdate seeked "
    "seeking durationchange loadedmetadata loadeddata canplay canplaythrough ratechange stalled suspend progress "
    "resize fullscreenchange upload upload_progress upload_error"
).split()
KNOWN_EVENTS = frozenset((*EVENTS, *MORE_EVENTS))
# Events of a page: of its document, of the window around it, and of the runtime.
PAGE_EVENTS = frozenset(
    "visibilitychange page_ready result_ready online offline hashchange popstate beforeunload pagehide pageshow "
    "storage message languagechange beforeprint afterprint orientationchange deviceorientation selectionchange".split()
)
# Handled on the server only, never sent by the browser.
PSEUDO_EVENTS = frozenset(("before", "after", "upload_progress", "upload_error"))

_NAME = re.compile(r"[A-Za-z_][-A-Za-z0-9_.:]*")


def _keywords(names: Iterable[str]) -> dict[str, str]:
    """Keyword -> event: `click`, `onclick` and `on_click` all mean click."""
    return {spelling: name for name in names for spelling in (name, f"on{name}", f"on_{name}")}


KEYWORDS = _keywords(EVENTS)
MORE_KEYWORDS = _keywords(MORE_EVENTS)


def check_event_name(name: str) -> None:
    """Raises `ComponentError` for a name that no event can have."""
    if not _NAME.fullmatch(name):
        raise ComponentError(
            f"{name!r} cannot be an event: a name is letters, digits, and _ - . : between them."
        )


class EventList(list[str]):
    """The names of the events that a component or page listens to; what programs do to the list is noted."""

    __slots__ = ("_owner",)

    def __init__(self, owner: Any) -> None:
        self._owner = owner

    def _changed(self) -> None:
        self._owner._mark("events")

    def append(self, name: str) -> None:
        """As `list.append`."""
        list.append(self, name)
        if self._owner._key:  # most are made before a browser has seen their element
            self._changed()

    def extend(self, names: Iterable[str]) -> None:
        """As `list.extend`."""
        super().extend(names)
        self._changed()

    def __iadd__(self, names: Iterable[str]) -> Self:  # type: ignore[override, misc]
        self.extend(names)
        return self

    def insert(self, index: SupportsIndex, name: str) -> None:
        """As `list.insert`."""
        super().insert(index, name)
        self._changed()

    def remove(self, name: str) -> None:
        """As `list.remove`."""
        super().remove(name)
        self._changed()

    def pop(self, index: SupportsIndex = -1) -> str:
        """As `list.pop`."""
        name = super().pop(index)
        self._changed()
        return name

    def clear(self) -> None:
        """As `list.clear`."""
        super().clear()
        self._changed()

    def __delitem__(self, index: Any) -> None:
        super().__delitem__(index)
        self._changed()

    def __setitem__(self, index: Any, value: Any) -> None:
        super().__setitem__(index, value)
        self._changed()

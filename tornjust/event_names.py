"""The names of events: those of JustPy, those of the DOM, and how a keyword spells them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tornjust.errors import ComponentError

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

"""What may stand before a class name: ``md:dark:hover:`` to the media query, the selector and the place in
the cascade.

``parse("md:hover")`` answers once for all classes that carry the same variants.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from . import order
from .order import MEDIA, SCREEN
from .scales import SCREENS

# Pseudo-classes, weakest first: of two rules for the same property, the later one in this table wins.
STATES: dict[str, str] = {
    "first": ":first-child",
    "last": ":last-child",
    "odd": ":nth-child(odd)",
    "even": ":nth-child(even)",
    "visited": ":visited",
    "checked": ":checked",
    "empty": ":empty",
    "read-only": ":read-only",
    "only": ":only-child",
    "only-of-type": ":only-of-type",
    "first-of-type": ":first-of-type",
    "last-of-type": ":last-of-type",
    "target": ":target",
    "default": ":default",
    "indeterminate": ":indeterminate",
    "placeholder-shown": ":placeholder-shown",
    "required": ":required",
    "optional": ":optional",
    "valid": ":valid",
    "invalid": ":invalid",
    "in-range": ":in-range",
    "out-of-range": ":out-of-range",
    "open": "[open]",
    "group-hover": ":hover",
    "group-focus": ":focus",
    "group-focus-within": ":focus-within",
    "group-active": ":active",
    "group-visited": ":visited",
    "group-disabled": ":disabled",
    "group-open": "[open]",
    "peer-checked": ":checked",
    "peer-required": ":required",
    "peer-valid": ":valid",
    "peer-invalid": ":invalid",
    "peer-placeholder-shown": ":placeholder-shown",
    "peer-hover": ":hover",
    "peer-focus": ":focus",
    "peer-active": ":active",
    "peer-disabled": ":disabled",
    "focus-within": ":focus-within",
    "hover": ":hover",
    "focus": ":focus",
    "focus-visible": ":focus-visible",
    "active": ":active",
    "enabled": ":enabled",
    "disabled": ":disabled",
    "rtl": ":dir(rtl)",
    "ltr": ":dir(ltr)",
    "first-letter": "::first-letter",
    "first-line": "::first-line",
    "selection": "::selection",
    "marker": "::marker",
    "file": "::file-selector-button",
    "placeholder": "::placeholder",
    "before": "::before",
    "after": "::after",
}

QUERIES: dict[str, str] = {
    "motion-safe": "(prefers-reduced-motion:no-preference)",
    "motion-reduce": "(prefers-reduced-motion:reduce)",
    "print": "print",
}

_DARK = "(prefers-color-scheme:dark)"

_SCREEN_RANK = {name: rank for rank, name in enumerate(SCREENS, 1)}
_STATE_RANK = {name: rank for rank, name in enumerate(STATES, 1)}
_QUERY_RANK = {name: rank for rank, name in enumerate(QUERIES, 1)}
_MOST_STATES = 3


class Frame(NamedTuple):
    """What makes ``md\\:p-4{padding:1rem}`` a rule, and the part of its place that this gives."""

    before: str
    after: str
    place: int


class Variant(NamedTuple):
    """All that the part before the class name says."""

    frames: tuple[Frame, ...] = (Frame(".", "", 0),)  # one for each rule; two when dark
    pseudo: str = ""  # selector after the class: ":hover"
    element: str = ""  # "::before": comes after everything else
    usual: bool = True  # False when they do not stand in the usual order: screen, dark, motion, states
    screen: int = 0  # 0 for none, then 1 for the smallest screen
    media: str = ""
    only_screen: bool = False


NO_VARIANT = Variant()


@lru_cache(maxsize=1024)
def parse(text: str) -> Variant | None:
    """The meaning of ``"md:dark:hover"``; None when a name is unknown, said twice or contradicts another."""
    screen = motion = 0
    dark = False
    media: list[str] = []
    group = peer = own = element = ""
    states: dict[str, int] = {}
    places: list[int] = []
    usual = True
    for name in text.split(":"):
        state = _state_of(name)
        if state:
            if name in states:
                return None
            states[name] = _STATE_RANK[state]
            places.append(100 + states[name])
            usual = usual and state == name
            selector = STATES[state]
            if name.startswith("group-"):
                group += selector
            elif name.startswith("peer-"):
                peer += selector
            elif selector.startswith("::"):
                if element:
                    return None
                element = selector
            else:
                own += selector
        elif name in _SCREEN_RANK and not screen:
            screen = _SCREEN_RANK[name]
            media.append(f"(min-width:{SCREENS[name]})")
            places.append(1)
        elif name == "dark" and not dark:
            dark = True
            places.append(2)
        elif name in _QUERY_RANK and not motion:
            motion = _QUERY_RANK[name]
            media.append(QUERIES[name])
            places.append(3)
        else:
            return None
    if len(states) > _MOST_STATES:
        return None
    ancestors = (f".group{group} " if group else "") + (f".peer{peer} ~ " if peer else "")
    media.sort(key=lambda query: query.startswith("("))  # a media type may only come first
    place = screen * SCREEN + (motion << 2) * MEDIA + order.states(list(states.values()))
    frames = [_frame(media, f"{ancestors}.", place)]
    if dark:  # by the class of an ancestor, and by an ancestor that leaves it to the reader's system
        frames = [
            _frame(media, f".dark {ancestors}.", place + MEDIA),
            _frame([*media, _DARK], f".dark-auto {ancestors}.", place + 2 * MEDIA),
        ]
    return Variant(
        frames=tuple(frames),
        pseudo=own,
        element=element,
        usual=usual and places == sorted(places),
        screen=screen,
        media=" and ".join(media),
        only_screen=places == [1],
    )


def _state_of(name: str) -> str:
    """The row of the table that a name uses: its own, or for ``group-empty`` that of ``empty``; "" for none.

    The table names the states of a group and a peer whose strength version 2 knows. All others are as strong as the
    state itself.
    """
    if name in STATES:
        return name
    whose, _, state = name.partition("-")
    known = whose in ("group", "peer") and not STATES.get(state, "::").startswith("::")
    return state if known and not state.startswith(("group-", "peer-")) else ""


def _frame(media: list[str], before: str, place: int) -> Frame:
    if not media:
        return Frame(before, "", place)
    return Frame(f"@media {' and '.join(media)}{{{before}", "}", place)

"""Variants that ask about the surroundings of an element: screen, container, reader, browser.

``condition("md")`` is what stands after ``@media`` and the place that it gives in the cascade.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from . import arbitrary
from .order import at_least, below
from .scales import CONTAINERS, SCREENS

# Weakest first.
QUERIES: dict[str, str] = {
    "pointer-fine": "(pointer:fine)",
    "pointer-coarse": "(pointer:coarse)",
    "motion-safe": "(prefers-reduced-motion:no-preference)",
    "motion-reduce": "(prefers-reduced-motion:reduce)",
    "contrast-more": "(prefers-contrast:more)",
    "contrast-less": "(prefers-contrast:less)",
    "portrait": "(orientation:portrait)",
    "landscape": "(orientation:landscape)",
    "print": "print",
    "forced-colors": "(forced-colors:active)",
}
_SUPPORTS = 1
_QUERY_RANK = {name: rank for rank, name in enumerate(QUERIES, _SUPPORTS + 1)}
_RANGE = len(QUERIES) + _SUPPORTS + 1

NAMED = frozenset(
    [
        *QUERIES,
        *SCREENS,
        *(f"max-{name}" for name in SCREENS),
        *(f"@{name}" for name in CONTAINERS),
        *(f"@max-{name}" for name in CONTAINERS),
    ]
)


class Condition(NamedTuple):
    """One variant of this kind."""

    rule: str  # "media", "container" or "supports"
    about: str  # what it asks about: one class cannot ask about the same twice
    text: str
    screen: int = 0  # its place among the screens
    rank: int = 0  # its place among the queries
    fixed: bool = False  # whether the tables have it: a class with any other variant has no fixed place
    range: int = 0  # of ``max-*``: its place among the queries when there is a ``min-*`` as well


_WIDTH = r"\[(\d{1,5}(?:\.\d{1,3})?)(px|rem|em)\]"
_SUPPORT = r"\[(-{0,2}[a-z][a-z0-9-]*)(?::(.+))?\]"
_CONTAINER_NAME = r"[a-zA-Z][\w-]*"
_NO_NAMES = frozenset("and or not none default inherit initial unset revert revert-layer".split())


def is_container_name(name: str) -> bool:
    """Whether CSS takes it for the name of a container."""
    return re.fullmatch(_CONTAINER_NAME, name, re.ASCII) is not None and name.lower() not in _NO_NAMES


def condition(name: str) -> Condition | None:
    """The meaning of a variant's name; None when it is no condition."""
    if name in QUERIES:
        text = QUERIES[name]
        return Condition("media", text.partition(":")[0], text, 0, _QUERY_RANK[name], True)
    if name in SCREENS:
        return _screen("min", SCREENS[name], True)
    if name[:1] == "@":
        return _container(name[1:])
    side, _, width = name.partition("-")
    if side in ("min", "max"):
        if side == "max" and width in SCREENS:
            return _screen(side, SCREENS[width], True)
        return _screen(side, width[1:-1], False) if re.fullmatch(_WIDTH, width, re.ASCII) else None
    if side == "supports":
        return _supports(width)
    return None


def _pixels(width: str) -> float:
    return float(width[:-2]) if width[-2:] == "px" else 16 * float(re.sub("r?em", "", width))


def _asks(side: str, width: str) -> str:
    """At least so wide, or less wide: by as little as screens with fractions of pixels need."""
    if side == "min":
        return f"(min-width:{width})"
    unit = "px" if width[-2:] == "px" else width.lstrip("0123456789.")
    number = float(width.removesuffix(unit)) - (0.02 if unit == "px" else 0.001)
    return f"(max-width:{number:.8g}{unit})"


def _screen(side: str, width: str, fixed: bool) -> Condition:
    pixels = _pixels(width)
    if side == "min":
        return Condition("media", side, _asks(side, width), at_least(pixels), 0, fixed)
    narrow = sum(pixels < _pixels(named) for named in SCREENS.values())
    return Condition("media", side, _asks(side, width), below(pixels), 0, fixed, _RANGE + narrow)


def _container(name: str) -> Condition | None:
    """``@md``, ``@max-md``, ``@[400px]``, ``@min-[400px]/main``: as wide is the nearest ``@container``."""
    name, slash, owner = name.partition("/")
    if slash:
        if not is_container_name(owner):
            return None
        owner += " "
    side, _, width = name.partition("-") if name[:4] in ("min-", "max-") else ("min", "", name)
    fixed = width in CONTAINERS
    if fixed:
        width = CONTAINERS[width]
    elif re.fullmatch(_WIDTH, width, re.ASCII):
        width = width[1:-1]
    else:
        return None
    pixels = _pixels(width)
    screen = at_least(pixels, True) if side == "min" else below(pixels, True)
    # ``@min-md`` is ``@md`` again, and two classes share no place.
    fixed = fixed and not owner and not name.startswith("min-")
    return Condition("container", f"@{side} {owner}", owner + _asks(side, width), screen, 0, fixed)


def _supports(text: str) -> Condition | None:
    """``supports-[display:grid]``; a property alone asks for any of its values."""
    found = re.fullmatch(_SUPPORT, text, re.ASCII)
    if found is None:
        return None
    value = arbitrary.value(found[2], "any") if found[2] else "var(--tw)"
    return Condition("supports", text, f"({found[1]}:{value})", 0, _SUPPORTS) if value else None

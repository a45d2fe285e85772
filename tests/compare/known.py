"""Differences that are meant: what JustPy does wrong, and what tornjust does instead.

Each has a name, the reason, and a function that brings a line of a snapshot to what both have in common. A difference
that shows in some programs only is named for these, with the part of the line that may differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple


class Known(NamedTuple):
    """One difference."""

    name: str
    reason: str
    pattern: re.Pattern[str]
    replacement: str | Callable[[re.Match[str]], str] = ""


def _known(name: str, reason: str, pattern: str, replacement: str = "") -> Known:
    return Known(name, reason, re.compile(pattern), replacement)


# For every line of both sides.
EVERYWHERE = [
    _known(
        "object-data",
        "JustPy renders its own `data` dictionary as <object data>",
        r' data="\[object Object\]"',
    ),
    _known("empty-title", "JustPy writes an empty title on each link", r' title=""'),
    _known("link-target", "_self is what a link has anyway", r' target="_self"'),
    _known(
        "link-rel",
        "JustPy writes rel on each link, also on those that stay in the tab",
        r' rel="noopener noreferrer"',
    ),
    _known(
        "role",
        "JustPy cannot render role, aria-* and data-* attributes",
        r' (?:role|aria-[\w-]+|data-[\w-]+)="[^"]*"',
    ),
    _known(
        "form-attribute",
        "an attribute that the element does not have in HTML",
        r"^(\s*textarea .*) (?:type|form)=\S+",
    ),
]

# Program (file name without .py) -> what moves by itself in it, and is not the same at two moments.
MOVING: dict[str, str] = {
    "tutorial__ajax__02": r"\d+",
    "tutorial__pushing_data__01": r"\d+",
}

# Program (file name without .py) -> reason why its page differs; the differences are not looked at.
PROGRAMS: dict[str, str] = {}


def common(line: str) -> str:
    """The line without what may differ everywhere."""
    for known in EVERYWHERE:
        line = known.pattern.sub(known.replacement, line)
    return line

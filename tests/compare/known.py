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
    _known("draggable", "what listens to dragstart can be dragged without more", r' draggable="true"'),
    _known("svg-attributes", "attributes of SVG that JustPy's tables lack", r' attributeType="[^"]*"'),
    _known(
        "form-attribute",
        "an attribute that the element does not have in HTML",
        r"^(\s*textarea .*) (?:type|form)=\S+",
    ),
]

# Titles of pages that stand for the same: JustPy's, ours, what it is.
PAGES = [
    ("Starlette Debugger", "Something went wrong", "the page function failed"),
    (
        "JustPy says: Page not found",
        "Page not found",
        "no route: JustPy answers 200 with a page, tornjust 404",
    ),
]

# Program (file name without .py) -> what moves by itself in it, and is not the same at two moments.
MOVING: dict[str, str] = {
    "how_to__monitor_idle__01": r"Idle .*",
    "tutorial__ajax__02": r"\d+",
    "tutorial__pushing_data__01": r"\d+",
    "tutorial__pushing_data__03": r"\d+:\d+:\d+",
    "tutorial__pushing_data__04": r"\d+|\.animated|\.flip",
    "tutorial__sessions__01": r"[0-9a-f]{32}",
    "tutorial__sessions__02": r"[0-9a-f]{32}",
    "pushes": r"ticks \d",
    # JustPy reuses nodes by position, so that the focus moves to another component when one appears before it.
    "attributes": " FOCUS",
    # The value of a radio button becomes text in JustPy.
    "fields": r"radio: '?3'?",
}

# Programs that put things in a random order: their lines are compared without it.
SHUFFLED = {"tutorial__custom_components__10", "reference__htmlcomponent__04"}

# Of Matplotlib's drawings, whether there is one counts: each has ids and a date of its own, and tornjust leaves out
# the metadata.
DRAWINGS = re.compile(r"tutorial__matplotlib__\d+")

# Program -> reason why its page differs; it is not looked at.
PROGRAMS: dict[str, str] = {
    "tutorial__handling_events__09": "JustPy forgets at each update how long an event is still held back",
    "tutorial__equations__01": "MathML from the server; JustPy shows nothing without KaTeX from the internet",
    "tutorial__advanced_components__01": "a component for Vue: an empty element in tornjust, named in the log",
    "how_to__reload_pages__01": "it reloads all pages, the one being left too: which is first is chance in JustPy",
}


def without_drawings(lines: list[str]) -> list[str]:
    """The lines of a snapshot without what is below an SVG element, and without the attributes of that."""
    kept: list[str] = []
    depth = -1
    for line in lines:
        indent = len(line) - len(line.lstrip())
        if 0 <= depth < indent:
            continue
        depth = -1
        if line.lstrip().startswith("svg:svg"):
            depth = indent
            line = " " * indent + "svg:svg"
        kept.append(line)
    return kept


def common(line: str) -> str:
    """The line without what may differ everywhere."""
    for known in EVERYWHERE:
        line = known.pattern.sub(known.replacement, line)
    return line

"""Two components of a page that have the same id: named while the program is developed.

What is sent to browsers is searched for ids, which costs next to nothing; components are looked at where one of them
comes for the second time.
"""

from __future__ import annotations

import re
from typing import Any

from tornjust import advice
from tornjust.component import Component, components_of
from tornjust.listener import known_id

_in_html = re.compile(r' id="([^"]+)').findall
# In HTML within JSON, and as an attribute that changed.
_in_patch = re.compile(r'(?: id=\\"|"id",")([^"\\]+)').findall


def look(page: Component, sent: str, whole: bool = False) -> None:
    """See whether what is sent of a page, its whole HTML or a patch, has ids that are on it already."""
    found = (_in_html if whole else _in_patch)(sent)
    if not found:
        return
    known: set[str] = page.__dict__.setdefault("_ids", set())
    if whole:
        known.clear()
    before = len(known)
    twice = known.intersection(found)
    known.update(found)
    if twice or len(known) < before + len(found):
        _compare(page)


def _compare(page: Component) -> None:
    """Name components with the same id, of those that are shown."""
    first: dict[str, Any] = {}
    seen: set[int] = set()
    todo: list[Any] = [*components_of(page)][::-1]
    while todo:
        node = todo.pop()
        if id(node) in seen or not node.show:
            continue
        seen.add(id(node))
        todo.extend([*components_of(node)][::-1])
        own = known_id(node)
        if own:
            other = first.setdefault(str(own), node)
            if other is not node:
                advice.once(
                    ("id", own, type(node), type(other)),
                    "two components of %r have the id %r: %r and %r; for browsers an id names one element, and labels, "
                    "links, styles and scripts that mean the other one find the first. Give one another id, or none",
                    page,
                    own,
                    other,
                    node,
                )

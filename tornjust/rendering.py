"""What comes of writing components: their HTML, and what the page must know about them."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from tornjust import wire
from tornjust.component import Component
from tornjust.element import Element
from tornjust.functions.scripts import Script
from tornjust.html_text import quote
from tornjust.listener import next_id
from tornjust.nesting import OUTSIDE, Scopes
from tornjust.revision import next_key


class Rendering:
    """Collects the HTML of some components, and what the page must know about them."""

    __slots__ = (
        "classes",
        "extras",
        "functions",
        "heads",
        "known",
        "late",
        "listeners",
        "nonced",
        "out",
        "raw",
        "refreshed",
        "scopes",
        "select",
        "types",
        "watched",
    )

    def __init__(self, known: Container[int] = ()) -> None:
        self.out: list[str] = []
        # The keys of components that were refreshed already, in this look at the page.
        self.known = known
        # The same, refreshed here as they were written for the first time: what stands twice is written twice.
        self.refreshed: set[int] = set()
        # What is to be done in components that left one of several places: a browser finds an element by its key, so
        # only when the other one has gone.
        self.late: list[list[Any]] = []
        # Distinct values of `classes` and pieces of raw HTML: where utility classes can be.
        self.classes: set[str] = set()
        # The same: `classes` -> the attribute as it is written.
        self.heads: dict[str, str] = {}
        self.raw: list[str] = []
        # Whether there is a tag of our own that a policy asks for a nonce.
        self.nonced = False
        # Parts of the browser's half that this needs beside what every page has.
        self.extras: set[str] = set()
        # Scripts with functions of the program that run in the browser.
        self.functions: list[Script] = []
        # Event types that somebody listens to, and who: key -> component.
        self.types: set[str] = set()
        self.listeners: dict[int, Element] = {}
        # Components that want to be refreshed before each look, with the holder of the data they read.
        self.watched: list[tuple[Element, Component]] = []
        # What the parser has open around here; see nesting.py.
        self.scopes: Scopes = OUTSIDE
        # The chosen values of the <select> that is being written.
        self.select: frozenset[str] | None = None

    def name(self, node: Element) -> None:
        """Give an element the `id` by which another one names it; it may have been written before, without one."""
        if node.id:
            return
        node.id = next_id()
        start = f'<{node.html_tag} {wire.KEY}="{node._key}"'
        for place, text in enumerate(self.out):
            if start in text:
                self.out[place] = text.replace(start, f'{start} id="{node.id}"', 1)
                return
        if node._key:
            self.late.append([wire.ATTR, node._key, "id", str(node.id)])

    def refresh(self, node: Element, holder: Component) -> None:
        """Name a component and have its hooks bring it up to date, once; `holder` has the data that they read."""
        state = node.__dict__
        key = state.get("_key")
        if key in self.refreshed:
            return
        self.watched.append((node, holder))
        if key not in self.known:
            if not key or sum(bool(root._key) for root in node._roots()) < 2:
                # No browser has it yet, so bringing it up to date is part of its making, not a change to tell of. Of
                # one that another page shows, the tabs of that page have to hear.
                state["_key"] = 0
            node._refresh(getattr(holder, "data", {}))
            state["_key"] = key or next_key()
        self.refreshed.add(state["_key"])

    def head(self, classes: str) -> str:
        """The attribute `class` as it is written."""
        self.classes.add(classes)
        head = self.heads[classes] = f' class="{quote(classes)}"' if classes else ""
        return head

    def learned(self) -> bool:
        """Whether there is something that the page must know about."""
        return bool(
            self.classes
            or self.raw
            or self.types
            or self.listeners
            or self.watched
            or self.extras
            or self.functions
        )

    def html(self) -> str:
        """What was collected, as one string."""
        return "".join(self.out)

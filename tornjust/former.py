"""What stood in a list of children before it was replaced as a whole; see reconcile.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tornjust.revision import next_key

if TYPE_CHECKING:
    from tornjust.children import Children, Notes
    from tornjust.component import Component

# In a larger part nothing is remembered, so that emptying it costs no more than that.
MAX_NODES = 2000
MAX_DEPTH = 100


class Former:
    """A component as it was: its name in the browser, its attributes, and what stood in it."""

    __slots__ = ("children", "key", "node", "notes", "state")

    def __init__(self, node: Component, children: list[Former], notes: Notes | None) -> None:
        self.node = node
        self.key = node._key
        # Attributes may be assigned after it has gone.
        self.state: dict[str, Any] = dict(node.__dict__)
        self.children = children
        self.notes = notes


class Rebuilt:
    """The children of a component before they were replaced, and what was noted of them."""

    __slots__ = ("children", "first_key", "notes")

    def __init__(self, children: list[Former], notes: Notes | None, first_key: int) -> None:
        self.children = children
        self.notes = notes
        # Components with a lower key may have been seen by a browser.
        self.first_key = first_key


def remember(nodes: Children, notes: Notes | None) -> Rebuilt | None:
    """The children of a component and all below them; None if they are too many, or one stands twice in a list."""
    room = [MAX_NODES]
    children = _former(nodes, room)
    return None if room[0] < 0 else Rebuilt(children, notes and notes.copy(), next_key())


def _former(nodes: Children, room: list[int], depth: int = 0) -> list[Former]:
    found = []
    if depth > MAX_DEPTH or nodes.doubled:
        room[0] = -1
    for node in nodes:
        room[0] -= 1
        if room[0] < 0:
            break
        inner = node.__dict__.get("components")
        if inner is None:
            found.append(Former(node, [], None))
        else:
            notes = inner.notes
            found.append(
                Former(node, _former(inner, room, depth + 1) if inner else [], notes and notes.copy())
            )
    return found

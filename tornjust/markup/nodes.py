"""A piece of HTML between its text and its components: `Node`, and `Document` around the nodes."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Node:
    """One element as it stands in the HTML. `text` comes before the children, `after` follows the element itself."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list[Node] = field(default_factory=list)
    after: str = ""
    # Whether it stands in an <svg>.
    svg: bool = False

    def write(self, text: str) -> None:
        """Put text at the end of what is in this node."""
        if self.children:
            self.children[-1].after += text
        else:
            self.text += text


@dataclass(slots=True)
class Document:
    """What was read: `root` has the attributes and the content of the body, and the style sheets of the head."""

    root: Node
    title: str = ""
    lang: str = ""
    # What was left out, in words: JavaScript.
    left_out: list[str] = field(default_factory=list)

"""White space in a tree of nodes: what no browser shows goes, what it shows stays.

These are the rules of CSS (CSS Text, 4.1): spaces and line ends in a row are one space, and there is none at the start
and the end of a line. Which elements start a line is read from their names and from utility classes such as `block`.
"""

from __future__ import annotations

import re

from tornjust.markup.nodes import Node

_SPACES = re.compile(r"[ \t\n\r\f]+")
_BLOCKS = frozenset(
    "address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav ol "
    "optgroup option p pre search section summary table tbody td tfoot th thead tr ul".split()
)
# In a line like a letter; what is inside has lines of its own.
_ATOMS = frozenset(
    "audio button canvas embed iframe img input meter object output progress select svg textarea video".split()
)
# Not shown at all.
_UNSEEN = frozenset("area datalist link noscript param source style template track".split())
_VERBATIM = frozenset("listing plaintext pre style textarea xmp".split())
# Children of these stand for themselves.
_BOXES = frozenset(("flex", "grid", "inline-flex", "inline-grid"))
_BLOCK_CLASSES = frozenset(("block", "flex", "grid", "table", "flow-root", "list-item"))
_ATOM_CLASSES = frozenset(("inline-block", "inline-flex", "inline-grid", "inline-table"))
_VERBATIM_CLASSES = ("whitespace-pre", "whitespace-break-spaces")
_VERBATIM_STYLE = re.compile(r"white-space\s*:\s*(pre|break-spaces)")
_SVG_TEXT = frozenset(("tspan", "textPath", "a"))


class _Line:
    """The line that is being read: whether a space would be one too many, and where its last space stands."""

    __slots__ = ("last", "spaced")

    def __init__(self) -> None:
        self.spaced = True
        self.last: tuple[Node, str, int] | None = None

    def add(self, node: Node, name: str, depth: int) -> None:
        """Put one text of a node, `text` or `after`, into the line."""
        text = _SPACES.sub(" ", getattr(node, name))
        if text[:1] == " " and self.spaced:
            if self.last is not None and self.last[2] > depth:
                self.trim()  # of two spaces the one outside stays
            else:
                text = text[1:]
        setattr(node, name, text)
        if text:
            self.spaced = text[-1] == " "
            self.last = (node, name, depth) if self.spaced else None

    def trim(self) -> None:
        """Take the last space away."""
        if self.last is not None:
            node, name, _ = self.last
            setattr(node, name, getattr(node, name)[:-1])

    def end(self) -> None:
        """The line ends."""
        self.trim()
        self.solid()
        self.spaced = True

    def solid(self) -> None:
        """Something that is no space comes."""
        self.spaced = False
        self.last = None


def tidy(root: Node) -> None:
    """Take the spaces that nobody sees out of everything in `root`."""
    line = _Line()
    _content(root, line, 0)
    line.end()


def _content(node: Node, line: _Line, depth: int) -> None:
    line.add(node, "text", depth)
    boxes = not _BOXES.isdisjoint(node.attributes.get("class", "").split())
    for child in node.children:
        if boxes:
            line.end()
        _element(child, line, depth + 1)
        if boxes:
            line.end()
        line.add(child, "after", depth)


def _element(node: Node, line: _Line, depth: int) -> None:
    if node.tag in _UNSEEN:
        if node.tag not in _VERBATIM:
            tidy(node)
        return
    block = _is_block(node)
    if block or node.tag == "br":
        line.end()
    if node.tag in _VERBATIM or _keeps(node):
        line.solid()
    elif not block and _is_atom(node):
        tidy(node)
        line.solid()
    elif not block and not node.children and not node.text:
        line.solid()  # an icon of a style sheet, or what the program will fill
    else:
        _content(node, line, depth)
    if block or node.tag == "br":
        line.end()


def _is_block(node: Node) -> bool:
    if node.svg and node.tag != "svg":
        return node.tag not in _SVG_TEXT
    words = [word.rpartition(":")[2] for word in node.attributes.get("class", "").split()]
    if not _ATOM_CLASSES.isdisjoint(words) or "inline" in words:
        return False
    return node.tag in _BLOCKS or not _BLOCK_CLASSES.isdisjoint(words)


def _is_atom(node: Node) -> bool:
    return node.tag in _ATOMS or not _ATOM_CLASSES.isdisjoint(node.attributes.get("class", "").split())


def _keeps(node: Node) -> bool:
    words = node.attributes.get("class", "").split()
    return any(word.startswith(_VERBATIM_CLASSES) for word in words) or bool(
        _VERBATIM_STYLE.search(node.attributes.get("style", ""))
    )

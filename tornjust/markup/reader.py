"""HTML text -> a `Document` of nodes, the way a browser reads it. lxml finds tags, attributes and texts.

The tree that lxml's parser makes follows HTML 4: it ends a `<b>` where a `<p>` starts, and knows no `<section>`. So
the names of the elements about which the two disagree are hidden from it while it parses, and the rules of HTML for
what ends what (`nesting.py`) are applied to what it gives.
"""

from __future__ import annotations

import re
from typing import Any

from tornjust.markup.nodes import Document, Node
from tornjust.markup.spaces import tidy
from tornjust.nesting import OUTSIDE, Scopes, enter
from tornjust.tags import svg

# Elements that hold nothing (HTML Standard, 13.1.2), with obsolete ones.
VOID = frozenset(
    "area base bgsound br col embed hr img input keygen link meta param source track wbr".split()
)
# Deeper elements become siblings, as in browsers, which allow 512.
MAX_DEPTH = 150
# Neither shown nor of use outside the head, or a program in another language.
_DROPPED = frozenset("script meta base head title".split())
# Elements that lxml ends where HTML does not.
_HIDDEN = (
    "a b big center code dir dl em fieldset font form h1 h2 h3 h4 h5 h6 i menu ol s small strike strong tt u ul"
).split()
_HIDE = re.compile(rf"<(/?)({'|'.join(_HIDDEN)})(?=[\s/>])", re.IGNORECASE)
_MARK = "tjq-"
# What a name may be (and is in every page that means what it says).
_NAME = re.compile(r"[A-Za-z_][-A-Za-z0-9_.:]*")
_BOUND = re.compile(r"[:@][A-Za-z_][-A-Za-z0-9_.:]*")
# Attributes that hold an address, where "javascript:" is a program.
_ADDRESSES = frozenset("href src action formaction xlink:href data poster background".split())
_SCRIPT = re.compile(r"[\0-\x20]*(javascript|vbscript)[\0-\x20]*:", re.IGNORECASE)
_LINE_ENDS = re.compile(r"[\t\n\r]")  # browsers take them out of addresses (URL Standard, 4.4)
# Names that the tokenizer makes lower case, although they are not (HTML Standard, 13.2.6.5).
_TAG_CASE = {name.lower(): name for name in (n[0].lower() + n[1:] for n in svg.TAGS) if name != name.lower()}
_ATTRIBUTE_CASE = {
    name.lower(): name
    for names in (*svg.TAGS.values(), svg.PRESENTATION)
    for name in names.split()
    if name != name.lower()
}
# The attributes of <body> that are not obsolete (HTML Standard, 16.3.10), or stand for events.
_BODY = re.compile("class|style|id|lang|dir|title|(data|aria)-.*")
# The markers that hide a style sheet from browsers of 1996.
_HIDING = re.compile(r"^\s*<!--|-->\s*$")
_HEAD = frozenset("base basefont bgsound link meta noframes noscript script style template title".split())
_RUBY = frozenset("rb rp rt rtc".split())


def read(html: str) -> Document:
    """Read a page, or a piece of one. Whatever the text is, something comes out of it."""
    document = Document(Node("div"))
    top = _parse(html)
    if top is not None:
        _Builder(document).walk(top)
    tidy(document.root)
    return document


def _parse(html: str) -> Any:
    from lxml import etree  # takes a while to import, and most programs never need it

    mark = _MARK
    while mark in html.lower():
        mark = f"{mark[:-1]}q-"
    text = _HIDE.sub(rf"<\g<1>{mark}\g<2>", html.replace("\0", "\ufffd"))
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        top = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:  # nothing but spaces and comments
        return None
    return None if top is None else _Source(top, mark, etree)


class _Source:
    """The tree of lxml, with the hidden names in the open again."""

    def __init__(self, top: Any, mark: str, etree: Any) -> None:
        self.top = top
        self.mark = mark
        self.events = etree.iterwalk(top, events=("start", "end"))

    def open(self, text: str | None) -> str:
        return text.replace(self.mark, "") if text else ""


class _Builder:
    """Builds the document from the tree of lxml, ending elements where HTML says so."""

    def __init__(self, document: Document) -> None:
        self.document = document
        # What is open: lxml's element (None for the root), our node, and what the parser has open in it.
        self.stack: list[tuple[Any, Node, Scopes]] = [(None, document.root, OUTSIDE)]
        # The element below which everything is left out.
        self.skipped: Any = None
        self.in_head = False

    def walk(self, source: _Source) -> None:
        for event, element in source.events:
            if event == "start":
                self.start(element, source)
            else:
                self.end(element, source)

    def start(self, element: Any, source: _Source) -> None:
        if self.skipped is not None:
            return
        tag = source.open(element.tag)
        if tag not in _HEAD:
            self.in_head = False  # the head ends where something else starts, whether or not it says so
        if tag == "html":
            self.document.lang = self.attributes(tag, element, source).get("lang", "")
        elif tag == "head":
            self.in_head = True
        elif tag == "body":
            for name, value in self.attributes(tag, element, source).items():
                if _BODY.fullmatch(name):
                    self.document.root.attributes[name] = value
        elif self.is_dropped(tag, element):
            self.drop(tag, element, source)
            return
        else:
            self.enter(tag, element, source)
            return
        self.text(source.open(element.text))

    def is_dropped(self, tag: str, element: Any) -> bool:
        if tag == "link" or (self.in_head and tag != "style"):
            return "stylesheet" not in (element.get("rel") or "").lower().split()
        return tag in _DROPPED and not (tag == "title" and self.stack[-1][1].svg)

    def drop(self, tag: str, element: Any, source: _Source) -> None:
        if tag == "title" and not self.document.title:
            self.document.title = " ".join(source.open(element.text).split())
        elif tag == "script":
            self.document.left_out.append("a script")
        if tag not in VOID:
            self.skipped = element

    def enter(self, tag: str, element: Any, source: _Source) -> None:
        outside = self.stack[-1][1]
        in_svg = tag == "svg" or (outside.svg and outside.tag != "foreignObject")
        if in_svg:
            tag = _TAG_CASE.get(tag, tag)
        if not _NAME.fullmatch(tag):
            tag = "span"
        if tag in _RUBY and outside.tag in _RUBY and not (outside.tag == "rtc" and tag != "rtc"):
            self.stack.pop()
        misplaced, scopes = enter(self.stack[-1][2], tag)
        while misplaced and len(self.stack) > 1:
            self.stack.pop()
            misplaced, scopes = enter(self.stack[-1][2], tag)
        node = Node(tag, self.attributes(tag, element, source, in_svg), svg=in_svg)
        self.stack[-1][1].children.append(node)
        if tag in VOID or len(self.stack) > MAX_DEPTH:
            self.text(source.open(element.text))
            return
        self.stack.append((element, node, scopes))
        text = source.open(element.text)
        if text[:1] == "\n" and tag in ("pre", "textarea", "listing"):
            text = text[1:]  # dropped by every parser (HTML Standard, 13.2.6.4.7)
        elif tag == "style":
            text = _HIDING.sub("", text)
        self.text(text)

    def end(self, element: Any, source: _Source) -> None:
        if self.skipped is not None:
            if self.skipped is not element:
                return
            self.skipped = None
        elif source.open(element.tag) == "head":
            self.in_head = False
        for index in range(len(self.stack) - 1, 0, -1):
            if self.stack[index][0] is element:
                del self.stack[index:]
                break
        self.text(source.open(element.tail))

    def text(self, text: str) -> None:
        if text and not (len(self.stack) == 1 and self.in_head):
            self.stack[-1][1].write(text)

    def attributes(self, tag: str, element: Any, source: _Source, in_svg: bool = False) -> dict[str, str]:
        """The attributes of an element, without those that hold JavaScript."""
        found: dict[str, str] = {}
        for name, value in element.attrib.items():
            name, value = source.open(name), source.open(value)
            if in_svg:
                name = _ATTRIBUTE_CASE.get(name, name)
            if name[:2].lower() == "on":
                self.document.left_out.append(f"{name} of <{tag}>")
            elif name.lower() in _ADDRESSES and _SCRIPT.match(_LINE_ENDS.sub("", value)):
                self.document.left_out.append(f"the script in {name} of <{tag}>")
            elif _NAME.fullmatch(name) or _BOUND.fullmatch(name):
                found[name] = value
        return found

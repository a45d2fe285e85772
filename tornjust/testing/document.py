"""An lxml tree with the operations that the runtime wants of a document (see `client_py/dom.py`)."""

from __future__ import annotations

import json
import re
from typing import Any

from lxml import etree
from lxml import html as lxml_html_typed

from tornjust import wire
from tornjust.client_py.merge import TEXT_TYPES
from tornjust.nesting import STAND_IN
from tornjust.testing.files import File
from tornjust.testing.reader import Event

# An lxml element. Its stubs give every xpath() and attribute half a dozen types, which helps nobody here.
Element = Any
lxml_html: Any = lxml_html_typed
# Characters that HTML allows and XML does not.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Document:
    """One page. Form fields keep their live properties apart from their attributes, as in a browser."""

    root: Element

    def __init__(self, source: str) -> None:
        self.config: Any = None
        # key -> element, as far as `survey` has seen them.
        self.nodes: dict[int, Element] = {}
        self.title = ""
        self.listening: set[str] = set()
        self.focused: Element | None = None
        self.rules: dict[int, str] = {}
        self.properties: dict[tuple[int, str], Any] = {}
        # Key of a file field -> what was chosen in it.
        self.chosen: dict[int, list[File]] = {}
        found = re.search("<title>(.*?)</title>", source, re.DOTALL)
        if found:
            self.title = lxml_html.fromstring(f"<p>{found[1]}</p>").text_content()
        start = re.search(rf'<div {wire.KEY}="(\d+)" {wire.ROOT}="([^"]*)"', source)
        if start is None:
            self.root = etree.Element("div")
            return
        tree = source[start.start() : source.rindex("</div>") + 6]
        self.root = parse(tree)[0]
        self.config = json.loads(self.root.attrib.pop(wire.ROOT))

    # -- what the runtime calls -----------------------------------------------------------------------------------

    def find(self, key: int) -> Element | None:
        """The element of that key, or None."""
        found = self.root.xpath(f'descendant-or-self::*[@{wire.KEY}="{key}"]')
        return found[0] if found else None

    def key(self, node: Element) -> int:
        """The key of an element, 0 if it has none."""
        return int(node.get(wire.KEY) or 0)

    def child(self, parent: int, key: int) -> Element | None:
        """The element `key` if it stands in `parent`."""
        for node in self.root.xpath(f'descendant::*[@{wire.KEY}="{key}"]'):
            above = node.getparent()
            while above is not None and above.get(wire.KEY) is None:
                above = above.getparent()
            if above is not None and above.get(wire.KEY) == str(parent):
                found: Element = node
                return found
        return None

    def children(self, parent: Element) -> list[tuple[int, Element]]:
        """The elements with a key directly in `parent`."""
        return [(self.key(node), node) for node in parent if self.key(node)]

    def survey(self, parent: Element) -> bool:
        """Learn who stands in `parent`. False where something without a key may hold more of them."""
        self.nodes = {self.key(node): node for node in parent if isinstance(node.tag, str)}
        return 0 not in self.nodes

    def parent(self, node: Element) -> Element | None:
        """The element above."""
        return node.getparent()

    def hearer(self, node: Element | None) -> Element | None:
        """The nearest element from here up that may listen to events, below the root; or None."""
        while node is not None and node is not self.root:
            if node.get(wire.LISTENS) or node.get(wire.RUNS):
                return node
            node = node.getparent()
        return None

    def is_root(self, node: Element) -> bool:
        """Whether this is the element that holds the page's tree."""
        return node is self.root

    def attribute(self, node: Element, name: str) -> str | None:
        """An attribute."""
        text: str | None = node.get(name)
        return text

    def is_element(self, node: Any) -> bool:
        """Whether this is an element, and not the document or the window."""
        return node is not None

    def radios(self, node: Element) -> list[Element]:
        """The radio buttons that change when this one is chosen."""
        return [
            other
            for other in self.root.iter("input")
            if other.get("type") == "radio"
            and other.get("name") == node.get("name")
            and next(other.iterancestors("form"), None) is next(node.iterancestors("form"), None)
        ]

    def outside(self, target: Element) -> list[Element]:
        """Elements that listen to clicks outside of them and do not hold `target`."""
        around = [target, *target.iterancestors()]
        return [
            node
            for node in self.root.iter()
            if "click__out" in (node.get(wire.LISTENS) or "").split() and node not in around
        ]

    def set_text(self, node: Element, text: str) -> None:
        """The first text in an element."""
        node.text = _NOT_XML.sub("", text)

    def set_texts(self, owner: Element, texts: dict[int, str]) -> None:
        """All texts between the children of an element."""
        owner.text = _NOT_XML.sub("", texts.get(0, ""))
        for child in owner:
            child.tail = _NOT_XML.sub("", texts.get(self.key(child), ""))

    def set_attribute(self, node: Element, name: str, value: str | None) -> None:
        """Set an attribute, or remove it."""
        if value is None:
            node.attrib.pop(name, None)
        else:
            node.set(name, _NOT_XML.sub("", value))

    def get_property(self, node: Element, name: str) -> Any:
        """A live property; the attribute as long as nobody changed it."""
        place = (self.key(node), name)
        if place in self.properties:
            return self.properties[place]
        if name == "checked":
            return node.get("checked") is not None
        if node.tag == "textarea":
            return node.text or ""
        if node.tag == "select":
            chosen = [_value(option) for option in node.iter("option") if option.get("selected") is not None]
            if node.get("multiple") is not None:
                return chosen
            return (chosen or [_value(option) for option in node.iter("option")] or [""])[0]
        return node.get(name) or ""

    def set_property(self, node: Element, name: str, value: Any) -> None:
        """A live property."""
        if node.tag == "select" and node.get("multiple") is not None and isinstance(value, str):
            value = [value]
        self.properties[self.key(node), name] = "" if value is None else value

    def holds_text(self, node: Element) -> bool:
        """Whether it is a field in which users write."""
        return node.tag == "textarea" or (node.tag == "input" and node.get("type", "text") in TEXT_TYPES)

    def has_focus(self, node: Element) -> bool:
        """Whether the user is in this element."""
        return node is self.focused

    def set_html(self, node: Element, html: str) -> None:
        """All content of an element."""
        for child in list(node):
            node.remove(child)
        new = parse(html)
        node.text = new.text
        node.extend(list(new))

    def create(self, owner: Element, after: Element | None, html: str) -> list[Element]:
        """Put new elements behind `after`, or before all others. Returns them."""
        nodes = list(parse(html))
        for node in nodes:
            self.insert(owner, after, node)
            after = node
        return nodes

    def insert(self, owner: Element, after: Element | None, node: Element) -> None:
        """Put an element behind `after`, or before all others."""
        self._take_out(node)
        if after is not None:
            place = after.getparent()
            assert place is not None
            place.insert(place.index(after) + 1, node)
        else:
            owner.insert(0, node)

    def remove(self, node: Element) -> None:
        """Take an element out."""
        self._take_out(node)

    def _take_out(self, node: Element) -> None:
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)

    def settle(self) -> None:
        """All operations of a patch are done."""

    def add_rule(self, order: int, css: str) -> None:
        """A rule of the style sheet."""
        self.rules[order] = css

    def listen(self, name: str, captured: bool, handler: Any) -> None:
        """Note that the runtime wants events of that type."""
        self.listening.add(name)

    def keep_page(self, event: Event) -> None:
        """Nothing has a default action here."""

    def before_send(self, name: str, event: Event) -> None:
        """Nothing has a default action here."""

    def files(self, node: Element) -> list[File]:
        """The files that were chosen in a field."""
        return list(self.chosen.get(self.key(node), ()))

    # -- what the test kit calls ----------------------------------------------------------------------------------

    def press(self, node: Element) -> bool:
        """Do what a click does to a checkbox or radio button. Returns whether it changed."""
        kind = node.get("type") if node.tag == "input" else None
        if kind == "checkbox":
            self.set_property(node, "checked", not self.get_property(node, "checked"))
            return True
        if kind == "radio" and not self.get_property(node, "checked"):
            for other in self.radios(node):
                self.set_property(other, "checked", other is node)
            return True
        return False

    def offers(self, select: Element) -> list[str]:
        """The values that a user can choose there."""
        return [
            _value(option)
            for option in select.iter("option")
            if all(node.get("disabled") is None for node in (option, option.getparent()))
        ]

    def form_to_submit(self, node: Element) -> Element | None:
        """The form that a click on this element submits."""
        submits = (node.tag == "button" and node.get("type", "submit") == "submit") or (
            node.tag == "input" and node.get("type") == "submit"
        )
        return next(node.iterancestors("form"), None) if submits else None

    def text_of(self, node: Element) -> str:
        """The text below an element, pieces separated by one space."""
        return " ".join(" ".join(node.itertext()).split())

    def html_of(self, node: Element) -> str:
        """The HTML of an element without our own attributes."""
        text = etree.tostring(node, encoding="unicode", method="html", with_tail=False)
        return re.sub(
            r""" data-tj(?:-on|-focus|-motion|-drag|-run|-off|-message|-local)?=(?:"[^"]*"|'[^']*')""",
            "",
            text,
        )


def _value(option: Element) -> str:
    value: str | None = option.get("value")
    return " ".join(re.split("[ \t\n\f\r]+", option.text or "")).strip() if value is None else value


def parse(html: str) -> Element:
    """HTML of a piece of a page -> an element that holds it. What render() writes is XML too; raw HTML may not be."""
    text = _NOT_XML.sub("", html)
    try:
        top: Element = etree.fromstring(
            f"<div xmlns:xlink='http://www.w3.org/1999/xlink'>{text}</div>", etree.XMLParser(huge_tree=True)
        )
    except etree.XMLSyntaxError:
        top = lxml_html.fragment_fromstring(text, create_parent="div")
    for stand_in in top.iter(STAND_IN):
        stand_in.tag = stand_in.attrib.pop(wire.STANDS_FOR)
    return top

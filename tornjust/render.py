"""Tree -> HTML. The only place that writes HTML, and the one place that escapes.

First paint and patches call the same `render()`. Void elements are written `<br/>` and every attribute is quoted, so
that what comes out of a tree is well-formed XML too, but for raw HTML that a program put in itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable
from typing import Any

from tornjust import wire
from tornjust.attribute_names import DASHED, dashed
from tornjust.component import Component, components_of
from tornjust.element import Element, next_id
from tornjust.functions import runs
from tornjust.functions.scripts import Script
from tornjust.nesting import OPENERS, OUTSIDE, STAND_IN, Scopes, enter
from tornjust.policy import NONCED
from tornjust.revision import next_key

_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;", "\0": "\ufffd"})
_ATTRIBUTE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\0": "\ufffd"}
)
_TEXT_NEEDED = re.compile("[&<>\r\0]").search
_ATTRIBUTE_NEEDED = re.compile('[&<>"\r\0]').search

# Attributes whose presence means true (HTML Standard, 2.3.2).
BOOLEAN = frozenset(
    "allowfullscreen async autofocus autoplay checked controls default defer disabled formnovalidate hidden inert "
    "ismap itemscope loop multiple muted nomodule novalidate open playsinline readonly required reversed "
    "selected".split()
)
# Attributes that may have a value, but mean something without one, too.
_BARE = frozenset(("download", "popover"))
# Attributes that spell true and false out (HTML Standard, 6.8 and 6.11).
_SPELLED = frozenset(("contenteditable", "draggable", "spellcheck"))
_MOTION = wire.MOTION  # asked for at every attribute
# For the elements of a class: the states that need not be looked at (None: all have to be), and what stands around
# key and content.
Kind = tuple[set[tuple[str, ...]] | None, str, str]
# How many such states are kept for each class.
MAX_LEAVES = 200


class Rendering:
    """Collects the HTML of some components, and what the page must know about them."""

    __slots__ = (
        "classes",
        "extras",
        "functions",
        "heads",
        "kinds",
        "known",
        "listeners",
        "nonced",
        "out",
        "raw",
        "scopes",
        "select",
        "types",
        "watched",
    )

    def __init__(self, known: Container[int] = ()) -> None:
        self.out: list[str] = []
        # The keys of components that were refreshed already, in this look at the page.
        self.known = known
        # Distinct values of `classes` and pieces of raw HTML: where utility classes can be.
        self.classes: set[str] = set()
        # The same for elements with nothing special: `classes` -> the attribute as it is written.
        self.heads: dict[str, str] = {}
        # What `kind_of` says about the classes that were met.
        self.kinds: dict[type[Any], Kind] = {}
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

    def head(self, classes: str) -> str:
        """The attribute `class` of elements with nothing special, as it is written."""
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


def scrub(text: str) -> str:
    """Text that can be sent: a lone surrogate, which no encoding has, becomes a question mark."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def escape(value: Any) -> str:
    """Text for the content of an element."""
    text = value if type(value) is str else str(value)
    return text.translate(_TEXT) if _TEXT_NEEDED(text) else text


def quote(value: Any) -> str:
    """Text for an attribute value in double quotes."""
    text = value if type(value) is str else str(value)
    return text.translate(_ATTRIBUTE) if _ATTRIBUTE_NEEDED(text) else text


def attribute_text(attribute: str, value: Any) -> str | None:
    """The value of an attribute as the browser gets it, unescaped; None when the attribute is absent."""
    if value is None:
        return None
    if isinstance(value, Element):
        # One element names another: label for, button form, input list, popovertarget.
        if not value.id:
            value.id = next_id()
        return str(value.id)
    if isinstance(value, dict | list) and attribute.startswith("data-"):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    if attribute == "hidden" and value == "until-found":
        return "until-found"
    if type(value) is str:
        return (attribute if value else None) if attribute in BOOLEAN and value != attribute else value
    if attribute in BOOLEAN:
        return attribute if value else None
    if attribute == "class" and isinstance(value, list | tuple):  # both as Vue had it
        return " ".join(map(str, value))
    if attribute == "style" and isinstance(value, dict):
        return "; ".join(f"{name}: {part}" for name, part in value.items())
    if attribute in _SPELLED or attribute.startswith(("aria-", "data-")):
        return str(value).lower() if isinstance(value, bool) else str(value)
    if attribute == "value":
        return str(value)  # a field shows True and False as Python writes them
    if value is False:
        return None
    if value is True:
        return "" if attribute in _BARE else "true"
    if type(value) is float and value.is_integer() and abs(value) < 1e21:
        return str(int(value))  # as JavaScript writes it: r="5", not r="5.0"
    return str(value)


def attribute_of(node: Element, name: str) -> tuple[str, str | None] | None:
    """The attribute that the python attribute `name` stands for, with its present value; None for no attribute."""
    attribute = node._table().get(name) or dashed(name)
    if attribute is None or attribute == wire.MOTION:
        return None
    value = getattr(node, name, None)
    if attribute in ("class", "style", "id") and not value:
        return attribute, None
    return attribute, attribute_text(attribute, value)


def render(node: Element, into: Rendering, data: Component | None = None) -> None:
    """Write `node` and all below it; nothing when it is not shown. `data` holds what `react` of it receives."""
    state = node.__dict__
    key = state.get("_key")
    if node._watched or "model" in state:
        holder = data if data is not None else node
        into.watched.append((node, holder))
        if key not in into.known:
            # No browser has it yet, so bringing it up to date is part of its making, not a change to tell of.
            state["_key"] = 0
            node._refresh(getattr(holder, "data", {}))
            state["_key"] = key or 0
    if not key:
        # A hidden one is named too: from here on it notes its changes, being shown among them.
        key = state["_key"] = next_key()
    if not node.show:
        return
    out = into.out
    tag = node.html_tag
    scopes = into.scopes
    misplaced = False
    if tag in NONCED:
        into.nonced = True
    if scopes or tag in OPENERS:
        misplaced, into.scopes = enter(scopes, tag)
    if misplaced:
        out.append(f'<{STAND_IN} {wire.STANDS_FOR}="{quote(tag)}" {wire.KEY}="{key}"')
        tag = STAND_IN
    else:
        out.append(f'<{tag} {wire.KEY}="{key}"')
    _attributes(node, into)
    if node._void and not misplaced:
        out.append("/>")
    else:
        out.append(">")
        if not node._void:
            render_content(node, into)
        out.append(f"</{tag}>")
    into.scopes = scopes


def _render_plain(node: Element, into: Rendering) -> bool:
    """Write an element that has nothing special; False, and nothing, when there is something about it after all."""
    state = node.__dict__
    classes, style = state.get("classes", ""), state.get("style", "")
    if type(classes) is not str or type(style) is not str or not node.show:
        return False
    tag, scopes = node.html_tag, into.scopes
    if scopes or tag in OPENERS:
        misplaced, inner = enter(scopes, tag)
        if misplaced:
            return False
        into.scopes = inner
    attributes = into.heads.get(classes)
    if attributes is None:
        attributes = into.head(classes)
    if style:
        attributes = f'{attributes} style="{quote(style)}"'
    key = state.get("_key")
    if not key:
        key = state["_key"] = next_key()
    text = escape(state.get("text", ""))
    children = state.get("components")
    if children:
        into.out.append(f'<{tag} {wire.KEY}="{key}"{attributes}>{text}')
        render_children(node, children, into)
        into.out.append(f"</{tag}>")
    else:
        into.out.append(f'<{tag} {wire.KEY}="{key}"{attributes}>{text}</{tag}>')
    into.scopes = scopes
    return True


def render_content(node: Element, into: Rendering) -> None:
    """Write what stands between the tags of `node`."""
    out = into.out
    raw = node.inner_html
    if raw:
        raw = str(raw)
        into.raw.append(raw)
        out.append(raw)
        return
    text = getattr(node, "text", "")
    if node.html_entity and text != "":
        into.raw.append(str(text))
        out.append(str(text))
    elif text != "":
        escaped = node._safe_text(str(text)) if node._raw_text else escape(text)
        if escaped[:1] == "\n" and node.html_tag in ("pre", "textarea", "listing"):
            out.append("\n")  # the parser drops the first newline there (HTML Standard, 13.1.2.5)
        out.append(escaped)
    children = components_of(node)
    if not children:
        return
    outer = into.select
    into.select = node._chosen() or outer
    render_children(node, children, into)
    into.select = outer


def render_children(owner: Component, children: Iterable[Any], into: Rendering) -> None:
    """Write the children of an element or of a page, and the text between them."""
    append, kinds, heads, outside = into.out.append, into.kinds, into.heads, not into.scopes
    for child in children:
        kind = kinds.get(type(child))
        if kind is None:
            kind = kinds[type(child)] = kind_of(type(child))
        leaves, start, end = kind
        if leaves is not None:
            state = child.__dict__
            shape = tuple(state)
            if outside and shape in leaves and type(classes := state.get("classes", "")) is str:
                # Most of a large page: no children, nothing special, and nothing around that could move it.
                head = heads.get(classes)
                if head is None:
                    head = into.head(classes)
                text = state.get("text", "")
                if type(text) is not str or _TEXT_NEEDED(text):
                    text = escape(text)
                key = state.get("_key")
                if not key:
                    key = state["_key"] = next_key()
                append(f'{start}{key}"{head}>{text}{end}')
                continue
            if state.keys() <= child._silent and _render_plain(child, into):
                if not ("components" in shape or "style" in shape) and len(leaves) < MAX_LEAVES:
                    leaves.add(shape)
                continue
        render(child, into, owner)
        if child.text_after:
            owner.__dict__["_texts"] = True
            append(escape(child.text_after))


def kind_of(cls: type[Any]) -> Kind:
    """What can be written without asking of an element of that class."""
    tag = cls.html_tag
    return cls._leaves if cls._silent is not None and cls.show else None, f'<{tag} {wire.KEY}="', f"</{tag}>"


def _attributes(node: Element, into: Rendering) -> None:
    state, table, out = node.__dict__, node._table(), into.out
    start = len(out)
    moves = False
    drag = None
    for name, value in state.items():
        attribute = table.get(name)
        if attribute is None:
            if name[:5] not in DASHED or (attribute := dashed(name)) is None:
                continue
        elif attribute == "class" and type(value) is str:
            # Nearly every element has one.
            if value:
                into.classes.add(value)
                out.append(f' class="{quote(value)}"')
            continue
        elif attribute == _MOTION:
            moves = True
            continue
        elif attribute == wire.DRAG:
            drag = value
            continue
        elif attribute == "value" and type(value) is float:
            value = node._live_value("value")
        _attribute(attribute, value, out, into)
    special = node._silent is None  # its class may have more to say
    if special:
        for name in node._given:
            if name not in state:
                if table[name] == wire.MOTION:
                    moves = True
                elif table[name] == wire.DRAG:
                    drag = getattr(node, name)
                else:
                    _attribute(table[name], getattr(node, name), out, into)
        for attribute, value in node._more_attributes(into.select):
            _attribute(attribute, value, out, into)
    if moves:
        _move(node, into, start)
    if drag is not None:
        _drag(node, drag, into)
    if node.set_focus:
        out.append(f' {wire.FOCUS}=""')
    if runs.KEPT in state:
        _runs(node, into)
    if special or "events" in state:
        listens = node._listens()
        if listens:
            into.listeners[node._key] = node
            into.types.update(node._events())
            out.append(f' {wire.LISTENS}="{quote(listens)}"')


def _drag(node: Element, options: Any, into: Rendering) -> None:
    """How an element can be dragged. Of itself, only an image or a link can."""
    if not isinstance(options, dict):
        return
    into.extras.add("drag")
    if not node.id:  # `msg.data_transfer.source` tells it
        node.id = next_id()
        into.out.append(f' id="{node.id}"')
    into.classes.update(str(options.get(name) or "") for name in ("drag_classes", "add_classes"))
    into.out.append(f' {wire.DRAG}="{quote(attribute_text(wire.DRAG, options))}"')
    if getattr(node, "draggable", None) is None:
        into.out.append(' draggable="true"')


def _runs(node: Element, into: Rendering) -> None:
    """Add what the browser is to run at events of `node`."""
    words = run_words(node, into)
    if words:
        into.out.append(f' {wire.RUNS}="{quote(words)}"')
    message = getattr(node, "message", None)
    if isinstance(message, Element):
        into.out.append(f' {wire.MESSAGE}="{runs.key(message)}"')


def run_words(node: Component, into: Rendering) -> str:
    """What `node` runs in the browser, as words. The page learns which functions that needs."""
    words = runs.words(node)
    if words:
        into.functions.extend(runs.scripts(node))
        into.types.update(node.__dict__[runs.KEPT])
    return words


def move(node: Element, into: Rendering) -> str | None:
    """What tells the browser how `node` moves. The page learns of the classes, and that it needs the extra for it."""
    motion = node._motion()
    if motion is not None:
        animation, transition = node._movement()
        into.classes.update(transition.values())
        if animation:
            # What goes out ends hidden.
            into.classes.add(f"animated {animation}{' hidden' if 'Out' in animation else ''}")
        into.extras.add("motion")
    return motion


def _move(node: Element, into: Rendering, start: int) -> None:
    """Add the attribute of an element that moves, and the classes of the beginning to its `class`."""
    motion = move(node, into)
    if motion is None:
        return
    out = into.out
    begin = quote(wire.begin(*node._movement()))
    out.append(f' {wire.MOTION}="{quote(motion)}"')
    for place in range(start, len(out)):
        if out[place].startswith(' class="'):
            out[place] = f'{out[place][:-1]} {begin}"' if begin else out[place]
            return
    if begin:
        out.append(f' class="{begin}"')


def _attribute(attribute: str, value: Any, out: list[str], into: Rendering) -> None:
    if not value and attribute in ("class", "style", "id"):
        return
    text = attribute_text(attribute, value)
    if attribute == "class" and text:
        into.classes.add(text)
    if text is not None:
        out.append(f' {attribute}="{quote(text)}"')

"""Tree -> HTML. The only place that writes HTML.

First paint and patches call the same `render()`. Void elements are written `<br/>` and every attribute is quoted, so
that what comes out of a tree is well-formed XML too, but for raw HTML that a program put in itself.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

from tornjust import wire
from tornjust.attribute_names import DASHED, dashed
from tornjust.component import Component, components_of
from tornjust.element import Element
from tornjust.functions import runs
from tornjust.functions.scripts import Script
from tornjust.html_text import attribute_text, escape, needs_escape, quote
from tornjust.listener import next_id
from tornjust.nesting import OPENERS, OUTSIDE, STAND_IN, Scopes, enter
from tornjust.policy import NONCED
from tornjust.revision import next_key

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
                if type(text) is not str or needs_escape(text):
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

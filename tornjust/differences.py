"""A component and a revision -> the operations for what changed below it since. Costs follow the changes.

Each parent keeps its children ordered by their newest change (`children.py`), so only what was touched is visited.
"""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from tornjust import wire
from tornjust.children import Children
from tornjust.component import Component
from tornjust.element import Element
from tornjust.functions import runs
from tornjust.html_text import attribute_of, attribute_text
from tornjust.page import WebPage
from tornjust.render import move, render_children, render_content, run_words
from tornjust.rendering import Rendering
from tornjust.revision import key_of

Op = list[Any]
_NO_MARKS: dict[str, int] = {}
# Attributes whose change is a change of the element's content.
_CONTENT = ("inner_html", "html_entity")
_MOVING = ("animation", "transition")
# What is noted of an element beside attributes.
_UNSEEN = ("model", "copies")
# Attributes that together make the one attribute which tells what the element listens to.
_LISTENING = frozenset(
    ("events", "event_modifiers", "event_propagation", "additional_properties", "debounce")
)


def below(owner: Component, since: int, ops: list[Op], into: Rendering) -> None:
    """The operations for the children of `owner` and all below them."""
    children: Children | None = owner.__dict__.get("components")
    if children is None or children.notes is None:
        return
    notes = children.notes
    if children.doubled or getattr(owner, "html_entity", False):
        # An element that stands in two places, or among raw HTML, has no place to speak of: send the content whole.
        if notes.newest() > since:
            ops.append([wire.HTML, owner._key, _content(owner, into)])
        return
    before = len(ops)
    texts = False
    new: list[Element] = []
    moved: list[Element] = []
    stay: list[Element] = []
    for child in children.changed_since(since):
        place, marks = id(child), child._marks or _NO_MARKS
        born = notes.born.get(place, 0) > since
        again = born or marks.get("show", 0) > since
        shifted = notes.moved.get(place, 0) > since
        # The text after a hidden child shows, though nothing is said of the child itself.
        if marks.get("text_after", 0) > since or ((born or shifted) and child.text_after):
            texts = True
        if not child.show:
            # Also when it is new here: it may have been here before, shown, and have gone and come back since.
            if again:
                ops.append([wire.CUT, owner._key, key_of(child)])
        elif again or marks.get("html_tag", 0) > since:
            new.append(child)
        elif len(child._up) > 1 and _stands_twice(child, owner):
            # Its elements have one key, so nothing can be said of one of them alone.
            ops.append([wire.HTML, owner._key, _content(owner, into)])
            return
        else:
            stay.append(child)
            if shifted:
                moved.append(child)
    if notes.order > since or notes.gone_before > since:
        order = [key_of(child) for child in children if child.show]
        ops.append(
            [wire.ORDER, owner._key, order, {str(child._key): _html([child], into, owner) for child in new}]
        )
    else:
        if notes.gone:
            for key, (stamp, _) in reversed(notes.gone.items()):
                if stamp <= since:
                    break
                ops.append([wire.CUT, owner._key, key])
        if new or moved:
            _place(owner, children, new, moved, ops, into)
    if texts or (owner._texts and len(ops) > before):
        owner.__dict__["_texts"] = True
        ops.append(_texts(owner))
    for child in stay:
        _element(child, since, ops, into)


def _place(
    owner: Component,
    children: Children,
    new: list[Element],
    moved: list[Element],
    ops: list[Op],
    into: Rendering,
) -> None:
    """The operations for children that came or changed their place; newcomers that follow one another go together."""
    fresh = {id(child) for child in new}
    run: list[Element] = []

    def put() -> None:
        if run:
            kind, keys = (wire.PUTS, [child._key for child in run]) if run[1:] else (wire.PUT, run[0]._key)
            ops.append([kind, owner._key, first, keys, _html(run, into, owner)])
            run.clear()

    first, last, last_key = 0, -2, 0
    places = [(children.find(child), child) for child in (*new, *moved)]
    # From first to last, so that the sibling that each one follows is already in its place.
    for index, child in sorted(places, key=itemgetter(0)):
        after = last_key if index == last + 1 else _sibling_before(children, index)
        if id(child) not in fresh:
            put()
            ops.append([wire.MOVE, owner._key, after, child._key])
        else:
            if not run or last_key != after:
                put()
                first = after
            run.append(child)
        last, last_key = index, child._key or key_of(child)
    put()


def _texts(owner: Component) -> Op:
    """The operation that says what text stands where between the children of `owner`."""
    text = "" if isinstance(owner, WebPage) else str(getattr(owner, "text", ""))
    found: list[list[Any]] = [[0, text]]
    for child in owner.components:
        if child.show:
            found.append([key_of(child), str(child.text_after)])
        else:  # what follows a hidden element stays
            found[-1][1] += str(child.text_after)
    return [wire.TEXTS, owner._key, [pair for pair in found if pair[1]]]


def _stands_twice(child: Element, owner: Component) -> bool:
    """Whether a component stands under several parents of the page (or pages) that `owner` is on."""
    tops = owner._roots()
    return sum(any(parent._stands_on(top) for top in tops) for parent in child._up) > 1


def _element(node: Element, since: int, ops: list[Op], into: Rendering) -> None:
    """The operations for an element that the browser has: its own attributes and text, then its children."""
    marks = node._marks or _NO_MARKS
    if marks.get("model", 0) > since and node._key not in into.known:
        holder = node._up[0]
        into.watched.append((node, holder))
        node._refresh(getattr(holder, "data", {}))
        marks = node._marks or _NO_MARKS
    live: list[Op] = []
    whole_content = moves = False
    raw = node.inner_html
    if len(marks) == 1 and marks.get("text", 0) > since and not (raw or node.html_entity or node._texts):
        # What changes in most elements is their text, and nothing else ever.
        ops.append([wire.TEXT, node._key, str(getattr(node, "text", ""))])
    elif changed := [name for name, stamp in marks.items() if stamp > since]:
        derived = node._derived
        if "copies" in changed:
            ops = into.late
        for name in changed:
            if name == "text":
                if node.html_entity:
                    whole_content = True
                elif raw:
                    continue
                elif node._texts:
                    ops.append(_texts(node))
                else:
                    ops.append([wire.TEXT, node._key, str(getattr(node, "text", ""))])
            elif name in _CONTENT:
                whole_content = True
            elif name in _LISTENING or name in _UNSEEN or name in derived:
                continue
            elif name in _MOVING:
                moves = True
            elif name in node._live:
                live.append([wire.PROP, node._key, name, node._live_value(name)])
            elif name == "set_focus":
                ops.append([wire.ATTR, node._key, wire.FOCUS, "" if node.set_focus else None])
            else:
                if isinstance(value := node.__dict__.get(name), Element):
                    into.name(value)
                attribute = attribute_of(node, name)
                if attribute is not None:
                    if attribute[0] == "class" and attribute[1]:
                        into.classes.add(attribute[1])
                        moves = moves or bool(node.animation)  # which may have to leave it hidden
                    ops.append([wire.ATTR, node._key, *attribute])
        if not _LISTENING.isdisjoint(changed):
            listens = node._listens()
            into.types.update(node._events())
            into.listeners[node._key] = node
            ops.append([wire.ATTR, node._key, wire.LISTENS, listens or None])
            if runs.KEPT in node.__dict__:
                ops.append([wire.ATTR, node._key, wire.RUNS, run_words(node, into) or None])
        if derived and (attributes := dict.fromkeys(derived[name] for name in changed if name in derived)):
            present = dict(node._more_attributes(None))
            ops += (
                [wire.ATTR, node._key, attribute, attribute_text(attribute, present.get(attribute))]
                for attribute in attributes
            )
        if moves:
            ops.append([wire.ATTR, node._key, wire.MOTION, move(node, into)])
        if whole_content:
            ops.append([wire.HTML, node._key, _content(node, into)])
    if not whole_content and not raw and "components" in node.__dict__:
        before = len(ops)
        below(node, since, ops, into)
        if len(ops) > before and node.html_tag == "select" and node._is_unoffered():
            live.append([wire.PROP, node._key, "value", node._live_value("value")])
    # At the end: a select takes a value only when it has that option.
    ops += live


def _html(nodes: list[Element], into: Rendering, owner: Component) -> str:
    """The HTML of children of `owner` that follow one another; what they teach goes to `into`."""
    outer, into.out = into.out, []
    if nodes[0].html_tag in ("option", "optgroup"):
        into.select = _chosen_around(owner)
    render_children(owner, nodes, into)
    into.select = None
    html, into.out = into.html(), outer
    return html


def _chosen_around(node: Component) -> frozenset[str] | None:
    """The chosen values of the select that an option is added to, perhaps by way of an optgroup."""
    while isinstance(node, Element):
        chosen = node._chosen()
        if chosen is not None or not node._up:
            return chosen
        node = node._up[0]
    return None


def _content(owner: Component, into: Rendering) -> str:
    """The HTML of what is in a component or in a page."""
    outer, into.out = into.out, []
    if isinstance(owner, Element):
        render_content(owner, into)
    else:
        render_children(owner, owner.components, into)
    html, into.out = into.html(), outer
    return html


def _sibling_before(children: Children, index: int) -> int:
    """The key of the nearest visible child before that index, or 0."""
    while index:
        index -= 1
        before = children[index]
        if before.show:
            return int(before._key)
    return 0

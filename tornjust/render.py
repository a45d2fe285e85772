"""Tree -> HTML. The only place that writes HTML.

First paint and patches call the same `render()`. Void elements are written `<br/>` and every attribute is quoted, so
that what comes out of a tree is well-formed XML too, but for raw HTML that a program put in itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, islice, repeat
from operator import length_hint
from typing import Any

from tornjust import wire
from tornjust.attribute_names import DASHED, dashed
from tornjust.children import Children
from tornjust.component import Component, components_of
from tornjust.element import Element
from tornjust.functions import runs
from tornjust.html_text import attribute_text, escape, needs_escape, quote
from tornjust.listener import known_id, next_id
from tornjust.nesting import OPENERS, STAND_IN, enter
from tornjust.plans import CLASS, FILLED, OTHER, VALUE, Plan, plan_of
from tornjust.policy import NONCED
from tornjust.reconcile import settle_list
from tornjust.rendering import Rendering
from tornjust.revision import key_of, next_key, next_keys

_MOTION = wire.MOTION  # asked for at every attribute
Plans = dict[tuple[str, ...], Plan | None]
# What elements listen to: class, events, and what else it depends on -> types of events, and the attribute.
_told: dict[Any, tuple[frozenset[str], str]] = {}
MAX_TOLD = 1000
# Children that are looked at together.
MOST_ALIKE = 200


def render(node: Element, into: Rendering, data: Component | None = None) -> None:
    """Write `node` and all below it; nothing when it is not shown. `data` holds what `react` of it receives."""
    state = node.__dict__
    if node._watched or "model" in state:
        into.refresh(node, data if data is not None else node)
    key = state.get("_key")
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


def _render_planned(node: Element, plan: Plan, into: Rendering) -> None:
    """As `render`, where a plan says what there is to write."""
    state = node.__dict__
    key = state.get("_key")
    if not key:
        key = state["_key"] = next_key()
    if plan.hides and not state["show"]:
        return
    scopes = into.scopes
    if scopes or plan.opens:
        misplaced, inner = enter(scopes, plan.tag)
        if misplaced:
            render(node, into)
            return
        into.scopes = inner
    out, heads = into.out, into.heads
    append = out.append
    append(f'{plan.start}{key}"')
    for name, attribute, before, kind, own in plan.steps:
        value = state[name] if own else getattr(node, name)
        known = type(value)
        if known is str and kind != OTHER:
            if kind == CLASS:
                head = heads.get(value)
                append(into.head(value) if head is None else head)
            elif value or kind == VALUE:
                append(f'{before}{quote(value)}"')
        elif known is int and (kind == VALUE or (kind == FILLED and value)):
            append(f'{before}{value}"')
        else:
            if known is float and own and attribute == "value":
                value = node._live_value("value")
            _attribute(attribute, value, out, into)
    if plan.more:
        for attribute, value in node._more_attributes(into.select):
            _attribute(attribute, value, out, into)
    if plan.hears:
        _listens(node, plan, into)
    if plan.void:
        append("/>")
    else:
        append(">")
        text = state.get("text", "")
        if text != "":
            append(escape(text))
        children = state.get("components")
        if children is not None and children.former is not None:
            settle_list(node)
        if children:
            if plan.chooses:
                outer = into.select
                into.select = node._chosen() or outer
                render_children(node, children, into)
                into.select = outer
            else:
                render_children(node, children, into)
        append(plan.end)
    into.scopes = scopes


def _listens(node: Element, plan: Plan, into: Rendering) -> None:
    """Add what tells the browser which events to send. Elements that have the same plan and events say the same."""
    known: Any = None
    if plan.hearing is not None:
        known = (
            type(node),
            *node.__dict__.get("events", ()),
            *[getattr(node, name) for name in plan.hearing],
        )
    try:
        told = _told.get(known)
    except TypeError:  # an odd value
        known = told = None
    if told is None:
        listens = node._listens()
        told = (frozenset(node._events()), f' {wire.LISTENS}="{quote(listens)}"' if listens else "")
        if known is not None:
            if len(_told) >= MAX_TOLD:
                _told.clear()
            _told[known] = told
    types, attribute = told
    if attribute:
        into.listeners[node._key] = node
        into.types.update(types)
        into.out.append(attribute)


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
    present: Children | None = node.__dict__.get("components")
    if present is not None and present.former is not None:
        settle_list(node)
    children = components_of(node)
    if not children:
        return
    outer = into.select
    into.select = node._chosen() or outer
    render_children(node, children, into)
    into.select = outer


def render_children(owner: Component, children: Sequence[Any], into: Rendering) -> None:
    """Write the children of an element or of a page, and the text between them."""
    append, heads, scopes = into.out.append, into.heads, into.scopes
    cls = names = plan = None
    plans: Plans | None = None
    fits = True
    # The classes of the one before, if it had a text and classes and no more.
    before: str | None = None
    todo = iter(children)
    for child in todo:
        if type(child) is not cls:
            cls = type(child)
            plans = cls._plans if cls._regular and cls.show else None
            names = None
            fits = not scopes or not enter(scopes, cls.html_tag)[0]
        if plans is not None:
            state = child.__dict__
            found = tuple(state)
            if found != names:
                names = found
                before = None
                plan = plans[names] if names in plans else plan_of(cls, names)
            if plan is not None:
                classes = state.get("classes", "")
                if not (plan.leaf and fits and type(classes) is str):
                    _render_planned(child, plan, into)
                    continue
                # Most of a large page: no children, nothing special, and nothing around that could move it.
                head = heads.get(classes)
                if head is None:
                    head = into.head(classes)
                if classes is before:
                    place = len(children) - length_hint(todo) - 1
                    done = _render_alike(children[place : place + MOST_ALIKE], plan, classes, into)
                    if done:
                        next(islice(todo, done - 1, done - 1), None)  # leaves out as many
                        continue
                before = classes if plan.bare else None
                text = state.get("text", "")
                if type(text) is not str or needs_escape(text):
                    text = escape(text)
                key = state.get("_key")
                if not key:
                    key = state["_key"] = next_key()
                append(f'{plan.start}{key}"{head}>{text}{plan.end}')
                continue
        render(child, into, owner)
        if child.text_after:
            owner.__dict__["_texts"] = True
            append(escape(child.text_after))


def _render_alike(children: Sequence[Any], plan: Plan, classes: str, into: Rendering) -> int:
    """Write all at once the first of these that are like the first one: new, with a text, these classes, and no more.

    Returns how many they are. Rows of lists and tables are such, and nearly all is done by methods of C.
    """
    cls, size = type(children[0]), len(plan.names)
    texts: list[str] = []
    states: list[dict[str, Any]] = []
    try:
        for child in children:
            state = child.__dict__
            if type(child) is not cls or len(state) != size or state["classes"] is not classes:
                break
            if size > 2 and "_up" not in state:
                break
            text = state["text"]
            if type(text) is not str:
                break
            texts.append(text)
            states.append(state)
    except KeyError:
        pass  # that one has something else
    if needs_escape("".join(texts)):
        texts = [*map(escape, texts)]
    keys = next_keys(len(texts))
    for state, key in zip(states, keys, strict=True):
        state["_key"] = key
    before, behind = repeat(plan.start), repeat(plan.end)
    rows = zip(before, map(repr, keys), repeat(f'"{into.heads[classes]}>'), texts, behind, strict=False)
    into.out.extend(chain.from_iterable(rows))
    return len(texts)


def _attributes(node: Element, into: Rendering) -> None:
    state, table, out = node.__dict__, node._table(), into.out
    start = len(out)
    moves = False
    drag = None
    for name, value in state.items():
        attribute = table.get(name)
        if attribute is None:
            if name == "_number" and "id" not in state:
                attribute = "id"
            elif name[:5] not in DASHED or (attribute := dashed(name)) is None:
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
    if not known_id(node):  # `msg.data_transfer.source` tells it
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
        into.out.append(f' {wire.MESSAGE}="{key_of(message)}"')


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
    if isinstance(value, Element):
        into.name(value)
    text = attribute_text(attribute, value)
    if attribute == "class" and text:
        into.classes.add(text)
    if text is not None:
        out.append(f' {attribute}="{quote(text)}"')

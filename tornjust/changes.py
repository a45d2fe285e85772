"""Page and revision -> what a browser at that revision has to change. Costs follow the changes, not the page.

`whole()` gives the HTML of the tree, `patch()` the operations since a revision, encoded once for all tabs that are at
the same one. Both bring the page up to date first (`react`, models) and close the epoch, so what they give is final.
"""

from __future__ import annotations

from functools import partial
from math import isfinite
from typing import Any

from tornjust import advice, ids, stylebook, wire
from tornjust.children import Children
from tornjust.compact import encode
from tornjust.component import Component, events_of
from tornjust.depth import deeply
from tornjust.element import Element
from tornjust.functions import runs
from tornjust.functions.remote import need
from tornjust.functions.scripts import loading
from tornjust.html_text import attribute_of, attribute_text, scrub
from tornjust.page import WebPage
from tornjust.policy import check_inner
from tornjust.reconcile import settle
from tornjust.render import move, render_children, render_content, run_words
from tornjust.rendering import Rendering
from tornjust.revision import clock, next_key

Op = list[Any]
_NO_MARKS: dict[str, int] = {}
# Encoded patches kept per revision of a page: one for each revision at which a tab was last seen.
MAX_PATCHES = 200
# Attributes whose change is a change of the element's content.
_CONTENT = ("inner_html", "html_entity")
_MOVING = ("animation", "transition")
# Attributes that together make the one attribute which tells what the element listens to.
_LISTENING = frozenset(
    ("events", "event_modifiers", "event_propagation", "additional_properties", "debounce")
)


def refresh(page: WebPage) -> None:
    """Run the program's `react` hooks and models, so that what follows sees the present state."""
    if page.use_cache and page.cache and not page.components:
        page.components.replace([built.component for built in page.cache])
    page.__dict__["_looks"] = page._looks + 1
    page.react()
    watchers = page._watchers
    if watchers:
        for key, (node, holder) in list(watchers.items()):
            if node._stands_on(page):
                node._refresh(getattr(holder, "data", {}))
            else:
                del watchers[key]


def whole(page: WebPage) -> str:
    """The HTML of everything on the page. The same string again as long as nothing changed."""
    refresh(page)
    settle(page)
    now = clock.close()
    state = page.__dict__
    if not page._key:
        state["_key"] = next_key()
        state["_stamp"] = now
    seen = state["_seen"] = page._stamp
    before = page._whole
    around = (page.head_html, page.body_html, page.safelist)
    if before is not None and before[0] == seen and before[1] and before[2] == around:
        return before[1]
    try:
        into = _tree(page)
    except RecursionError:
        into = deeply(page, partial(_tree, page))
    into.types.update(events_of(page))
    into.classes.add(page.body_classes)
    if runs.KEPT in state:
        run_words(page, into)
    absorb(page, into)
    stylebook.learn(page, page.head_html, page.body_html)
    html = scrub(into.html())
    if advice.enabled:
        ids.look(page, html, whole=True)
    state["_nonced"] = bool(into.raw) or into.nonced
    # Kept from the second visit on: a page that is made for one visit is not asked for again.
    state["_whole"] = (seen, html if before is not None else "", around)
    return html


def _tree(page: WebPage) -> Rendering:
    into = Rendering(page._watchers)
    render_children(page, page.components, into)
    return into


def patch(page: WebPage, since: int, tab: str = "", anew: bool = True) -> str | None:
    """The beginning of a patch message in JSON, without the closing bracket; None when nothing changed.

    All tabs at the same revision get the same, but for effects that are meant for one; `tab` is its token. Without
    `anew` the program's `react` hooks and models are not asked.
    """
    if anew:
        refresh(page)
    settle(page)
    clock.close()
    # From here on `_seen` counts: what is rendered now for the first time may change something (`react`), which is
    # then stamped with the new epoch and goes into the next patch.
    new = page.__dict__["_seen"] = page._stamp
    if new <= since:
        return None
    if page._patches_of != new:
        page._patches.clear()
        page.__dict__["_patches_of"] = new
    text = page._patches.get(since)
    if text is None:
        try:
            ops = operations(page, since)
        except RecursionError:
            ops = deeply(page, partial(operations, page, since))
        text = scrub(encode([wire.PATCH, since, new, ops]))[:-1]
        if advice.enabled:
            ids.look(page, text)
        if len(page._patches) >= MAX_PATCHES:
            page._patches.clear()
        page._patches[since] = text
    if tab and page._effect_count:
        own = [[wire.DO, *effect] for effect in _own_effects(page, since, tab)]
        if own:
            comma = "" if text.endswith("[]") else ","
            text = f"{text[:-1]}{comma}{scrub(encode(own))[1:]}"
    return text


def operations(page: WebPage, since: int) -> list[Op]:
    """What a browser that is at revision `since` has to do."""
    into = Rendering(page._watchers)
    tree: list[Op] = []
    _children(page, since, tree, into)
    if page.body_classes:
        into.classes.add(page.body_classes)
    fresh: list[Any] = []
    if "_functions" in page.__dict__ or runs.KEPT in page.__dict__:
        run_words(page, into)
        fresh = [script for script, stamp in page._functions.values() if stamp > since]
    if page._marks:
        into.types.update(events_of(page))
    if into.learned() or page._marks or fresh:
        absorb(page, into)
    effects = [effect for effect in page._effects if effect[1] > since] if page._effect_count else []
    if effects:
        stylebook.learn(page, *(effect[3]["code"] for effect in effects if effect[2] == wire.RUN))
    if into.functions:
        fresh = [script for script, stamp in page._functions.values() if stamp > since]
    ops: list[Op] = []
    # The newest are the last.
    if page._styles and next(reversed(page._styles.values())) > since:
        ops += [[wire.STYLE, order, css] for order, css in stylebook.rules_since(page, since)]
    if fresh:
        ops.append([wire.PAGE, "functions", loading(fresh)])
    if page._types and next(reversed(page._types.values())) > since:
        ops.append([wire.LISTEN, [name for name, stamp in page._types.items() if stamp > since]])
    # Departures first: a component that left one of two places is then found in the other.
    ops += sorted(tree, key=_is_no_cut) if len(tree) > 1 else tree
    if page._marks:
        ops += _options(page, since)
    ops.extend([wire.DO, number, name, value] for number, _, name, value, tab in effects if not tab)
    return ops


def _options(page: WebPage, since: int) -> list[Op]:
    """The operations for what changed of the page itself: its title, its body, ..."""
    ops: list[Op] = []
    for name, stamp in (page._marks or {}).items():
        if stamp <= since or name == "safelist":
            continue
        if name == "events":
            ops.append([wire.ATTR, page._key, wire.LISTENS, page._listens() or None])
            if runs.KEPT in page.__dict__:
                ops.append([wire.ATTR, page._key, wire.RUNS, runs.words(page) or None])
        elif name == "favicon":
            ops.append([wire.PAGE, name, page._icon()])
        elif name == "dark":
            ops.append([wire.PAGE, name, page._dark_class()])
        else:
            value = getattr(page, name)
            if isinstance(value, float) and not isfinite(value):
                value = None  # JSON has no infinity
            ops.append(
                [wire.PAGE, name, value if value is None or isinstance(value, int | float) else str(value)]
            )
    return ops


def _own_effects(page: WebPage, since: int, tab: str) -> list[tuple[int, str, Any]]:
    """Number, name and value of the effects since then that are meant for one tab alone."""
    return [
        (number, name, value)
        for number, stamp, name, value, meant in page._effects
        if stamp > since and meant == tab
    ]


def _is_no_cut(op: Op) -> bool:
    return bool(op[0] != wire.CUT)


def absorb(page: WebPage, into: Rendering) -> None:
    """Remember what a rendering taught about the page. New facts count as of the page's revision."""
    now = page._seen
    if into.functions or "_functions" in page.__dict__:
        need(page, into.functions, now)
        page._extras.add("twin")
        for script, stamp in page._functions.values():
            if stamp >= now:  # a class that a function may set has to be in the style sheet before
                stylebook.learn(page, script.strings)
    stylebook.note(page, into.classes, into.raw)
    for raw in into.raw:
        check_inner(raw)
    if into.extras:
        page._extras.update(into.extras)
    for name in into.types:
        page._types.setdefault(name, page._seen)
    for node, holder in into.watched:
        page._watchers[node._key] = (node, holder)
    listeners = page._listeners
    if into.listeners:
        listeners.update(into.listeners)
        if len(listeners) > 2 * page._swept + 1000:
            for key in [key for key, node in listeners.items() if not node._stands_on(page)]:
                del listeners[key]
            page.__dict__["_swept"] = len(listeners)


def _children(owner: Component, since: int, ops: list[Op], into: Rendering) -> None:
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
        key, marks = child._key, child._marks or _NO_MARKS
        born = notes.born.get(key, 0) > since
        again = born or marks.get("show", 0) > since
        shifted = notes.moved.get(key, 0) > since
        # The text after a hidden child shows, though nothing is said of the child itself.
        if marks.get("text_after", 0) > since or ((born or shifted) and child.text_after):
            texts = True
        if not child.show:
            # Also when it is new here: it may have been here before, shown, and have gone and come back since.
            if again:
                ops.append([wire.CUT, owner._key, key])
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
        order = [child._key for child in children if child.show]
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

    first = 0
    # From first to last, so that the sibling that each one follows is already in its place.
    for child in sorted((*new, *moved), key=children.find):
        after = _sibling_before(children, child)
        if id(child) not in fresh:
            put()
            ops.append([wire.MOVE, owner._key, after, child._key])
            continue
        if not run or run[-1]._key != after:
            put()
            first = after
        run.append(child)
    put()


def _texts(owner: Component) -> Op:
    """The operation that says what text stands where between the children of `owner`."""
    text = "" if isinstance(owner, WebPage) else str(getattr(owner, "text", ""))
    found: list[list[Any]] = [[0, text]]
    for child in owner.components:
        if child.show:
            found.append([child._key, str(child.text_after)])
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
    changed = [name for name, stamp in marks.items() if stamp > since]
    live: list[Op] = []
    whole_content = moves = False
    raw = node.inner_html
    if changed:
        derived = node._derived
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
            elif name in _LISTENING or name == "model" or name in derived:
                continue
            elif name in _MOVING:
                moves = True
            elif name in node._live:
                live.append([wire.PROP, node._key, name, node._live_value(name)])
            elif name == "set_focus":
                ops.append([wire.ATTR, node._key, wire.FOCUS, "" if node.set_focus else None])
            else:
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
        _children(node, since, ops, into)
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


def _sibling_before(children: Children, child: Element) -> int:
    """The key of the nearest visible child before `child`, or 0."""
    for index in range(children.find(child) - 1, -1, -1):
        before = children[index]
        if before.show:
            return int(before._key)
    return 0

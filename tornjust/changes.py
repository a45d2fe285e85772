"""Page and revision -> what a browser at that revision has to change. Costs follow the changes, not the page.

`whole()` gives the HTML of the tree, `patch()` the operations since a revision, encoded once for all tabs that are at
the same one. Both bring the page up to date first (`react`, models) and close the epoch, so what they give is final.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from tornjust import advice, ids, stylebook, wire
from tornjust.compact import encode
from tornjust.component import events_of
from tornjust.depth import deeply
from tornjust.differences import Op, below
from tornjust.functions import runs
from tornjust.functions.remote import need
from tornjust.functions.scripts import loading
from tornjust.html_text import scrub
from tornjust.page import WebPage
from tornjust.policy import check_inner
from tornjust.reconcile import settle
from tornjust.render import render_children, run_words
from tornjust.rendering import Rendering
from tornjust.revision import clock, next_key

# Encoded patches kept per revision of a page: one for each revision at which a tab was last seen.
MAX_PATCHES = 200


def refresh(page: WebPage) -> None:
    """Run the program's `react` hooks and models, so that what follows sees the present state."""
    if page.use_cache and page.cache and not page.components:
        page.components.replace([built.component for built in page.cache])
    page.__dict__["_looks"] = page._looks + 1
    clock.ask(page.react)
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
    below(page, since, tree, into)
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
    if into.late:
        ops += sorted(into.late, key=_is_no_cut)
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
        elif name == "dir":
            ops.append([wire.PAGE, name, page._direction()])
        elif name == "reload_interval":
            ops.append([wire.PAGE, name, page._interval()])
        else:
            value = getattr(page, name)
            ops.append([wire.PAGE, name, value if value is None else str(value)])
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

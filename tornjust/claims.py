"""What functions in a browser changed -> the page's state: checked, taken over, or corrected.

Anybody can send anything, so a claim is taken only where a function of this page may have made it:

* the attribute is one that functions on this page assign, and harmless (`client_py/twin/attributes.py`);
* the component runs a client function, stands below one that does, or has a name that these functions mention;
* the component is on this page.

If the server changed the same attribute after what the tab had seen, the server's change stays. Whatever is refused
is sent to the tab as it is here, so that both agree again.
"""

from __future__ import annotations

import logging
from typing import Any

from tornjust.client_py.twin.attributes import STATE, dom_name, shown
from tornjust.component import components_of
from tornjust.element import Element
from tornjust.errors import MessageError
from tornjust.functions import runs
from tornjust.html_text import attribute_text
from tornjust.inbox import Event
from tornjust.page import WebPage

log = logging.getLogger("tornjust")

Change = tuple[int, str, Any]
# Changes in one message, and characters of one value.
MOST_CHANGES = 1000
MOST_TEXT = 100_000
# Own claims that are remembered, to tell them from the server's changes.
MOST_REMEMBERED = 5000
# In a style, these load something or hide something that does.
_LOADING = ("url", "image", "\\", "expression", "import", "src(")


def read(more: dict[str, Any], name: str, seq: int) -> list[Change]:
    """The changes of one kind in a message. Raises `MessageError` for what is none."""
    items = more.get(name, [])
    if not isinstance(items, list) or len(items) > MOST_CHANGES:
        raise MessageError(f"{name} has to be a list of at most {MOST_CHANGES} changes", 400, seq)
    changes: list[Change] = []
    for item in items:
        if not (isinstance(item, list) and len(item) == 3):
            raise MessageError(f"a change is {str(item)[:60]!r}; it has to be [key, name, value]", 400, seq)
        key, attribute, value = item
        plain = value is None or isinstance(value, str | int | float)
        if type(key) is not int or not isinstance(attribute, str) or not plain or len(attribute) > 60:
            raise MessageError(
                f"a change is {str(item)[:60]!r}; it has to be [key, name, plain value]", 400, seq
            )
        if isinstance(value, str) and len(value) > MOST_TEXT:
            raise MessageError(f"{attribute} has {len(value)} characters; the limit is {MOST_TEXT}", 413, seq)
        changes.append((key, attribute, value))
    return changes


class Rules:
    """What the functions of a page may change."""

    def __init__(self, page: WebPage) -> None:
        self.page = page
        self.writes: set[str] = set()
        self.named: set[str] | None = set()
        for script, _ in page.__dict__.get("_functions", {}).values():
            self.writes |= script.writes
            if script.named is None:
                self.named = None
            elif self.named is not None:
                self.named |= script.named

    def refusal(self, node: Element, name: str, value: Any) -> str:
        """Why a change is not taken; "" if it is."""
        attribute = dom_name(name)
        if attribute is None:
            return "only the server changes that attribute"
        if name not in self.writes and "*" not in self.writes:
            return "no function of this page assigns that attribute"
        if not self._reached(node):
            return "no function of this page reaches that component"
        if name == "text" and (node.inner_html or node.html_entity or node._raw_text):
            return "the component holds HTML"
        if name == "style" and any(word in str(value).lower() for word in _LOADING):
            return "a style from the browser cannot load anything"
        return ""

    def _reached(self, node: Element) -> bool:
        name = node.__dict__.get("name")
        if name and (self.named is None or name in self.named):
            return True
        todo: list[Any] = [node]
        seen: set[int] = set()
        while todo:
            above = todo.pop()
            if id(above) in seen:
                continue
            seen.add(id(above))
            if runs.KEPT in above.__dict__ or "_owns_runs" in above.__dict__:
                return True
            todo.extend(above._up)
        return False


class Desk:
    """The claims of one tab. `own` remembers when it last changed something: (key, name) -> stamp."""

    def __init__(self) -> None:
        self.own: dict[tuple[int, str], int] = {}

    def take(self, page: WebPage, event: Event) -> None:
        """Take over what comes with an event. Raises `MessageError` for what is no list of changes."""
        read(event.more, "guess", event.seq)  # looked at later, when it is too late to refuse the event
        changes, since = read(event.more, "state", event.seq), event.more.get("since")
        if type(since) is not int:
            since = event.since
        if not changes:
            return
        rules = Rules(page)
        for key, name, value in changes:
            node = find(page, key)
            if node is None:
                continue
            refused = rules.refusal(node, name, value)
            if refused:
                log.warning("%.60s = %.60r from a browser was refused for %r: %s", name, value, node, refused)
                correct(node, name)
                continue
            stamp = (node._marks or {}).get(name, 0)
            if stamp > since and self.own.get((key, name)) != stamp:
                correct(node, name)  # the server changed it meanwhile: that stays
                continue
            put(node, name, value)
            # Also where it is no change: the tab is to hear that the server agrees.
            self.note(node, key, name)

    def note(self, node: Any, key: int, name: str) -> None:
        """Its last change came from this tab: the user typed it, or a function made it."""
        self.own.pop((key, name), None)
        self.own[key, name] = (node._marks or {}).get(name, 0)
        if len(self.own) > MOST_REMEMBERED:
            del self.own[next(iter(self.own))]


def compare(page: WebPage, event: Event, what: str, debug: bool) -> None:
    """After a handler: what the browser guessed and the server sees otherwise is sent, and named in the log."""
    for key, name, value in read(event.more, "guess", event.seq):
        node = find(page, key)
        attribute = dom_name(name)
        if node is None or attribute is None:
            continue
        here = state_of(node, name, attribute)
        if here != shown(attribute, value):
            level = logging.WARNING if debug else logging.DEBUG
            log.log(
                level,
                "%s: in the browser %s of %r became %.80r, on the server it is %.80r; the server's is shown",
                what,
                name,
                node,
                value,
                here,
            )
            correct(node, name)


def find(page: WebPage, key: int) -> Element | None:
    """The component of that key, if it is on the page."""
    made, index = page.__dict__.get("_by_key", (-1, {}))
    if key not in index and made != page._stamp:
        index = {}
        todo: list[Any] = list(components_of(page))
        while todo:
            node = todo.pop()
            if node._key:
                index[node._key] = node
            todo.extend(components_of(node))
        page.__dict__["_by_key"] = (page._stamp, index)
    found = index.get(key)
    return found if isinstance(found, Element) and found._stands_on(page) else None


def correct(node: Element, name: str) -> None:
    """Have the tabs show once more what an attribute is here."""
    # A name that somebody made up has no state here that could be sent.
    if name in (*STATE, "classes", "style") or name in node.__dict__:
        node._mark(name)


def put(node: Element, name: str, value: Any) -> None:
    """Give a component a value from the browser, as if the user had typed it where it is a field."""
    if name == "value" and isinstance(value, str | int | float) and "value" in node._live:
        node._take("input", {"value": shown("value", value)})
    elif name == "checked" and "checked" in node._live:
        node._take("change", {"checked": bool(value)})
    elif name == "show":
        node.show = bool(value)
    else:
        setattr(node, name, value)


def state_of(node: Element, name: str, attribute: str) -> str | None:
    """What the browser shows of an attribute, as text."""
    if name == "text":
        return str(getattr(node, "text", ""))
    if name == "show":
        return shown("show", node.show)
    if attribute in node._live:
        return shown(attribute, node._live_value(name))
    value = getattr(node, name, None)
    if attribute in ("class", "style") and not value:
        return None
    return attribute_text(attribute, value)

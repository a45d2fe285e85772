"""The page in the browser: finds elements by key and changes them. Each method is one small operation.

Speed matters here: `Reflect.set` is used for properties for which Brython has no setter of its own, JavaScript
functions are bound to names once, and nothing asks an element for an attribute that may be missing.
"""

from browser import document, window
from javascript import NULL

from tornjust import wire
from tornjust.client_py.focus import Focus
from tornjust.client_py.looks import Looks
from tornjust.client_py.merge import TEXT_TYPES, moved
from tornjust.client_py.place import Scrolled
from tornjust.client_py.platform import NONCE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

set_js = window.Reflect.set
get_js = window.Reflect.get
has_js = window.Reflect.has
create_element = document.createElement
query = document.querySelector
query_all = document.querySelectorAll
computed_style = window.getComputedStyle
# `closest(element, selector)`. Brython gives elements a method of that name, which raises where there is none.
closest = window.Reflect.apply(
    get_js(get_js, "bind"), get_js(get_js, "call"), [get_js(document.documentElement, "closest")]
)

STAND_IN = "tj-x"
# Elements on the way up that an event may concern, and the end of the way.
HEARERS = "[" + wire.LISTENS + "],[" + wire.RUNS + "],[" + wire.ROOT + "]"
SCROLLERS = "[" + wire.SCROLL + "]"
# Events that happen to the window, and never to the document.
WINDOW_EVENTS = frozenset(
    (
        "resize", "online", "offline", "hashchange", "popstate", "beforeunload", "pagehide", "pageshow", "storage",
        "message", "languagechange", "beforeprint", "afterprint", "orientationchange", "deviceorientation",
    )
)  # fmt: skip


def selector(key: int) -> str:
    """The CSS selector of the element with that key."""
    return "[" + wire.KEY + '="' + str(key) + '"]'


def with_nonce(html: str) -> str:
    """HTML whose style sheets the page's policy lets in; the server does the same for the page as it loads."""
    if "<style" in html or "<link" in html:
        for tag in ("<style", "<link"):
            html = html.replace(tag + " ", tag + " nonce=" + NONCE + " ")
        html = html.replace("<style>", "<style nonce=" + NONCE + ">")
    return html


def do_nothing(before: str, value: str) -> None:
    """Where nobody looks at what the user types."""


def closes_dialog(event: "Any") -> bool:
    """Whether a form that is sent closes the dialog around it, which is all that browsers do then."""
    button = event.submitter
    method = (button.getAttribute("formmethod") if button else None) or event.target.getAttribute("method")
    return bool(method) and str(method).lower() == "dialog"


class Dom:
    """The document. `root` is the element that holds the page's tree."""

    def __init__(self, root: "Any") -> None:
        self.root = root
        self.root_key = int(root.getAttribute(wire.KEY))
        self.nodes: dict[int, Any] = {self.root_key: root}
        self.template = create_element("template")
        self.moves = bool(has_js(root, "moveBefore"))
        # In browsers that do not have it.
        self.scrolled: Any = None if self.moves else Scrolled()
        # Called as the program writes over the text of the field with the focus (see typist.py).
        self.rewrites: Any = do_nothing
        self.focus = Focus()
        self.settle = self.focus.settle
        self.looks = Looks()
        self.add_rule = self.looks.add_rule

    # -- finding --------------------------------------------------------------------------------------------------

    def find(self, key: int) -> "Any":
        """The element of that key, or None."""
        node = self.nodes.get(key)
        if node is not None and node.isConnected:
            return node
        node = query(selector(key))
        if node is None:
            self.nodes.pop(key, None)
        else:
            self.nodes[key] = node
        return node

    def key(self, node: "Any") -> int:
        """The key of an element, 0 if it has none."""
        text = node.getAttribute(wire.KEY)
        return int(text) if text else 0

    def child(self, parent: int, key: int) -> "Any":
        """The element `key` if it stands in `parent`. A parser may have put a <tbody> or the like between them."""
        node = self.find(key)
        if node is None:
            return None
        if not self.is_child(parent, node):
            # A component may stand in two places; then two elements have its key.
            for other in query_all(selector(key)):
                if self.is_child(parent, other):
                    return other
            return None
        return node

    def is_child(self, parent: int, node: "Any") -> bool:
        """Whether the nearest element with a key around `node` is `parent`."""
        above = node.parentNode
        while above is not None and above.nodeType == 1:
            text = above.getAttribute(wire.KEY)
            if text:
                return int(text) == parent
            above = above.parentNode
        return False

    def children(self, parent: "Any") -> "list[tuple[int, Any]]":
        """The elements with a key in `parent`, in order; those in a <tbody> that a parser put there as well."""
        found = []
        node = parent.firstElementChild
        while node:
            text = node.getAttribute(wire.KEY)
            if text:
                key = int(text)
                self.nodes[key] = node
                found.append((key, node))
            elif node.nodeName == "TBODY":
                found += self.children(node)
            node = node.nextElementSibling
        return found

    def survey(self, parent: "Any") -> bool:
        """Learn who stands in `parent`. False where something without a key, as of a parser, may hold more of them."""
        node = parent.firstElementChild
        while node:
            text = node.getAttribute(wire.KEY)
            if not text:
                return False
            self.nodes[int(text)] = node
            node = node.nextElementSibling
        return True

    def parent(self, node: "Any") -> "Any":
        """The element above, or None at the top."""
        return node.parentElement or None

    def hearer(self, node: "Any") -> "Any":
        """The nearest element from here up that may listen to events, below the root; or None."""
        if node is None:
            return None
        found = node
        if not node.getAttribute(wire.LISTENS):  # mostly it is the one that was clicked
            # All in one go: an element may stand deep, and each step up would cost as much as this.
            found = closest(node, HEARERS)
        return found if found and found is not self.root else None

    def is_root(self, node: "Any") -> bool:
        """Whether this is the element that holds the page's tree."""
        return node.getAttribute(wire.ROOT) is not None

    def is_element(self, node: "Any") -> bool:
        """Whether this is an element, and not the document or the window."""
        return bool(get_js(node, "nodeType") == 1)

    def attribute(self, node: "Any", name: str) -> "str | None":
        """An attribute, or None."""
        text: str | None = node.getAttribute(name)
        return text

    def outside(self, target: "Any") -> "list[Any]":
        """Elements that listen to clicks outside of them, are visible, and do not hold `target`."""
        return [
            node
            for node in query_all("[" + wire.LISTENS + '~="click__out"]')
            if not node.contains(target) and (node.offsetWidth or node.offsetHeight)
        ]

    # -- changing -------------------------------------------------------------------------------------------------

    def set_text(self, node: "Any", text: str) -> None:
        """The first text in an element; its child elements stay."""
        first = node.firstChild
        if text and first and first.nodeType == 3 and not first.nextSibling:
            # The node that is there: another one would have to be styled and laid out from nothing.
            set_js(first, "data", text)
            return
        if not node.childElementCount:
            set_js(node, "textContent", text)
            return
        if first.nodeType == 3:
            set_js(first, "data", text)
        elif text:
            node.prepend(text)

    def set_texts(self, owner: "Any", texts: "dict[int, str]") -> None:
        """All texts between the children of an element: key of the child before, or 0 -> text."""
        missing = set(texts)
        last: Any = None
        key = 0
        for node in list(owner.childNodes):
            if node.nodeType == 1:
                if key in missing:
                    self.put_text(owner, last, texts[key])
                    missing.discard(key)
                last = node
                key = self.key(node) or -1
            elif node.nodeType == 3:
                if key in missing:
                    missing.discard(key)
                    if node.data != texts[key]:
                        set_js(node, "data", texts[key])
                else:
                    node.remove()
        if key in missing:
            self.put_text(owner, last, texts[key])

    def put_text(self, owner: "Any", after: "Any", text: str) -> None:
        """A new text behind an element, or before all that is in `owner`."""
        if not text:
            return
        if after is None:
            owner.prepend(text)
        else:
            after.after(text)

    def set_attribute(self, node: "Any", name: str, value: "str | None") -> None:
        """Set an attribute, or remove it."""
        if name == "disabled" and value is not None:
            self.focus.disable(node)
        if value is None:
            if name == "open" and node.nodeName == "DIALOG":
                node.close()  # a modal one would go on to block the page (HTML Standard, 4.11.4)
            node.removeAttribute(name)
        else:
            node.setAttribute(name, value)
            if name == wire.FOCUS:
                self.focus.wanted = node
        if name == "disabled" and value is None:
            self.focus.enable(node)
        if name == "muted":  # the attribute alone says how media start (HTML Standard, 4.8.11.13)
            set_js(node, name, value is not None)

    def get_property(self, node: "Any", name: str) -> "Any":
        """A live property."""
        return get_js(node, name)

    def set_property(self, node: "Any", name: str, value: "Any") -> None:
        """A live property of a form field. The caret stays where it can."""
        if name == "value" and node.nodeName == "SELECT" and isinstance(value, list):
            for option in node.options:
                set_js(option, "selected", option.value in value)
            return
        if name == "value" and value is None:
            value = ""
        if name == "value" and self.has_focus(node) and node.nodeName in ("INPUT", "TEXTAREA"):
            start = get_js(node, "selectionStart")
            end = get_js(node, "selectionEnd")
            before = get_js(node, "value")
            self.rewrites(before, value)
            set_js(node, name, value)
            # Number fields and their like have no caret to ask for (HTML Standard, 4.10.5.2.10).
            if isinstance(start, int) and isinstance(end, int):
                node.setSelectionRange(moved(start, before, value), moved(end, before, value))
            return
        set_js(node, name, value)

    def holds_text(self, node: "Any") -> bool:
        """Whether it is a field in which users write."""
        return get_js(node, "type") in TEXT_TYPES

    def has_focus(self, node: "Any") -> bool:
        """Whether the user is in this element."""
        active = document.activeElement
        return bool(active) and bool(active.isSameNode(node))

    def set_html(self, node: "Any", html: str) -> None:
        """All content of an element."""
        set_js(node, "innerHTML", with_nonce(html))
        if STAND_IN in html:
            self.rename(node)
        self.focus.look(node)

    def create(self, owner: "Any", after: "Any", html: str) -> "list[Any]":
        """Put new elements behind `after`, or before all others when it is None. Returns them."""
        html = with_nonce(html)
        if owner.namespaceURI == "http://www.w3.org/2000/svg" and owner.nodeName != "foreignObject":
            area = document.createRange()
            area.selectNodeContents(owner)
            made = area.createContextualFragment(html)
        else:
            set_js(self.template, "innerHTML", html)
            made = self.template.content
        if STAND_IN in html:
            self.rename(made)
        nodes = list(made.children)
        place, before = self.gap(owner, after)
        place.insertBefore(made, before)
        if wire.FOCUS in html:
            for node in nodes:
                self.focus.look(node)
        return nodes

    def gap(self, owner: "Any", after: "Any") -> "tuple[Any, Any]":
        """Where that is: the parent, and the node that follows, or null."""
        if after is not None:
            return after.parentNode, after.nextSibling or NULL
        first = owner.firstElementChild
        if first and first.nodeName == "TBODY" and not first.getAttribute(wire.KEY):
            return first, first.firstElementChild or NULL
        return owner, first or NULL

    def rename(self, area: "Any") -> None:
        """Give the elements that a parser would have moved their own names back; see the server's nesting.py."""
        for stand_in in area.querySelectorAll(STAND_IN):
            node = document.createElementNS(stand_in.namespaceURI, stand_in.getAttribute(wire.STANDS_FOR))
            for name in stand_in.getAttributeNames():
                if name != wire.STANDS_FOR:
                    node.setAttribute(name, stand_in.getAttribute(name))
            node.append(*stand_in.childNodes)
            stand_in.replaceWith(node)

    def insert(self, owner: "Any", after: "Any", node: "Any") -> None:
        """Move an element behind `after`, or before all others when `after` is None."""
        place, before = self.gap(owner, after)
        if self.moves:
            place.moveBefore(node, before)
        else:
            kept = self.scrolled.within(node)
            place.insertBefore(node, before)
            self.scrolled.put_back(kept)

    def remove(self, node: "Any") -> None:
        """Take an element out."""
        self.nodes.pop(self.key(node), None)
        node.remove()

    # -- events ---------------------------------------------------------------------------------------------------

    def listen(self, name: str, captured: bool, handler: "Any") -> None:
        """Call `handler(event)` for every event of that type in the document, or of the window."""
        if name in WINDOW_EVENTS:
            window.addEventListener(name, handler, True)
        else:
            document.addEventListener(name, handler, captured)

    def radios(self, node: "Any") -> "list[Any]":
        """The radio buttons that change when this one is chosen (HTML Standard, 4.10.5.1.15)."""
        name = node.name
        form = node.form
        found = []
        for other in query_all('input[type="radio"][' + wire.KEY + "]"):
            if other.name == name and (
                other.form.isSameNode(form) if form and other.form else not form and not other.form
            ):
                found.append(other)
        return found

    def before_send(self, name: str, event: "Any") -> None:
        """What has to happen at once: no form leaves the page, and a listener to dragover makes a drop zone."""
        if name in ("submit", "dragover", "drop", "contextmenu") and not (
            name == "submit" and closes_dialog(event)
        ):
            event.preventDefault()

    def keep_page(self, event: "Any") -> None:
        """A file that is dropped beside its zone does not take the place of the page; a file field takes its own."""
        carried = get_js(event, "dataTransfer")
        if carried and "Files" in list(carried.types) and get_js(event.target, "type") != "file":
            event.preventDefault()

    def scroll_link(self, target: "Any") -> "Any":
        """The link around `target` that scrolls the page, or None."""
        return closest(target, SCROLLERS) or None

    def scroll(self, link: "Any") -> None:
        """Bring what a link names into view."""
        name, behavior, block, inline = link.getAttribute(wire.SCROLL).split(" ")
        goal = document.getElementById(name)
        if goal is not None:
            goal.scrollIntoView({"behavior": behavior, "block": block, "inline": inline})

"""Where the user is. A program that builds a part of its page anew, or moves it, takes the element away that has the
focus. The same component takes over if it stands elsewhere now, or else the one that stands in its place, if it is of
the same kind: focus, caret, text that was not sent. And how far the user has scrolled in what moves."""

from browser import document, window
from javascript import JSON

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

get_js = window.Reflect.get
set_js = window.Reflect.set
FIELDS = ("INPUT", "TEXTAREA")
# In longer lists the place of an element is not looked for.
MAX_SIBLINGS = 500
# The property of elements that are known to have been scrolled.
MARK = "tornjustScrolled"


class Place:
    """The focus, from before a patch to after it."""

    def __init__(self, root: "Any") -> None:
        self.root = root
        # The element with the focus and those around it up to the root, each with its index; None before `keep`.
        self.chain: Any = None
        self.start: Any = None
        self.end: Any = None
        # While elements go and the focus moves, what happens is no event of the user's.
        self.moving = False
        self.capture: Any = None
        # The field that has text which the server does not know yet.
        self.news: Any = None

    def keep(self) -> None:
        """Elements are about to go, or to move: remember which one has the focus. Does so once for each patch."""
        if self.chain is not None:
            return
        self.chain = []
        self.moving = True
        node = document.activeElement
        if not node or not self.root.contains(node) or node.isSameNode(self.root):
            return
        if node.nodeName in FIELDS:
            self.start = get_js(node, "selectionStart")
            self.end = get_js(node, "selectionEnd")
        while not node.isSameNode(self.root):
            index = 0
            before = node.previousElementSibling
            while before and index < MAX_SIBLINGS:
                index += 1
                before = before.previousElementSibling
            self.chain.append((node, index))
            node = node.parentNode

    def settle(self, passed: bool) -> None:
        """The patch is done: pass the focus on if its element has gone, unless the server gives it to somebody."""
        chain = self.chain
        self.chain = None
        if chain and not passed and document.activeElement.isSameNode(document.body):
            node = chain[0][0]
            # One that was moved loses it, too, where browsers have no `moveBefore`.
            heir = node if node.isConnected else self.heir(chain)
            if heir is not None:
                heir.focus(JSON.parse('{"preventScroll": true}'))
                self.hand_over(node, heir)
        self.moving = False
        if self.news is not None:
            node = self.news
            self.news = None
            node.dispatchEvent(window.Event.new("input", JSON.parse('{"bubbles": true}')))
            # At once: where polls make the field anew again and again, no pause would be long enough.
            self.capture.flush()

    def heir(self, chain: "list[Any]") -> "Any":
        """The element that takes over; None for one of another kind."""
        key = self.capture.dom.key(chain[0][0])
        node = self.capture.dom.find(key) if key else None
        if node is not None and node.nodeName == chain[0][0].nodeName:
            return node  # the component moved to another parent
        depth = 0
        while depth < len(chain) and not chain[depth][0].isConnected:
            depth += 1
        node = chain[depth][0] if depth < len(chain) else self.root
        while depth:
            depth -= 1
            node = node.firstElementChild
            for _ in range(chain[depth][1]):
                if node:
                    node = node.nextElementSibling
            if not node or node.nodeName != chain[depth][0].nodeName:
                return None
        return node if node.getAttribute("type") == chain[0][0].getAttribute("type") else None

    def hand_over(self, old: "Any", new: "Any") -> None:
        """Text that the server does not know yet, and the caret."""
        if old.nodeName not in FIELDS:
            return
        fields = self.capture.fields
        key = self.capture.dom.key(old)
        text = get_js(old, "value")
        sent = fields.sent.get(key)
        if old is not new and key in fields.typed and (sent is None or sent[-1][1] != text):
            for place in self.capture.held:
                if place[0] == key:
                    self.capture.held[place][1] = None
            self.capture.dom.rewrites(text, text)
            set_js(new, "value", text)
            self.news = new
        if isinstance(self.start, int) and isinstance(get_js(new, "selectionStart"), int):
            new.setSelectionRange(self.start, self.end)


class Scrolled:
    """The elements that were scrolled. Where there is no `moveBefore`, browsers show what moves from its top again."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        document.addEventListener("scroll", self.note, True)

    def note(self, event: "Any") -> None:
        """An element, or the document, was scrolled."""
        node = event.target
        if node.nodeType == 1 and not get_js(node, MARK):
            for gone in self.nodes:
                if not gone.isConnected:
                    set_js(gone, MARK, False)
            set_js(node, MARK, True)
            self.nodes = [known for known in self.nodes if known.isConnected] + [node]

    def within(self, area: "Any") -> "list[Any]":
        """Those in `area`, and how far each was scrolled; for `put_back`."""
        return [
            (node, get_js(node, "scrollTop"), get_js(node, "scrollLeft"))
            for node in self.nodes
            if area.contains(node)
        ]

    def put_back(self, kept: "list[Any]") -> None:
        """They have moved."""
        for node, top, left in kept:
            set_js(node, "scrollTop", top)
            set_js(node, "scrollLeft", left)

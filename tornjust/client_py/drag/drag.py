"""Dragging an element: what it looks like meanwhile, and the text that travels with it."""

from browser import document, window
from javascript import JSON

from tornjust import wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

set_js = window.Reflect.set


class Drag:
    """What is being dragged. `reader` tells the server of it."""

    def __init__(self, dom: "Any", reader: "Any") -> None:
        self.dom = dom
        self.reader = reader
        self.node: Any = None
        # The element's class attribute before, and while it is dragged.
        self.before: str | None = None
        self.worn = ""
        # As the events begin, before anybody reads them.
        document.addEventListener("dragstart", self.start, True)
        document.addEventListener("dragend", self.end)

    def start(self, event: "Any") -> None:
        """The user begins to drag."""
        target = event.target
        # Selected text is dragged without an element.
        node = target if target.nodeType == 1 else self.dom.parent(target)
        if node is None:
            return
        self.reader.dragged = node.id or ""
        text = node.getAttribute(wire.DRAG)
        if text is None:
            return
        options = JSON.parse(text)
        data = options.get("data")
        if data is not None:
            for kind, value in (data if isinstance(data, dict) else {"text/plain": data}).items():
                event.dataTransfer.setData(kind, str(value))
        if "effect" in options:
            set_js(event.dataTransfer, "effectAllowed", options["effect"])
        self.before = node.getAttribute("class")
        self.worn = options.get("drag_classes") or self.before or ""
        if options.get("add_classes"):
            self.worn += " " + options["add_classes"]
        if self.worn != (self.before or ""):
            self.node = node
            # A little later: a browser gives up a drag that begins with a change of what lies below the pointer.
            window.setTimeout(self.dress, 0)

    def dress(self) -> None:
        """The element looks as one that is dragged."""
        # Unless the drag is over already, or the server has changed its looks meanwhile.
        if self.node is not None and self.node.getAttribute("class") == self.before:
            self.node.setAttribute("class", self.worn)

    def end(self, event: "Any") -> None:
        """The element was dropped, or not; it looks as before, unless the server has changed that meanwhile."""
        self.reader.dragged = ""
        node = self.node
        self.node = None
        if node is not None and node.getAttribute("class") == self.worn:
            self.dom.set_attribute(node, "class", self.before)

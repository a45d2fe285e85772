"""Which element is to have the focus: one that comes with a patch and wants it, one that lost it by being disabled."""

from browser import document, window

from tornjust import wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

get_js = window.Reflect.get
# Behind any text.
FAR = 1 << 30
WANTS = "[" + wire.FOCUS + "]"


class Focus:
    """What changes in a patch is noted; who gets the focus is decided when all of it is done."""

    def __init__(self) -> None:
        self.wanted: Any = None
        # What had the focus when it, or what it stands in, was disabled.
        self.resting: Any = None

    def look(self, area: "Any") -> None:
        """Remember an element in `area`, or `area` itself, that wants the focus as it appears."""
        if area.getAttribute(wire.FOCUS) is not None:
            self.wanted = area
        else:
            wants = area.querySelector(WANTS)
            if wants is not None:
                self.wanted = wants

    def disable(self, node: "Any") -> None:
        """An element is about to be disabled: browsers take the focus from what is in it."""
        if node.contains(document.activeElement):
            self.resting = document.activeElement

    def enable(self, node: "Any") -> None:
        """It is no more: what had the focus gets it back, unless the user has gone somewhere else."""
        resting = self.resting
        if resting is not None and node.contains(resting):
            self.resting = None
            active = document.activeElement
            if not active or active.isSameNode(document.body):
                resting.focus({"preventScroll": True})

    def settle(self) -> None:
        """All operations of a patch are done."""
        node = self.wanted
        if node is not None:
            self.wanted = None
            before = get_js(node, "selectionEnd")
            node.focus()
            if node.nodeName in ("INPUT", "TEXTAREA"):
                end = get_js(node, "selectionEnd")
                # A field whose text came as HTML has the caret before it, or, in Safari, all of it selected; the user
                # goes on behind it.
                if end == 0 or end != before:
                    node.setSelectionRange(FAR, FAR)

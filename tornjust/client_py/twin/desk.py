"""The browser as functions of the program want it: more of the document, timers, storage, coroutines, tracebacks."""

import browser
from browser import aio, document, window
from javascript import JSON

from tornjust import wire
from tornjust.client_py.twin.storage import Storage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

set_js = window.Reflect.set
get_js = window.Reflect.get
brython = window.__BRYTHON__
SVG = "http://www.w3.org/2000/svg"
LOCAL = "data-tj-local"
# Types whose fields hold a number.
NUMBERS = ("number", "range")


class Desk:
    """See `tab`. `dom` and `platform` are the runtime's."""

    def __init__(self, dom: "Any", platform: "Any") -> None:
        self.dom = dom
        self.platform = platform
        self.storage = Storage(window.localStorage, JSON.stringify, JSON.parse)
        sheet = window.CSSStyleSheet.new()
        sheet.replaceSync("[" + wire.OFF + "]{display:none!important}")
        document.adoptedStyleSheets.push(sheet)

    # -- the document ---------------------------------------------------------------------------------------------

    def tag(self, node: "Any") -> str:
        """The name of an element."""
        return str(node.nodeName.lower())

    def text(self, node: "Any") -> str:
        """The first text of an element: what `text` sets."""
        first = node.firstChild
        return str(first.data) if first and first.nodeType == 3 else ""

    def value(self, node: "Any") -> "Any":
        """What a field holds; a number where it is a number's field."""
        if node.nodeName == "SELECT" and node.multiple:
            return [option.value for option in node.selectedOptions]
        value = get_js(node, "value")
        if node.nodeName == "INPUT" and node.type in NUMBERS and isinstance(value, str) and value:
            number = float(value)
            return int(number) if number == int(number) and "e" not in value and "." not in value else number
        return value if isinstance(value, (str, int, float)) else ""

    def is_there(self, node: "Any") -> bool:
        """Whether an element is in the document."""
        return bool(node.isConnected)

    def named(self, name: str) -> "Any":
        """The element with that `name`, or None."""
        return self.dom.root.querySelector("[name=" + str(JSON.stringify(name)) + "]")

    def children(self, node: "Any") -> "list[Any]":
        """The components in an element; a parser may have put a <tbody> between."""
        found = []
        child = node.firstElementChild
        while child:
            if child.getAttribute(wire.KEY) is not None or child.getAttribute(LOCAL) is not None:
                found.append(child)
            elif child.nodeName == "TBODY":
                found += self.children(child)
            child = child.nextElementSibling
        return found

    def make(self, tag: str, svg: bool) -> "Any":
        """A new element."""
        return document.createElementNS(SVG, tag) if svg else document.createElement(tag)

    def put(self, parent: "Any", node: "Any", position: "int | None") -> None:
        """Put an element into another, at the end or before the component at `position`."""
        children = self.children(parent) if position is not None else []
        if position is None or position >= len(children):
            parent.appendChild(node)
        else:
            children[position].before(node)

    def focus(self, node: "Any") -> None:
        """Move the focus."""
        node.focus()

    def set_boolean(self, node: "Any", name: str, value: bool) -> None:
        """Attributes that are true by being there follow by themselves, but for these."""
        if name == "selected":
            set_js(node, name, value)

    def set_validity(self, node: "Any", error: str) -> None:
        """What the browser says when the field's form is submitted; "" for a valid field."""
        if node.setCustomValidity:
            node.setCustomValidity(error)

    # -- time and work --------------------------------------------------------------------------------------------

    def after(self, milliseconds: float, call: "Any") -> "Any":
        """Call once; returns what cancels it."""
        timer = self.platform.after(milliseconds, call)
        return lambda: self.platform.cancel(timer)

    def frame(self, call: "Any") -> "Any":
        """Call with the time before the next repaint; returns what cancels it."""
        number = window.requestAnimationFrame(call)
        return lambda: window.cancelAnimationFrame(number)

    def is_awaitable(self, value: "Any") -> bool:
        """Whether a function of the program is an async one."""
        return type(value).__name__ == "coroutine"

    def start(self, work: "Any", done: "Any", failed: "Any") -> None:
        """Run a coroutine."""
        # Brython leaves the frames of a coroutine that awaits on its stack, where they would add up.
        frames = get_js(brython, "frame_obj")
        # A promise, which this makes, calls functions only: a bound method it would leave out without a word.
        aio.run(work, lambda value: done(value), lambda error: failed(error))
        set_js(brython, "frame_obj", frames)

    def future(self) -> "Any":
        """Something to await."""
        return aio.Future()

    def resolve(self, future: "Any", value: "Any") -> None:
        """What is awaited has come."""
        future.set_result(value)

    def refuse(self, future: "Any", error: "Any") -> None:
        """What is awaited failed."""
        future.set_exception(error)

    # -- telling --------------------------------------------------------------------------------------------------

    def dumps(self, value: "Any") -> str:
        """Value -> JSON; raises for what is not plain data."""
        return str(JSON.stringify(value))

    def trace(self, error: "Any") -> str:
        """The traceback, with the program's own files and lines."""
        lines = str(brython.error_trace(error)).split("\n")
        return "\n".join([line for line in lines if not line.startswith('  File "tornjust/')])

    def log(self, text: str) -> None:
        """A line in the console."""
        window.console.log(text)

    def log_error(self, text: str) -> None:
        """An error in the console."""
        window.console.error(text)

    def browser(self) -> "Any":
        """Brython's module."""
        return browser

"""What functions of the program want of a browser, over lxml and asyncio (see `client_py/twin/desk.py`).

They run here as in the browser: from the same module, with the same components, timers and calls. What is missing is
the browser itself: a function that imports `browser` needs a test in a real one.
"""

from __future__ import annotations

import asyncio
import builtins
import inspect
import json
import traceback
from collections.abc import Callable, Coroutine
from types import ModuleType, SimpleNamespace
from typing import Any

from lxml import etree

from tornjust import wire
from tornjust.client_py.twin.storage import Storage
from tornjust.errors import TornjustError
from tornjust.functions import scripts
from tornjust.functions.writer import CONNECT
from tornjust.testing.document import Document, Element
from tornjust.testing.platform import Platform

SVG = "{http://www.w3.org/2000/svg}"


class NoBrowser(TornjustError, ImportError):
    """A function wants something that exists in a browser only."""


class Texts(dict[str, str]):
    """What the browser keeps of `jp.client.storage`, for this tab alone."""

    def getItem(self, name: str) -> str | None:
        """The text, or None."""
        return self.get(str(name))

    def setItem(self, name: str, text: str) -> None:
        """Keeps a text."""
        self[str(name)] = text

    def removeItem(self, name: str) -> None:
        """Lets it go."""
        self.pop(str(name), None)

    def key(self, i: int) -> str:
        """The name of one of them."""
        return list(self)[i]

    @property
    def length(self) -> int:
        """How many there are."""
        return len(self)


class Desk:
    """The document and the clock, as `Tab` wants them."""

    def __init__(self, dom: Document, platform: Platform) -> None:
        self.dom = dom
        self.platform = platform
        self.storage = Storage(Texts(), json.dumps, json.loads)
        # Coroutines of functions that have not ended.
        self.work: set[asyncio.Task[Any]] = set()
        self.lines: list[str] = []
        self.validity: dict[int, str] = {}

    # -- the document ---------------------------------------------------------------------------------------------

    def tag(self, node: Element) -> str:
        """The name of an element."""
        return str(node.tag)

    def text(self, node: Element) -> str:
        """The first text of an element."""
        return node.text or ""

    def value(self, node: Element) -> Any:
        """What a field holds; a number where it is a number's field."""
        value = self.dom.get_property(node, "value")
        if (
            node.tag == "input"
            and node.get("type") in ("number", "range")
            and isinstance(value, str)
            and value
        ):
            try:
                return int(value)
            except ValueError:
                return float(value)
        return value

    def is_there(self, node: Element) -> bool:
        """Whether an element is in the document."""
        return node is self.dom.root or self.dom.root in node.iterancestors()

    def named(self, name: str) -> Element | None:
        """The element with that `name`, or None."""
        return next((node for node in self.dom.root.iterdescendants() if node.get("name") == name), None)

    def children(self, node: Element) -> list[Element]:
        """The components in an element."""
        return [child for child in node if child.get(wire.KEY) or child.get("data-tj-local")]

    def make(self, tag: str, svg: bool) -> Element:
        """A new element."""
        return etree.Element(tag)

    def put(self, parent: Element, node: Element, position: int | None) -> None:
        """Put an element into another, at the end or before the component at `position`."""
        children = self.children(parent) if position is not None else []
        if position is None or position >= len(children):
            parent.append(node)
        else:
            children[position].addprevious(node)

    def focus(self, node: Element) -> None:
        """Move the focus."""
        self.dom.focused = node

    def set_boolean(self, node: Element, name: str, value: bool) -> None:
        """The attribute says it all here."""

    def set_validity(self, node: Element, error: str) -> None:
        """What the browser would say when the form is submitted."""
        self.validity[self.dom.key(node)] = error

    # -- time and work --------------------------------------------------------------------------------------------

    def after(self, milliseconds: float, call: Callable[[], Any]) -> Callable[[], Any]:
        """Call once; returns what cancels it."""
        timer = self.platform.after(int(milliseconds), call)
        return lambda: self.platform.cancel(timer)

    def frame(self, call: Callable[[float], Any]) -> Callable[[], Any]:
        """Call with the time, sixty times a second."""
        return self.after(16, lambda: call(self.platform.now()))

    def is_awaitable(self, value: Any) -> bool:
        """Whether a function of the program is an async one."""
        return inspect.iscoroutine(value)

    def start(
        self, work: Coroutine[Any, Any, Any], done: Callable[[Any], Any], failed: Callable[[Any], Any]
    ) -> None:
        """Run a coroutine."""
        task = self.platform.loop.create_task(work)
        self.work.add(task)

        def ended(task: asyncio.Task[Any]) -> None:
            self.work.discard(task)
            if not task.cancelled():
                error = task.exception()
                if error is None:
                    done(task.result())
                else:
                    failed(error)

        task.add_done_callback(ended)

    def future(self) -> asyncio.Future[Any]:
        """Something to await."""
        return self.platform.loop.create_future()

    def resolve(self, future: asyncio.Future[Any], value: Any) -> None:
        """What is awaited has come."""
        if not future.done():
            future.set_result(value)

    def refuse(self, future: asyncio.Future[Any], error: Exception) -> None:
        """What is awaited failed."""
        if not future.done():
            future.set_exception(error)

    # -- telling --------------------------------------------------------------------------------------------------

    def dumps(self, value: Any) -> str:
        """Value -> JSON; raises for what is not plain data."""
        return json.dumps(value)

    def trace(self, error: BaseException) -> str:
        """The traceback, with the program's own files and lines."""
        lines = traceback.format_exception(type(error), error, error.__traceback__)
        return "".join(line for line in lines if "/tornjust/" not in line.split(", line")[0]).rstrip()

    def log(self, text: str) -> None:
        """A line in the console."""
        self.lines.append(text)

    def log_error(self, text: str) -> None:
        """An error in the console. A test reads `page.errors`."""
        self.lines.append(text)

    def browser(self) -> Any:
        """There is none."""
        raise NoBrowser("jp.client.browser exists in a browser only; test this function in a real one.")


def run_program(name: str, tab: Any) -> None:
    """Run the script that is served under `name` in this tab, under CPython."""
    script = scripts.named(name)
    if script is None or script.file is None or script.module in tab.modules:
        return  # a module of the standard library is here already
    text = script.text.replace(CONNECT, "pass", 1)
    module = ModuleType(script.module)
    scope = module.__dict__
    scope["_tj_tab"] = tab
    scope["__builtins__"] = {**vars(builtins), "__import__": _importer(tab)}
    # Under the file's own path, so that tracebacks and debuggers show its lines.
    exec(compile(text, script.file.path, "exec"), scope)
    tab.__dict__.setdefault("loaded", {})[script.module] = module


def _importer(tab: Any) -> Callable[..., Any]:
    def find(name: str, *args: Any, **kwargs: Any) -> Any:
        own = tab.__dict__.get("loaded", {}).get(name)
        if own is not None:
            return own
        if name == "browser":
            return SimpleNamespace(aio=SimpleNamespace(sleep=asyncio.sleep))
        if name in ("browser.html", "browser.aio", "javascript"):
            raise NoBrowser(f"{name} exists in a browser only; test this function in a real one.")
        return builtins.__import__(name, *args, **kwargs)

    return find

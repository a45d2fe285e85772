"""One tab without a browser: the runtime's own parts around a document of lxml."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from tornado.httpclient import AsyncHTTPClient, HTTPRequest

from tornjust import wire
from tornjust.client_py.capture import Capture
from tornjust.client_py.fields import Fields
from tornjust.client_py.functions import Functions
from tornjust.client_py.motion.motion import Motion
from tornjust.client_py.parking.parking import Parking
from tornjust.client_py.poller import Poller
from tornjust.client_py.replica import Replica
from tornjust.client_py.transport import Transport
from tornjust.client_py.twin.tab import Tab
from tornjust.client_py.uploads.uploads import Uploads
from tornjust.component import Component
from tornjust.errors import TornjustError
from tornjust.testing import scripts
from tornjust.testing.acts import Acts
from tornjust.testing.desk import Desk, run_program
from tornjust.testing.document import Document, Element
from tornjust.testing.files import Carrier
from tornjust.testing.platform import Platform
from tornjust.testing.reader import Reader
from tornjust.testing.stage import Stage

if TYPE_CHECKING:
    from tornjust.testing.app import App


class NotFound(TornjustError, AssertionError):
    """What a test looked for is not on the page."""


class Page(Acts):
    """One tab. Elements are named by a component, by their text, or by attributes: `page.click(name="save")`."""

    def __init__(self, application: App, path: str, cookie: str) -> None:
        self.app = application
        self.path = path
        self.cookie = cookie
        self.url = f"http://127.0.0.1:{application.port}"
        self.platform = Platform(self.url, application.loop)
        self.title = ""
        self.status = 0
        self.source = ""
        # What the page asked for beside changing its tree: ("redirect", url), ...
        self.effects: list[tuple[str, Any]] = []
        # What JavaScript that the program runs would give: a function of the code and of the values that go with it.
        self.javascript: scripts.Answers | None = None
        # Texts that the runtime would show about failed handlers.
        self.errors: list[str] = []
        # What runs the program's functions for the browser, on a page that has some.
        self.functions: Any = None
        self.tab: Any = None

    async def _load(self) -> None:
        headers = {"Cookie": self.cookie} if self.cookie else {}
        answer = await AsyncHTTPClient().fetch(
            HTTPRequest(self.url + self.path, headers=headers, follow_redirects=False), raise_error=False
        )
        self.status = answer.code
        self.source = answer.body.decode()
        found = [text.split(";")[0] for text in answer.headers.get_list("Set-Cookie")]
        self.cookie = "; ".join(filter(None, [self.cookie, *found]))
        self.platform.cookie = self.cookie
        self.dom = Document(self.source)
        self.title = self.dom.title
        if self.dom.config is None:
            return
        config = self.dom.config
        self.fields = Fields(self.dom, self.platform)
        self.replica = Replica(self.dom, self.fields, config["revision"], config["effect"])
        self.transport = Transport(self.platform, self.replica, self.fields, self, config)
        self.reader = Reader(self.dom)
        self.capture = Capture(self.dom, self.reader, self.platform, self.transport, self.fields)
        self.poller = Poller(self.platform, self.transport, int(config.get("poll", 0) * 1000))
        self.uploads = Uploads(
            self.dom,
            Carrier(self.platform),
            self.platform,
            self.transport,
            config.get("uploads", wire.UPLOAD_LIMITS),
        )
        self.capture.on_files = self.uploads.add
        self.replica.on_page = self._on_page
        self.replica.on_listen = self.capture.listen
        self.replica.on_extra = self.transport.load_extra = self._load_extra
        if wire.MOTION in self.source:
            self._load_extra("motion")
        self.replica.on_effect = self._on_effect
        self.capture.listen(config["listen"])
        self.transport.start()
        if "functions" in config:
            self._on_page("functions", config["functions"])
        self.poller.start()
        if "page_ready" in config["listen"]:
            self.transport.send(self.dom.key(self.dom.root), "page_ready", {"visibility": "visible"})

    async def _connect(self) -> None:
        """Load the page, and wait for the socket, if it wants one."""
        await self._load()
        if self.dom.config is not None and self.dom.config["socket"]:
            while not self.transport.link.open:
                await asyncio.sleep(0.001)

    def _on_effect(self, name: str, value: Any) -> None:
        self.effects.append((name, value["code"] if name == wire.RUN else value))
        if name == wire.RUN:
            scripts.answer(self.transport, self.dom.key(self.dom.root), value, self.javascript)

    def _load_extra(self, name: str) -> None:
        if name == "twin":
            if self.functions.tab is None:
                self.tab = Tab(
                    Desk(self.dom, self.platform), self.dom, self.capture, self.transport, self, True
                )
                self.functions.start(self.tab)
            return
        if name == "parking" and self.transport.parking is None:
            seconds = self.dom.config.get("park", wire.PARK_SECONDS)
            self.transport.parking = Parking(self.transport, seconds, self.platform.open_channel)
            self.transport.park()
        if name == "motion":
            self.replica.motion = Motion(self.dom, Stage())
            self.replica.motion.start(self.replica.told)

    def _on_page(self, name: str, value: Any) -> None:
        if name == "title":
            self.title = value
        elif name == "reload_interval":
            self.poller.set_interval(value)
        elif name == "functions":
            if self.capture.functions is None:
                self.functions = Functions(self, self._load_extra, self._load_script)
            self.functions.load(value)

    def _load_script(self, path: str) -> None:
        run_program(path.rpartition("/")[2], self.tab)

    # What the runtime shows in a browser is kept here.
    def offline(self, seconds: int) -> None:
        """The connection is lost."""

    def online(self) -> None:
        """The connection is back."""

    def error(self, text: str) -> None:
        """A handler failed."""
        self.errors.append(text)

    # -- looking --------------------------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """All text of the page, pieces separated by one space."""
        return self.dom.text_of(self.dom.root)

    @property
    def html(self) -> str:
        """The HTML of the page's tree as it is now, without the framework's own attributes."""
        return self.dom.html_of(self.dom.root)

    def find(self, what: Component | str | None = None, **attributes: str) -> Element:
        """The one element that is meant: the component's, or the innermost with that text, or with these attributes.

        Raises `NotFound` when there is none, naming what is there.
        """
        found = self.find_all(what, **attributes)
        if not found:
            raise NotFound(
                f"{attributes if what is None else what} is not on the page, which shows: {self.text[:500]!r}"
            )
        return found[0]

    def find_all(self, what: Component | str | None = None, **attributes: str) -> list[Element]:
        """All elements that are meant, in document order. `tag` is an attribute here, too."""
        if isinstance(what, Component):
            node = self.dom.find(what._key)
            return [] if node is None else [node]
        tag = attributes.pop("tag", None)
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        found = []
        for node in self.dom.root.iter():
            if not isinstance(node.tag, str) or node is self.dom.root or (tag and node.tag != tag):
                continue
            if any(node.get(name) != value for name, value in wanted.items()):
                continue
            if what is not None and (
                self.dom.text_of(node) != what or any(self.dom.text_of(child) == what for child in node)
            ):
                continue
            found.append(node)
        return found

    def text_of(self, what: Component | str | None = None, **attributes: str) -> str:
        """The text of an element and all below it."""
        return self.dom.text_of(self.find(what, **attributes))

    def value_of(self, what: Component | str | None = None, **attributes: str) -> Any:
        """What a form field shows."""
        return self.dom.get_property(self.find(what, **attributes), "value")

    def downloaded(self) -> tuple[str, bytes]:
        """Name and content of what the page gave to be stored last. Raises `NotFound` when there is nothing."""
        found = [value for name, value in self.effects if name == wire.DOWNLOAD]
        if not found:
            raise NotFound("the page gave nothing to be stored")
        address = self.transport.base + found[-1]
        return unquote(address.rpartition("/")[2]), self.app.run(self.platform.fetch(address))

    # -- waiting --------------------------------------------------------------------------------------------------

    def settle(self, timeout: float = 10) -> None:
        """Wait until the server has handled every event that was sent, and functions of the tab have ended."""
        self.capture.flush()

        async def wait() -> None:
            while (
                self.transport.outbox.events
                or any(held[1] is not None for held in self.capture.held.values())
                or (self.tab is not None and self.tab.desk.work)
            ):
                await asyncio.sleep(0.001)

        self.app.run(wait(), timeout)

    def wait_for(self, condition: Callable[[], object], timeout: float = 5) -> None:
        """Wait for a push or a poll to make `condition()` true. Raises `NotFound` after `timeout` seconds."""

        async def wait() -> None:
            while not condition():
                await asyncio.sleep(0.005)

        try:
            self.app.run(wait(), timeout)
        except (asyncio.TimeoutError, TimeoutError):
            raise NotFound(f"not within {timeout} s; the page shows: {self.text[:500]!r}") from None

    def poll(self) -> None:
        """Ask the server now what changed, and wait for the answer."""

        async def ask() -> None:
            done = asyncio.get_running_loop().create_future()
            self.transport.ask(lambda ok, delay: done.set_result(ok))
            await done

        self.app.run(ask())

    def message(self, message: Any) -> tuple[int, str]:
        """POST any JSON value as a message of this tab; returns status and body. For tests of bad input."""
        return self.app.run(
            self.platform.send(f"{self.transport.base}{wire.EVENT_PATH}{self.transport.tab}", message)
        )

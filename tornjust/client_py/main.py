"""Starts the runtime: makes the parts, connects them, and takes over what the user did before."""

from browser import document, window
from javascript import JSON

from tornjust import wire
from tornjust.client_py.capture import Capture
from tornjust.client_py.dom import Dom
from tornjust.client_py.fields import Fields
from tornjust.client_py.functions import Functions
from tornjust.client_py.keepsake import Keepsake
from tornjust.client_py.notice import Notice
from tornjust.client_py.place import Place
from tornjust.client_py.platform import Platform
from tornjust.client_py.poller import Poller
from tornjust.client_py.reader import Reader
from tornjust.client_py.replica import Replica
from tornjust.client_py.transport import Transport
from tornjust.client_py.typist import Typist

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Milliseconds until a part of the runtime that could not be loaded is asked for again.
RETRY = 3000


class Runtime:
    """One tab."""

    def __init__(self, root: "Any") -> None:
        config = self.config = JSON.parse(root.getAttribute(wire.ROOT))
        self.platform = Platform()
        self.dom = Dom(root)
        self.dom.rename(root)
        self.fields = Fields(self.dom, self.platform)
        self.reader = Reader()
        self.notice = Notice()
        self.replica = Replica(self.dom, self.fields, config["revision"], config["effect"])
        self.place = self.replica.place = Place(root)
        self.transport = Transport(self.platform, self.replica, self.fields, self.notice, config)
        self.capture = Capture(self.dom, self.reader, self.platform, self.transport, self.fields)
        self.capture.place = self.place
        self.capture.told = ("click",)
        self.place.capture = self.capture
        self.poller = Poller(self.platform, self.transport, int(config.get("poll", 0) * 1000))
        # Files of events before there is what sends them: (event number, key, files).
        self.early_files: list[Any] = []
        self.upload_limits = config.get("uploads", wire.UPLOAD_LIMITS)
        self.capture.on_files = self.on_files
        self.replica.on_page = self.on_page
        self.replica.on_listen = self.listen
        # Made once: each access to a method makes another function, and only the same one can be taken away again.
        self.hide = self.on_hide
        self.replica.on_effect = self.on_effect
        self.replica.on_extra = self.transport.load_extra = self.load_extra
        # What the address bar shows, and whether the program has changed that.
        self.address = ""
        self.moved = False
        # What runs scripts, once the page has it (client_py/scripts/), and effects that wait for it.
        self.scripts: Any = None
        self.waiting: list[Any] = []
        # What knows how elements are dragged (client_py/drag/).
        self.drag: Any = None
        self.leave_url = self.transport.address(wire.LEAVE_PATH)
        self.keepsake = Keepsake()
        self.transport.on_reload = self.keepsake.save

    def start(self, event: "Any" = None) -> None:
        """Begin to answer events."""
        config = self.config
        listen = document.addEventListener
        # Whatever the page listens to, the runtime has to know in which fields the user types.
        Typist(self.dom, self.fields, self.capture).start()
        listen("click", self.on_click)
        listen("visibilitychange", self.on_visibility)
        window.addEventListener("pageshow", self.on_show)
        window.addEventListener("online", self.on_wake)
        window.addEventListener("focus", self.on_wake)
        document.addEventListener("resume", self.on_wake)
        window.addEventListener("pagehide", self.on_leave, True)  # before the program's own listener
        self.listen(config["listen"])
        window.addEventListener("pagehide", self.hide)
        self.transport.start()
        if "functions" in config:
            self.on_page("functions", config["functions"])
        # A policy that a proxy added may have kept it from running.
        early = window.tornjustEarly() if window.Reflect.has(window, "tornjustEarly") else []
        for kept in early:
            event = kept[0]
            value = kept[1]
            self.capture.dispatch(
                event.type, kept[3], event, value if isinstance(value, str) else None, kept[2]
            )
        self.dom.focus.look(self.dom.root)
        self.dom.settle()
        self.poller.start()
        self.keepsake.start()
        if self.platform.has_moved():
            self.follow_history()
        if "address" in config:
            self.platform.show_address(config["address"], False)
        self.address = self.platform.address()
        document.documentElement.setAttribute(wire.READY, "")
        if "page_ready" in (self.dom.attribute(self.dom.root, wire.LISTENS) or ""):
            self.transport.send(self.dom.root_key, "page_ready", self.reader.page_fields("page_ready", None))

    def follow_history(self) -> None:
        """Hear of the back and the forward button, now that addresses of this page are in the history."""
        self.moved = True
        window.addEventListener("popstate", self.on_back)
        self.address = self.platform.loaded_address() or self.platform.address()
        # The user may have pressed one of them again before we could hear of it.
        self.on_back(None)

    def on_back(self, event: "Any") -> None:
        """The user went back to an address that the page showed before: a page that does not listen is loaded there."""
        if "popstate" not in self.capture.types and self.platform.address() != self.address:
            self.platform.reload()
        self.address = self.platform.address()

    def listen(self, types: "list[str]") -> None:
        """Listen to these event types too."""
        self.capture.listen(types)
        if "pagehide" in types:
            # The program's own listener is to be heard before the tab says that it goes.
            window.removeEventListener("pagehide", self.hide)
            window.addEventListener("pagehide", self.hide)

    def load_extra(self, name: str) -> None:
        """Load a part of the runtime that this page did not need so far. It makes itself known, as motion/start.py."""
        self.load_script("/client/" + window.__BRYTHON__.tornjust_extras[name])

    def load_script(self, path: str) -> None:
        """Load a script of the server's, unless the page has it."""
        address = self.transport.base + path
        if document.querySelector('script[src="' + address + '"]') is None:
            script = document.createElement("script")
            # Scripts run in the order in which they were asked for.
            window.Reflect.set(script, "async", False)
            script.setAttribute("src", address)

            def failed(event: "Any") -> None:
                script.remove()
                self.platform.after(RETRY, lambda: self.load_script(path))

            script.addEventListener("error", failed)
            document.head.appendChild(script)

    def on_files(self, seq: int, key: int, files: "list[Any]") -> None:
        """The first event with files."""
        self.early_files.append((seq, key, files))
        self.load_extra("uploads")

    def on_click(self, event: "Any") -> None:
        """A link may scroll instead of leaving."""
        dom = self.dom
        target = event.target
        if target is document:
            target = None
        if self.capture.clicks:
            self.capture.take("click", target, event)
        # What can be done later is done while the message is on its way.
        if target is not None:
            link = dom.scroll_link(target)
            if link is not None:
                event.preventDefault()
                dom.scroll(link)

    def on_visibility(self, event: "Any") -> None:
        """The tab was shown or hidden."""
        self.poller.visibility_changed()
        if self.platform.visible():
            self.transport.wake()
        else:
            self.transport.park()

    def on_wake(self, event: "Any") -> None:
        """The network is back, or the user."""
        if event.target is window or event.target is document:
            self.transport.wake()

    def on_leave(self, event: "Any") -> None:
        """The tab is about to go: what happens from now on is told in its last words."""
        self.transport.leaving = True

    def on_hide(self, event: "Any") -> None:
        """The tab goes, unless the browser only puts it aside."""
        self.capture.flush()
        words = self.transport.last_words()
        if not event.persisted:
            self.platform.tell(self.leave_url, "\n".join(words))
        else:
            # It may come back; but what was on its way is broken off.
            for text in words:
                self.platform.tell(self.transport.address(wire.EVENT_PATH), text)

    def on_show(self, event: "Any") -> None:
        """The tab is back from where the browser had put it."""
        if event.persisted:
            self.transport.leaving = False
            self.transport.posts.pump()
            self.transport.wake()

    def on_page(self, name: str, value: "Any") -> None:
        """An option of the page changed."""
        if name == "title":
            window.Reflect.set(document, "title", value)
        elif name == "css":
            self.dom.looks.set_own_css(value)
        elif name == "body_classes":
            self.dom.set_attribute(document.body, "class", value or None)
        elif name == "body_style":
            self.dom.set_attribute(document.body, "style", value or None)
        elif name == "reload_interval":
            self.poller.set_interval(value)
        elif name == "functions":
            functions = self.capture.functions or Functions(self, self.load_extra, self.load_script)
            functions.load(value)
        elif name == "lang" or name == "dir":
            self.dom.set_attribute(document.documentElement, name, value or None)
        elif name == "dark":
            self.dom.looks.set_dark(value)
        elif name == "favicon":
            link = document.querySelector("link[rel=icon]")
            if link is not None:
                link.setAttribute("href", value)

    def on_effect(self, name: str, value: "Any") -> None:
        """Something to do once. One thing after the other: what comes behind a script waits for it."""
        if self.waiting or (name == wire.RUN and self.scripts is None):
            self.waiting.append((name, value))
            self.load_extra("scripts")
        elif name == wire.RUN:
            self.scripts.run(value)
        elif name == wire.REDIRECT:
            self.platform.navigate(value)
        elif name == wire.OPEN:
            if not self.platform.open_window(value):
                self.notice.blocked(value)
        elif name == wire.ADDRESS:
            self.platform.show_address(value, True)
            self.address = self.platform.address()
            if not self.moved:
                self.moved = True
                window.addEventListener("popstate", self.on_back)
        elif name == wire.RELOAD_PAGE:
            self.platform.reload()
        elif name == wire.DOWNLOAD:
            self.platform.download(self.transport.base + value)

    def go_on(self) -> None:
        """What runs scripts is there."""
        waiting = self.waiting
        self.waiting = []
        for name, value in waiting:
            self.on_effect(name, value)


found = document.querySelector("[" + wire.ROOT + "]")
if found is not None:
    runtime = Runtime(found)
    if window.Reflect.get(document, "prerendering"):
        # Made in advance by the browser; perhaps nobody will ever see it.
        document.addEventListener("prerenderingchange", runtime.start)
    else:
        runtime.start()

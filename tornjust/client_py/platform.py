"""Timers, requests, sockets and the window, as the state machines want them: small functions with callbacks."""

from browser import console, document, window
from javascript import JSON, NULL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

set_timeout = window.setTimeout
clear_timeout = window.clearTimeout
Request = window.XMLHttpRequest
Date = window.Date
# What the page's content security policy lets scripts run by; only while our own script starts can it be read.
NONCE = document.currentScript.nonce or ""
# A page that was reloaded for want of a tab within this many milliseconds is not reloaded again.
RELOAD_PAUSE = 10000


class Socket:
    """A WebSocket that says each thing once: opened, each message, and closed."""

    def __init__(self, url: str, opened: "Any", message: "Any", closed: "Any") -> None:
        scheme = "wss://" if window.location.protocol == "https:" else "ws://"
        self.socket = window.WebSocket.new(scheme + window.location.host + url)
        self.socket.addEventListener("open", lambda event: opened())
        self.socket.addEventListener("message", lambda event: message(event.data))
        self.socket.addEventListener("close", lambda event: closed())

    def send(self, text: str) -> None:
        """Send one message."""
        self.socket.send(text)

    def close(self) -> None:
        """Close it."""
        self.socket.close()


class Platform:
    """The browser."""

    def now(self) -> int:
        """Milliseconds."""
        return int(Date.now())

    def after(self, wait: int, call: "Any") -> "Any":
        """Call a function after `wait` milliseconds; what is returned can be given to `cancel`."""
        return set_timeout(call, wait)

    def cancel(self, timer: "Any") -> None:
        """Do not call after all."""
        clear_timeout(timer)

    def visible(self) -> bool:
        """Whether the user can see the tab."""
        return bool(document.visibilityState != "hidden")

    def dumps(self, value: "Any") -> str:
        """Value -> JSON."""
        return str(JSON.stringify(value))

    def loads(self, text: str) -> "Any":
        """JSON -> value."""
        return JSON.parse(text)

    def log(self, text: str) -> None:
        """One line for developers."""
        console.warn(text)

    def post(self, url: str, text: str, line: "Any", done: "Any") -> None:
        """POST; `line(text)` is called for each line of the answer as it comes, then `done(status)`.

        The status is 0 when there was no answer, or not all of it.
        """
        request = Request.new()
        request.open("POST", url)
        request.setRequestHeader("Content-Type", "application/json")
        read = [0]

        def progress(event: "Any") -> None:
            if request.status != 200:
                return
            text = request.responseText
            end = text.rfind("\n") + 1
            if end > read[0]:
                lines = text[read[0] : end]
                read[0] = end
                for part in lines.split("\n"):
                    if part:
                        line(part)

        def loaded(event: "Any") -> None:
            try:
                progress(event)
                rest = request.responseText[read[0] :]
                if rest and is_json(request):
                    line(rest)
            finally:
                done(request.status)

        def failed(event: "Any") -> None:
            done(0)

        request.addEventListener("progress", progress)
        request.addEventListener("load", loaded)
        request.addEventListener("error", failed)
        request.addEventListener("abort", failed)
        request.send(text)

    def get(self, url: str, done: "Any") -> None:
        """GET; `done(status, text)` with status 0 when there was no answer."""
        request = Request.new()
        request.open("GET", url)
        set_timeout_property(request)

        def loaded(event: "Any") -> None:
            done(request.status, request.responseText if is_json(request) else "")

        request.addEventListener("load", loaded)
        request.addEventListener("error", lambda event: done(0, ""))
        request.addEventListener("timeout", lambda event: done(0, ""))
        request.addEventListener("abort", lambda event: done(0, ""))
        request.send()

    def socket(self, url: str, opened: "Any", message: "Any", closed: "Any") -> Socket:
        """Open a WebSocket."""
        return Socket(url, opened, message, closed)

    def leave(self, url: str) -> None:
        """Tell the server that the tab goes; nothing can be awaited any more."""
        window.navigator.sendBeacon(url)

    def reload_once(self) -> None:
        """Load the page again, but never in a loop."""
        store = window.sessionStorage
        last = store.getItem("tornjust-reload")
        if last and self.now() - int(last) < RELOAD_PAUSE:
            set_timeout(self.reload_once, RELOAD_PAUSE)
            return
        store.setItem("tornjust-reload", str(self.now()))
        window.location.reload()

    def reload(self) -> None:
        """Load the page again."""
        window.location.reload()

    def navigate(self, url: str) -> None:
        """Leave for another address."""
        window.location.assign(url)

    def open_window(self, url: str) -> None:
        """Open an address in a new tab."""
        window.open(url, "_blank")

    def show_address(self, url: str) -> None:
        """What the address bar shows."""
        window.history.pushState(NULL, "", url)


def is_json(request: "Any") -> bool:
    """Whether the answer is one of ours; a proxy may put its own page in its place."""
    kind = request.getResponseHeader("Content-Type")
    return bool(kind) and "json" in kind


def set_timeout_property(request: "Any") -> None:
    """A poll that hangs for half a minute is given up and asked again."""
    window.Reflect.set(request, "timeout", 30000)

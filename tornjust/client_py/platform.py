"""Timers, requests, sockets and the window, as the state machines want them: small functions with callbacks."""

from browser import console, document, window
from javascript import JSON

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

set_timeout = window.setTimeout
clear_timeout = window.clearTimeout
random = window.Math.random
set_js = window.Reflect.set
Request = window.XMLHttpRequest
clock = window.Date.now
parse = JSON.parse
stringify = JSON.stringify
# What the page's content security policy lets scripts run by; only while our own script starts can it be read.
NONCE = document.currentScript.nonce or ""
# The state of entries of the history between which a page changes its address.
OURS = "tornjust"
# A page that was reloaded for want of a tab is not reloaded again for this many milliseconds.
RELOAD_PAUSE = 10000
RELOAD_PAUSE_MOST = 600000
# But servers that were restarted are each reason to do it at once; so many within a short time.
RESTARTS = 6


def new_request(method: str, url: str) -> "Any":
    """An opened `XMLHttpRequest`, whose answer is text."""
    request = Request.new()
    request.open(method, url)
    # An answer without a type, as of a proxy, would be read as XML, too, and found wrong in Firefox's console.
    set_js(request, "responseType", "text")
    return request


class Socket:
    """A WebSocket that says each thing once: opened, each message, and closed."""

    def __init__(self, url: str, opened: "Any", message: "Any", closed: "Any") -> None:
        scheme = "wss://" if window.location.protocol == "https:" else "ws://"
        self.socket: Any = None
        # Its method, looked up once.
        self.pass_on: Any = None
        try:
            self.socket = window.WebSocket.new(scheme + window.location.host + url)
        except Exception:
            # Not allowed here at all.
            set_timeout(closed, 0)
            return
        self.pass_on = self.socket.send
        self.socket.addEventListener("open", lambda event: opened())
        self.socket.addEventListener("message", lambda event: message(event.data))
        self.socket.addEventListener("close", lambda event: closed())

    def send(self, text: str) -> None:
        """Send one message."""
        pass_on = self.pass_on
        pass_on(text)

    def close(self) -> None:
        """Close it."""
        if self.socket is not None:
            self.socket.close()


class Platform:
    """The browser."""

    def now(self) -> int:
        """Milliseconds."""
        time: int = clock()
        return time

    def random(self) -> float:
        """A number from 0 to 1."""
        return float(random())

    def about(self, wait: int) -> int:
        """A wait of that length or a tenth more: many tabs do not come at the same moment, and none too soon."""
        return int(wait * (1 + 0.1 * random()))

    def name(self) -> str:
        """A name that no other document has: the one under which early.js says farewell for it."""
        return str(window.Reflect.get(window, "tornjustName") or int(random() * 1000000000))

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
        text: str = stringify(value)
        return text

    def loads(self, text: str) -> "Any":
        """JSON -> value."""
        return parse(text)

    def log(self, text: str) -> None:
        """One line for developers."""
        console.warn(text)

    def post(self, url: str, text: str, line: "Any", done: "Any") -> "Any":
        """POST; `line(text)` is called for each line of the answer as it comes, then `done(status)`.

        The status is 0 when there was no answer of ours, or not all of it. What is returned has `abort()`.
        """
        request = new_request("POST", url)
        request.setRequestHeader("Content-Type", "application/json")
        read = [0]

        def take(text: str) -> None:
            end = text.rfind("\n") + 1
            if end > read[0]:
                lines = text[read[0] : end - 1]
                read[0] = end
                for part in lines.split("\n"):
                    line(part)

        def progress(event: "Any") -> None:
            if request.status == 200 and is_json(request):
                take(request.responseText)

        def ended(event: "Any") -> None:
            # Also when there was no answer, or not all of it, or somebody aborted the request: then with status 0.
            status = request.status
            ours = status and is_json(request)
            try:
                if ours:
                    text = request.responseText
                    if status == 200:
                        take(text)
                    rest = text[read[0] :]
                    if rest and status < 500:
                        line(rest)
            finally:
                done(0 if status == 200 and not ours else status)

        request.addEventListener("progress", progress)
        request.addEventListener("loadend", ended)
        request.send(text)
        return request

    def get(self, url: str, done: "Any", timeout: int, body: str = "") -> "Any":
        """GET; `done(status, text, delay)`, with status 0 when there was no answer of ours.

        With a `body`, in JSON, it is a POST. `timeout` is in milliseconds. `delay` are the seconds after which the
        server wants to be asked again, or 0. What is returned has `abort()`.
        """
        request = new_request("POST" if body else "GET", url)
        if body:
            request.setRequestHeader("Content-Type", "application/json")
        set_js(request, "timeout", timeout)

        def ended(event: "Any") -> None:
            status = request.status
            if not status:
                done(0, "", 0)  # no answer, or not all of it, or not in time, or aborted
                return
            ours = is_json(request)
            delay = request.getResponseHeader("Retry-After")
            text = request.responseText if ours else ""
            done(
                # An answer that was cut off in its head is empty for a browser, not wrong.
                0 if status == 200 and not text else status,
                text,
                int(delay) if delay and delay.isdigit() else 0,
            )

        request.addEventListener("loadend", ended)
        request.send(body)
        return request

    def socket(self, url: str, opened: "Any", message: "Any", closed: "Any") -> Socket:
        """Open a WebSocket."""
        return Socket(url, opened, message, closed)

    def tell(self, url: str, text: str) -> None:
        """Tell the server something as the tab goes; nothing can be awaited any more."""
        window.navigator.sendBeacon(url, text)

    def reload_once(self, reason: str) -> None:
        """Load the page again, but never in a loop: what did not help is tried again much later.

        `reason` is how the server said that it does not know the tab, with its name, which is another after a restart.
        A server that has said so before will hardly know the tab that it makes next, if others are beside it or cookies
        do not arrive; one that is new is well worth a try.
        """
        store = window.sessionStorage
        kept = store.getItem("tornjust-reload")
        reason = reason.replace(" ", "")
        reasons = kept.split(" ") if kept else []
        at = int(reasons.pop(0)) if reasons else 0
        pause = int(reasons.pop(0)) if reasons else RELOAD_PAUSE
        wait = at + pause - self.now()
        new = reason not in reasons
        if wait > 0 and not (new and len(reasons) < RESTARTS):
            set_timeout(lambda: self.reload_once(reason), wait)
            return
        if wait <= -pause:
            # The last time it helped for long.
            reasons = []
            pause = RELOAD_PAUSE
        elif not new:
            pause = min(pause * 4, RELOAD_PAUSE_MOST)
        if reason not in reasons:
            reasons.append(reason)
        store.setItem("tornjust-reload", " ".join([str(self.now()), str(pause), *reasons]))
        window.location.reload()

    def reload(self) -> None:
        """Load the page again."""
        window.location.reload()

    def navigate(self, url: str) -> None:
        """Leave for another address."""
        window.location.assign(url)

    def download(self, url: str) -> None:
        """Store what is at an address."""
        link = document.createElement("a")  # outside of the document, where nobody listens to its clicks
        link.setAttribute("href", url)
        link.setAttribute("download", "")
        link.click()

    def open_window(self, url: str) -> bool:
        """Open an address in a new tab. False where the browser does not let a page do so of itself."""
        return bool(window.open(url, "_blank"))

    def address(self) -> str:
        """What the address bar shows, without its fragment."""
        return str(window.location.pathname + window.location.search)

    def show_address(self, url: str, again: bool) -> None:
        """Show that address, and let the back button lead to the one before, unless this is only the page's own."""
        if window.URL.new(url, window.location.href).href == window.location.href:
            return
        history = window.history
        if again:
            # Both entries say that a page changed its address there, also after it was loaded anew.
            if not history.state:
                history.replaceState(OURS, "")
            history.pushState(OURS, "", url)
        else:
            history.replaceState(history.state, "", url)

    def has_moved(self) -> bool:
        """Whether this is an entry of the history that `show_address` made, or another was shown before it."""
        return bool(window.history.state == OURS)

    def loaded_address(self) -> str:
        """The address that the document was loaded from; "" where a redirect makes that uncertain."""
        loads = window.performance.getEntriesByType("navigation")
        if not loads or loads[0].redirectCount:
            return ""
        url = window.URL.new(loads[0].name)
        return str(url.pathname + url.search)


def is_json(request: "Any") -> bool:
    """Whether the answer is one of ours; a proxy may put its own page in its place."""
    kind = request.getResponseHeader("Content-Type")
    return bool(kind) and "json" in kind

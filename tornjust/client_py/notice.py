"""What the runtime itself shows: that the page is cut off from its server, and errors of handlers in development."""

from browser import document, window

from tornjust import wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

BOX = (
    "position:fixed;z-index:2147483647;left:1rem;right:1rem;bottom:1rem;top:auto;margin:auto;width:fit-content;height:fit-content;"
    # People who have chosen colours of their own see the border.
    "box-sizing:border-box;border:1px solid transparent;"
    "padding:.5rem 1rem;border-radius:.5rem;font:14px/1.4 system-ui,sans-serif;color:#fff;"
    "box-shadow:0 4px 12px rgba(0,0,0,.3);"
)


def age(seconds: int) -> str:
    """45 -> "45 s", 150 -> "2 min"."""
    if seconds < 120:
        return str(seconds) + " s"
    minutes = seconds // 60
    return str(minutes) + " min" if minutes < 120 else str(minutes // 60) + " h"


class Notice:
    """At most one box about the connection, one about an error and one about a tab; outside of the page's own tree."""

    def __init__(self) -> None:
        self.connection: Any = None
        self.failure: Any = None
        self.tab: Any = None

    def box(self, kind: str, style: str) -> "Any":
        """A new box at the bottom of the window, or at the top if the other one is there."""
        for other in (self.connection, self.failure, self.tab):
            if other is not None and other.isConnected:
                style += ";bottom:auto;top:1rem"
        box = document.createElement("div")
        box.setAttribute(wire.INTERNAL, kind)
        box.setAttribute("role", "status")
        window.Reflect.set(box.style, "cssText", BOX + style)
        # Above modal dialogs, which may fill the screen of a phone.
        box.setAttribute("popover", "manual")
        document.body.appendChild(box)
        if window.Reflect.has(box, "showPopover"):
            box.showPopover()
        return box

    def offline(self, seconds: int) -> None:
        """The server has not answered for that long."""
        if self.connection is None:
            self.connection = self.box("offline", "background:#334155")
        window.Reflect.set(
            self.connection,
            "textContent",
            "No connection. Shown is the state of " + age(seconds) + " ago; trying again.",
        )

    def blocked(self, url: str) -> None:
        """The browser did not open a tab; Safari does so during a click only, not at the answer. So one more click."""
        if self.tab is not None:
            self.tab.remove()
        box = self.tab = self.box("blocked", "background:#334155")
        link = document.createElement("a")
        link.setAttribute("href", url)
        link.setAttribute("target", "_blank")
        link.setAttribute("style", "color:inherit;text-decoration:underline;overflow-wrap:anywhere")
        # As with `window.open`, it may speak with this page where it is of the same server.
        link.setAttribute("rel", "opener")
        window.Reflect.set(link, "textContent", url)
        box.append("Your browser has not opened a new tab: ", link)
        box.addEventListener("click", lambda event: box.remove())

    def online(self) -> None:
        """The server answers again."""
        if self.connection is not None:
            self.connection.remove()
            self.connection = None

    def error(self, text: str) -> None:
        """A handler failed. A click takes the box away, and so do Escape and Enter once it has the focus."""
        if self.failure is not None:
            self.failure.remove()
        box = self.failure = self.box(
            "error",
            "background:#7f1d1d;font-family:monospace;font-size:13px;white-space:pre-wrap;overflow-wrap:anywhere;overflow:auto;max-height:60vh;cursor:pointer",
        )
        box.setAttribute("tabindex", "0")
        window.Reflect.set(box, "textContent", text)

        def close(event: "Any") -> None:
            if event.type == "click" or event.key == "Escape" or event.key == "Enter":
                box.remove()

        box.addEventListener("click", close)
        box.addEventListener("keydown", close)

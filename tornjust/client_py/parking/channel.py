"""What the tabs of one browser say to each other, as `Peers` wants it of the browser."""

from browser import window

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Channel:
    """Everybody in this browser who opened a channel of that name; `receive(text)` hears what the others say."""

    def __init__(self, channel: "Any", receive: "Any") -> None:
        self.channel = channel
        channel.addEventListener("message", lambda event: receive(event.data))

    def send(self, text: str) -> None:
        """Say something."""
        self.channel.postMessage(text)

    def close(self) -> None:
        """Hear nothing more."""
        self.channel.close()


def open_channel(name: str, receive: "Any") -> "Channel | None":
    """A channel; None in a browser that has none. (HTML Standard, 9.5; it does not need a secure context.)"""
    made = window.Reflect.get(window, "BroadcastChannel")
    return Channel(made.new(name), receive) if made else None

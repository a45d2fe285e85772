"""Changes at once where there is no socket: a request that the server answers when there is something to say.

Only of a tab that the user sees, and one at a time: the browser has few connections. Hidden tabs poll now and then.
"""

from tornjust import wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Milliseconds. A page that wants a socket does not park before one could have opened.
START = 1000
# Beyond what the server holds a request; then it is given up.
MARGIN = 10000
# An empty answer that comes sooner is not the server's doing; the next request waits a little.
TOO_SOON = 1000


class Parking:
    """The request that waits. `seconds` is how long the server lets it."""

    def __init__(self, transport: "Any", wanted: bool, seconds: int) -> None:
        self.transport = transport
        self.platform = transport.platform
        self.wanted = wanted
        self.longest = seconds * 1000 + MARGIN
        self.request: Any = None
        self.timer: Any = None
        self.pause = TOO_SOON

    def check(self) -> None:
        """Begin or end waiting, as things are now."""
        transport = self.transport
        wanted = self.wanted and not transport.gone and not transport.link.open and self.platform.visible()
        if not wanted:
            self.stop()
        elif self.request is None and self.timer is None:
            self.park()

    def stop(self) -> None:
        """Do not wait any longer."""
        if self.timer is not None:
            self.platform.cancel(self.timer)
            self.timer = None
        request = self.request
        self.request = None
        if request is not None:
            request.abort()

    def renew(self) -> None:
        """The request may hang in a connection that has died: make it again."""
        self.stop()
        self.check()

    def again(self) -> None:
        """The pause is over."""
        self.timer = None
        self.check()

    def after(self, wait: int) -> None:
        """Look again after a pause."""
        self.timer = self.platform.after(self.platform.about(wait), self.again)

    def park(self) -> None:
        """Ask, and wait for the answer."""
        mine: list[Any] = []
        asked_at = self.platform.now()
        transport = self.transport

        def answered(status: int, text: str, delay: int) -> None:
            if not mine or self.request is not mine[0]:
                return
            self.request = None
            if transport.answered(status, text):
                soon = status != 200 and self.platform.now() - asked_at < TOO_SOON
                if delay:
                    self.after(delay * 1000)
                elif soon:
                    self.after(self.pause)
                    self.pause = min(self.pause * 2, 30000)
                else:
                    self.pause = TOO_SOON
                    self.check()
            elif not transport.gone:
                if delay:
                    self.after(delay * 1000)
                else:
                    transport.contact.retry_later("park", self.check)

        url = transport.address(wire.PARK_PATH, "/" + str(transport.replica.revision))
        mine.append(self.platform.get(url, answered, self.longest))
        self.request = mine[0]

"""The request that the server answers when there is something to say.

One for all tabs of the browser that the user sees, as the browser has few connections (see `peers.py`). Hidden tabs
poll now and then.
"""

from tornjust import wire
from tornjust.client_py.parking.peers import Peers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Milliseconds beyond what the server holds a request; then it is given up.
MARGIN = 4000
# An empty answer that comes sooner is not the server's doing; the next request waits a little.
TOO_SOON = 1000
PAUSE_MOST = 30000


class Parking:
    """The request that waits. `seconds` is how long the server lets it, `open_channel` leads to the other tabs."""

    def __init__(self, transport: "Any", seconds: int, open_channel: "Any") -> None:
        self.transport = transport
        self.platform = transport.platform
        self.longest = seconds * 1000 + MARGIN
        self.request: Any = None
        self.timer: Any = None
        self.asked_at = 0
        self.pause = TOO_SOON
        self.peers = Peers(self, transport, open_channel)

    def check(self) -> None:
        """Begin or end waiting, as things are now."""
        if not self.transport.parks():
            self.stop()
        elif self.peers.join() and self.request is None and self.timer is None:
            self.park()

    def stop(self) -> None:
        """Do not wait any longer."""
        self.drop()
        self.peers.leave()

    def drop(self) -> None:
        """Give the request up."""
        if self.timer is not None:
            self.platform.cancel(self.timer)
            self.timer = None
        request = self.request
        self.request = None
        if request is not None:
            request.abort()

    def renew(self) -> None:
        """The request may hang in a connection that has died: make it again."""
        if self.transport.parks() and not self.peers.join():
            self.transport.ask()
            self.peers.say("renew")
        else:
            self.drop()
            self.check()

    def again(self) -> None:
        """The pause is over."""
        self.timer = None
        self.check()

    def after(self, wait: int) -> None:
        """Look again after a pause."""
        if self.timer is None:
            self.timer = self.platform.after(self.platform.about(wait), self.again)

    def moved(self) -> None:
        """The tab is at another revision."""
        self.peers.tell()

    def park(self) -> None:
        """Ask, and wait for the answer."""
        mine: list[Any] = []
        self.asked_at = self.platform.now()
        transport = self.transport
        peers = self.peers.to_ask()

        def answered(status: int, text: str, delay: int) -> None:
            if not mine or self.request is not mine[0]:
                return
            self.request = None
            news = text.startswith(wire.PATCH, 2)
            if peers and status == 200:
                news, text = self.peers.pass_on(self.platform.loads(text))
            if transport.answered(status, text):
                # Empty, or again the same error.
                soon = not news and self.platform.now() - self.asked_at < TOO_SOON
                if delay:
                    self.after(delay * 1000)
                elif soon:
                    self.after(self.pause)
                    self.pause = min(self.pause * 2, PAUSE_MOST)
                else:
                    self.pause = TOO_SOON
                    self.check()
            elif not transport.gone:
                self.peers.failed()
                if delay:
                    self.after(delay * 1000)
                else:
                    transport.contact.retry_later("park", self.check)

        url = transport.address(wire.PARK_PATH, "/" + str(transport.replica.revision))
        body = self.platform.dumps(peers) if peers else ""
        mine.append(self.platform.get(url, answered, self.longest, body))
        self.request = mine[0]

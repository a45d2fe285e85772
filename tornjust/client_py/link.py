"""The WebSocket: opened beside HTTP, used only while it is known to work, given up without the user noticing.

A socket can be refused, hang, or open and swallow what it is given. So it counts as open only when the server has
answered through it, every event on it is confirmed within a second or goes over HTTP too, and one that falls silent is
asked for a sign of life.
"""

from tornjust import wire
from tornjust.client_py.posts import SLOWEST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Milliseconds. A socket through which nothing has come by then is given up.
TIMEOUT = 4000
# An event that is not confirmed by then goes over HTTP as well; a socket asked for a sign of life gets as long. Both
# get longer, as a request does, for what is still on its way.
CONFIRM = 1000
# A socket that was silent for this long is asked, and one through which the end of an event is awaited sooner.
SILENCE = 20000
SILENCE_BUSY = 5000
RETRY_FIRST = 500
RETRY_MOST = 60000


class Link:
    """One socket at a time."""

    def __init__(self, transport: "Any", wanted: bool) -> None:
        self.transport = transport
        self.platform = transport.platform
        self.wanted = wanted
        self.socket: Any = None
        # Whether something has come through it.
        self.open = False
        # When it was asked what has not been answered.
        self.asked_at = 0
        self.heard_at = 0
        self.wait = RETRY_FIRST
        # Events that were sent through it -> when, or 0 once the server has confirmed them; and which of them are late.
        self.sent: dict[int, int] = {}
        self.late: set[int] = set()
        self.watching = False
        self.listening: Any = None
        self.timer: Any = None

    def takes(self, seq: int) -> bool:
        """Whether the event has gone, or can go, through the socket."""
        return self.open and seq not in self.late

    def connect(self) -> None:
        """Try to open it; meanwhile, and where it never opens, everything goes over HTTP."""
        self.timer = None
        if not self.wanted or self.transport.gone or self.socket is not None:
            return
        mine: list[Any] = []

        def opened() -> None:
            if self.socket is mine[0]:
                self.ask()

        def message(text: str) -> None:
            if self.socket is mine[0]:
                self.message(text)

        def closed() -> None:
            if mine and self.socket is mine[0]:
                self.lost()

        def check() -> None:
            if self.socket is mine[0] and not self.open:
                self.drop()

        mine.append(self.platform.socket(self.transport.address(wire.SOCKET_PATH), opened, message, closed))
        self.socket = mine[0]
        self.platform.after(TIMEOUT, check)

    def ask(self) -> None:
        """Ask what is new: the answer shows that the socket works."""
        self.asked_at = self.platform.now()
        self.socket.send(self.platform.dumps([wire.SYNC, self.transport.replica.revision]))

    def message(self, text: str) -> None:
        """Something came through."""
        if self.open:
            # The user sees what it says before anything is noted of it.
            self.transport.take(text)
            self.heard()
            return
        self.heard()
        self.open = True
        self.transport.take(text)
        if not self.transport.gone:
            self.wait = RETRY_FIRST
            self.listening = self.platform.after(SILENCE_BUSY, self.listen_on)
            self.transport.link_changed()

    def heard(self) -> None:
        """Something has come through."""
        contact = self.transport.contact
        contact.heard()
        self.heard_at = contact.heard_at
        if self.asked_at:
            contact.took(self.heard_at - self.asked_at)
            self.asked_at = 0

    def send(self, seq: int, text: str) -> None:
        """Send one event."""
        self.socket.send(text)
        self.sent[seq] = self.platform.now()
        if not self.watching:
            self.watching = True
            self.platform.after(CONFIRM, self.watch)

    def confirmed(self, seq: int) -> None:
        """The server has the event."""
        if seq in self.sent:
            self.sent[seq] = 0
        self.late.discard(seq)

    def done(self, seq: int) -> None:
        """The server is done with the event."""
        self.sent.pop(seq, None)
        if self.late:
            self.late.discard(seq)

    def waits(self) -> bool:
        """Whether the server has yet to confirm something."""
        return any(self.sent.values())

    def patience(self) -> int:
        """Milliseconds that what was sent may take."""
        outbox = self.transport.outbox
        length = 0
        for seq, sent_at in self.sent.items():
            if sent_at:
                length += len(self.platform.dumps(outbox.message(seq, 0)))
        return CONFIRM + length // SLOWEST

    def watch(self) -> None:
        """What was not confirmed in time goes over HTTP too."""
        self.watching = False
        if not self.open:
            return
        now = self.platform.now()
        oldest = now
        patience = self.patience()
        for seq, sent_at in self.sent.items():
            if sent_at and now - sent_at >= patience:
                self.late.add(seq)
            elif sent_at and sent_at < oldest:
                oldest = sent_at
        if self.late:
            # If the socket has died, connections that the browser keeps probably have as well.
            self.transport.refresh()
            self.transport.posts.pump()
        if oldest < now:
            self.watching = True
            self.platform.after(patience - (now - oldest), self.watch)

    def overtaken(self, seq: int) -> None:
        """The server answered over HTTP an event that had gone through here: a socket silent since then is dead."""
        sent_at = self.sent.get(seq)
        if self.open and sent_at and self.heard_at < sent_at:
            self.drop()

    def listen_on(self) -> None:
        """Ask a socket that has been silent for long whether it is alive."""
        silence = SILENCE_BUSY if self.sent else SILENCE
        if self.platform.now() - self.heard_at >= silence and self.platform.visible():
            self.probe()
        self.listening = self.platform.after(SILENCE_BUSY, self.listen_on)

    def probe(self) -> None:
        """Give the socket up if it does not answer now."""
        if not self.open:
            return
        mine = self.socket
        asked_at = self.platform.now()

        def check() -> None:
            if self.socket is mine and self.heard_at < asked_at:
                self.drop()

        self.ask()
        self.platform.after(self.patience(), check)

    def drop(self) -> None:
        """Give the socket up."""
        socket = self.socket
        self.lost()
        socket.close()

    def lost(self) -> None:
        """The socket has gone. The user's events do not wait for the next one."""
        self.socket = None
        self.open = False
        if self.listening is not None:
            self.platform.cancel(self.listening)
            self.listening = None
        self.sent = {}
        self.late = set()
        self.timer = self.platform.after(self.platform.about(self.wait), self.connect)
        self.wait = min(self.wait * 2, RETRY_MOST)
        self.transport.link_changed()

    def hurry(self) -> None:
        """Something happened that makes a new attempt worth while."""
        if self.open:
            self.probe()
        elif self.socket is None:
            if self.timer is not None:
                self.platform.cancel(self.timer)
            self.connect()

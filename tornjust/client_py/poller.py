"""Asks the server at intervals what changed. One question at a time, the next is timed from the answer."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# A hidden tab asks this many times less often, and at once when it is shown again.
HIDDEN = 8
# After errors the interval doubles, up to this many times.
MOST = 8
# Milliseconds between two signs of life of a tab that does not poll.
HEARTBEAT = 240000
# Milliseconds between two polls of a hidden tab to which nothing can be pushed.
STAND_IN = 16000


class Poller:
    """The timer. `interval` is in milliseconds, 0 for a page that does not poll."""

    def __init__(self, platform: "Any", transport: "Any", interval: int) -> None:
        self.platform = platform
        self.transport = transport
        self.interval = interval
        self.timer: Any = None
        self.asking = False
        self.slow = 1
        # What the server asked for when it was busy, in milliseconds.
        self.delay = 0

    def start(self) -> None:
        """Time the next poll."""
        if self.timer is not None:
            self.platform.cancel(self.timer)
        transport = self.transport
        wait = self.interval
        if not self.platform.visible():
            wait = wait * HIDDEN
            if not wait and transport.pushes and not transport.link.open:
                wait = STAND_IN
        if not wait:
            wait = HEARTBEAT
        self.timer = self.platform.after(self.platform.about(max(wait * self.slow, self.delay)), self.poll)

    def set_interval(self, seconds: "float | None") -> None:
        """The page changed its `reload_interval`."""
        self.interval = int(seconds * 1000) if seconds else 0
        if not self.asking:
            self.start()

    def poll(self) -> None:
        """Ask now, unless a question is under way."""
        if self.asking or self.transport.gone:
            return
        if not self.interval and self.transport.link.open:
            self.start()  # what is new comes down the socket
            return
        self.asking = True
        self.transport.ask(self.answered, True)

    def answered(self, ok: bool, delay: int) -> None:
        """The question was answered, or failed."""
        self.asking = False
        self.slow = 1 if ok else min(self.slow * 2, MOST)
        self.delay = delay * 1000
        self.start()

    def visibility_changed(self) -> None:
        """The tab was shown or hidden."""
        if self.platform.visible() and self.interval:
            self.poll()
        elif not self.asking:
            self.start()

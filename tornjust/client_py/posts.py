"""Events over HTTP: a few requests at a time, each answered in lines as the handler shows something.

A browser opens about six connections to a server. A request whose handler takes long gives its place to the next
event, so that a button that cancels works; its end is asked for again when there is room.
"""

from tornjust import wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MAX_POSTS = 4
# Milliseconds. A request of which nothing is heard is made again after `Contact.patience`, and then each time after
# twice as long, since the server may be busy, or something between may hold its answers back; but at once when the
# server is heard again after it was not. A long message gets longer.
PATIENCE_MOST = 40000
SLOWEST = 10  # bytes in a millisecond
# The server gives a sign of life after 0.4 seconds, and every five seconds from then on.
PATIENCE_RUNNING = 12000
WATCH = 200
# Refusals that are not the server's own, as of a proxy, until an event is given up.
STRIKES = 3


class Posts:
    """The requests that are under way."""

    def __init__(self, transport: "Any") -> None:
        self.transport = transport
        self.platform = transport.platform
        self.outbox = transport.outbox
        # Number of the event -> [request, time of its last sign of life, milliseconds more for its length]
        self.under_way: dict[int, list[Any]] = {}
        # Of those, the ones that the server has; and those that gave their places to others.
        self.running: set[int] = set()
        self.aside: list[int] = []
        self.strikes: dict[int, int] = {}
        self.patience = 0
        self.watching = False
        self.waiting = False

    def pump(self) -> None:
        """Send what has to go over HTTP, as far as there is room."""
        transport = self.transport
        if transport.gone or transport.leaving or self.waiting:
            return
        if transport.link.open:
            self.aside = [seq for seq in self.aside if not transport.link.takes(seq)]
            transport.send_through_link()
        for seq in self.outbox.in_reach():
            if seq in self.under_way or seq in self.aside or transport.link.takes(seq):
                continue
            if len(self.under_way) > len(self.running) and self.outbox.is_long(seq):
                break  # until the server has those before
            if len(self.under_way) >= MAX_POSTS and not self.make_room(seq):
                return
            self.post(seq)
        while self.aside and len(self.under_way) < MAX_POSTS:
            seq = self.aside.pop(0)
            if seq in self.outbox.events and not transport.link.takes(seq):
                self.post(seq)

    def make_room(self, seq: int) -> bool:
        """Break a request off for event `seq`: one that waits for it, or the oldest that the server works on."""
        last = max(self.under_way)
        if last < seq or last in self.running:
            for last in self.under_way:
                if last in self.running:
                    self.aside.append(last)
                    break
            else:
                return False
        request = self.under_way[last][0]
        self.end(last)
        request.abort()
        return True

    def started(self, seq: int) -> None:
        """The server works on the event."""
        if seq in self.under_way and seq not in self.running:
            self.running.add(seq)
            self.pump()

    def post(self, seq: int) -> None:
        """Send one event."""
        transport = self.transport
        posted_at = self.platform.now()
        text = self.platform.dumps(self.outbox.message(seq, transport.replica.revision))
        mine: list[Any] = [None, posted_at, len(text) // SLOWEST]

        def line(text: str) -> None:
            if self.under_way.get(seq) is not mine:
                return
            if mine[1] == posted_at:
                transport.contact.took(self.platform.now() - posted_at)
            mine[1] = self.platform.now()
            transport.contact.heard()
            transport.link.overtaken(seq)
            if text:
                transport.take(text, seq)

        def done(status: int) -> None:
            if self.under_way.get(seq) is mine:
                self.end(seq)
                self.ended(seq, status)

        self.under_way[seq] = mine
        mine[0] = self.platform.post(transport.address(wire.EVENT_PATH), text, line, done)
        if not self.watching:
            self.watching = True
            self.platform.after(WATCH, self.watch)

    def end(self, seq: int) -> None:
        """The request is over."""
        self.under_way.pop(seq, None)
        self.running.discard(seq)

    def ended(self, seq: int, status: int) -> None:
        """The request was answered, or not."""
        if seq not in self.outbox.events:
            self.patience = 0
            self.strikes.pop(seq, None)
            self.pump()
            return
        if status == 429:
            self.wait()  # too much at once: later is early enough
            return
        if status and status < 500 and self.outbox.is_empty(seq):
            self.pump()  # what the empty event stands for was refused a moment ago
            return
        if 400 <= status < 500:
            # Not our server's words: it would have said what it refuses.
            self.strikes[seq] = self.strikes.get(seq, 0) + 1
            if self.strikes[seq] >= STRIKES:
                self.transport.give_up(seq, "HTTP status " + str(status))
        elif status == 0 or status >= 500:
            self.transport.contact.failed()
        self.wait()

    def wait(self) -> None:
        """Try again after a while."""
        self.waiting = True
        self.transport.contact.retry_later("post", self.again)

    def again(self) -> None:
        """The wait is over."""
        self.waiting = False
        self.pump()

    def watch(self) -> None:
        """Make requests again of which nothing was heard for too long."""
        now = self.platform.now()
        contact = self.transport.contact
        stuck = False
        for seq in list(self.under_way):
            request, heard_at, more = self.under_way[seq]
            patience = contact.patience() + more
            if seq in self.running:
                patience = PATIENCE_RUNNING
            elif contact.back_at < heard_at:
                patience = max(patience, self.patience)
            if now - heard_at >= patience:
                self.end(seq)
                request.abort()
                stuck = True
        if stuck:
            # Perhaps something between holds answers back until they are complete; or the connections are dead.
            # Questions tell, and take those.
            self.patience = min(2 * max(self.patience, contact.patience()), PATIENCE_MOST)
            asked = self.transport.refresh()
            self.pump()
            if not asked:
                self.transport.ask()
        self.watching = bool(self.under_way)
        if self.watching:
            self.platform.after(WATCH, self.watch)

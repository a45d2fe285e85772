"""Carries messages: over the socket when it is open, over HTTP at any time. Nothing the user did is dropped.

An event stays in `outbox` until the server says that it is done, and is sent again, under the same number, whenever
its way was cut. The server handles each number once.
"""

from tornjust import wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Milliseconds. An event waits this long for a socket that is just being opened; then it goes over HTTP.
SOCKET_GRACE = 250
# A socket that has not opened by then is given up.
SOCKET_TIMEOUT = 4000
RETRY_FIRST = 500
RETRY_MOST = 15000
# Posts that may be under way at once; browsers allow about six connections to a server.
MAX_POSTS = 4
# How long contact may be lost before the user is told.
QUIET = 2500


class Transport:
    """The way to the server and back. `config` is what the page carries for the runtime."""

    def __init__(self, platform: "Any", replica: "Any", fields: "Any", notice: "Any", config: "Any") -> None:
        self.platform = platform
        self.replica = replica
        self.fields = fields
        self.notice = notice
        self.base = config["base"]
        self.tab = config["tab"]
        self.wants_socket = config["socket"]
        self.seq = 0
        self.outbox: dict[int, str] = {}
        # Events that are on their way over HTTP, and those that wait for a place.
        self.posting: set[int] = set()
        self.queue: list[int] = []
        self.socket: Any = None
        self.socket_open = False
        self.socket_since = 0
        self.socket_wait = RETRY_FIRST
        self.retry_wait = RETRY_FIRST
        self.retry_timer: Any = None
        self.lost_since = 0
        self.telling = False
        self.gone = False

    # -- events ---------------------------------------------------------------------------------------------------

    def send(self, key: int, kind: str, fields: "dict[str, Any]") -> int:
        """Send an event. Returns its number."""
        self.seq += 1
        seq = self.seq
        self.outbox[seq] = self.platform.dumps([wire.EVENT, seq, self.replica.revision, key, kind, fields])
        if self.socket_open:
            self.socket.send(self.outbox[seq])
        elif self.opening():
            # Almost there: spares the first events a request each.
            self.platform.after(SOCKET_GRACE, self.post_waiting)
        else:
            self.post(seq)
        return seq

    def opening(self) -> bool:
        """Whether a socket is being opened and may be there in a moment."""
        return self.socket is not None and self.platform.now() - self.socket_since < SOCKET_GRACE

    def post_waiting(self) -> None:
        """Send over HTTP what has not been sent."""
        if not self.socket_open:
            for seq in list(self.outbox):
                self.post(seq)

    def post(self, seq: int) -> None:
        """Send one event over HTTP, or let it wait for a place."""
        if seq in self.posting or seq in self.queue or self.gone:
            return
        if len(self.posting) >= MAX_POSTS:
            self.queue.append(seq)
            return
        self.posting.add(seq)

        def done(status: int) -> None:
            self.posting.discard(seq)
            if status == 0 or status >= 500:
                self.lost()
                self.retry_later()
            else:
                if status != 200:
                    self.finish(seq)
                self.found()
            self.post_next()

        self.platform.post(self.base + wire.EVENT_PATH + self.tab, self.outbox[seq], self.take, done)

    def post_next(self) -> None:
        """Use the place that became free."""
        while self.queue and len(self.posting) < MAX_POSTS:
            seq = self.queue.pop(0)
            if seq in self.outbox and not self.socket_open:
                self.post(seq)

    def retry_later(self) -> None:
        """Try again after a while: twice as long each round, however many requests failed in it."""
        if self.retry_timer is None:
            self.retry_timer = self.platform.after(self.retry_wait, self.retry)
            self.retry_wait = min(self.retry_wait * 2, RETRY_MOST)

    def retry(self) -> None:
        """The wait is over."""
        self.retry_timer = None
        self.post_waiting()

    def finish(self, seq: int) -> None:
        """The server is done with an event."""
        self.outbox.pop(seq, None)
        self.fields.note_done(seq)

    # -- what comes down ------------------------------------------------------------------------------------------

    def take(self, text: str) -> None:
        """One message from the server."""
        message = self.platform.loads(text)
        kind = message[0]
        if kind == wire.PATCH:
            answer = self.replica.receive(message)
            if len(message) > 4 and message[4] > 0:
                self.finish(message[4])
                if len(message) > 5:
                    self.notice.error(message[5])
            if answer is not None:
                self.ask()
        elif kind == wire.RELOAD:
            self.gone = True
            self.platform.reload_once()
        elif kind == wire.ERROR:
            self.finish(message[1])
            self.platform.log("tornjust: the server refused a message: " + message[2])

    def ask(self, done: "Any" = None) -> None:
        """Ask over HTTP what changed. `done(ok)` is called at the end."""

        def answered(status: int, text: str) -> None:
            ok = status == 200 or status == 204
            if text and (ok or status == 404):
                self.take(text)
            if ok:
                self.found()
            elif status != 404:
                self.lost()
            if done is not None:
                done(ok)

        self.platform.get(self.base + wire.POLL_PATH + self.tab + "/" + str(self.replica.revision), answered)

    def lost(self) -> None:
        """A request failed."""
        if not self.lost_since:
            self.lost_since = self.platform.now()
            if not self.telling:
                self.telling = True
                self.platform.after(QUIET, self.tell)

    def tell(self) -> None:
        """Say that the page is cut off, if it still is."""
        if not self.lost_since or self.gone:
            self.telling = False
            return
        since = self.platform.now() - self.lost_since
        if since >= QUIET:
            self.notice.offline(since // 1000)
        self.platform.after(1000, self.tell)

    def found(self) -> None:
        """The server answered."""
        self.retry_wait = RETRY_FIRST
        if self.lost_since:
            self.lost_since = 0
            self.notice.online()

    # -- the socket -----------------------------------------------------------------------------------------------

    def open_socket(self) -> None:
        """Try to open the socket; meanwhile, and where it never opens, everything goes over HTTP."""
        if not self.wants_socket or self.gone or self.socket is not None:
            return
        self.socket_since = self.platform.now()
        mine: list[Any] = []

        def opened() -> None:
            if self.socket is not mine[0]:
                return
            self.socket_open = True
            self.socket_wait = RETRY_FIRST
            self.found()
            mine[0].send(self.platform.dumps([wire.SYNC, self.replica.revision]))
            for seq in sorted(self.outbox):
                if seq not in self.posting:
                    mine[0].send(self.outbox[seq])
            self.queue.clear()

        def closed() -> None:
            if self.socket is not mine[0]:
                return
            self.socket = None
            self.socket_open = False
            # The user's events do not wait for the socket to come back.
            self.post_waiting()
            self.ask()
            wait = self.socket_wait
            self.socket_wait = min(wait * 2, 60000)
            self.platform.after(wait, self.open_socket)

        mine.append(self.platform.socket(self.base + wire.SOCKET_PATH + self.tab, opened, self.take, closed))
        self.socket = mine[0]

        def check() -> None:
            if self.socket is mine[0] and not self.socket_open:
                mine[0].close()
                closed()

        self.platform.after(SOCKET_TIMEOUT, check)

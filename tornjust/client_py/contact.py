"""Whether the server answers: tells the user when it does not, and when to try again."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Milliseconds. Waits between attempts: each is twice as long as the one before.
RETRY_FIRST = 500
RETRY_MOST = 8000
# How long contact may be lost before the user is told.
QUIET = 2500
# What is not answered by then gives reason to doubt its connection: so long, or less where the server is known to be
# quick. (A handler that takes long gives its first sign of life after 400.)
PATIENCE = 2000
PATIENCE_LEAST = 700


class Contact:
    """The last word from the server, and the next attempt to hear from it."""

    def __init__(self, platform: "Any", notice: "Any") -> None:
        self.platform = platform
        self.notice = notice
        self.heard_at = platform.now()
        self.lost_since = 0
        # When it was heard again.
        self.back_at = 0
        self.telling = False
        # How long answers take lately; 0: not known.
        self.pace = 0
        self.wait = RETRY_FIRST
        self.timer: Any = None
        # What to do at the next attempt.
        self.calls: dict[str, Any] = {}

    def heard(self) -> None:
        """The server answered."""
        self.heard_at = self.platform.now()
        self.wait = RETRY_FIRST
        if self.lost_since:
            self.lost_since = 0
            self.back_at = self.heard_at
            self.notice.online()
            self.retry_now()

    def took(self, time: int) -> None:
        """An answer took so long. What was slow once is believed to be quick again only by and by."""
        self.pace = max(1, time, (3 * self.pace + time) // 4) if self.pace else max(1, time)

    def patience(self) -> int:
        """After how long the connection of a question is doubted."""
        return min(PATIENCE, PATIENCE_LEAST + 4 * self.pace) if self.pace else PATIENCE

    def failed(self) -> None:
        """A request was not answered."""
        if not self.lost_since:
            self.lost_since = self.platform.now()
            if not self.telling:
                self.telling = True
                self.platform.after(QUIET, self.tell)

    def tell(self) -> None:
        """Say that the page is cut off and how old it is, if it still is."""
        if not self.lost_since:
            self.telling = False
            return
        now = self.platform.now()
        if now - self.lost_since >= QUIET:
            self.notice.offline((now - self.heard_at) // 1000)
        self.platform.after(1000, self.tell)

    def retry_later(self, name: str, call: "Any") -> None:
        """Call this after a while; twice as long each round, however many requests failed in it."""
        self.calls[name] = call
        if self.timer is None:
            self.timer = self.platform.after(self.platform.about(self.wait), self.retry_now)
            self.wait = min(self.wait * 2, RETRY_MOST)

    def retry_now(self) -> None:
        """The wait is over."""
        if self.timer is not None:
            self.platform.cancel(self.timer)
            self.timer = None
        calls = self.calls
        self.calls = {}
        for name in calls:
            calls[name]()

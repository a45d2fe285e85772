"""The files of events, on their way to the server: by requests of their own, a few at a time, repeated as needed.

The event itself has gone ahead, and its handler waits for its files. Whatever ends the event, its handler or a refusal
by the server, ends the sending too. `carrier` is what does the sending (see `carrier.py`).
"""

from tornjust import wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Requests that may be under way at once, of different events; browsers allow about six connections to a server.
MAX_ACTIVE = 2
# Bytes and number of small files that travel together.
BATCH_SIZE = 4000000
BATCH_FILES = 100
# Attempts of one request, and milliseconds between them: twice as long each time, up to a most.
MAX_TRIES = 10
WAIT = 1000
WAIT_MOST = 15000


class Job:
    """The files of one event."""

    def __init__(self, key: int, batches: "list[list[tuple[int, Any, int]]]") -> None:
        self.key = key
        # What is still to be sent, as lists of (number, file, size).
        self.batches = batches
        self.total = sum([size for batch in batches for number, file, size in batch])
        self.loaded = 0
        self.tries = 0
        self.request: Any = None
        self.waits = False


class Uploads:
    """All that is under way. `limits` are the most bytes of a file and the most files of an event."""

    def __init__(
        self, dom: "Any", carrier: "Any", platform: "Any", transport: "Any", limits: "list[int]"
    ) -> None:
        self.dom = dom
        self.carrier = carrier
        self.platform = platform
        self.transport = transport
        self.limits = limits
        # Number of the event -> its files; from here on until the event is done.
        self.jobs: dict[int, Job] = {}
        transport.on_done = self.done

    def add(self, seq: int, key: int, files: "list[Any]") -> None:
        """Event `seq` of element `key` has these files."""
        batches: list[list[tuple[int, Any, int]]] = []
        room = 0
        for number, file in enumerate(files):
            size = self.carrier.size(file)
            if size > self.limits[0] or len(files) > self.limits[1]:
                return  # the server knows that from the event, and says so
            if not batches or size > room or len(batches[-1]) >= BATCH_FILES:
                batches.append([])
                room = BATCH_SIZE
            batches[-1].append((number, file, size))
            room -= size
        self.jobs[seq] = job = Job(key, batches)
        self.show(job, 0)
        self.pump()

    def pump(self) -> None:
        """Send what there is room for."""
        active = len([job for job in self.jobs.values() if job.request is not None])
        for seq in list(self.jobs):
            job = self.jobs[seq]
            if active < MAX_ACTIVE and job.batches and job.request is None and not job.waits:
                active += 1
                self.send(seq, job)

    def address(self, seq: int, rest: str = "") -> str:
        """Where the files of an event go."""
        return str(self.transport.address(wire.UPLOAD_PATH, "/" + str(seq) + rest))

    def send(self, seq: int, job: Job) -> None:
        """Send the next files."""
        batch = job.batches[0]
        size = sum([size for number, file, size in batch])
        mine: list[Any] = []

        def progress(loaded: int) -> None:
            if job.request is mine[0]:
                self.show(job, job.loaded + min(loaded, size))

        def done(status: int) -> None:
            if job.request is not mine[0]:
                return
            job.request = None
            if status == 200 or status == 204:
                job.batches.pop(0)
                job.loaded += size
                job.tries = 0
                self.show(job, job.loaded)
            elif status == 0 or status >= 500:
                self.retry(seq, job)
            else:
                job.batches = []
                if status != 410:
                    self.give_up(seq, str(status))
            self.pump()

        mine.append(
            self.carrier.post(
                self.address(seq), [(str(number), file) for number, file, size in batch], progress, done
            )
        )
        job.request = mine[0]

    def retry(self, seq: int, job: Job) -> None:
        """A request has failed: try again after a while, unless that is hopeless."""
        job.waits = True
        job.tries += 1
        self.show(job, job.loaded)
        if job.tries >= MAX_TRIES:
            self.give_up(seq, "unreachable")
            return

        def checked(readable: bool) -> None:
            if readable:
                self.platform.after(min(WAIT * 2 ** (job.tries - 1), WAIT_MOST), again)
            else:
                self.give_up(seq, "unreadable")

        def again() -> None:
            job.waits = False
            self.pump()

        # A browser does not say whether it was the network, or a file that has changed or gone.
        self.carrier.check([file for number, file, size in job.batches[0]], checked)

    def give_up(self, seq: int, reason: str) -> None:
        """Tell the server that the files do not come."""
        if seq in self.jobs:
            self.carrier.refuse(self.address(seq, "/" + reason))

    def done(self, seq: int) -> None:
        """The server is done with an event."""
        job = self.jobs.pop(seq, None)
        if job is not None:
            request = job.request
            job.request = None
            if request is not None:
                request.abort()
            self.show(job, -1)
            self.pump()

    def show(self, job: Job, loaded: int) -> None:
        """Have the page's <progress> elements show how far it is; -1: it is over."""
        node = self.dom.find(job.key)
        if node is not None:
            self.carrier.show(node, loaded, job.total)

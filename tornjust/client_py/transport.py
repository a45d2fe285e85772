"""Carries messages: over the socket while it works, over HTTP at any time. Nothing the user did is dropped.

An event stays in the outbox until the server says that it is done, and is sent again, under the same number, whenever
its way was cut. The server handles each number once, and in order.
"""

from tornjust import wire
from tornjust.client_py.contact import Contact
from tornjust.client_py.link import Link
from tornjust.client_py.outbox import Outbox
from tornjust.client_py.posts import Posts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Milliseconds. A question that is not answered by then, or sooner where answers are quick, is asked again.
ASK_TIMEOUT = 10000
# A page that wants a socket does not wait for changes in another way before one could have opened.
START = 1000
# Connections that a browser keeps, but for one; and milliseconds until they may be doubted again.
KEPT = 5
REFRESH_PAUSE = 15000
# A tab that polls under a shared name asks under its own one so often.
OWN_NAME = 240000
# A page that has to be loaded again is so within this time, so that a restarted server is not asked by all at once.
SPREAD = 2000
SPREAD_HIDDEN = 30000
# Browsers send 64 kB along with the word that a tab goes.
LAST_WORDS = 60000
# A tab that is woken looks whether all is well at most once in this time.
WAKE = 500
# What the user did so short a time ago is waited for: then it is loaded at once.
JUST_NOW = 2000


class Transport:
    """The way to the server and back. `config` is what the page carries for the runtime."""

    def __init__(self, platform: "Any", replica: "Any", fields: "Any", notice: "Any", config: "Any") -> None:
        self.platform = platform
        self.replica = replica
        self.fields = fields
        self.notice = notice
        self.base = config["base"]
        self.tab = config["tab"]
        self.id = config["id"]
        # Tells this document from a copy of it, such as a duplicated tab.
        self.document = platform.name()
        self.contact = Contact(platform, notice)
        self.outbox = Outbox()
        self.link = Link(self, config["socket"])
        self.posts = Posts(self)
        self.pushes = config["socket"] or config.get("push", False)
        # What hears of changes by requests that wait, once the page has it (client_py/parking/), and what loads it.
        self.parking: Any = None
        self.load_extra: Any = None
        # The name under which everybody polls this page, where they may.
        self.shared = config.get("shared", "")
        self.asked_at = 0
        # A question gets so many times the usual patience: twice as much after each that was not answered.
        self.allowance = 2
        self.acted_at = 0
        self.woke_at = 0
        self.waking = False
        self.refreshed_at = 0
        self.gone = False
        # Requests that a page makes while it is being left are broken off, and time is short: where the next page is
        # another process's, Firefox soon ends whatever function runs, without an exception.
        self.leaving = False
        # Called when the page is about to be loaded again.
        self.on_reload: Any = None
        # Called with the number of each event that is done.
        self.on_done: Any = None
        # On pages with functions of the program: who hears of answers, and what they changed here.
        self.functions: Any = None
        self.claims: Any = None

    def start(self) -> None:
        """Begin. Events may have been sent before."""
        self.link.connect()
        if self.link.wanted:
            self.platform.after(START, self.park)
        else:
            self.park()

    def address(self, path: str, rest: str = "") -> str:
        """Where a message of that kind goes."""
        return str(self.base + path + self.tab + rest + "?" + self.document)

    # -- up -------------------------------------------------------------------------------------------------------

    def send(self, key: int, kind: str, fields: "dict[str, Any]") -> int:
        """Send an event. Returns its number."""
        revision = self.replica.revision
        outbox = self.outbox
        seen = self.fields.typed_at.get(key, revision)
        base = self.fields.behind.get(key, revision)
        alone = not outbox.events
        seq = outbox.add(key, kind, fields, seen, base)
        if self.claims is not None:
            outbox.carry(seq, self.claims.take(seq, key, kind, revision))
        if self.link.open:
            if alone:
                self.link.send(seq, self.platform.dumps(outbox.message(seq, revision)))
            else:
                self.send_through_link()
        elif not self.leaving:
            if self.contact.lost_since or (self.posts.waiting and not self.posts.under_way):
                self.contact.retry_now()  # the user does not want to wait
            self.posts.pump()
        self.acted_at = self.platform.now()
        return seq

    def send_through_link(self) -> None:
        """Send what waits through the socket."""
        link = self.link
        posts = self.posts
        for seq in self.outbox.in_reach():
            if seq not in link.sent and seq not in posts.under_way:
                if link.waits() and self.outbox.is_long(seq):
                    return  # until the server has those before
                link.send(seq, self.platform.dumps(self.outbox.message(seq, self.replica.revision)))

    def last_words(self) -> "list[str]":
        """The events that the server has not confirmed, as far as a browser sends them along as the tab goes."""
        words: list[str] = []
        size = 0
        for seq in self.outbox.in_reach():
            text = self.platform.dumps(self.outbox.message(seq, self.replica.revision))
            size += 3 * len(text)  # UTF-8 needs at most three bytes for a UTF-16 unit
            if size > LAST_WORDS:
                break
            words.append(text)
        return words

    def link_changed(self) -> None:
        """The socket has opened, or has gone."""
        if self.link.open:
            self.posts.aside = []
            self.send_through_link()
        else:
            self.posts.pump()
            if not self.gone:
                self.ask()
        self.park()

    def parks(self) -> bool:
        """Whether changes come by a request that waits for them, as things are now."""
        return bool(self.pushes and not self.gone and not self.link.open and self.platform.visible())

    def park(self) -> None:
        """Begin or end to wait for changes with requests, as things are now."""
        if self.parking is not None:
            self.parking.check()
        elif self.parks() and self.load_extra is not None:
            self.load_extra("parking")

    def finish(self, seq: int) -> None:
        """The server is done with an event."""
        self.outbox.done(seq)
        self.link.done(seq)
        self.fields.note_done(seq)
        if self.claims is not None:
            self.claims.done(seq)
        if self.outbox.events and self.link.open:
            self.send_through_link()
        if self.on_done is not None:
            self.on_done(seq)

    def give_up(self, seq: int, reason: str) -> None:
        """The server does not take an event."""
        self.platform.log("tornjust: the server refused a message: " + reason)
        self.fields.note_done(seq)
        if not self.outbox.give_up(seq):
            self.finish(seq)

    # -- down -----------------------------------------------------------------------------------------------------

    def take(self, text: str, seq: int = 0) -> None:
        """One message from the server; `seq` is the event in whose answer it came, if that is known."""
        message = self.platform.loads(text)
        kind = message[0]
        if kind == wire.PATCH:
            answer = self.replica.receive(message)
            if self.parking is not None:
                self.parking.moved()
            if len(message) > 4 and message[4] > 0:
                self.finish(message[4])
                if len(message) > 5 and message[5] is not None:
                    self.notice.error(message[5])
            if self.functions is not None:
                self.functions.told(message)
            if answer is not None:
                self.ask()
        elif kind == wire.ACK:
            self.link.confirmed(message[1])
            self.posts.started(message[1])
            if self.link.open and self.outbox.events:
                self.send_through_link()
        elif kind == wire.RELOAD:
            self.lose()
        elif kind == wire.ERROR:
            if message[1] or not seq:
                self.finish(message[1])
                self.platform.log("tornjust: the server refused a message: " + message[2])
            else:
                self.give_up(seq, message[2])

    def answered(self, status: int, text: str) -> bool:
        """A question was answered: take the answer. False when it was not one of our server's."""
        ok = status == 200 or status == 204 or status == 304
        if ok or (status == 404 and text):
            self.contact.heard()
            if text and status != 304:
                self.take(text)
        else:
            self.contact.failed()
        return ok

    def ask(self, done: "Any" = None, shared: bool = False) -> None:
        """Ask over HTTP what changed. `done(ok, delay)` is called at the end, with the seconds the server suggests.

        `shared`: under the name that all tabs of the page share, but now and then as this tab, so that it stays alive.
        """
        now = self.platform.now()
        shared = shared and self.shared and now - self.asked_at < OWN_NAME
        if not shared:
            self.asked_at = now
        contact = self.contact
        timeout = min(self.allowance * contact.patience(), ASK_TIMEOUT)

        def answered(status: int, text: str, delay: int) -> None:
            if status:
                self.allowance = 2
                contact.took(self.platform.now() - now)
            else:
                self.allowance = min(2 * self.allowance, 20)
            if shared and (status == 404 or (status == 200 and self.is_meant(text))):
                if status == 404:
                    self.shared = ""
                self.ask(done)
                return
            ok = self.answered(status, text)
            if done is not None:
                done(ok, delay)
            elif not ok and not self.gone:
                contact.retry_later("ask", self.ask)

        rest = "/" + str(self.replica.revision)
        url = (
            self.base + wire.SHARED_PATH + self.shared + rest
            if shared
            else self.address(wire.POLL_PATH, rest)
        )
        self.platform.get(url, answered, timeout)

    def is_meant(self, text: str) -> bool:
        """Whether what everybody is told says that there is more for this tab."""
        at = text.rfind('{"' + wire.MEANT + '":[')
        return at >= 0 and self.id in self.platform.loads(text)[6][wire.MEANT]

    def refresh(self) -> bool:
        """Have the browser let go of connections that it kept and that have died. False: that was just tried.

        It gives each request the next of them, and finds out only from ours. So questions take them all at once; what
        is sent next gets a new one.
        """
        now = self.platform.now()
        if now - self.refreshed_at < REFRESH_PAUSE:
            return False
        self.refreshed_at = now

        def answered(status: int, text: str, delay: int) -> None:
            self.answered(status, text)

        for number in range(KEPT):
            # Each at an address of its own: of several questions at one, browsers ask the first and hold the others.
            rest = "/" + "0" * number + str(self.replica.revision)
            self.platform.get(self.address(wire.POLL_PATH, rest), answered, self.contact.patience())
        if self.parking is not None and self.parks():
            self.parking.renew()
        return True

    # -- what happens to the tab ----------------------------------------------------------------------------------

    def wake(self) -> None:
        """The network is back, the tab is shown, the computer has woken up: look whether everything is well."""
        now = self.platform.now()
        if now - self.woke_at < WAKE:
            # One thing seldom comes alone; but what comes last counts, too.
            if not self.waking:
                self.waking = True
                self.platform.after(WAKE, self.wake)
            return
        self.woke_at = now
        self.waking = False
        if self.gone:
            self.reload()
            return
        self.contact.wait = 500
        self.link.hurry()
        if self.contact.lost_since:
            self.contact.retry_now()
        if not self.link.open:
            if self.parking is not None and self.parks():
                self.parking.renew()
            else:
                self.ask()

    def lose(self) -> None:
        """The server does not know this tab any more."""
        if self.gone:
            return
        self.gone = True
        self.park()
        now = self.platform.now()
        wait = 0
        if now - self.acted_at > JUST_NOW:
            wait = int(self.platform.random() * (SPREAD if self.platform.visible() else SPREAD_HIDDEN))
        self.platform.after(wait, self.reload)

    def reload(self) -> None:
        """Load the page again as soon as the server is there to answer; until then the present one stays."""

        def answered(status: int, text: str, delay: int) -> None:
            if status == 404 and text:
                if self.on_reload is not None:
                    self.on_reload()
                self.platform.reload_once(text)
            elif status == 200 or status == 204:
                # There is more than one server, and this one knows the tab.
                self.gone = False
                self.wake()
            else:
                self.platform.after(self.platform.about(SPREAD), self.reload)

        self.platform.get(
            self.address(wire.POLL_PATH, "/" + str(self.replica.revision)), answered, ASK_TIMEOUT
        )

"""The tabs of one browser that wait for changes: one of them, the leader, asks the server for all.

A browser has about six connections to a server; were each tab to wait by itself, six windows side by side would have
used them up. The tabs talk over a channel of the browser's. Whoever hears of no leader becomes it; of two, one gives
way; one that is hidden or closed says so, and of one that is stuck nothing is heard. Two leaders for a moment, or none,
do no harm: each tab says how far it is, so nothing is missed, and what comes twice is applied once.

What they say: [kind, document of the speaker, ...].

["at", me, token, revision]   I want to hear of changes since that revision
["lead", me]                  I ask the server
["gone", me]                  I want nothing more
["news", me, document, text]  a message of the server's for that tab
["failed", me]                the server did not answer: see for yourselves
["renew", me]                 the leader's connection may have died
"""

from tornjust import wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Milliseconds. How long a tab waits for a leader to be heard of; up to twice as long after one has gone.
ELECTION = 100
# How often a leader says that it is there; how long after that it counts as lost.
PULSE = 3000
LOST = 8000
# How often a tab says that it is there, and when the leader forgets it.
PRESENT = 20000
FORGOTTEN = 60000
# Tabs that come at the same time are taken up together. A request is not renewed sooner than this.
GATHER = 50
YOUNG = 1000


class Peers:
    """This tab among them. `open_channel(name, receive)` gives what they talk over, or None."""

    def __init__(self, parking: "Any", transport: "Any", open_channel: "Any") -> None:
        self.parking = parking
        self.transport = transport
        self.platform = transport.platform
        self.open_channel = open_channel
        self.me = transport.document
        self.channel: Any = None
        # Who leads, as far as is known; whether it is this tab; when another one was heard of that does.
        self.leader = ""
        self.leading = False
        self.heard_at = 0
        # What this tab said of itself last, and when.
        self.said = -1
        self.said_at = 0
        # Of a leader: document -> [token, revision, when it was heard of].
        self.others: dict[str, list[Any]] = {}
        # Timers by what they are for.
        self.timers: dict[str, Any] = {}

    def join(self) -> bool:
        """Be among them. Returns whether this tab asks the server."""
        if self.channel is None and not self.leading:
            self.channel = self.open_channel("tornjust" + self.transport.base, self.receive)
            if self.channel is None:
                self.leading = True  # an old browser
            else:
                self.say_where()
                self.later("elect", ELECTION, self.lead)
        return self.leading

    def leave(self) -> None:
        """Be no longer among them."""
        if self.channel is not None:
            self.say("gone")
            self.channel.close()
            self.channel = None
        for name in list(self.timers):
            self.cancel(name)
        self.leader = ""
        self.leading = False
        self.others = {}

    # -- speaking -------------------------------------------------------------------------------------------------

    def say(self, kind: str, *more: "Any") -> None:
        """Tell the others."""
        if self.channel is not None:
            self.channel.send(self.platform.dumps([kind, self.me, *more]))

    def say_where(self) -> None:
        """Tell the leader about this tab."""
        self.said = self.transport.replica.revision
        self.said_at = self.platform.now()
        self.say("at", self.transport.tab, self.said)

    def tell(self) -> None:
        """Tell the leader if this tab is at another revision."""
        if not self.leading and self.channel is not None and self.said != self.transport.replica.revision:
            self.say_where()

    # -- leading --------------------------------------------------------------------------------------------------

    def lead(self) -> None:
        """Nobody leads: do so, as soon as the others have said where they are."""
        self.leader = self.me
        self.leading = True
        self.say("lead")
        self.later("gather", GATHER, self.gather)

    def gather(self) -> None:
        """Ask for all of them, unless the server is not to be asked now."""
        if self.parking.timer is None:
            self.parking.drop()
            self.parking.check()

    def to_ask(self) -> "list[Any]":
        """The other tabs for which the leader asks."""
        now = self.platform.now()
        for document in list(self.others):
            if now - self.others[document][2] > FORGOTTEN:
                self.others.pop(document)
        found = [[document, self.others[document][0], self.others[document][1]] for document in self.others]
        return found[: wire.MAX_PEERS]

    def pass_on(self, answers: "list[Any]") -> "tuple[bool, str]":
        """The server answered for several tabs. Returns whether something came of it, and what is this tab's own."""
        own = ""
        news = False
        for document, text in answers:
            patch = text.startswith(wire.PATCH, 2)
            # A tab that has gone is not asked for again: no reason to pause.
            news = news or patch or text.startswith(wire.RELOAD, 2)
            other = self.others.get(document)
            if document == self.me:
                own = text
            elif other is not None:
                self.say("news", document, text)
                if patch:
                    other[1] = max(other[1], int(text.split(",", 3)[2]))
                elif text.startswith(wire.RELOAD, 2):
                    self.others.pop(document)
        return news, own

    def failed(self) -> None:
        """The server did not answer."""
        if self.others:
            self.say("failed")

    # -- listening ------------------------------------------------------------------------------------------------

    def receive(self, text: str) -> None:
        """Another tab has said something."""
        if self.channel is None:
            return
        message = self.platform.loads(text)
        kind = message[0]
        sender = message[1]
        if kind == "lead":
            if self.leading and sender > self.me:
                self.say("lead")
            else:
                self.follow(sender)
        elif kind == "news":
            if message[2] == self.me:
                self.transport.contact.heard()
                self.transport.take(message[3])
        elif kind == "failed":
            if not self.transport.contact.lost_since:
                self.transport.ask()
        elif not self.leading:
            if kind == "gone" and sender == self.leader:
                self.leader = ""
                self.later("elect", ELECTION + int(ELECTION * self.platform.random()), self.lead)
        elif kind == "at":
            if sender not in self.others:
                self.say("lead")
                self.watch()
                self.later("gather", GATHER, self.gather)
            self.others[sender] = [message[2], message[3], self.platform.now()]
        elif kind == "gone":
            self.others.pop(sender, None)
        elif kind == "renew" and self.platform.now() - self.parking.asked_at > YOUNG:
            self.parking.renew()

    def follow(self, leader: str) -> None:
        """Another tab leads."""
        self.heard_at = self.platform.now()
        self.cancel("elect")
        if self.leading:
            self.leading = False
            self.others = {}
            self.cancel("gather")
            self.parking.drop()
        if leader != self.leader or self.heard_at - self.said_at > PRESENT:
            self.leader = leader
            self.say_where()
        self.watch()

    def watch(self) -> None:
        """Look now and then whether there is a leader; if it is this one, say so."""
        self.later("watch", PULSE, self.look)

    def look(self) -> None:
        """Now."""
        if self.leading:
            if not self.others:
                return
            self.say("lead")
        elif self.platform.now() - self.heard_at > LOST:
            self.later("elect", int(ELECTION * self.platform.random()), self.lead)
        self.watch()

    # -- timers ---------------------------------------------------------------------------------------------------

    def later(self, name: str, wait: int, call: "Any") -> None:
        """Do this after a while, once."""
        if name not in self.timers:

            def due() -> None:
                self.timers.pop(name, None)
                call()

            self.timers[name] = self.platform.after(wait, due)

    def cancel(self, name: str) -> None:
        """Do not."""
        timer = self.timers.pop(name, None)
        if timer is not None:
            self.platform.cancel(timer)

"""What functions in the browser changed, until the server knows; and what the server says meanwhile.

A *claim* is a change that the browser made and the server is to take over; it travels with the next event. A *guess*
is what a function that runs on both sides did here; it travels with its own event and the server compares. In both
cases the server has the last word: what it says about a place after it has heard of our change is shown.
"""

from tornjust import wire
from tornjust.client_py.twin.attributes import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Claims:
    """A place is (key of the element, name in the document)."""

    def __init__(self, apply: "Any", is_open: "Any", note_sent: "Any") -> None:
        # `apply(op)` does an operation of a patch; `is_open(seq)` says whether the server is still to answer an event;
        # `note_sent(key, seq, value)` hears which event tells the server what is in a field.
        self.apply = apply
        self.is_open = is_open
        self.note_sent = note_sent
        # place -> [python name, value]: changed here, not sent.
        self.fresh: dict[Any, list[Any]] = {}
        # (key, event type) -> places as above: guesses that wait for their event to be sent.
        self.guesses: dict[Any, dict[Any, list[Any]]] = {}
        # place -> [number of the event that carried it, its value as text]
        self.sent: dict[Any, list[Any]] = {}
        # place -> what the server said before it can have known of the event that carried our change.
        self.held: dict[Any, Any] = {}
        # Where changes go that are made now, if they are guesses.
        self.guess: Any = None

    def note(self, key: int, place_name: str, name: str, value: "Any") -> None:
        """A function changed something that the server is to know."""
        place = (key, place_name)
        if self.guess is not None:
            self.fresh.pop(place, None)
            self.guess[place] = [name, value]
        else:
            self.fresh[place] = [name, value]

    def guessing(self, key: int, kind: str) -> None:
        """What follows, up to `told`, is a guess about what the server will do at that event."""
        self.guess = self.guesses.setdefault((key, kind), {})

    def told(self) -> None:
        """The end of a guess."""
        self.guess = None

    def take(self, seq: int, key: int, kind: str, revision: int) -> "dict[str, Any]":
        """What event `seq` carries; empty for nothing."""
        more: dict[str, Any] = {}
        if self.fresh:
            more["state"] = self.carry(seq, self.fresh)
            self.fresh = {}
        guess = self.guesses.pop((key, kind), None)
        if guess:
            more["guess"] = self.carry(seq, guess)
        if more:
            # What was known when this was changed, however late it is sent.
            more["since"] = revision
        return more

    def carry(self, seq: int, changes: "dict[Any, list[Any]]") -> "list[Any]":
        """Changes as they travel."""
        items = []
        for place, change in changes.items():
            self.sent[place] = [seq, shown(place[1], change[1])]
            items.append([place[0], change[0], change[1]])
            if place[1] == "value":
                self.note_sent(place[0], seq, self.sent[place][1])
        return items

    def holds(self, op: "list[Any]", seq: int) -> bool:
        """Whether an operation, in answer to event `seq` or unasked (0), must not be done now."""
        kind = op[0]
        if kind == wire.TEXT:
            place: Any = (op[1], "text")
            value = op[2]
        elif kind == wire.ATTR or kind == wire.PROP:
            place = (op[1], op[2])
            value = shown(op[2], op[3]) if kind == wire.PROP else op[3]
        elif kind == wire.CUT:
            place = (op[2], "show")
            value = "false"
        else:
            return False
        sent = self.sent.get(place)
        if sent is not None and seq < sent[0] and self.is_open(sent[0]):
            self.held[place] = op
            return True
        self.held.pop(place, None)
        if place in self.fresh or self.is_guessed(place):
            if sent is not None and sent[1] == value:
                return True  # our own earlier change comes back, and there is a newer one here
            self.fresh.pop(place, None)
        if sent is not None and kind == wire.CUT and sent[1] == value:
            # Hidden by us: it stays in the document, so that it can be shown again at once.
            return True
        return False

    def is_guessed(self, place: "Any") -> bool:
        """Whether a guess about the place has not been sent."""
        for guess in self.guesses.values():
            if place in guess:
                return True
        return False

    def done(self, seq: int) -> None:
        """The server is done with an event: what it said too early about what that carried is now its last word."""
        for place in list(self.held):
            if self.sent[place][0] == seq:
                op = self.held.pop(place)
                if place not in self.fresh:
                    self.apply(op)

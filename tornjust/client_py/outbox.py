"""What the user did and the server has not yet confirmed: events by number, in the order of the user's actions."""

from tornjust import wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# From this many on, what is typed into one field replaces what was typed into it just before.
LONG = 4
# So many characters take a while to send: of what is typed into such a text, one state at a time is on its way.
LONG_TEXT = 20000
# How far ahead of the oldest event others may be sent; the server waits with them for it.
REACH = wire.MAX_PENDING - 20


class Outbox:
    """Events stay here until the server says that they are done, whatever happens on their way."""

    def __init__(self) -> None:
        self.seq = 0
        # Number -> [key, type, fields] and perhaps what it carries beside, in the order of the numbers.
        self.events: dict[int, list[Any]] = {}
        # Those that have been on their way: they keep their content, as the server may know it.
        self.sent: set[int] = set()
        # What is typed is kept with the revision at which it was: the server takes text for a field that may not be
        # changed any more from those who could not know that.
        self.typed: dict[int, int] = {}
        # What an event says of fields is kept with the revision of which they showed what the server says.
        self.base: dict[int, int] = {}

    def add(self, key: int, kind: str, fields: "dict[str, Any]", revision: int, base: int) -> int:
        """Keep an event of a user who saw the page of that revision. Returns its number.

        `base` is the revision of which a field shows what the server says, beside what the user wrote.
        """
        if (
            kind == "input"
            and self.seq not in self.sent
            and (len(self.events) >= LONG or has_long_text(fields))
        ):
            last = self.events.get(self.seq)
            if last is not None and last[0] == key and last[1] == kind:
                last[2] = fields
                self.base[self.seq] = base
                return self.seq
        seq = self.seq = self.seq + 1
        self.events[seq] = [key, kind, fields]
        if kind == "input" or kind == "change":
            self.typed[seq] = revision
        if "value" in fields or "form_data" in fields:
            self.base[seq] = base
        return seq

    def carry(self, seq: int, more: "dict[str, Any]") -> None:
        """Event `seq` carries what functions of the program changed; see `wire`."""
        event = self.events[seq]
        if more and len(event) > 3:
            # A later key in the same field: the later values stand at the end.
            for name in ("state", "guess"):
                more[name] = event[3].get(name, []) + more.get(name, [])
            event[3] = more
        elif more:
            event.append(more)

    def message(self, seq: int, revision: int) -> "list[Any]":
        """The message of an event that goes on its way."""
        self.sent.add(seq)
        event = self.events[seq]
        if not event[1]:
            return [wire.EVENT, seq, revision, *event]
        more = event[3] if len(event) > 3 else None
        if not more and self.typed:
            typed = self.typed.get(seq, revision)
            if typed < revision:
                more = {"since": typed}
        base = self.base.get(seq, revision)
        if base < revision:
            more = {**(more or {}), wire.BASED: base}
        message = [wire.EVENT, seq, revision, event[0], event[1], event[2]]
        if more:
            message.append(more)
        return message

    def is_long(self, seq: int) -> bool:
        """Whether the event says what was typed into a long text."""
        event = self.events[seq]
        return bool(event[1] == "input" and has_long_text(event[2]))

    def in_reach(self) -> "list[int]":
        """The numbers of the events that may be sent."""
        numbers = list(self.events)
        if len(numbers) > REACH or (numbers and numbers[-1] - numbers[0] > REACH):
            return [seq for seq in numbers if seq - numbers[0] < REACH]
        return numbers

    def give_up(self, seq: int) -> bool:
        """The server does not take this event: send an empty one in its place. False if that was one already."""
        event = self.events.get(seq)
        if event is None or not event[1]:
            return False
        self.events[seq] = [0, "", {}]
        return True

    def done(self, seq: int) -> None:
        """The server has handled it."""
        self.events.pop(seq, None)
        self.sent.discard(seq)
        self.base.pop(seq, None)
        if self.typed:
            self.typed.pop(seq, None)


def has_long_text(fields: "dict[str, Any]") -> bool:
    """Whether what is in the field takes a while to send."""
    return len(str(fields.get("value", ""))) > LONG_TEXT

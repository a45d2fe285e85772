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
# What is kept of an event, by its place: the revision of the page that the user saw, that of which the event's field
# shows what the server says, whether it has been on its way, and what it carries beside (see `wire`).
KEY, KIND, FIELDS, SEEN, BASE, SENT, MORE = range(7)


class Outbox:
    """Events stay here until the server says that they are done, whatever happens on their way."""

    def __init__(self) -> None:
        self.seq = 0
        # By number, in the order of the numbers. There is nothing else to keep: each click adds and takes away.
        self.events: dict[int, list[Any]] = {}

    def add(self, key: int, kind: str, fields: "dict[str, Any]", seen: int, base: int) -> int:
        """Keep an event of a user who saw the page of revision `seen`. Returns its number.

        `base` is the revision of which a field shows what the server says, beside what the user wrote.
        """
        if kind == "input" and (len(self.events) >= LONG or has_long_text(fields)):
            last = self.events.get(self.seq)
            # What has been on its way keeps its content, as the server may know it.
            if last is not None and last[KEY] == key and last[KIND] == kind and not last[SENT]:
                last[FIELDS] = fields
                last[BASE] = base
                return self.seq
        seq = self.seq = self.seq + 1
        self.events[seq] = [key, kind, fields, seen, base, False, None]
        return seq

    def carry(self, seq: int, more: "dict[str, Any]") -> None:
        """Event `seq` carries what functions of the program changed; see `wire`."""
        event = self.events[seq]
        if more and event[MORE]:
            # A later key in the same field: the later values stand at the end.
            for name in ("state", "guess"):
                more[name] = event[MORE].get(name, []) + more.get(name, [])
        event[MORE] = more or event[MORE]

    def message(self, seq: int, revision: int) -> "list[Any]":
        """The message of an event that goes on its way."""
        event = self.events[seq]
        event[SENT] = True
        kind = event[KIND]
        fields = event[FIELDS]
        message = [wire.EVENT, seq, revision, event[KEY], kind, fields]
        more = event[MORE]
        if event[SEEN] < revision and not more and (kind == "input" or kind == "change"):
            # The server takes text for a field that may not be changed any more from those who could not know that.
            more = {"since": event[SEEN]}
        if event[BASE] < revision and ("value" in fields or "form_data" in fields):
            more = {**(more or {}), wire.BASED: event[BASE]}
        if more:
            message.append(more)
        return message

    def is_long(self, seq: int) -> bool:
        """Whether the event says what was typed into a long text."""
        event = self.events[seq]
        return bool(event[KIND] == "input" and has_long_text(event[FIELDS]))

    def in_reach(self) -> "list[int]":
        """The numbers of the events that may be sent."""
        numbers = list(self.events)
        if len(numbers) > REACH or (numbers and numbers[-1] - numbers[0] > REACH):
            return [seq for seq in numbers if seq - numbers[0] < REACH]
        return numbers

    def give_up(self, seq: int) -> bool:
        """The server does not take this event: send an empty one in its place. False if that was one already."""
        if seq not in self.events or self.is_empty(seq):
            return False
        self.events[seq] = [0, "", {}, 0, 0, True, None]
        return True

    def is_empty(self, seq: int) -> bool:
        """Whether this is one that stands for one that was given up."""
        return not self.events[seq][KIND]

    def done(self, seq: int) -> None:
        """The server has handled it."""
        self.events.pop(seq, None)


def has_long_text(fields: "dict[str, Any]") -> bool:
    """Whether what is in the field takes a while to send."""
    return len(str(fields.get("value", ""))) > LONG_TEXT

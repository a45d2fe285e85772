"""What the user typed against what the server says: decides which of the two a form field shows.

The rule: an answer to an event that this tab sent may change the field that was sent, unless the user has typed on
since. What comes without being asked for (a push, a poll) never changes a field that the user is typing in; it is
kept, and shown when the field loses the focus, if the user's text was not sent meanwhile.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Fields:
    """The form fields that the user has touched, by key."""

    def __init__(self, dom: "Any") -> None:
        self.dom = dom
        # key -> (number of the newest event that carried the field, the value it carried)
        self.sent: dict[int, tuple[int, Any]] = {}
        # Events that the server has not confirmed.
        self.open: set[int] = set()
        # Fields that the user has typed in since they got the focus, and what the server wanted to put there.
        self.typed: set[int] = set()
        self.held: dict[int, Any] = {}
        # (key, property) -> what an answer said that came before the one to the newest event of the field.
        self.early: dict[tuple[int, str], Any] = {}

    def note_typing(self, key: int) -> None:
        """The user changed the field."""
        self.typed.add(key)

    def note_sent(self, key: int, seq: int, value: "Any") -> None:
        """Event `seq` tells the server this value."""
        self.sent[key] = (seq, value)
        self.open.add(seq)
        self.held.pop(key, None)

    def note_done(self, seq: int) -> None:
        """The server has handled event `seq`. What it said of the field meanwhile is its last word."""
        self.open.discard(seq)
        for place in list(self.early):
            if self.sent[place[0]][0] == seq:
                self.set(place[0], place[1], self.early.pop(place), seq)

    def set(self, key: int, name: str, value: "Any", seq: int) -> None:
        """The server says that property `name` is `value`, in answer to event `seq` (0: unasked)."""
        node = self.dom.find(key)
        if node is None:
            return
        sent = self.sent.get(key)
        if sent is not None and sent[0] in self.open and seq < sent[0]:
            # Perhaps said before the server knew of the user's last word; perhaps, as answers to two events can be
            # made together, already its answer to that. The end of that event tells.
            self.early[(key, name)] = value
            return
        self.early.pop((key, name), None)
        if name != "value":
            self.dom.set_property(node, name, value)
            return
        now = self.dom.get_property(node, "value")
        if now == value:
            self.held.pop(key, None)
            return
        if sent is not None and seq >= sent[0]:
            if now == sent[1] or not self.dom.has_focus(node):
                self.dom.set_property(node, "value", value)
                self.held.pop(key, None)
            return
        if seq == 0 and key in self.typed and self.dom.has_focus(node):
            if sent is None or value != sent[1]:
                self.held[key] = value
            return
        self.dom.set_property(node, "value", value)

    def note_blur(self, key: int) -> None:
        """The field lost the focus: show what the server wanted to show meanwhile."""
        self.typed.discard(key)
        if key in self.held:
            value = self.held.pop(key)
            node = self.dom.find(key)
            if node is not None:
                self.dom.set_property(node, "value", value)

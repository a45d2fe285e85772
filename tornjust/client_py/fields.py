"""What the user typed against what the server says: decides which of the two a form field shows.

The rule: an answer to an event that this tab sent may change the field that was sent, unless the user has typed on
since; a program that empties it has taken what was sent, and what was typed behind that stays. What comes without
being asked for (a push, a poll) changes a field that the user is typing in when the server has confirmed all that is in
it and the user has paused; until then it is kept. Leaving the field shows it, too, if the user's text was not sent
meanwhile. While an input method composes a word, nothing touches the field.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Milliseconds without a key after which the user has paused.
CALM = 1000


def do_nothing(key: int, text: str) -> None:
    """Where nothing is held back."""


class Fields:
    """The form fields that the user has touched, by key. `platform` knows the time."""

    def __init__(self, dom: "Any", platform: "Any") -> None:
        self.dom = dom
        self.platform = platform
        # key -> (number of the newest event that carried the field, the value it carried)
        self.sent: dict[int, tuple[int, Any]] = {}
        # Events that the server has not confirmed.
        self.open: set[int] = set()
        # Fields that the user has typed in since they got the focus, and when; what the server wanted to put there.
        self.typed: dict[int, int] = {}
        # The revision of the page that the user saw then, and the present one.
        self.typed_at: dict[int, int] = {}
        self.revision = 0
        self.held: dict[int, Any] = {}
        # (key, property) -> what an answer said that came before the one to the newest event of the field.
        self.early: dict[tuple[int, str], Any] = {}
        # The field in which an input method composes a word, or 0.
        self.composing = 0
        # Changes the text that a field holds back (see capture.py).
        self.rewrite_held: Any = do_nothing

    def note_typing(self, key: int) -> None:
        """The user changed the field."""
        self.typed[key] = self.platform.now()
        self.typed_at[key] = self.revision

    def note_composing(self, key: int) -> None:
        """An input method begins a word in the field; 0: it has ended."""
        ended = self.composing
        self.composing = key
        if ended:
            self.show_later(ended)

    def note_sent(self, key: int, seq: int, value: "Any") -> None:
        """Event `seq` tells the server this value."""
        self.sent[key] = (seq, value)
        self.open.add(seq)
        self.held.pop(key, None)

    def note_done(self, seq: int) -> None:
        """The server has handled event `seq`. What it said of the field meanwhile is its last word."""
        self.open.discard(seq)
        if not self.early:
            return
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
        elif not self.dom.has_focus(node):
            self.show(key, node, value)
        elif key == self.composing:
            self.hold(key, value)
        elif sent is not None and seq >= sent[0]:
            if now == sent[1]:
                self.show(key, node, value)
            elif value == "" and sent[1] and now.startswith(sent[1]):
                rest = now[len(sent[1]) :]
                self.show(key, node, rest)
                self.sent[key] = (sent[0], value)
                self.rewrite_held(key, rest)
        elif seq == 0 and key in self.typed:
            if sent is None or value != sent[1]:
                self.hold(key, value)
        else:
            self.show(key, node, value)

    def show(self, key: int, node: "Any", value: "Any") -> None:
        """The server's word."""
        self.held.pop(key, None)
        self.dom.set_property(node, "value", value)
        sent = self.sent.get(key)
        if sent is not None:
            # The field holds nothing of the user's that the server does not know.
            self.sent[key] = (sent[0], value)

    def hold(self, key: int, value: "Any") -> None:
        """Show it when the user has paused."""
        if key not in self.held:
            self.held[key] = value
            self.show_later(key)
        else:
            self.held[key] = value

    def show_later(self, key: int) -> None:
        """Look again when the user may have paused."""
        wait = self.typed.get(key, 0) + CALM - self.platform.now()
        if wait <= 0:
            wait = 0
        self.platform.after(wait, lambda: self.show_held(key))

    def show_held(self, key: int) -> None:
        """Show what waits, if the user has paused and the server knows all that is in the field."""
        if key not in self.held or key not in self.typed:
            return
        if self.platform.now() < self.typed[key] + CALM:
            self.show_later(key)
            return
        node = self.dom.find(key)
        sent = self.sent.get(key)
        if node is None or sent is None or key == self.composing:
            return
        if sent[0] not in self.open and self.dom.get_property(node, "value") == sent[1]:
            self.show(key, node, self.held[key])

    def note_blur(self, key: int) -> None:
        """The field lost the focus: show what the server wanted to show meanwhile."""
        self.typed.pop(key, None)
        self.typed_at.pop(key, None)
        if key == self.composing:
            self.composing = 0
        if key in self.held:
            value = self.held.pop(key)
            node = self.dom.find(key)
            if node is not None:
                self.dom.set_property(node, "value", value)

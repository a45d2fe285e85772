"""What the user typed against what the server says: decides which of the two a form field shows.

The rule: an answer to an event that this tab sent may change a field. Where the user has typed on since, both changes
are put together (`merge.py`): what a program took away goes, what was typed behind it stays. What comes without being
asked for (a push, a poll) changes a field that the user is typing in when the server has confirmed all that is in it
and the user has paused; until then it is kept. Leaving the field shows it, too, if the user's text was not sent
meanwhile. While an input method composes a word, nothing touches the field.
"""

from tornjust.client_py.merge import merge

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Milliseconds without a key after which the user has paused.
CALM = 1000


def do_nothing(key: int, base: str, theirs: str) -> None:
    """Where nothing is held back."""


class Fields:
    """The form fields that the user has touched, by key. `platform` knows the time."""

    def __init__(self, dom: "Any", platform: "Any") -> None:
        self.dom = dom
        self.platform = platform
        # key -> [number of an event that carried the field, the value it carried], the newest last: those that are
        # open, and the newest that is not. The program's changes are put into them too when they are shown.
        self.sent: dict[int, list[list[Any]]] = {}
        # Events that the server has not confirmed.
        self.open: set[int] = set()
        # Fields that the user has typed in since they got the focus, and when; what the server wanted to put there.
        self.typed: dict[int, int] = {}
        # The revision of the page that the user saw then, and the present one.
        self.typed_at: dict[int, int] = {}
        self.revision = 0
        self.held: dict[int, Any] = {}
        # (key, property) -> what the server said that cannot be shown yet, and the event by which it had heard of the
        # field; 0: at the end of the newest event of the field we know.
        self.early: dict[tuple[int, str], tuple[Any, int]] = {}
        # The revision of the page at which a field showed what the server says, where it does not any more.
        self.behind: dict[int, int] = {}
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
            self.platform.after(0, lambda: self.end_composing(ended))
            self.show_later(ended)

    def end_composing(self, key: int) -> None:
        """The word is there."""
        value, seq = self.early.get((key, "value"), (None, 0))
        if seq and key != self.composing:
            self.set(key, "value", value, seq)

    def note_sent(self, key: int, seq: int, value: "Any") -> None:
        """Event `seq` tells the server this value."""
        texts = self.sent.setdefault(key, [])
        if texts and texts[-1][0] == seq:
            texts.pop()
        while len(texts) > 1 and texts[1][0] not in self.open:
            texts.pop(0)
        texts.append([seq, value])
        self.open.add(seq)
        self.held.pop(key, None)

    def note_done(self, seq: int) -> None:
        """The server has handled event `seq`. What it said of the field meanwhile is its last word."""
        if self.open:
            self.open.discard(seq)
        if not self.early:
            return
        for place in list(self.early):
            if self.sent[place[0]][-1][0] == seq:
                self.set(place[0], place[1], self.early.pop(place)[0], seq)

    def set(self, key: int, name: str, value: "Any", seq: int) -> None:
        """The server says that property `name` is `value`, and that it has heard of event `seq` (0: unasked)."""
        node = self.dom.find(key)
        if node is None:
            return
        texts = self.sent.get(key)
        last = texts[-1] if texts else None
        base = None
        if name == "value" and seq and texts and self.dom.holds_text(node):
            for text in texts:
                if text[0] <= seq:
                    base = text
        if last is not None and last[0] in self.open and seq < last[0] and base is None:
            # Perhaps said before the server knew of the user's last word; perhaps, as answers to two events can be
            # made together, already its answer to that. The end of that event tells.
            self.defer(key, name, value, 0)
            return
        self.early.pop((key, name), None)
        if name != "value":
            self.dom.set_property(node, name, value)
            return
        now = self.dom.get_property(node, "value")
        if base is not None:
            if key == self.composing:
                self.defer(key, name, value, seq)
            elif base is last and not self.dom.has_focus(node):
                self.show(key, node, value)
            else:
                self.put_together(key, node, now, base, value)
        elif now == value or not self.dom.has_focus(node):
            self.show(key, node, value)
        elif key == self.composing:
            self.hold(key, value)
        elif seq == 0 and key in self.typed:
            if last is None or value != last[1]:
                self.hold(key, value)
        elif last is None or seq < last[0] or now == last[1]:
            self.show(key, node, value)

    def defer(self, key: int, name: str, value: "Any", seq: int) -> None:
        """It cannot be shown yet: the field falls behind."""
        self.early[(key, name)] = (value, seq)
        if name == "value":
            self.behind.setdefault(key, self.revision)

    def put_together(self, key: int, node: "Any", now: str, base: "list[Any]", value: str) -> None:
        """The program made `value` of the text `base`, and the user has typed on: the field gets what both wrote."""
        seq, text = base
        self.rewrite_held(key, text, value)
        for told in self.sent[key]:
            if told[0] > seq:
                told[1] = merge(text, told[1], value)
        base[1] = value
        self.agree(key, node, now, merge(text, now, value))

    def show(self, key: int, node: "Any", value: "Any") -> None:
        """The server's word."""
        self.agree(key, node, None, value)
        if key in self.sent:
            # The field holds nothing of the user's that the server does not know.
            self.sent[key][-1][1] = value

    def agree(self, key: int, node: "Any", now: "Any", value: "Any") -> None:
        """The field has all that the server says."""
        self.held.pop(key, None)
        self.behind.pop(key, None)
        if now != value:
            self.dom.set_property(node, "value", value)

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
        if node is None or key not in self.sent or key == self.composing:
            return
        seq, text = self.sent[key][-1]
        if seq not in self.open and self.dom.get_property(node, "value") == text:
            self.show(key, node, self.held[key])

    def note_blur(self, key: int) -> None:
        """The field lost the focus: show what the server wanted to show meanwhile."""
        self.typed.pop(key, None)
        self.typed_at.pop(key, None)
        if key == self.composing:
            self.composing = 0
            self.end_composing(key)
        if key in self.held:
            value = self.held.pop(key)
            node = self.dom.find(key)
            if node is not None:
                self.dom.set_property(node, "value", value)

"""What the user does to form fields, whatever the page listens to: typing, composing, leaving, resetting a form.

Safari takes what a script writes into a field for what was last told of it: where the program has written over what the
user was typing, it tells of no change when the user is done. So we do.
"""

from browser import document, window

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Types whose value is set in one go: they report when it is.
AT_ONCE = ("radio", "checkbox", "file")


class Typist:
    """Between the DOM and `fields`. `capture` sends what fields hold back."""

    def __init__(self, dom: "Any", fields: "Any", capture: "Any") -> None:
        self.dom = dom
        self.fields = fields
        self.capture = capture
        # The text field with the focus, and what was last told of it: as it got the focus, or by a change.
        self.field: Any = None
        self.told = ""
        # Whether the program has written over what the user had not told yet.
        self.overwritten = False
        dom.rewrites = self.note_rewrite

    def start(self) -> None:
        """Begin to listen."""
        listen = document.addEventListener
        listen("input", self.on_input, True)
        listen("focusout", self.on_focus_out, True)
        listen("compositionstart", self.on_composition, True)
        listen("compositionend", self.on_composition, True)
        listen("reset", self.on_reset)
        listen("focusin", self.on_focus_in, True)
        listen("change", self.on_change, True)
        listen("keydown", self.on_key, True)
        listen("submit", self.tell_change, True)
        self.enter(document.activeElement)

    def key(self, event: "Any") -> int:
        """The field that an event is about, or 0."""
        target = event.target
        return int(self.dom.key(target)) if target.nodeType == 1 else 0

    def on_input(self, event: "Any") -> None:
        """The user changed a field."""
        key = self.key(event)
        if key:
            self.fields.note_typing(key)

    def on_composition(self, event: "Any") -> None:
        """An input method begins or ends a word."""
        self.fields.note_composing(self.key(event) if event.type == "compositionstart" else 0)

    def on_focus_out(self, event: "Any") -> None:
        """A field lost the focus."""
        key = self.key(event)
        if key and not self.capture.place.moving:
            self.tell_change()
            self.capture.flush()
            self.fields.note_blur(key)

    def on_focus_in(self, event: "Any") -> None:
        """A field has got the focus, or has it again after it was moved."""
        if self.capture.place.moving and self.field is not None and self.field.isSameNode(event.target):
            self.overwritten = True
        else:
            self.enter(event.target)

    def enter(self, node: "Any") -> None:
        """The user is there now."""
        self.field = node if node and self.dom.holds_text(node) else None
        self.overwritten = False
        if self.field is not None:
            self.told = self.dom.get_property(node, "value")

    def note_rewrite(self, before: str, value: str) -> None:
        """The program writes `value` over the text `before` of the field with the focus."""
        if self.field is None:
            return  # the window has no focus, so nobody was told of that of the field
        if before != self.told:
            self.overwritten = True
        else:
            self.told = value

    def on_change(self, event: "Any") -> None:
        """The browser tells of a change."""
        if self.field is not None and self.field.isSameNode(event.target):
            self.enter(self.field)

    def on_key(self, event: "Any") -> None:
        """Enter tells of a change, too."""
        if self.overwritten and event.key == "Enter" and self.field.nodeName == "INPUT":
            window.setTimeout(self.tell_change, 0)

    def tell_change(self, event: "Any" = None) -> None:
        """The user is done with the field: tell of the change, unless the browser has."""
        if self.overwritten and self.dom.get_property(self.field, "value") != self.told:
            self.field.dispatchEvent(window.Event.new("change", {"bubbles": True}))

    def on_reset(self, event: "Any") -> None:
        """A form goes back to the values that it came with. Browsers tell nobody about its fields, so we do."""
        form = event.target

        def told() -> None:
            if event.defaultPrevented:
                return
            for field in form.elements:
                if field.nodeName not in ("INPUT", "SELECT", "TEXTAREA"):
                    continue
                kind = "change" if field.nodeName == "SELECT" or field.type in AT_ONCE else "input"
                # A radio button that is not chosen has nothing to say.
                if field.type != "radio" or field.checked:
                    self.capture.dispatch(kind, field, window.Event.new(kind))

        window.setTimeout(told, 0)

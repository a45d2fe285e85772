"""What the user does to form fields, whatever the page listens to: typing, composing, leaving, resetting a form."""

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

    def start(self) -> None:
        """Begin to listen."""
        listen = document.addEventListener
        listen("input", self.on_input, True)
        listen("focusout", self.on_focus_out, True)
        listen("compositionstart", self.on_composition, True)
        listen("compositionend", self.on_composition, True)
        listen("reset", self.on_reset)

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
            self.capture.flush()
            self.fields.note_blur(key)

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

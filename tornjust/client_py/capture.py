"""DOM event -> event message. Finds who listens, reads what the message carries, and keeps to debounce and throttle."""

from tornjust import wire
from tornjust.client_py.merge import merge

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Events that do not bubble: only the element itself hears them.
NOT_BUBBLING = frozenset(
    (
        "focus", "blur", "mouseenter", "mouseleave", "pointerenter", "pointerleave", "load", "error", "scroll",
        "toggle", "invalid", "play", "pause", "ended", "cancel", "close", "timeupdate", "volumechange", "upload",
    )
)  # fmt: skip
VALUE_EVENTS = frozenset(("input", "change", "select"))


class Capture:
    """Between the DOM's events and the transport."""

    def __init__(self, dom: "Any", reader: "Any", platform: "Any", transport: "Any", fields: "Any") -> None:
        self.dom = dom
        self.reader = reader
        self.platform = platform
        self.transport = transport
        self.fields = fields
        fields.rewrite_held = self.rewrite
        # Called with (event number, key, files) for an event with files.
        self.on_files: Any = None
        self.types: set[str] = set()
        # Whether clicks are among them.
        self.clicks = False
        # Of these, somebody else tells (`take`).
        self.told: tuple[str, ...] = ()
        self.specs: dict[str, Any] = {}
        # (key, type) -> [timer, fields or None]: what is held back by debounce or throttle.
        self.held: dict[tuple[int, str], list[Any]] = {}
        # Who moves the focus when elements are made anew; None without a browser.
        self.place: Any = None
        # What runs functions of the program, on pages that have some; see functions.py.
        self.functions: Any = None

    def listen(self, types: "list[str]") -> None:
        """Listen to these event types too."""
        for name in types:
            if name not in self.types:
                self.types.add(name)
                if name == "click":
                    self.clicks = True
                if name == "click__out":
                    self.listen(["click"])
                elif name not in self.told:
                    self.dom.listen(name, name in NOT_BUBBLING, self.on_event)

    def on_event(self, event: "Any") -> None:
        """An event of the browser."""
        target = event.target
        # Some events happen to the document itself, or to the window.
        self.take(event.type, target if self.dom.is_element(target) else None, event)

    def take(self, name: str, target: "Any", event: "Any") -> None:
        """An event of the browser that happened to an element, or else to None."""
        if self.place is None or not self.place.moving:
            if name == "change":
                self.dispatch(name, target, event)
            else:
                self.climb(name, target, event, None, None)

    def dispatch(
        self, name: str, target: "Any", event: "Any", value: "Any" = None, checked: "Any" = None
    ) -> None:
        """Send the event to every listener on its way up. `value` and `checked` replace what the element says now."""
        self.climb(name, target, event, value, checked)
        if name == "change" and "upload" in self.types:
            self.climb("upload", target, event, None, None)

    def climb(self, name: str, target: "Any", event: "Any", value: "Any", checked: "Any") -> None:
        """See `dispatch`."""
        dom = self.dom
        # Here, as in what this calls, the commonest comes first: a click is to leave at once.
        bubbles = name == "click" or name not in NOT_BUBBLING
        node = dom.hearer(target)
        if not bubbles and node is not target:
            node = None
        stopped = False
        while node is not None:
            if self.functions is not None and self.functions.run(name, event, target, node, value, checked):
                stopped = True
            text = dom.attribute(node, wire.LISTENS)
            if text:
                spec = self.read(text)
                types = spec[0]
                if name in types:
                    if name != "click":
                        dom.before_send(name, event)
                    if name != "dragover":
                        fields = self.reader.fields(name, event, target, node, spec[1])
                        if value is not None and "value" in fields:
                            fields["value"] = value
                        if checked is not None and "checked" in fields:
                            fields["checked"] = checked
                        self.emit(dom.key(node), name, fields, types[name])
                    if spec[2]:
                        stopped = True
                        break
            if stopped or not bubbles:
                break
            node = dom.hearer(dom.parent(node))
        # What happens to the document itself, as scrolling does, has no element as its target.
        if stopped or (target is not None and not bubbles):
            return
        if self.functions is not None:
            self.functions.run(name, event, target, dom.root)
        # The page listens to the whole document.
        text = dom.attribute(dom.root, wire.LISTENS)
        if text:
            spec = self.read(text)
            types = spec[0]
            if name in types:
                self.emit(dom.key(dom.root), name, self.reader.page_fields(name, event, spec[1]), types[name])
        if name == "dragover" or name == "drop":
            dom.keep_page(event)
        if name == "click" and target is not None and "click__out" in self.types:
            for outside in dom.outside(target):
                self.emit(dom.key(outside), "click__out", {}, None)

    def read(self, text: str) -> "Any":
        """The parsed value of a `data-tj-on` attribute."""
        spec = self.specs.get(text)
        if spec is None:
            spec = self.specs[text] = wire.read_listens(text)
        return spec

    def emit(self, key: int, name: str, fields: "dict[str, Any]", modifier: "Any") -> None:
        """Send now, or later if the listener wants its events debounced or throttled."""
        if modifier is None:
            if self.held:
                self.flush()
            if name == "click":
                self.transport.send(key, name, fields)
            else:
                self.send(key, name, fields)
            return
        kind, wait, immediate = modifier
        place = (key, name)
        held = self.held.get(place)
        if kind == "t":
            if held is not None:
                if not immediate:
                    return
                held[1] = None
                return
            if immediate:
                self.send(key, name, fields)
            self.held[place] = [self.timer(place, wait), None if immediate else fields]
            return
        if held is not None:
            self.platform.cancel(held[0])
        elif immediate:
            self.flush()
            self.send(key, name, fields)
        self.held[place] = [self.timer(place, wait), None if immediate else fields]

    def timer(self, place: "tuple[int, str]", wait: int) -> "Any":
        """Send what is held in `place` after `wait` milliseconds."""

        def over() -> None:
            held = self.held.pop(place, None)
            # An element that has gone meanwhile has nobody who would listen.
            if held is not None and held[1] is not None and self.dom.find(place[0]) is not None:
                self.send(place[0], place[1], held[1])

        return self.platform.after(wait, over)

    def flush(self) -> None:
        """Send what fields hold back, so that the server knows the text before it hears of the click after it."""
        for place in list(self.held):
            if place[1] in VALUE_EVENTS and self.held[place][1] is not None:
                timer, fields = self.held.pop(place)
                self.platform.cancel(timer)
                self.send(place[0], place[1], fields)

    def rewrite(self, key: int, base: str, theirs: str) -> None:
        """The program made `theirs` of the text `base`, on which a field holds something back."""
        for place, held in self.held.items():
            if place[0] == key and held[1] is not None and "value" in held[1]:
                held[1]["value"] = merge(base, held[1]["value"], theirs)

    def send(self, key: int, name: str, fields: "dict[str, Any]") -> None:
        """Hand an event to the transport."""
        files = fields.get(wire.FILES)
        if files:
            fields[wire.FILES] = len(files)
        seq = self.transport.send(key, name, fields)
        if files:
            self.on_files(seq, key, files)
        if name in VALUE_EVENTS and "value" in fields:
            self.fields.note_sent(key, seq, fields["value"])
            if fields.get("input_type") == "radio":
                # What the server says of the others before it knows of this choice is old, too.
                for other in self.dom.radios(self.dom.find(key)):
                    self.fields.note_sent(self.dom.key(other), seq, self.dom.get_property(other, "value"))

"""Functions of the program that run here, as far as every page may need it: keeps events until what runs them is there.

Only a page that has such functions makes one of these. What runs them is an extra (client_py/twin/).
"""

from tornjust import wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Functions:
    """`load_script(path)` loads a script of the server's, `load_extra(name)` a part of the runtime."""

    def __init__(self, runtime: "Any", load_extra: "Any", load_script: "Any") -> None:
        self.dom = runtime.dom
        self.reader = runtime.reader
        self.replica = runtime.replica
        self.transport = runtime.transport
        self.load_extra = load_extra
        self.load_script = load_script
        self.debug = False
        # What runs functions, once it is there.
        self.tab: Any = None
        # Events and messages that came before.
        self.events: list[Any] = []
        self.messages: list[Any] = []
        runtime.capture.functions = self
        self.transport.functions = self

    def load(self, what: "dict[str, Any]") -> None:
        """The page has functions in these scripts."""
        self.debug = what["debug"]
        self.load_extra("twin")
        for name in what["scripts"]:
            self.load_script(wire.FUNCTION_PATH + name)

    def start(self, tab: "Any") -> None:
        """What runs functions is there."""
        self.tab = tab
        self.replica.claims = tab.claims
        self.transport.claims = tab.claims
        for message in self.messages:
            tab.told(message)
        self.messages = []
        words = self.dom.attribute(self.dom.root, wire.RUNS)
        if words and "page_ready:" in words:
            self.run("page_ready", None, None, self.dom.root)

    def told(self, message: "list[Any]") -> None:
        """A patch was applied."""
        if self.tab is not None:
            self.tab.told(message)
        elif len(message) > 6:
            self.messages.append(message)

    def run(
        self, name: str, event: "Any", target: "Any", node: "Any", value: "Any" = None, checked: "Any" = None
    ) -> bool:
        """Run what `node` runs at this event. Returns whether the event is to go no further.

        `value` and `checked` are what the element said at the time.
        """
        text = self.dom.attribute(node, wire.RUNS)
        if not text or name + ":" not in text:
            return False
        words = [word for word in text.split() if word.rsplit(":", 3)[0] == name]
        if not words:
            return False
        if event is not None:
            self.dom.before_send(name, event)
        if self.dom.is_root(node):
            fields = self.reader.page_fields(name, event, ())
        else:
            fields = self.reader.fields(name, event, target, node, [])
        if value is not None and "value" in fields:
            fields["value"] = value
        if checked is not None and "checked" in fields:
            fields["checked"] = checked
        tab = self.tab
        if tab is not None and not self.events and tab.knows(words):
            stopped: bool = tab.run(words, name, event, node, fields)
            return stopped
        # What also goes to the server shows when that answers; a guess would come too late.
        words = [word for word in words if word.rsplit(":", 3)[1] != wire.BOTH]
        if words:
            self.events.append((words, name, event, node, fields))
        return False

    def arrived(self) -> None:
        """More functions are here: do what waited for them, in its order."""
        while self.events and self.tab.knows(self.events[0][0]):
            self.tab.run(*self.events.pop(0))

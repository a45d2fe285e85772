"""One tab's functions: finds the one that is meant, gives it its component and its event, and carries calls."""

from tornjust import wire
from tornjust.client_py.twin.attributes import BOOLEAN, shown
from tornjust.client_py.twin.claims import Claims
from tornjust.client_py.twin.tools import Client, Remote, Server, Vocabulary
from tornjust.client_py.twin.twin import Event, Page, Twin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# A browser tells the server of this many errors; who needs more looks into its console.
MOST_REPORTS = 20
GENERATORS = ("generator", "async_generator")
MOST_TRACE = 8000
MORE_EVENTS = ("click", "input", "change", "submit", "focus", "blur", "dblclick", "drop")


class RemoteError(Exception):
    """A function of the server failed. `trace` is its traceback there, in development."""

    def __init__(self, reason: str, trace: str = "") -> None:
        super().__init__(reason + ("\nOn the server:\n" + trace if trace else ""))
        self.trace = trace


class Tab:
    """`desk` is the document and the browser as functions here want them; see `desk.py`."""

    LOCAL = "data-tj-local"

    def __init__(
        self, desk: "Any", dom: "Any", capture: "Any", transport: "Any", notice: "Any", debug: bool
    ) -> None:
        self.desk = desk
        self.dom = dom
        self.capture = capture
        self.transport = transport
        self.notice = notice
        self.debug = debug
        self.claims = Claims(self.apply, self.is_open, capture.fields.note_sent)
        self.page = Page(self)
        # Name of a function -> the function.
        self.functions: dict[str, Any] = {}
        # Modules that have started.
        self.modules: set[str] = set()
        self.groups: dict[str, list[str]] = {}
        # Key, or number of an element made here -> its twin.
        self.twins: dict[int, Any] = {}
        self.made: dict[str, Any] = {}
        self.numbers = 0
        # Events of ours that are calls: number -> the future that waits for the answer.
        self.calls: dict[int, Any] = {}
        # Calls from the server that were taken up, and those for functions that are not here yet.
        self.taken: set[int] = set()
        self.waiting: list[Any] = []
        self.reports = 0
        self.ready = False

    # -- programs -------------------------------------------------------------------------------------------------

    def program(self, module: str) -> "Program":
        """What a module of the program begins with."""
        return Program(self, module)

    def method(self, kind: str, name: str) -> "Any":
        """A function of the program that is a method of the class `kind`, or None."""
        return self.functions.get(kind + "." + name) if kind else None

    def group(self, name: str) -> "list[str]":
        """The utility classes of which an element wants one, among them `name`."""
        return self.groups.get(name) or [name]

    # -- components -----------------------------------------------------------------------------------------------

    def twin(self, node: "Any") -> Twin:
        """The component that an element stands for."""
        key = self.dom.key(node)
        if key:
            found = self.twins.get(key)
            if found is None:
                found = self.twins[key] = Twin(self, node, key)
            return found
        number = self.dom.attribute(node, self.LOCAL)
        if number is None:
            number = self.number(node)
            self.made[number] = Twin(self, node, 0)
        made: Twin = self.made[number]
        return made

    def number(self, node: "Any") -> str:
        """Name an element that was made here."""
        self.numbers += 1
        self.dom.set_attribute(node, self.LOCAL, str(self.numbers))
        return str(self.numbers)

    def make(self, tag: str, kind: str, svg: bool, attributes: "dict[str, Any]") -> Twin:
        """A new element, with the keywords that the server's components take."""
        node = self.desk.make(tag, svg)
        twin = Twin(self, node, 0)
        self.made[self.number(node)] = twin
        if kind and kind != "text":
            self.dom.set_attribute(node, "type", kind)
        parent = attributes.pop("a", None)
        for name, value in attributes.items():
            if callable(value):
                self.listen(twin, name[3:] if name[:3] == "on_" else name, value)
            elif name == "components":
                twin.add(*value)
            elif name in ("type", "name", "id"):
                self.dom.set_attribute(node, name, str(value))
            else:
                setattr(twin, name, value)
        if parent is not None:
            parent.add_component(twin)
        return twin

    def listen(self, twin: Twin, event: str, handler: "Any") -> None:
        """An element that was made here calls `handler(self, event)`."""
        twin._handlers[event] = handler
        words = [name + "::" + wire.MADE_HERE + ":" for name in twin._handlers]
        self.dom.set_attribute(twin._found, wire.RUNS, " ".join(words))
        self.capture.listen([event])

    def forget(self, twin: Twin) -> None:
        """An element that was made here goes."""
        self.made.pop(self.dom.attribute(twin._found, self.LOCAL) or "", None)

    def show(self, node: "Any", attribute: str, value: "Any") -> None:
        """Show in the document what was assigned to a component."""
        dom = self.dom
        if attribute == "text":
            dom.set_text(node, shown("text", value))
        elif attribute == "value":
            dom.set_property(node, "value", value if isinstance(value, list) else shown("value", value))
        elif attribute == "checked":
            dom.set_property(node, "checked", bool(value))
        elif attribute == "show":
            dom.set_attribute(node, wire.OFF, None if value else "")
        else:
            text = shown(attribute, value)
            dom.set_attribute(node, attribute, text)
            if attribute in BOOLEAN:
                self.desk.set_boolean(node, attribute, text is not None)

    # -- events ---------------------------------------------------------------------------------------------------

    def run(
        self, words: "list[str]", name: str, native: "Any", node: "Any", fields: "dict[str, Any]"
    ) -> bool:
        """Run what the element `node` does at an event. Returns whether a function asked that it go no further."""
        stopped = False
        for word in words:
            kind, function, owner = word.rsplit(":", 3)[1:]
            me: Any = self.page if self.dom.is_root(node) else self.twin(node)
            happened = Event(self.fields(name, fields, me, node), native)
            if function == wire.MADE_HERE:
                self.guard(me._handlers[name], me, happened)
            elif kind == wire.VALIDATE:
                self.check(function, me, name)
            else:
                if owner:
                    node_of = self.dom.find(int(owner))
                    if node_of is None:
                        continue
                    me = self.twin(node_of)
                if me is not self.page:
                    me._kind = me._kind or function.rpartition(".")[0]
                if kind == wire.BOTH:
                    self.claims.guessing(self.dom.key(node), name)
                try:
                    self.guard(self.functions[function], me, happened)
                finally:
                    self.claims.told()
            stopped = stopped or bool(happened._fields.get("stopped"))
        return stopped

    def knows(self, words: "list[str]") -> bool:
        """Whether all functions are here."""
        for word in words:
            function = word.rsplit(":", 3)[2]
            if function != wire.MADE_HERE and function not in self.functions:
                return False
        return True

    def fields(self, name: str, fields: "dict[str, Any]", me: "Any", node: "Any") -> "dict[str, Any]":
        """What a message of the event would hold."""
        found = dict(fields)
        found["event_type"] = name
        found["target"] = me
        found["page"] = self.page
        found["id"] = self.dom.attribute(node, "id")
        return found

    def check(self, function: str, me: Twin, name: str) -> None:
        """Ask the program's function about the value of a field, and show what it says."""
        self.claims.guessing(me._key, name)
        try:
            checkbox = self.dom.attribute(me.element, "type") == "checkbox"
            answer = self.functions[function](me.checked if checkbox else me.value)
            error = (
                "" if answer is None or answer is True else str(answer) if answer else "This is not valid."
            )
            me.aria_invalid = "true" if error else None
            self.desk.set_validity(me.element, error)
            place = self.dom.attribute(me.element, wire.MESSAGE)
            if place:
                node = self.dom.find(int(place))
                if node is not None:
                    self.twin(node).text = error
        except Exception as failure:
            self.failed(failure)
        finally:
            self.claims.told()

    def guard(self, function: "Any", *args: "Any") -> "Any":
        """Call a function of the program. What it raises is told and goes no further; what it awaits is awaited."""
        try:
            result = function(*args)
            if type(result).__name__ in GENERATORS:
                raise TypeError(
                    f"{function.__name__}() has a `yield`, so nothing of it ran; what is to happen bit by bit is an "
                    "async function that awaits, or one that jp.client.every calls"
                )
        except Exception as error:
            self.failed(error)
            return None
        if self.desk.is_awaitable(result):
            self.desk.start(result, self.nothing, self.failed)
        return result

    def nothing(self, value: "Any") -> None:
        """The result of a handler is not used."""

    def failed(self, error: "Any") -> None:
        """A function of the program raised: say so here and to the server."""
        trace = self.desk.trace(error)
        self.desk.log_error(trace)
        if self.debug:
            self.notice.error(trace)
        self.reports += 1
        if self.reports <= MOST_REPORTS:
            self.transport.send(0, wire.FAILED, {"trace": trace[-MOST_TRACE:]})

    # -- calls ----------------------------------------------------------------------------------------------------

    def call(self, name: str, args: "tuple[Any, ...]") -> "Any":
        """Call a function of the server; what is returned can be awaited."""
        future = self.desk.future()
        # Registered first: where the answer is quick, nobody must miss it.
        self.calls[self.transport.outbox.seq + 1] = future
        self.transport.send(0, wire.CALL, {"name": name, "args": list(args)})
        return future

    def told(self, message: "list[Any]") -> None:
        """A patch was applied: see what the server says beside it."""
        more = message[6] if len(message) > 6 else None
        if len(message) > 4 and message[4] > 0:
            self.answered(message[4], more)
        if more and "calls" in more:
            self.called(more["calls"])

    def answered(self, seq: int, more: "Any") -> None:
        """The server is done with an event; `more` is what it says beside the patch, or None."""
        future = self.calls.pop(seq, None)
        if future is None:
            return
        if more and "error" in more:
            self.desk.refuse(future, RemoteError(more["error"], more.get("trace", "")))
        elif more and "value" in more:
            self.desk.resolve(future, more.get("value"))
        else:
            self.desk.refuse(future, RemoteError("the server did not answer the call"))

    def called(self, calls: "list[list[Any]]") -> None:
        """The server calls functions here: [number, function, arguments]. Each is done once."""
        for number, name, args in calls:
            if number in self.taken:
                continue
            self.taken.add(number)
            if name in self.functions:
                self.answer(number, name, args)
            else:
                self.waiting.append((number, name, args))

    def answer(self, number: int, name: str, args: "list[Any]") -> None:
        """Run a function for the server and send what it returns."""

        def done(value: "Any") -> None:
            try:
                self.desk.dumps(value)
            except Exception:
                failed(
                    TypeError(
                        f"{name} returned {value!r}, which is not plain data (text, numbers, lists, ...)"
                    )
                )
                return
            self.transport.send(0, wire.RESULT, {"call": number, "value": value})

        def failed(error: "Any") -> None:
            trace = self.desk.trace(error)
            self.desk.log_error(trace)
            self.transport.send(
                0, wire.RESULT, {"call": number, "error": str(error), "trace": trace[-MOST_TRACE:]}
            )

        try:
            value = self.functions[name](*args)
        except Exception as error:
            failed(error)
            return
        if self.desk.is_awaitable(value):
            self.desk.start(value, done, failed)
        else:
            done(value)

    # -- for others -----------------------------------------------------------------------------------------------

    def apply(self, op: "list[Any]") -> None:
        """Do an operation that was held back."""
        self.capture.functions.replica.apply(op, 0)

    def is_open(self, seq: int) -> bool:
        """Whether the server is still to answer an event."""
        return seq in self.transport.outbox.events


class Program:
    """One module of the program: gives it the names that it uses, and takes its functions."""

    def __init__(self, tab: Tab, module: str) -> None:
        self.tab = tab
        self.module = module
        self.client = Client(tab)
        self.server = Server(tab)

    def vocabulary(self, tags: "dict[str, Any]") -> Vocabulary:
        """What `jp` is here."""
        return Vocabulary(self.tab, tags, self.client, self.server)

    def element(self, tag: str, kind: str, svg: bool) -> "Any":
        """What a class of an element is here: a function that makes one."""
        return lambda **attributes: self.tab.make(tag, kind, svg, attributes)

    def remote(self, name: str) -> Remote:
        """A function of the server."""
        return Remote(self.tab, name)

    def groups(self, groups: "list[list[str]]") -> None:
        """Groups of utility classes that replace each other."""
        for group in groups:
            for name in group:
                self.tab.groups[name] = group

    def define(self, functions: "dict[str, Any]") -> None:
        """The end of the module: its functions by name."""
        tab = self.tab
        for name, function in functions.items():
            tab.functions[self.module + "." + name] = function
        tab.modules.add(self.module)
        waiting, tab.waiting = tab.waiting, []
        for number, name, args in waiting:
            if name in tab.functions:
                tab.answer(number, name, args)
            else:
                tab.waiting.append((number, name, args))
        tab.capture.functions.arrived()

"""What a function in the browser finds under `jp`: elements to make, timers and frames, storage, the server."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Vocabulary:
    """`jp`: each element that the program's functions make, by its name on the server."""

    def __init__(self, tab: "Any", tags: "dict[str, Any]", client: "Any", server: "Any") -> None:
        self._tab = tab
        self._tags = tags
        self.client = client
        self.server = server

    def __getattr__(self, name: str) -> "Any":
        tag, kind, svg = self._tags[name]
        return lambda **attributes: self._tab.make(tag, kind, svg, attributes)


class Remote:
    """A function of the server: `await save(text)`."""

    def __init__(self, tab: "Any", name: str) -> None:
        self._tab = tab
        self.name = name

    def __call__(self, *args: "Any") -> "Any":
        return self._tab.call(self.name, args)


class Server:
    """`jp.server`: `await jp.server.call("save", text)`."""

    def __init__(self, tab: "Any") -> None:
        self._tab = tab

    def call(self, name: "Any", *args: "Any") -> "Any":
        """Call a function of the server by its name, or the function itself."""
        return self._tab.call(name.name if isinstance(name, Remote) else name, args)


class Timer:
    """What `after`, `every` and `frames` return."""

    def __init__(self) -> None:
        self._cancel: Any = None
        self.active = True

    def cancel(self) -> None:
        """Call no more."""
        self.active = False
        if self._cancel is not None:
            self._cancel()
            self._cancel = None


class Client:
    """`jp.client`: what the tab has."""

    def __init__(self, tab: "Any") -> None:
        self._tab = tab
        self.page = tab.page
        self.storage = tab.desk.storage

    @property
    def browser(self) -> "Any":
        """Brython's module `browser`."""
        return self._tab.desk.browser()

    def after(self, milliseconds: float, function: "Any", *args: "Any") -> Timer:
        """Call a function once, after a while."""
        timer = Timer()

        def over() -> None:
            if timer.active:
                timer.active = False
                self._tab.guard(function, *args)

        timer._cancel = self._tab.desk.after(milliseconds, over)
        return timer

    def every(self, milliseconds: float, function: "Any", *args: "Any") -> Timer:
        """Call a function again and again, until `cancel()` or until it returns False."""
        timer = Timer()

        def over() -> None:
            if timer.active and self._tab.guard(function, *args) is False:
                timer.active = False
            if timer.active:
                timer._cancel = self._tab.desk.after(milliseconds, over)

        timer._cancel = self._tab.desk.after(milliseconds, over)
        return timer

    def frames(self, function: "Any") -> Timer:
        """Call `function(seconds)` before each repaint, with the time since the last one, until it returns False."""
        timer = Timer()
        last: list[float] = []

        def frame(now: float) -> None:
            if not timer.active:
                return
            passed = (now - last[0]) / 1000 if last else 0.0
            last[:] = [now]
            if self._tab.guard(function, passed) is False:
                timer.active = False
            if timer.active:
                timer._cancel = self._tab.desk.frame(frame)

        timer._cancel = self._tab.desk.frame(frame)
        return timer

    def log(self, *things: "Any") -> None:
        """Write to the browser's console."""
        self._tab.desk.log(" ".join([str(thing) for thing in things]))

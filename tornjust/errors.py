"""Every error that tornjust raises on purpose descends from `TornjustError`."""

# What ends more than the code that raises it. Anything else is a failure of that code, also what is no `Exception`:
# extensions in Rust raise such a thing when they panic, and so do cancelled tasks.
ENDS = (SystemExit, KeyboardInterrupt, GeneratorExit)


class TornjustError(Exception):
    """The common base: `except TornjustError` catches whatever the framework says no to."""


class MessageError(TornjustError):
    """A browser sent something that the protocol does not allow.

    `status` is the HTTP status that an Ajax answer carries; a socket answers with an error message instead. `seq` is
    the number of the event that was refused, if it is known.
    """

    def __init__(self, reason: str, status: int = 400, seq: int = 0) -> None:
        super().__init__(reason)
        self.status = status
        self.seq = seq


class PageError(TornjustError):
    """A page function did not give a page, or the page cannot be shown."""


class PageGone(TornjustError):
    """A handler or a task goes on working for a page that was let go, as its last tab has left; let it end."""


class ComponentError(TornjustError):
    """A component was used in a way that cannot work: a child that is no component, an unknown event, ..."""


class RouteError(TornjustError):
    """A route's path or page function has the wrong form."""


class SettingsError(TornjustError):
    """A configuration value cannot be used."""


class MissingFileError(TornjustError, FileNotFoundError):
    """A file that a program names is not there."""


class MissingLibraryError(TornjustError, ImportError):
    """A component needs a library that is not installed."""


class JavaScriptError(TornjustError):
    """JavaScript that the program sent failed in the browser, or cannot be sent. The text is the browser's own."""


class JavaScriptTimeout(JavaScriptError, TimeoutError):
    """A tab did not say in time what came of the JavaScript that it was sent."""


class UploadError(TornjustError):
    """A file cannot be taken: it is too large, or the server has no room. The text is for the user."""


class ClientCodeError(TornjustError):
    """A function that is marked for the browser cannot run there. The message begins with its file and line."""


class ClientError(TornjustError):
    """A call into a tab failed: the client function raised, no tab answered in time, or there is no tab.

    `trace` is the traceback in the browser, with the program's own files and lines, or "".
    """

    def __init__(self, reason: str, trace: str = "") -> None:
        super().__init__(reason)
        self.trace = trace

    def __str__(self) -> str:
        reason = super().__str__()
        return f"{reason}\nIn the browser:\n{self.trace}" if self.trace else reason

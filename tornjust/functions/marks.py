"""The decorators: what `@jp.client` marks runs in the browser, what `@jp.both` marks on both sides.

What `@jp.server` marks runs here and can be called from there.

What they return can still be called here: a helper that both sides use is one function, and tests call it as it is.
"""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable
from types import FunctionType
from typing import Any, NamedTuple

from tornjust import wire
from tornjust.errors import ClientCodeError, ComponentError
from tornjust.functions.files import MARK, Piece, SourceFile, locate, note_caller

# What client code finds beside the decorator, as `jp.client.after`; each exists in the browser only.
CLIENT_NAMES = frozenset(("after", "every", "frames", "storage", "browser", "page", "log"))


class Marked:
    """A function that a decorator has marked. It can be called as before."""

    kind = ""

    def __init__(self, function: Callable[..., Any]) -> None:
        if not inspect.isfunction(function):
            raise ClientCodeError(
                f"@jp.{self.kind} was put on {function!r}; it marks functions, methods and async functions."
                " Write it below other decorators, next to the `def`."
            )
        self.function = function
        functools.update_wrapper(self, function)
        self.piece: Piece = locate(function)

    @property
    def file(self) -> SourceFile:
        """The program's file in which it is written."""
        return self.piece.file

    @property
    def id(self) -> str:
        """Its name among all functions: the module's name and its own."""
        return f"{self.file.module}.{self.piece.name}"

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.function(*args, **kwargs)

    def __repr__(self) -> str:
        return f"<{self.kind} function {self.piece.name} of {self.file.shown}:{self.piece.line}>"


class ClientFunction(Marked):
    """A function that the browser runs. `both` is true when the server runs it, too."""

    kind = "client"

    def __init__(self, function: Callable[..., Any], both: bool = False) -> None:
        if both:
            self.kind = "both"
        super().__init__(function)
        self.both = both

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return self if instance is None else BoundFunction(self, instance)


class BoundFunction:
    """A client function that is a method, with the component it belongs to."""

    def __init__(self, marked: ClientFunction, owner: Any) -> None:
        self.marked = marked
        self.owner = owner
        functools.update_wrapper(self, marked.function)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.marked.function(self.owner, *args, **kwargs)

    def __repr__(self) -> str:
        return f"<{self.marked!r} of {self.owner!r}>"


class ServerFunction(Marked):
    """A function of the server that client functions may call by its name."""

    kind = "server"

    def __init__(self, function: Callable[..., Any]) -> None:
        super().__init__(function)
        if self.piece.owner:
            raise ClientCodeError(
                f"{self.file.shown}:{self.piece.line}: @jp.server was put on the method {self.piece.name}();"
                " the browser cannot name the object it belongs to. Make it a function of the module."
            )
        names = list(inspect.signature(function).parameters)
        # Who calls, for those that want to know.
        self.takes_msg = names[:1] == ["msg"]


class Run(NamedTuple):
    """What an element does with a client function at an event: kind, function, and whose method it is, or None."""

    kind: str
    marked: ClientFunction
    owner: Any


def run_of(handler: Any) -> Run | None:
    """What a handler means for the browser; None for one that only the server runs."""
    if type(handler) is FunctionType:  # as nearly all are
        return None
    if isinstance(handler, ClientFunction):
        return Run(wire.BOTH if handler.both else wire.CLIENT, handler, None)
    if isinstance(handler, BoundFunction):
        return Run(wire.BOTH if handler.marked.both else wire.CLIENT, handler.marked, handler.owner)
    return None


class _Client:
    """`jp.client`: the decorator, and in the browser also the way to timers and other things of the tab."""

    _tornjust_mark = "client"

    def __call__(self, function: Any) -> Any:
        """Mark a function, a method, or a class of helpers, to run in the browser."""
        if inspect.isclass(function):
            note_caller(sys._getframe(1))
            return function
        return ClientFunction(function)

    def __getattr__(self, name: str) -> Any:
        if name in CLIENT_NAMES:
            raise ComponentError(
                f"jp.client.{name} exists in the browser only: use it inside a function that @jp.client marks."
            )
        raise AttributeError(f"jp.client has no attribute {name!r}; it has {', '.join(sorted(CLIENT_NAMES))}")


class _Server:
    """`jp.server`: the decorator; in the browser also `await jp.server.call(name, ...)`."""

    _tornjust_mark = "server"

    def __call__(self, function: Any) -> ServerFunction:
        """Mark a function that client functions may call."""
        return ServerFunction(function)

    async def call(self, name: Any, *args: Any) -> Any:
        """Exists in the browser."""
        raise ComponentError(
            "jp.server.call exists in the browser only: use it inside a function that @jp.client marks;"
            f" on the server, call {name!s} itself."
        )


client = _Client()
server = _Server()


def both(function: Any) -> ClientFunction:
    """Mark a handler that runs at once in the browser and then on the server, whose result rules."""
    return ClientFunction(function, both=True)


setattr(both, MARK, "both")

"""A program's handler and the component it belongs to -> something that takes `msg` only."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from types import FunctionType, MethodType
from typing import Any

from tornjust.errors import ComponentError

Handler = Callable[..., Any] | str

# The names that code in a string handler can use; the public API puts itself in here.
namespace: dict[str, Any] = {}
# Names that join them when code first uses them: name -> what finds its value.
late: dict[str, Callable[[str], Any]] = {}


def bind(owner: Any, event: str, func: Handler) -> Callable[..., Any]:
    """The handler with its `self`: `owner` for a plain function, its own object for a bound method.

    A string is Python code, run as the body of a function of `self` and `msg`. Raises `ComponentError` for what
    cannot be called and for code that does not compile.
    """
    if type(func) is FunctionType:  # as nearly all are
        return MethodType(func, owner)
    if isinstance(func, str):
        func = _function(event, func)
    if not callable(func):
        raise ComponentError(
            f"{type(owner).__name__}: the handler of {event!r} is {func!r}; "
            "it has to be a function that takes (self, msg), or Python code in a string."
        )
    return func if isinstance(func, MethodType) else MethodType(func, owner)


def limit(
    modifiers: dict[str, Any], event: str, debounce: int | None, throttle: int | None, immediate: bool
) -> None:
    """Note in a component's `event_modifiers` how often `event` is sent."""
    if debounce is not None:
        modifiers[event] = {"debounce": {"value": milliseconds("debounce", debounce), "immediate": immediate}}
    elif throttle is not None:
        modifiers[event] = {"throttle": {"value": milliseconds("throttle", throttle), "immediate": immediate}}
    else:
        modifiers.pop(event, None)


def milliseconds(name: str, value: Any) -> int:
    """A time that a program gave. Raises `ComponentError` for what is none, here and not when the page is written."""
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        raise ComponentError(
            f"{name} is {value!r:.60}; it has to be a number of milliseconds, as in {name}=300"
        ) from None


def limits(modifiers: dict[str, Any]) -> dict[str, tuple[str, int, bool]]:
    """The same as `wire.write_listens` takes it."""
    found: dict[str, tuple[str, int, bool]] = {}
    for event, rules in modifiers.items():
        for kind in ("debounce", "throttle"):
            if kind in rules:
                rule = rules[kind]
                found[event] = (kind[0], milliseconds(kind, rule["value"]), bool(rule.get("immediate")))
                break
    return found


def explain(error: TypeError, event: str) -> None:
    """Say what a handler takes, if that is what is wrong: nothing ran in it, the call itself failed."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    # The module that makes the call is one of this package; a handler's own frame would be the last.
    inside = trace is not None and trace.tb_frame.f_globals.get("__package__") == __package__
    if inside and "argument" in str(error):
        error.args = (
            f"{error}: a handler takes the component and the message, def handler(self, msg); a method of an object "
            f"of yours takes def {event}(self, msg) with the component in msg.target",
        )


def _function(event: str, code: str) -> Callable[..., Any]:
    scope: dict[str, Any] = {}
    body = textwrap.indent(textwrap.dedent(code), "    ") if code.strip() else "    pass"
    try:
        exec(compile(f"def handler(self, msg):\n{body}\n", f"<{event} handler>", "exec"), namespace, scope)
    except SyntaxError as error:
        raise ComponentError(f"the {event!r} handler {code!r} is not valid Python: {error.msg}") from error
    handler: Any = scope["handler"]
    for name in late.keys() & set(handler.__code__.co_names):
        namespace[name] = late.pop(name)(name)
    return handler  # type: ignore[no-any-return]

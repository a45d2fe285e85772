"""What an element does with functions in the browser: kept on the element, and written as words for the browser.

A word is EVENT:KIND:FUNCTION:OWNER, as "click:c:app_shop.Card.flip:12"; KIND as in `wire`, OWNER the key of the
component whose method it is, or empty.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MethodType
from typing import Any

from tornjust import wire
from tornjust.functions.marks import ClientFunction, Run
from tornjust.functions.scripts import Script, script_of
from tornjust.revision import key_of

# Under this name an element keeps what it runs: event -> {kind: run}. Elements that run nothing do not have it.
KEPT = "_runs"
VALIDATE = wire.VALIDATE
Runs = dict[str, dict[str, Run]]


def add(element: Any, event: str, run: Run) -> None:
    """Run a function at that event, in place of one that was there before."""
    runs: Runs = element.__dict__.setdefault(KEPT, {})
    if run.kind != wire.VALIDATE:
        drop(element, event)
    runs.setdefault(event, {})[run.kind] = run
    element._mark("events")


def drop(element: Any, event: str, kinds: tuple[str, ...] = (wire.CLIENT, wire.BOTH)) -> None:
    """Run nothing in the browser at that event any more."""
    there = element.__dict__.get(KEPT, {}).get(event)
    if there and [there.pop(kind) for kind in kinds if kind in there]:
        element._mark("events")


def on_server(run: Run, element: Any) -> Callable[..., Any]:
    """The server's half of a function that runs on both sides."""
    return MethodType(run.marked.function, element if run.owner is None else run.owner)


def check_with(element: Any, event: str, function: Any) -> ClientFunction:
    """Ask `function` about the value of a field at that event. Returns it as a client function."""
    marked = function if isinstance(function, ClientFunction) else ClientFunction(function)
    marked.file.asked.add(marked.piece.line)
    add(element, event, Run(wire.VALIDATE, marked, None))
    return marked


def words(element: Any) -> str:
    """What the browser reads; "" for an element that runs nothing."""
    found = []
    for event, there in element.__dict__.get(KEPT, {}).items():
        for run in there.values():
            owner = ""
            if run.owner is not None and run.owner is not element:
                owner = str(key_of(run.owner))
                run.owner.__dict__["_owns_runs"] = True
            found.append(f"{event}:{run.kind}:{run.marked.id}:{owner}")
    return " ".join(found)


def scripts(element: Any) -> list[Script]:
    """What the browser needs for it."""
    runs: Runs = element.__dict__.get(KEPT, {})
    return [
        script
        for there in runs.values()
        for run in there.values()
        for script in script_of(run.marked.file).all()
    ]

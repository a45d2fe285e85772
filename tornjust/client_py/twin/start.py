"""Connects this extra with the runtime of the page."""

from browser import window

from tornjust.client_py import main
from tornjust.client_py.twin.desk import Desk
from tornjust.client_py.twin.tab import Tab

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

runtime = main.runtime
functions: "Any" = runtime.capture.functions
tab = Tab(
    Desk(runtime.dom, runtime.platform),
    runtime.dom,
    runtime.capture,
    runtime.transport,
    runtime.notice,
    functions.debug,
)


def start_program(name: str) -> None:
    """Run a module of the program, whose script has been loaded."""
    brython.tornjust_run(name)


# Scripts of the program that were faster than this one have left their names.
brython = window.__BRYTHON__
window.Reflect.set(brython, "tornjust_start", start_program)
for name in list(brython.tornjust_queue) if window.Reflect.has(brython, "tornjust_queue") else []:
    start_program(name)
functions.start(tab)

"""The server as a process: one event loop, stopped by signals, and gone at once when it is stopped."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import gc
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Coroutine
from concurrent.futures import thread as pool_typed
from typing import Any

from tornjust import tasks

pool: Any = pool_typed

# Seconds that cancelled handlers and tasks get to clean up, and that threads get after the program's last line.
GRACE = 0.5
# When Python looks for cycles that nobody holds: after so many new objects, and at every so many of the rounds before.
# A page of 1,000 elements makes 5,000. With Python's own values looking took a tenth of the time that such pages take,
# and held everything up for 0.1 s now and then.
COLLECT = (5000, 10, 5)
_usual_collect = gc.get_threshold()
# Tasks that could not be cancelled.
_undead: list[asyncio.Task[Any]] = []


def run(main: Coroutine[Any, Any, None]) -> None:
    """Run `main` in a new event loop to its end, then let go of everything that is still running in it.

    Unlike `asyncio.run`, this waits for nobody: neither for a task that swallows its cancellation nor for a thread
    in which a handler sleeps.
    """
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    tasks.stopping = False
    try:
        loop.run_until_complete(main)
    finally:
        tasks.stopping = True
        loop.run_until_complete(_let_go())
        asyncio.set_event_loop(None)
        # What is left would complain about its own end.
        logging.getLogger("asyncio").disabled = True
        loop.close()
        threading.Thread(target=_end, name="tornjust-end", daemon=True).start()


def collect_seldom() -> None:
    """Look for garbage in larger portions, and not in what was there before the first page.

    A program that has said itself how to do this, or not to, is left alone.
    """
    if gc.isenabled() and gc.get_threshold() == _usual_collect and not gc.get_freeze_count():
        gc.collect()
        gc.freeze()
        gc.set_threshold(*COLLECT)


async def _let_go() -> None:
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    if others:
        _, alive = await asyncio.wait(others, timeout=GRACE)
        if alive:
            # They swallow whatever is thrown into them, also at their finalization, where they would spin for ever.
            _undead.extend(alive)
            atexit.register(_end_here)
    loop = asyncio.get_running_loop()
    with contextlib.suppress(asyncio.TimeoutError):
        await asyncio.wait_for(loop.shutdown_asyncgens(), GRACE)
    executor = getattr(loop, "_default_executor", None)
    if executor is not None:
        executor.shutdown(wait=False, cancel_futures=True)
        # Its module would wait for these threads at the interpreter's end, whatever shutdown() was told.
        for thread in executor._threads:
            pool._threads_queues.pop(thread, None)


def _end_here() -> None:
    """At the interpreter's end: end the process before anything is finalized."""
    atexit.unregister(_end_here)
    atexit._run_exitfuncs()
    _exit()


def _exit() -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def _end() -> None:
    """End the process when the program has run to its last line, but a thread of it would go on for ever."""
    threading.main_thread().join()
    time.sleep(GRACE)
    _exit()


def stop_on_signals(stop: asyncio.Event) -> None:
    """Set `stop` at the first Ctrl-C or SIGTERM; a second one ends the process wherever it is."""
    loop = asyncio.get_running_loop()

    def on_signal(number: int, frame: Any) -> None:
        tasks.stopping = True
        loop.call_soon_threadsafe(stop.set)
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(ValueError):  # not the main thread: whoever runs the loop stops it
            signal.signal(number, on_signal)

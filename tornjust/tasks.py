"""Coroutines that run beside the requests, from `run_task()`."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from tornjust.errors import PageGone

log = logging.getLogger("tornjust")

# Set while the server stops: from then on a cancelled handler is no failure.
stopping = False
# The loop itself keeps only weak references to its tasks.
_running: set[asyncio.Task[Any]] = set()


class JustPy:
    """Where JustPy programs look for the running loop, and for the classes of tags that they added."""

    loop: asyncio.AbstractEventLoop | None = None
    component_registry: dict[str, Any]


class TaskHandle:
    """A coroutine that `run_task` runs, or will run once there is a loop: `cancel()` ends it, `done()` asks.

    It cannot be awaited, so that a handler may return it: `click=lambda self, msg: jp.run_task(work())`.
    """

    def __init__(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        self._coroutine = coroutine
        self._task: asyncio.Task[Any] | None = None
        self._cancelled = False

    def cancel(self) -> None:
        """Raise `asyncio.CancelledError` in the coroutine where it waits; one that has not begun never does."""
        if self._task is not None:
            self._task.get_loop().call_soon_threadsafe(self._task.cancel)
        elif not self._cancelled:
            self._cancelled = True
            self._coroutine.close()

    def cancelled(self) -> bool:
        """Whether it was cancelled, and has ended."""
        return self._cancelled if self._task is None else self._task.cancelled()

    def done(self) -> bool:
        """Whether it has ended: with a result, an exception, or because it was cancelled."""
        return self._cancelled if self._task is None else self._task.done()

    def _start(self) -> None:
        """Begin, in the running loop."""
        if self._cancelled:
            return
        self._task = asyncio.get_running_loop().create_task(self._coroutine)
        _running.add(self._task)
        self._task.add_done_callback(_done)

    def __repr__(self) -> str:
        state = (
            "cancelled"
            if self.cancelled()
            else "done"
            if self.done()
            else "running"
            if self._task
            else "waiting"
        )
        return f"<TaskHandle of {getattr(self._coroutine, '__qualname__', self._coroutine)}, {state}>"


# Tasks that were asked for before there was a loop to run them on.
_waiting: list[TaskHandle] = []


def run_task(task: Coroutine[Any, Any, Any]) -> TaskHandle:
    """Run a coroutine beside everything else. Before the server runs it is kept until it does.

    What is returned can end it: `task = jp.run_task(work())`, `task.cancel()`, `task.done()`. An exception in it is
    logged with its traceback. Raises `TypeError` for what is no coroutine.
    """
    if not asyncio.iscoroutine(task):
        raise TypeError(
            f"run_task({task!r}) needs a coroutine: call the async function, as in run_task(work()), "
            "and make sure that it is declared with `async def`."
        )
    handle = TaskHandle(task)
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        if JustPy.loop is not None and JustPy.loop.is_running():  # called from another thread
            JustPy.loop.call_soon_threadsafe(handle._start)
        else:
            _waiting.append(handle)
    else:
        handle._start()
    return handle


async def create_delayed_task(task: Coroutine[Any, Any, Any], delay: float, loop: Any = None) -> None:
    """Sleep for `delay` seconds, then run the coroutine as `run_task` does."""
    await asyncio.sleep(delay)
    run_task(task)


def start_waiting() -> None:
    """Start what was asked for before the loop ran."""
    while _waiting:
        _waiting.pop(0)._start()


def drop_waiting() -> None:
    """Let go of them, as the server does not run."""
    while _waiting:
        _waiting.pop().cancel()


def _done(task: asyncio.Task[Any]) -> None:
    _running.discard(task)
    if not task.cancelled() and isinstance(task.exception(), PageGone):
        log.info("task %s ended: %s", task.get_name(), task.exception())
    elif not task.cancelled() and task.exception() is not None:
        log.error("task %s failed", task.get_name(), exc_info=task.exception())

"""Coroutines that run beside the requests, from `run_task()`."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from tornjust.errors import PageGone

log = logging.getLogger("tornjust")

# Tasks that were asked for before there was a loop to run them on.
_waiting: list[Coroutine[Any, Any, Any]] = []
# Set while the server stops: from then on a cancelled handler is no failure.
stopping = False
# The loop itself keeps only weak references to its tasks.
_running: set[asyncio.Task[Any]] = set()


class JustPy:
    """Where JustPy programs look for the running loop, and for the classes of tags that they added."""

    loop: asyncio.AbstractEventLoop | None = None
    component_registry: dict[str, Any]


def run_task(coroutine: Coroutine[Any, Any, Any]) -> None:
    """Run a coroutine beside everything else. Before the server runs it is kept until it does.

    An exception in it is logged with its traceback. Raises `TypeError` for what is no coroutine.
    """
    if not asyncio.iscoroutine(coroutine):
        raise TypeError(
            f"run_task({coroutine!r}) needs a coroutine: call the async function, as in run_task(work()), "
            "and make sure that it is declared with `async def`."
        )
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        if JustPy.loop is not None and JustPy.loop.is_running():  # called from another thread
            JustPy.loop.call_soon_threadsafe(run_task, coroutine)
        else:
            _waiting.append(coroutine)
        return
    task = loop.create_task(coroutine)
    _running.add(task)
    task.add_done_callback(_done)


async def create_delayed_task(coroutine: Coroutine[Any, Any, Any], delay: float, loop: Any = None) -> None:
    """Sleep for `delay` seconds, then run the coroutine as `run_task` does."""
    await asyncio.sleep(delay)
    run_task(coroutine)


def start_waiting() -> None:
    """Start what was asked for before the loop ran."""
    while _waiting:
        run_task(_waiting.pop(0))


def drop_waiting() -> None:
    """Let go of them, as the server does not run."""
    while _waiting:
        _waiting.pop().close()


def _done(task: asyncio.Task[Any]) -> None:
    _running.discard(task)
    if not task.cancelled() and isinstance(task.exception(), PageGone):
        log.info("task %s ended: %s", task.get_name(), task.exception())
    elif not task.cancelled() and task.exception() is not None:
        log.error("task %s failed", task.get_name(), exc_info=task.exception())

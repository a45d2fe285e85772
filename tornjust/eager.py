"""Runs a coroutine at once, as far as it goes; only one that has to wait becomes a task.

Python 3.12 has eager tasks; this is for our own coroutines on every version, and makes no task where none is needed.
In its first step a coroutine that is started here is not in a task of its own: what asks `asyncio.current_task()`,
such as `asyncio.timeout()`, does not belong into it. A program's coroutines therefore get tasks (see `session.py`).
"""

from __future__ import annotations

import asyncio
import types
from collections.abc import Coroutine, Generator
from contextvars import Context
from typing import Any, TypeVar

T = TypeVar("T")


def start(coroutine: Coroutine[Any, Any, T], context: Context | None = None) -> tuple[bool, Any]:
    """Run `coroutine` until it ends or has to wait: (True, its result) or (False, the task that goes on with it).

    `context` is where it runs, by default the caller's own. Raises what the coroutine raises in its first step.
    """
    try:
        waits_for = coroutine.send(None) if context is None else context.run(coroutine.send, None)
    except StopIteration as end:
        return True, end.value
    rest = _rest(coroutine, waits_for)
    loop = asyncio.get_running_loop()
    return False, loop.create_task(rest) if context is None else context.run(loop.create_task, rest)


async def _rest(coroutine: Coroutine[Any, Any, T], waits_for: Any) -> T:
    result: T = await _going_on(coroutine, waits_for)
    return result


@types.coroutine
def _going_on(coroutine: Coroutine[Any, Any, Any], waits_for: Any) -> Generator[Any, Any, Any]:
    """Hand the task what the coroutine waits for, and the coroutine what the task answers."""
    try:
        while True:
            try:
                answer = yield waits_for
            except GeneratorExit:
                coroutine.close()
                raise
            except BaseException as error:
                waits_for = coroutine.throw(error)
            else:
                waits_for = coroutine.send(answer)
    except StopIteration as end:
        return end.value

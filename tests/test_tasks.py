"""Coroutines beside the requests: before the loop runs, in it, from a thread, and when they fail."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Iterator

import pytest

import tornjust as jp
from tornjust import tasks
from tornjust.testing import App


@pytest.fixture(autouse=True)
def nothing_waits() -> Iterator[None]:
    """No task of another test, and none left for the next."""
    saved = jp.JustPy.loop
    jp.JustPy.loop = None
    yield
    tasks.drop_waiting()
    jp.JustPy.loop = saved


async def settle() -> None:
    """Let every task that is ready run."""
    while len(asyncio.all_tasks()) > 1:
        await asyncio.sleep(0)


async def note(seen: list[str], name: str) -> None:
    await asyncio.sleep(0)
    seen.append(name)


def test_a_task_runs_beside_what_started_it():
    seen: list[str] = []

    async def main() -> None:
        jp.run_task(note(seen, "task"))
        seen.append("main")
        await settle()

    asyncio.run(main())
    assert seen == ["main", "task"]


def test_before_the_loop_runs_tasks_wait_in_order():
    seen: list[str] = []
    jp.run_task(note(seen, "first"))
    jp.run_task(note(seen, "second"))

    async def main() -> None:
        tasks.start_waiting()
        await settle()

    asyncio.run(main())
    assert seen == ["first", "second"]


def test_those_that_never_ran_are_dropped_without_a_warning():
    seen: list[str] = []
    jp.run_task(note(seen, "never"))
    tasks.drop_waiting()
    assert seen == []


def test_from_another_thread():
    async def main() -> str:
        loop = jp.JustPy.loop = asyncio.get_running_loop()
        done = loop.create_future()

        async def work() -> None:
            done.set_result(threading.current_thread().name)

        thread = threading.Thread(target=lambda: jp.run_task(work()))
        thread.start()
        name: str = await asyncio.wait_for(done, 5)
        thread.join()
        return name

    assert asyncio.run(main()) == threading.current_thread().name


def test_one_that_fails_is_logged_with_its_name_and_traceback(caplog):
    async def broken() -> None:
        raise ValueError("out of paper")

    async def main() -> None:
        jp.run_task(broken())
        await settle()

    with caplog.at_level(logging.ERROR, "tornjust"):
        asyncio.run(main())
    (record,) = caplog.records
    assert "failed" in record.getMessage()
    assert "out of paper" in caplog.text


def test_one_that_is_cancelled_is_not_logged(caplog):
    async def main() -> None:
        jp.run_task(asyncio.sleep(3600))
        await asyncio.sleep(0)

    asyncio.run(main())  # ends with the task still asleep, and cancels it
    assert caplog.records == []


def test_the_function_itself_is_no_coroutine():
    with pytest.raises(
        TypeError, match=r"needs a coroutine: call the async function, as in run_task\(work\(\)\)"
    ):
        jp.run_task(note)


def test_a_delayed_task():
    seen: list[str] = []

    async def main() -> None:
        await jp.create_delayed_task(note(seen, "later"), 0)
        assert seen == []
        await settle()

    asyncio.run(main())
    assert seen == ["later"]


def test_a_delayed_task_takes_the_loop_that_justpy_programs_give():
    seen: list[str] = []

    async def main() -> None:
        await jp.create_delayed_task(note(seen, "later"), 0, asyncio.get_running_loop())
        await settle()

    asyncio.run(main())
    assert seen == ["later"]


def test_the_registry_is_where_programs_look_for_it():
    assert jp.JustPy.component_registry is jp.component_registry


def test_a_task_can_be_cancelled():
    seen: list[str] = []

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            seen.append("cancelled")
            raise

    async def main() -> None:
        task = jp.run_task(work())
        await asyncio.sleep(0)
        assert not task.done()
        assert "work, running" in repr(task)
        task.cancel()
        await settle()
        assert task.done()
        assert task.cancelled()

    asyncio.run(main())
    assert seen == ["cancelled"]


def test_a_task_that_waits_for_the_loop_can_be_cancelled():
    seen: list[str] = []
    task = jp.run_task(note(seen, "never"))
    jp.run_task(note(seen, "runs"))
    task.cancel()
    task.cancel()

    async def main() -> None:
        tasks.start_waiting()
        await settle()

    asyncio.run(main())
    assert task.done()
    assert task.cancelled()
    assert seen == ["runs"]


@pytest.mark.parametrize("own_way", [False, True])
def test_a_handler_that_starts_a_task_shows_what_it_changed_and_does_not_wait(
    tornjust_app: App, own_way: bool
):
    class Button(jp.Button):
        if own_way:

            async def run_event_function(self, event, msg, create_namespace_flag=True):
                return await super().run_event_function(event, msg, create_namespace_flag)

    started: list[tasks.TaskHandle] = []

    def begin(self, msg):
        self.text = "begun"
        started.append(jp.run_task(asyncio.sleep(60)))
        return started[0]

    page = tornjust_app.open(lambda: jp.WebPage(components=[Button(text="go", click=begin)]))
    page.click("go")
    assert page.find("begun") is not None
    assert not started[0].done()
    started[0].cancel()

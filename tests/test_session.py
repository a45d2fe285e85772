"""One tab on one page, without a network: each event once, in order, answered with what changed."""

from __future__ import annotations

import asyncio
import logging
from contextvars import ContextVar
from typing import Any

import pytest
from session_kit import Page, Tab, run

import tornjust as jp
from tornjust import changes, eager, session
from tornjust.errors import MessageError
from tornjust.inbox import Event
from tornjust.parked import Parked
from tornjust.stream import Stream

# -- exactly once ------------------------------------------------------------------------------------------------------


def test_the_same_event_twice_at_once_runs_once() -> None:
    async def work() -> None:
        gate = asyncio.Event()

        async def handler(self: Any, msg: Any) -> None:
            page.log.append("start")
            await gate.wait()
            page.text.text = "done"

        page = Page(handler)
        tab = Tab(page)
        event = tab.event(page.button)
        answers = [asyncio.create_task(tab.session.receive(event)) for _ in range(3)]
        await asyncio.sleep(0)
        gate.set()
        texts = await asyncio.gather(*answers)
        assert page.log == ["start"]
        assert texts[0] == texts[1] == texts[2]
        assert tab.take(texts[0])[3:] == [[["text", page.text._key, "done"]], 1]

    run(work())


def test_the_same_event_later_is_answered_again_but_not_run() -> None:
    async def work() -> None:
        page = Page()
        tab = Tab(page)
        event = tab.event(page.button)
        first = await tab.send(event)
        assert await tab.send(event) == first
        for _ in range(session.wire.MAX_PENDING + 5):
            await tab.click(page.button)
        old = await tab.send(event)
        assert old[4] == 1
        assert len(page.log) == session.wire.MAX_PENDING + 6

    run(work())


def test_a_request_that_breaks_off_does_not_stop_its_handler() -> None:
    async def work() -> None:
        gate = asyncio.Event()

        async def handler(self: Any, msg: Any) -> None:
            await gate.wait()
            page.text.text = "done"

        page = Page(handler)
        tab = Tab(page)
        event = tab.event(page.button)
        broken = asyncio.create_task(tab.session.receive(event, Stream(tab.keep, event.since)))
        await asyncio.sleep(0)
        broken.cancel()
        await asyncio.wait([broken])
        again = asyncio.create_task(tab.send(event))
        await asyncio.sleep(0)
        gate.set()
        assert (await again)[3] == [["text", page.text._key, "done"]]

    run(work())


# -- order -------------------------------------------------------------------------------------------------------------


def test_events_that_arrive_out_of_order_start_in_order() -> None:
    async def work() -> None:
        page = Page()
        tab = Tab(page)
        events = {seq: tab.event(page.button, seq=seq, number=seq) for seq in range(1, 7)}
        answers = []
        for seq in (3, 6, 1, 5, 2, 4):
            answers.append(asyncio.create_task(tab.session.receive(events[seq])))
            await asyncio.sleep(0)
        await asyncio.gather(*answers)
        assert page.log == [1, 2, 3, 4, 5, 6]

    run(work())


def test_a_slow_handler_does_not_hold_up_the_next_event() -> None:
    async def work() -> None:
        gate = asyncio.Event()

        async def handler(self: Any, msg: Any) -> None:
            page.log.append(f"start {msg.number}")
            if msg.number == 1:
                await gate.wait()
            page.log.append(f"end {msg.number}")

        page = Page(handler)
        tab = Tab(page)
        slow = asyncio.create_task(tab.send(tab.event(page.button, number=1)))
        await asyncio.sleep(0)
        await tab.send(tab.event(page.button, number=2))
        assert page.log == ["start 1", "start 2", "end 2"]
        gate.set()
        await slow
        assert page.log[-1] == "end 1"

    run(work())


def test_an_event_waits_for_those_before_it_however_late_they_are() -> None:
    async def work() -> None:
        page = Page()
        tab = Tab(page)
        third = asyncio.create_task(tab.send(tab.event(page.button, seq=3, number=3)))
        second = asyncio.create_task(tab.send(tab.event(page.button, seq=2, number=2)))
        await asyncio.wait([second, third], timeout=0.05)
        assert page.log == []
        # A request that breaks off meanwhile is forgotten; the browser sends its event again.
        third.cancel()
        await asyncio.wait([third])
        await tab.send(tab.event(page.button, seq=1, number=1))
        await second
        assert page.log == [1, 2]
        again = tab.event(page.button, seq=3, number=3)
        assert (await tab.send(again))[4] == 3
        assert (await tab.send(again))[4] == 3
        assert page.log == [1, 2, 3]

    run(work())


def test_an_event_that_the_browser_gave_up_holds_up_nobody() -> None:
    async def work() -> None:
        page = Page()
        tab = Tab(page)
        second = asyncio.create_task(tab.send(tab.event(page.button, seq=2, number=2)))
        await asyncio.sleep(0)
        given_up = await tab.send(Event(1, tab.revision, 0, "", {}))
        assert given_up[3:] == [[], 1]
        await second
        assert page.log == [2]

    run(work())


def test_the_waiting_of_a_tab_that_goes_ends() -> None:
    async def work() -> None:
        page = Page()
        tab = Tab(page)
        event = asyncio.create_task(tab.send(tab.event(page.button, seq=2, number=2)))
        parked = asyncio.create_task(Parked([tab.session]).wait(60))
        await asyncio.sleep(0)
        tab.session.close()
        await parked
        with pytest.raises(MessageError, match="the tab has gone"):
            await event

    run(work())


# -- where handlers run ------------------------------------------------------------------------------------------------


def test_a_handler_that_does_not_wait_is_done_before_the_answer_is_waited_for() -> None:
    async def work() -> None:
        page = Page()
        tab = Tab(page)
        done, answer = eager.start(tab.session.receive(tab.event(page.button, number=1)))
        assert done
        assert page.log == [1]
        assert tab.take(answer)[4] == 1

    run(work())


@pytest.mark.parametrize("kind", ["function", "lambda", "before"])
def test_a_coroutine_of_the_program_is_in_a_task_from_its_first_line_on(kind: str) -> None:
    async def work() -> None:
        async def handler(self: Any, msg: Any) -> None:
            first = asyncio.current_task()
            # What `asyncio.timeout` and `wait_for` do: cancel the task that they began in.
            await asyncio.wait_for(asyncio.sleep(0), 1)
            page.log.append(first is mine)

        page = Page(handler if kind == "function" else lambda self, msg: handler(self, msg))
        if kind == "before":
            page.button.on("click", lambda self, msg: None)
            page.button.on("before", handler)
        tab = Tab(page)
        mine = asyncio.current_task()
        assert (await tab.click(page.button))[4:] == [1]
        assert page.log[-1] is False

    run(work())


def test_what_an_event_sets_in_its_context_stays_there() -> None:
    who: ContextVar[str] = ContextVar("who", default="nobody")

    async def work() -> None:
        def handler(self: Any, msg: Any) -> None:
            page.log.append(who.get())
            who.set("somebody")

        page = Page(handler)
        tab = Tab(page)
        await tab.click(page.button)
        await tab.click(page.button)
        assert page.log == ["nobody", "nobody"]

    run(work())


def test_a_number_out_of_reach_is_refused() -> None:
    async def work() -> None:
        page = Page()
        tab = Tab(page)
        with pytest.raises(MessageError, match="event 201 is more than 200 ahead") as refused:
            await tab.session.receive(tab.event(page.button, seq=201))
        assert refused.value.status == 409
        assert page.log == []
        await tab.send(tab.event(page.button, seq=1))

    run(work())


# -- what handlers do --------------------------------------------------------------------------------------------------


def test_before_the_handler_and_after_run_in_that_order_on_equal_messages() -> None:
    async def work() -> None:
        page = Page()
        seen = []

        def note(name: str) -> Any:
            async def handler(self: Any, msg: Any) -> None:
                seen.append((name, self is page.button, msg.event_type, msg.number))
                msg.number = "changed by " + name

            return handler

        for name in ("before", "click", "after"):
            page.button.on(name, note(name))
        tab = Tab(page)
        await tab.send(tab.event(page.button, number=7))
        assert seen == [(name, True, "click", 7) for name in ("before", "click", "after")]

    run(work())


@pytest.mark.parametrize("asynchronous", [False, True])
def test_what_after_changes_waits_for_the_next_update(asynchronous: bool) -> None:
    async def work() -> None:
        def reset(self: Any, msg: Any) -> None:
            page.text.text = "over"

        async def reset_later(self: Any, msg: Any) -> None:
            reset(self, msg)

        def tell(self: Any, msg: Any) -> None:
            page.text.text = "told"

        page = Page(tell)
        page.button.on("after", reset_later if asynchronous else reset)
        tab = Tab(page)
        assert (await tab.click(page.button))[3:] == [[], 1]
        # The handler's own change went down before `after` ran.
        assert [line[3] for line in tab.lines] == [[["text", page.text._key, "told"]]]
        tab.lines.clear()
        page.button.on("click", page.count)
        await tab.click(page.button)
        assert ["text", page.text._key, "over"] in tab.lines[0][3]

    run(work())


def test_an_answer_that_was_lost_brings_what_after_changed_too() -> None:
    async def work() -> None:
        page = Page(lambda self, msg: setattr(page.text, "text", "told"))
        page.button.on("after", lambda self, msg: setattr(self, "text", "over"))
        tab = Tab(page)
        event = tab.event(page.button)
        await tab.session.receive(event, Stream(lambda line: None, event.since))
        again = await tab.send(event)
        assert again[3] == [["text", page.button._key, "over"], ["text", page.text._key, "told"]]

    run(work())


@pytest.mark.parametrize("value", [True, False, 0, "", "yes", []])
def test_a_handler_that_returns_something_wants_no_update(value: Any) -> None:
    async def work() -> None:
        def handler(self: Any, msg: Any) -> Any:
            self.text = "changed"
            return value

        page = Page(handler)
        tab, other = Tab(page), Tab(page, "other")
        other.connect()
        answer = await tab.click(page.button)
        assert answer == ["patch", tab.revision, tab.revision, [], 1]
        assert other.lines == []
        # It is not lost: the next update brings it.
        assert tab.take(tab.session.pull(tab.revision) or "")[3] == [["text", page.button._key, "changed"]]

    run(work())


@pytest.mark.parametrize("asynchronous", [False, True])
def test_a_component_that_a_handler_returns_says_nothing(asynchronous: bool) -> None:
    """`lambda self, msg: box.add(...)` returns one by accident."""

    async def work() -> None:
        def change(self: Any, msg: Any) -> Any:
            self.text = "changed"
            return self.add_component(jp.P())

        async def change_later(self: Any, msg: Any) -> Any:
            return change(self, msg)

        page = Page(change_later if asynchronous else change)
        answer = await Tab(page).click(page.button)
        assert "'changed'" in str(answer[3])

    run(work())


@pytest.mark.parametrize("asynchronous", [False, True])
def test_a_handler_that_raises_is_logged_and_told_and_the_page_lives_on(
    caplog: pytest.LogCaptureFixture, asynchronous: bool
) -> None:
    def fail(self: Any, msg: Any) -> None:
        self.text = "half done"
        raise ValueError("no")

    async def fail_later(self: Any, msg: Any) -> None:
        await asyncio.sleep(0)
        fail(self, msg)

    async def work() -> None:
        page = Page(fail_later if asynchronous else fail)
        tab = Tab(page)
        answer = await tab.click(page.button)
        assert answer[3:] == [[["text", page.button._key, "half done"]], 1, "told: no"]
        page.button.on("click", page.count)
        assert (await tab.click(page.button))[4:] == [2]

    run(work())
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert caplog.records[0].exc_info


@pytest.mark.parametrize("stage", ["before", "after"])
def test_before_and_after_may_raise_too(caplog: pytest.LogCaptureFixture, stage: str) -> None:
    async def work() -> None:
        def fail(self: Any, msg: Any) -> None:
            raise ValueError(stage)

        page = Page()
        page.button.on(stage, fail)
        tab = Tab(page)
        assert (await tab.click(page.button))[5] == f"told: {stage}"
        assert len(page.log) == 1  # the handler itself runs all the same

    run(work())
    assert len(caplog.records) == 1


def test_a_handler_that_is_cancelled_is_a_failed_handler(caplog: pytest.LogCaptureFixture) -> None:
    async def work() -> None:
        async def handler(self: Any, msg: Any) -> None:
            job = asyncio.ensure_future(asyncio.sleep(60))
            job.cancel()
            await job

        page = Page(handler)
        tab = Tab(page)
        answer = await tab.click(page.button)
        assert answer[4] == 1
        assert answer[5]
        page.button.on("click", page.count)
        assert (await tab.click(page.button))[4] == 2

    run(work())
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


def test_a_page_that_cannot_be_looked_at_is_logged_and_told(caplog: pytest.LogCaptureFixture) -> None:
    class Moody(jp.Div):
        mood = "good"

        def react(self, data: Any) -> None:
            if self.mood == "bad":
                raise ValueError("not today")

    async def work() -> None:
        page = Page()
        moody = Moody(a=page)
        tab = Tab(page)
        moody.mood = "bad"
        answer = await tab.click(page.button)
        assert answer[4:] == [1, "told: not today"]
        moody.mood = "good"
        assert ["text", page.button._key, "2"] in (await tab.click(page.button))[3]

    run(work())
    assert len(caplog.records) == 1


def test_what_a_handler_does_to_its_message_stays_there() -> None:
    async def work() -> None:
        page = Page()

        def handler(self: Any, msg: Any) -> None:
            msg.page = msg.fields = None
            msg.clear()
            page.log.append("ran")

        page.button.on("click", handler)
        tab = Tab(page)
        assert (await tab.click(page.button))[4:] == [1]
        assert page.log == ["ran"]

    run(work())


def test_a_ring_of_components_is_refused_and_the_page_lives_on() -> None:
    async def work() -> None:
        page = Page()
        outer = jp.Div(a=page)
        inner = jp.Div(a=jp.Div(a=outer))
        page.button.on("click", lambda self, msg: inner.add(outer))
        tab = Tab(page)
        assert (await tab.click(page.button))[5].startswith("told: ")
        page.button.on("click", page.count)
        assert (await tab.click(page.button))[4:] == [2]

    run(work())


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", " JavaScript:x", "java\nscript:x", "\x01javascript:x", "data:text/html,<b>"],
)
@pytest.mark.parametrize("name", ["redirect", "open"])
def test_an_address_that_is_a_script_is_refused(name, address):
    page = jp.WebPage()
    changes.whole(page)
    with pytest.raises(jp.PageError, match="is a script, not an address"):
        setattr(page, name, address)
    setattr(page, name, "/javascript:x")

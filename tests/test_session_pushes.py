"""What reaches tabs that did not ask: updates in the middle of a handler, and of other tabs."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from session_kit import Page, Tab, run

import tornjust as jp
from tornjust.inbox import Sync
from tornjust.stream import Stream


async def two_steps(self: Any, msg: Any) -> None:
    """A handler that shows something before it is done."""
    self.text = "working"
    await msg.page.update()
    self.text = "done"


def test_an_update_in_the_middle_is_streamed_before_the_ajax_answer() -> None:
    async def work() -> None:
        page = Page(two_steps)
        tab = Tab(page)
        answer = await tab.click(page.button)
        key = page.button._key
        assert [line[3:] for line in tab.lines] == [[[["text", key, "working"]], -1]]
        assert answer[3:] == [[["text", key, "done"]], 1]
        assert tab.lines[0][2] == answer[1]

    run(work())


def test_an_update_in_the_middle_is_pushed_on_the_socket() -> None:
    async def work() -> None:
        page = Page(two_steps)
        tab = Tab(page)
        tab.connect()
        answer = tab.take(await tab.session.receive(tab.event(page.button), tab.session.socket) or "")
        key = page.button._key
        assert [line[3:] for line in tab.lines] == [[[["text", key, "working"]], -1]]
        assert answer[3:] == [[["text", key, "done"]], 1]

    run(work())


def test_an_update_reaches_the_other_tabs_by_socket_only() -> None:
    async def work() -> None:
        page = Page(two_steps)
        tab, watching, polling = Tab(page), Tab(page, "watching"), Tab(page, "polling")
        watching.connect()
        await tab.click(page.button)
        key = page.button._key
        assert [line[3] for line in watching.lines] == [[["text", key, "working"]], [["text", key, "done"]]]
        assert polling.lines == []
        answer = polling.take(await polling.session.receive(Sync(polling.revision)) or "")
        assert answer[3] == [["text", key, "done"]]

    run(work())


def test_a_push_says_only_what_the_tab_does_not_know() -> None:
    async def work() -> None:
        page = Page()
        tab = Tab(page)
        tab.connect()
        await page.update()
        assert tab.lines == []
        page.text.text = "one"
        await page.update()
        await page.update()
        assert [line[3] for line in tab.lines] == [[["text", page.text._key, "one"]]]

    run(work())


def test_a_tab_whose_way_down_is_slow_holds_up_nobody_and_gets_the_newest_state_only() -> None:
    async def work() -> None:
        page = Page()
        slow, tab = Tab(page, "slow"), Tab(page)
        flushed = asyncio.get_running_loop().create_future()

        def send(line: str) -> asyncio.Future[None]:
            slow.keep(line)
            return flushed

        slow.session.socket = Stream(send, slow.revision)
        for number in range(1, 21):
            assert (await tab.click(page.button))[3] == [["text", page.button._key, str(number)]]
        assert len(slow.lines) == 1
        flushed.set_result(None)
        await asyncio.sleep(0)
        assert [line[3] for line in slow.lines] == [[["text", page.button._key, str(n)]] for n in (1, 20)]

    run(work())


def test_a_component_that_stands_on_two_pages_is_updated_on_both() -> None:
    async def work() -> None:
        first, second = Page(), Page()
        shared = jp.Div(text="shared")
        first.add(shared)
        second.add(shared)
        tabs = [Tab(first), Tab(second)]
        for tab in tabs:
            tab.connect()
        shared.text = "changed"
        await shared.update()
        assert [tab.lines[0][3] for tab in tabs] == [[["text", shared._key, "changed"]]] * 2

    run(work())


def test_a_broken_way_down_fails_nobody_else(caplog: pytest.LogCaptureFixture) -> None:
    async def work() -> None:
        page = Page()
        tab, broken = Tab(page), Tab(page, "broken")

        def send(line: str) -> None:
            raise OSError("gone")

        broken.session.socket = Stream(send, broken.revision)
        answer = await tab.click(page.button)
        assert answer[3:] == [[["text", page.button._key, "1"]], 1]

    run(work())


class Looking(jp.Div):
    """Counts how often it is asked to bring itself up to date."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.looks = 0

    def react(self, data: Any) -> None:
        self.looks += 1


def test_hooks_are_asked_once_for_all_tabs_that_are_told() -> None:
    async def work() -> None:
        page = Page()
        box = Looking(a=page)
        tabs = [Tab(page, str(number)) for number in range(5)]
        for tab in tabs:
            tab.connect()
        box.looks = 0
        page.text.text = "new"
        await page.update()
        assert box.looks == 1
        assert [len(tab.lines) for tab in tabs] == [1] * 5
        await tabs[0].click(page.button)
        assert box.looks == 3  # for the others, and for the answer

    run(work())


def test_a_tab_that_cannot_be_told_finds_what_hooks_made_for_the_others() -> None:
    async def work() -> None:
        page = Page()
        box = Looking(a=page)
        first, second = Tab(page, "first"), Tab(page, "second")
        first.connect()
        before = box.looks
        page.text.text = "new"
        await page.update()
        assert second.session.wait_for_news(second.revision) is not None
        assert box.looks == before + 1

    run(work())


class Names(jp.Div):
    """Buttons that are made anew at each look."""

    def react(self, data: Any) -> None:
        self.delete_components()
        for name in data["names"]:
            jp.Button(a=self, text=name, click=self.clicked)

    def clicked(self, msg: Any) -> None:
        msg.page.data["names"].append(msg.target.text * 2)


def test_a_click_on_what_others_have_had_made_anew_meanwhile_is_heard() -> None:
    async def work() -> None:
        page = jp.WebPage(delete_flag=False, data={"names": ["a", "b"]})
        box = Names(a=page)
        first = Tab(page, "first")
        click = first.event(box.components[1])
        second = Tab(page, "second")  # loading the page makes all anew, and nobody tells the first tab
        await second.click(box.components[0])
        await first.send(click)
        assert page.data["names"] == ["a", "b", "aa", "bb"]

    run(work())

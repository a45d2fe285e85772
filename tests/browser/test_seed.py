"""The two programs that the project stands for, as they were written for JustPy, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from serving import program

from .conftest import Tab


@pytest.fixture(scope="module")
def browser(whole_browser: Browser) -> Browser:
    """Chromium as users have it."""
    return whole_browser


HELLO = """
import justpy as jp

def hello_test():
    wp = jp.WebPage()
    for i in range(10):
        jp.Hello(a=wp)
    return wp

jp.justpy(hello_test, websockets=False)
"""

RELOAD = """
import justpy as jp
import asyncio

wp = jp.WebPage(delete_flag=False)
wp.reload_interval = 2.5
count_div = jp.Div(a=wp, classes='text-center m-4 p-4 text-white bg-blue-500', style='font-size: 200px')

async def increment_counter(start):
    count_div.counter = start
    while True:
        count_div.counter += 1
        count_div.text = str(count_div.counter)
        await asyncio.sleep(1)

def start_counting():
    jp.run_task(increment_counter(500))

def reload_demo():
    return wp

jp.justpy(reload_demo, startup=start_counting, websockets=False)
"""

Run = Callable[[str], AbstractContextManager[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a program by the command that users type; gives its address."""

    @contextmanager
    def runs(source: str) -> Iterator[str]:
        path = tmp_path / "program.py"
        path.write_text(source)
        with program(path) as url:
            yield url

    return runs


def test_each_click_on_a_hello_is_one_post_answered_with_the_patch_of_that_element_only(
    run: Run, page: Page
) -> None:
    tab = Tab(page)
    with run(HELLO) as url:
        tab.open(url)
        hellos = page.get_by_text("Hello!")
        expect(hellos).to_have_count(10)
        for times in (1, 2, 3):
            hellos.nth(3).click()
            expect(hellos.nth(3)).to_have_text(f"Hello! I was clicked {times} times")
        hellos.nth(0).click()
        expect(hellos.nth(0)).to_have_text("Hello! I was clicked 1 times")
        expect(page.get_by_text("Hello! (click me)")).to_have_count(8)
        posts = tab.asked("event")
        assert [request.method for request in posts] == ["POST"] * 4
        key = int(hellos.nth(3).get_attribute("data-tj") or "")
        kind, _, _, operations, seq = json.loads(posts[1].response().text())  # type: ignore[union-attr]
        assert (kind, operations, seq) == ("patch", [["text", key, "Hello! I was clicked 2 times"]], 2)
        assert tab.sockets == []
        assert tab.loads == 1
    tab.check()


def test_over_websockets_the_same_clicks_need_no_request(run: Run, page: Page) -> None:
    tab = Tab(page)
    with run(HELLO.replace(", websockets=False", "")) as url, page.expect_websocket() as opened:
        tab.open(url)
        with opened.value.expect_event("framereceived", lambda frame: "clicked 1 times" in str(frame)):
            page.get_by_text("Hello!").nth(3).click()
        expect(page.get_by_text("Hello!").nth(3)).to_have_text("Hello! I was clicked 1 times")
        assert len(tab.sockets) == 1
        assert tab.asked("event") == []
        tab.page.close()
    tab.check()


def test_the_counter_refreshes_every_two_and_a_half_seconds_without_a_page_load(run: Run, page: Page) -> None:
    tab = Tab(page)
    with run(RELOAD) as url:
        tab.open(url)
        page.evaluate("window.stillHere = true")
        counter = page.locator("[data-tornjust-root] div")
        assert counter.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(59, 130, 246)"
        assert counter.evaluate("e => getComputedStyle(e).fontSize") == "200px"
        shown = [int(counter.inner_text())]
        for _ in range(2):
            with page.expect_response(lambda answer: "/poll/" in answer.url):
                pass
            expect(counter).not_to_have_text(str(shown[-1]))
            shown.append(int(counter.inner_text()))
        assert all(2 <= later - earlier <= 4 for earlier, later in pairwise(shown))
        assert page.evaluate("window.stillHere") is True
        assert tab.loads == 1
        assert tab.sockets == []
        assert tab.asked("event") == []
        starts = [request.timing["startTime"] for request in tab.asked("poll")]
        assert 2400 < starts[1] - starts[0] < 3500
        page.close()
    tab.check()


@pytest.mark.parametrize("websockets", [False, True], ids=["websockets=False", "websockets=True"])
def test_every_tab_of_the_counter_shows_the_same_with_and_without_sockets(
    run: Run, page: Page, websockets: bool
) -> None:
    source = RELOAD.replace("2.5", "0.2")
    with run(source.replace(", websockets=False", "") if websockets else source) as url:
        tabs = [Tab(page), Tab(page.context.new_page())]
        for tab in tabs:
            tab.open(url)
            counter = tab.page.locator("[data-tornjust-root] div")
            for _ in range(2):  # the second change cannot have come with the first poll
                expect(counter).not_to_have_text(counter.inner_text())
        for tab in tabs:
            assert tab.loads == 1
            assert len(tab.asked("poll")) > 1
            assert bool(tab.sockets) is websockets
            tab.page.close()
            tab.check()

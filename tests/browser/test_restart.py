"""The server goes and comes back: the page says so, loads again once, and works."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from serving import free_port, running

from .conftest import READY, Tab

PROGRAM = """
import os
import tornjust as jp

def page():
    wp = jp.WebPage()
    wp.reload_interval = {interval}
    jp.P(a=wp, text=str(os.getpid()))
    jp.Hello(a=wp)
    return wp

jp.justpy(page, websockets={websockets})
"""

NOTICE = "[data-tornjust-internal=offline]"


class Restarting:
    """A program on a port of its own, which can be killed and started again."""

    def __init__(self, folder: Path, source: str) -> None:
        self.path = folder / "program.py"
        self.path.write_text(source)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    @contextmanager
    def runs(self) -> Iterator[None]:
        command = [sys.executable, "-m", "tornjust", str(self.path), "--port", str(self.port)]
        with running(command, self.port, env=None, cwd=self.path.parent, seconds=20):
            yield


@pytest.mark.parametrize(("websockets", "interval"), [(True, None), (False, 0.2)], ids=["socket", "poll"])
def test_after_a_restart_the_page_loads_once_and_works(
    tmp_path: Path, page: Page, websockets: bool, interval: float | None
) -> None:
    program = Restarting(tmp_path, PROGRAM.format(websockets=websockets, interval=interval))
    tab = Tab(page)
    tab.expected = ("Failed to load resource", "WebSocket")
    with program.runs():
        tab.open(program.url)
        first = page.locator("p").inner_text()
        page.get_by_text("Hello!").click()
        expect(page.get_by_text("clicked 1 times")).to_be_visible()
        os.kill(int(first), signal.SIGKILL)
    expect(page.locator(NOTICE)).to_contain_text("No connection", timeout=10_000)
    expect(page.get_by_text("clicked 1 times")).to_be_visible()
    with program.runs():
        expect(page.locator("p")).not_to_have_text(first, timeout=20_000)
        page.wait_for_selector(READY, state="attached")
        expect(page.locator(NOTICE)).to_have_count(0)
        assert tab.loads == 2
        page.get_by_text("Hello!").click()
        expect(page.get_by_text("clicked 1 times")).to_be_visible()
        assert tab.loads == 2
        page.close()
    tab.check()


LONG = """
import asyncio
import os
import tornjust as jp

def page():
    wp = jp.WebPage()
    jp.P(a=wp, text=str(os.getpid()))
    jp.Input(a=wp, placeholder="note", no_events=True)

    async def work(self, msg):
        self.text = "working"
        await wp.update()
        await asyncio.sleep(600)

    jp.Button(a=wp, text="work", click=work)
    for number in range(100):
        jp.Div(a=wp, text=f"row {{number}}")
    return wp

jp.justpy(page, websockets={websockets}, push={push}, shutdown_timeout=1)
"""


@pytest.mark.parametrize(
    ("websockets", "push", "kill"),
    [(True, False, signal.SIGKILL), (False, True, signal.SIGTERM)],
    ids=["socket killed", "push stopped"],
)
def test_a_restart_in_the_middle_of_a_long_handler(
    tmp_path: Path, page: Page, websockets: bool, push: bool, kill: int
) -> None:
    program = Restarting(tmp_path, LONG.format(websockets=websockets, push=push))
    tab = Tab(page)
    tab.expected = ("Failed to load resource", "WebSocket")
    with program.runs():
        tab.open(program.url)
        first = page.locator("p").inner_text()
        page.get_by_text("work").click()
        expect(page.get_by_text("working")).to_be_visible()
        page.get_by_placeholder("note").press_sequentially("half a sen")
        page.evaluate("window.scrollTo(0, 300)")
        os.kill(int(first), kill)
    with program.runs():
        expect(page.locator("p")).not_to_have_text(first, timeout=20_000)
        page.wait_for_selector(READY, state="attached")
        # What the handler had begun went with the program; what the user had begun is there.
        expect(page.get_by_text("work", exact=True)).to_be_visible()
        expect(page.get_by_placeholder("note")).to_have_value("half a sen")
        assert page.evaluate("window.scrollY") == 300
        page.get_by_text("work").click()
        expect(page.get_by_text("working")).to_be_visible()
        assert tab.loads == 2
        page.close()
    tab.check()


def test_over_ajax_the_first_click_after_a_restart_loads_the_page_again(tmp_path: Path, page: Page) -> None:
    program = Restarting(tmp_path, PROGRAM.format(websockets=False, interval=None))
    tab = Tab(page)
    tab.expected = ("Failed to load resource",)
    with program.runs():
        tab.open(program.url)
        first = page.locator("p").inner_text()
    with program.runs():
        page.get_by_text("Hello!").click()
        expect(page.locator("p")).not_to_have_text(first)
        page.wait_for_selector(READY, state="attached")
        page.get_by_text("Hello!").click()
        expect(page.get_by_text("clicked 1 times")).to_be_visible()
        assert tab.loads == 2
        page.close()
    tab.check()


def test_of_several_restarts_in_a_row_each_is_followed_at_once(tmp_path: Path, page: Page) -> None:
    # As when a developer saves a file again and again.
    program = Restarting(tmp_path, PROGRAM.format(websockets=False, interval=0.2))
    tab = Tab(page)
    tab.expected = ("Failed to load resource", "WebSocket")
    with program.runs():
        tab.open(program.url)
        process = page.locator("p").inner_text()
    for _ in range(3):
        with program.runs():
            expect(page.locator("p")).not_to_have_text(process, timeout=20_000)
            page.wait_for_selector(READY, state="attached")
            process = page.locator("p").inner_text()
            page.get_by_text("Hello!").click()
            expect(page.get_by_text("clicked 1 times")).to_be_visible()
    assert tab.loads == 4
    page.close()
    tab.check()


def test_servers_that_are_always_new_do_not_make_a_page_load_in_a_loop(tmp_path: Path, page: Page) -> None:
    program = Restarting(tmp_path, PROGRAM.format(websockets=False, interval=0.1))
    tab = Tab(page)
    tab.expected = ("Failed to load resource",)

    def refuse(route: Route) -> None:
        answer = json.dumps(["reload", str(len(tab.requests))])
        route.fulfill(status=404, content_type="application/json", body=answer)

    page.route("**/poll/**", refuse)
    with program.runs():
        page.goto(program.url)
        end = time.monotonic() + 30
        while tab.loads < 7:
            assert time.monotonic() < end
            page.wait_for_timeout(100)
        page.wait_for_timeout(3000)
        assert tab.loads == 7
        page.close()


def test_a_page_that_the_server_refuses_for_good_does_not_load_in_a_loop(tmp_path: Path, page: Page) -> None:
    # Without cookies the server cannot know the tab again, however often the page is loaded.
    program = Restarting(tmp_path, PROGRAM.format(websockets=False, interval=0.1))
    tab = Tab(page)
    tab.expected = ("Failed to load resource",)
    page.route("**/*", lambda route: route.continue_(headers={**route.request.headers, "cookie": ""}))
    with program.runs():
        tab.open(program.url)
        page.wait_for_timeout(2500)
        assert tab.loads <= 2
        page.close()


FORM = """
import os
import tornjust as jp

def page():
    wp = jp.WebPage()
    jp.P(a=wp, text=str(os.getpid()))
    jp.Input(a=wp, placeholder="silent", no_events=True)
    jp.Input(a=wp, placeholder="secret", type="password")
    heard = jp.P(a=wp, text="-", name="heard")
    changed = jp.P(a=wp, text="-", name="changed")

    def on_input(self, msg):
        heard.text = "heard " + msg.value

    def on_change(self, msg):
        changed.text = "changed " + msg.value

    jp.Input(a=wp, placeholder="loud", value="given", input=on_input, change=on_change)
    jp.Input(a=wp, type="checkbox", name="agree")
    jp.Input(a=wp, type="range", name="slider")
    for name in ("log", None):
        box = jp.Div(a=jp.Div(a=wp), style="height: 60px; width: 100px; overflow: auto", name="box")
        if name:
            box.id = name
        inner = jp.Div(a=box, style="width: 300px")
        for number in range(30):
            jp.Div(a=inner, text=f"line {number}")
    jp.Button(a=wp, text="go", click=lambda self, msg: setattr(self, "text", "gone"))
    for number in range(100):
        jp.Div(a=wp, text=f"row {number}")
    return wp

jp.justpy(page)
"""


def test_what_was_typed_and_where_the_user_was_survive_a_restart(tmp_path: Path, page: Page) -> None:
    program = Restarting(tmp_path, FORM)
    tab = Tab(page)
    tab.expected = ("Failed to load resource", "WebSocket")
    with program.runs():
        tab.open(program.url)
        first = page.locator("p").first.inner_text()
        page.get_by_placeholder("silent").press_sequentially("not sent")
        page.get_by_placeholder("secret").press_sequentially("hush")
        page.locator("[name=agree]").check()
        page.locator("[name=slider]").press("ArrowRight")
        page.get_by_placeholder("loud").press("End")
        page.get_by_placeholder("loud").press_sequentially(" and typed")
        page.evaluate("window.scrollTo(0, 400)")
        for number in range(2):
            page.locator("[name=box]").nth(number).evaluate("e => e.scrollTo(20, 100)")
    with program.runs():
        expect(page.locator("p").first).not_to_have_text(first, timeout=20_000)
        expect(page.get_by_placeholder("silent")).to_have_value("not sent")
        expect(page.get_by_placeholder("loud")).to_have_value("given and typed")
        expect(page.locator("[name=agree]")).to_be_checked()
        expect(page.locator("[name=slider]")).to_have_value("51")
        assert page.evaluate("sessionStorage.getItem('tornjust-kept')") is None
        assert page.evaluate("window.scrollY") == 400
        where = page.locator("[name=box]").evaluate_all("all => all.map(e => [e.scrollLeft, e.scrollTop])")
        assert where == [[20, 100], [20, 100]]
        # The new server knows it, and the field tells as usual when it is left.
        expect(page.locator("[name=heard]")).to_have_text("heard given and typed")
        expect(page.locator("[name=changed]")).to_have_text("-")
        page.get_by_placeholder("silent").focus()
        expect(page.locator("[name=changed]")).to_have_text("changed given and typed")
        assert tab.loads == 2
        page.close()
    tab.check()

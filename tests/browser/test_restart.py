"""The server goes and comes back: the page says so, loads again once, and works."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
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

    def __init__(self, path: Path) -> None:
        self.path = path
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
    path = tmp_path / "program.py"
    path.write_text(PROGRAM.format(websockets=websockets, interval=interval))
    program = Restarting(path)
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


def test_over_ajax_the_first_click_after_a_restart_loads_the_page_again(tmp_path: Path, page: Page) -> None:
    path = tmp_path / "program.py"
    path.write_text(PROGRAM.format(websockets=False, interval=None))
    program = Restarting(path)
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


def test_a_page_that_the_server_refuses_for_good_does_not_load_in_a_loop(tmp_path: Path, page: Page) -> None:
    # Without cookies the server cannot know the tab again, however often the page is loaded.
    path = tmp_path / "program.py"
    path.write_text(PROGRAM.format(websockets=False, interval=0.1))
    program = Restarting(path)
    tab = Tab(page)
    tab.expected = ("Failed to load resource",)
    page.route("**/*", lambda route: route.continue_(headers={**route.request.headers, "cookie": ""}))
    with program.runs():
        tab.open(program.url)
        page.wait_for_timeout(2500)
        assert tab.loads <= 2
        page.close()

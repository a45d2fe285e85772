"""Behind nginx, configured as docs/deployment.md says. Skipped where there is no nginx."""

from __future__ import annotations

import asyncio
import contextlib
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from nginx import MISSING, SKIPPED, manual, nginx
from serving import free_port

import tornjust as jp
from tornjust.testing import App, Page

pytestmark = pytest.mark.skipif(SKIPPED, reason=MISSING)


@pytest.fixture
def behind_nginx(tmp_path: Path, tornjust_app: App) -> Iterator[Callable[[], int]]:
    """Starts nginx in front of the served application, as the manual shows for cached polls; gives its port."""
    with contextlib.ExitStack() as stack:

        def start() -> int:
            port = free_port()
            blocks = "\n".join(manual("Caching polls"))
            blocks = blocks.replace("127.0.0.1:8000", f"127.0.0.1:{tornjust_app.port}")
            blocks = blocks.replace("/var/cache/nginx/polls", str(tmp_path / "polls"))
            top = re.findall(r"^(?:map|proxy_cache_path) .*$", blocks, re.MULTILINE)
            locations = re.findall(r"^location .*?^}", blocks, re.MULTILINE | re.DOTALL)
            assert len(top) == len(locations) == 2
            server = f"server {{ listen 127.0.0.1:{port};\n" + "\n".join(locations) + "\n}"
            stack.enter_context(nginx(tmp_path, "\n".join(top) + server))
            return port

        yield start


def counted(app: App) -> Counter[str]:
    """How often the program is asked, by the kind of request."""
    kinds: Counter[str] = Counter()

    def log(handler: Any) -> None:
        kinds[type(handler).__name__] += 1

    assert app.application
    app.application.settings["log_function"] = log
    return kinds


def open_through(app: App, port: int) -> Page:
    own, app.port = app.port, port
    try:
        return app.open()
    finally:
        app.port = own


def test_nginx_answers_the_polls_of_a_shared_page(tornjust_app: App, behind_nginx: Callable[[], int]) -> None:
    board = jp.WebPage(delete_flag=False, reload_interval=0.1, cache_polls=1)
    time_of_day = jp.P(a=board, text="12:00", name="time")
    tornjust_app.serve(lambda: board, websockets=False)
    kinds = counted(tornjust_app)
    port = behind_nginx()
    tabs = [open_through(tornjust_app, port) for _ in range(10)]
    tornjust_app.run(asyncio.sleep(0.5))
    kinds.clear()

    def asked() -> int:
        return sum(len(tab.platform.requests) for tab in tabs)

    before, begun = asked(), time.monotonic()
    while asked() - before < 60 or time.monotonic() - begun < 2:
        tornjust_app.run(asyncio.sleep(0.2))
    seconds = time.monotonic() - begun
    assert seconds < 30
    # Once a second, whoever asks.
    assert 0 < kinds["SharedPollHandler"] <= 1.2 * seconds + 2
    time_of_day.text = "12:01"
    for tab in tabs:
        tab.wait_for(lambda tab=tab: tab.text_of(name="time") == "12:01")  # type: ignore[misc]
    statuses = Counter(
        status for tab in tabs for _, path, status in tab.platform.requests if "/shared/" in path
    )
    assert set(statuses) <= {200, 204, 304}


@pytest.mark.parametrize("websockets", [True, False])
def test_events_pushes_and_streamed_answers_pass(
    tornjust_app: App, behind_nginx: Callable[[], int], websockets: bool
) -> None:
    async def work(self: Any, msg: Any) -> None:
        self.text = "working"
        await msg.page.update()
        await go_on.wait()
        self.text = "done"

    go_on = asyncio.Event()
    page = jp.WebPage(delete_flag=False)
    button = jp.Button(a=page, text="work", click=work)
    news = jp.P(a=page, text="none")
    tornjust_app.serve(lambda: page, websockets=websockets, push=True)
    tab = open_through(tornjust_app, behind_nginx())
    assert tab.transport.link.open == websockets
    tab.click(button, settle=False)
    tab.wait_for(lambda: tab.text_of(button) == "working")
    news.text = "some"
    tornjust_app.run(page.update())
    tab.wait_for(lambda: tab.text_of(news) == "some")
    tornjust_app.loop.call_soon(go_on.set)
    tab.settle()
    assert tab.text_of(button) == "done"

"""Below a path of a proxy: everything that tornjust writes leads back to the program, over socket and Ajax."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from serving import Server

import tornjust as jp
from tornjust.app import make_application
from tornjust.routing import Route
from tornjust.settings import Settings

from .conftest import READY


@pytest.fixture
def below(tmp_path: Path) -> Iterator[Server]:
    """A program that a proxy shows below /tools/orders, and that knows it."""
    routes, websockets = list(Route.instances), jp.WebPage.use_websockets
    Route.instances.clear()
    (tmp_path / "hello.txt").write_text("hello")
    with Server(
        lambda: make_application(Settings(static_directory=str(tmp_path)), "/tools/orders")
    ) as server:
        yield server
    Route.instances[:] = routes
    jp.WebPage.use_websockets = websockets


@pytest.mark.parametrize("websockets", [True, False], ids=["socket", "ajax"])
def test_pages_events_files_and_redirects(page: Page, below: Server, websockets: bool) -> None:
    jp.WebPage.use_websockets = websockets

    tab = page

    def first(request: jp.Request) -> jp.WebPage:
        wp = jp.WebPage(display_url="/shown")
        file = request.url_for("static", path="hello.txt")
        jp.A(a=wp, text="file", href=file.path, id="file")
        jp.Button(a=wp, text="count", id="count", click=lambda self, msg: setattr(self, "text", "counted"))
        jp.Button(a=wp, text="go", id="go", click=lambda self, msg: setattr(msg.page, "redirect", "/next"))
        return wp

    def last() -> jp.WebPage:
        wp = jp.WebPage()
        jp.P(a=wp, text="arrived")
        return wp

    Route("/", first)
    Route("/next", lambda: jp.redirect("/last"))
    Route("/last", last)
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("websocket", lambda socket: asked.append(socket.url))
    tab.goto(f"{below.url}/tools/orders/")
    tab.wait_for_selector(READY, state="attached")
    assert tab.url == f"{below.url}/tools/orders/shown"
    tab.click("#count")
    expect(tab.get_by_text("counted")).to_be_visible()
    answer = tab.request.get(below.url + str(tab.get_attribute("#file", "href")))
    assert answer.text() == "hello"
    tab.click("#go")
    expect(tab.get_by_text("arrived")).to_be_visible()
    assert tab.url == f"{below.url}/tools/orders/last"
    assert asked
    assert [url for url in asked if "/tools/orders/" not in url] == []
    paths = {cookie["path"] for cookie in tab.context.cookies()}
    assert paths == {"/tools/orders"}

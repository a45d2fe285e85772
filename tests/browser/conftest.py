"""A served program and Chromium tabs that show it, over each of the three transports."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request
from serving import Server

import tornjust as jp
from tornjust.app import make_application
from tornjust.routing import Route
from tornjust.settings import Settings

from .weather import Weather

READY = "html[data-tornjust-ready]"


class Transport(NamedTuple):
    """How events go up and changes come down. `interval` is what the pages' `reload_interval` is set to."""

    name: str
    websockets: bool
    interval: float | None


TRANSPORTS = {
    "socket": Transport("socket", True, None),
    "ajax": Transport("ajax", False, None),
    "poll": Transport("poll", False, 0.1),
}
# For what reaches a tab that did not ask.
pushing = pytest.mark.parametrize("transport", ["socket", "poll"], indirect=True)
# For what the way of a message makes no difference to, and for what a tab's requests show.
over_ajax = pytest.mark.parametrize("transport", ["ajax"], indirect=True)
over_socket = pytest.mark.parametrize("transport", ["socket"], indirect=True)


@pytest.fixture(params=list(TRANSPORTS))
def transport(request: pytest.FixtureRequest) -> Transport:
    """A behaviour that asks for it is run over all three."""
    return TRANSPORTS[request.param]


class Tab:
    """A tab of Chromium, and what it asked the server for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[Request] = []
        self.sockets: list[str] = []
        self.loads = 0
        # Errors in the browser's console fail the test, but for those that a test expects.
        self.errors: list[str] = []
        self.expected: tuple[str, ...] = ()
        page.on("request", lambda request: self.requests.append(request))
        page.on("websocket", lambda socket: self.sockets.append(socket.url))
        page.on("load", self._loaded)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))

    def _loaded(self, page: Page) -> None:
        self.loads += 1

    def open(self, url: str) -> Page:
        """Load a page and wait until its runtime answers events."""
        self.page.goto(url)
        self.page.wait_for_selector(READY, state="attached")
        return self.page

    def asked(self, kind: str) -> list[Request]:
        """The requests to /_tornjust/KIND/ so far."""
        return [request for request in self.requests if f"/_tornjust/{kind}/" in request.url]

    def check(self) -> None:
        """Nothing went wrong that the test does not know of."""
        unexpected = [text for text in self.errors if not any(part in text for part in self.expected)]
        assert unexpected == []


class Site:
    """A program that is served in a thread, and the tabs that show it."""

    def __init__(self, context: BrowserContext, transport: Transport, server: Server) -> None:
        self.context = context
        self.transport = transport
        self.server = server
        self.tabs: list[Tab] = []

    @property
    def url(self) -> str:
        return self.server.url

    def route(self, path: str, function: Callable[[], jp.WebPage]) -> None:
        """Serve a page function, whose pages poll if the transport says so."""

        def page() -> jp.WebPage:
            wp = function()
            if self.transport.interval and wp.reload_interval is None:
                wp.reload_interval = self.transport.interval
            return wp

        Route(path, page)

    def show(self, page: jp.WebPage | Callable[[], jp.WebPage], path: str = "/") -> Page:
        """Serve one page, or what a page function makes, and open it in a tab."""
        if isinstance(page, jp.WebPage):
            shared = page
            self.route(path, lambda: shared)
        else:
            self.route(path, page)
        return self.open(path)

    def open(self, path: str = "/") -> Page:
        """Another tab of the same visitor."""
        return self.tab().open(self.url + path)

    def tab(self) -> Tab:
        """An empty tab."""
        tab = Tab(self.context.new_page())
        self.tabs.append(tab)
        return tab

    def push(self, page: jp.WebPage, change: Callable[[], Any]) -> None:
        """Change something as a background task does, and push it; where there is no socket, polls bring it."""

        async def work() -> None:
            change()
            await page.update()

        self.server.run(work)


@pytest.fixture(scope="session")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The static folder of that server."""
    return tmp_path_factory.mktemp("static")


@pytest.fixture(scope="session")
def server(static: Path) -> Iterator[Server]:
    """One server for all tests: their browser finds the script in its cache."""
    with Server(lambda: make_application(Settings(static_directory=str(static)))) as server:
        yield server


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One visitor for all tests of a module."""
    asyncio._set_running_loop(browser._impl_obj._loop)  # see tests/conftest.py
    context = browser.new_context()
    context.set_default_timeout(10_000)
    asyncio._set_running_loop(None)
    yield context
    asyncio._set_running_loop(browser._impl_obj._loop)
    context.close()
    asyncio._set_running_loop(None)


@pytest.fixture
def site(context: BrowserContext, server: Server, transport: Transport) -> Iterator[Site]:
    """The server of this test. Its routes and tabs go with it."""
    asyncio._set_running_loop(context._impl_obj._loop)
    routes, websockets = list(Route.instances), jp.WebPage.use_websockets
    Route.instances.clear()
    jp.WebPage.use_websockets = transport.websockets
    site = Site(context, transport, server)
    yield site
    for page in context.pages:
        page.close()
    asyncio._set_running_loop(None)
    Route.instances[:] = routes
    jp.WebPage.use_websockets = websockets
    for tab in site.tabs:
        tab.check()


@pytest.fixture
def weather(site: Site) -> Iterator[Weather]:
    """A network that can be made worse."""
    weather = Weather(site)
    yield weather
    site.server.run(weather.proxy.stop)

"""Firefox and WebKit, each started once, and a served program for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from serving import Server

import tornjust as jp
from tornjust.app import make_application
from tornjust.routing import Route
from tornjust.settings import Settings

from .engine import Engine, until
from .firefox import NAMES, Firefox
from .webkit import BROWSERS, DRIVER, WebKit


def _firefox() -> Engine:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("no Firefox (make engines)")
    return Firefox(path)


def _webkit() -> Engine:
    driver, screens = shutil.which(DRIVER), shutil.which("Xvfb")
    browser = next((path for pattern in BROWSERS for path in Path("/").glob(pattern)), None)
    if not (driver and screens and browser):
        pytest.skip("no WebKitGTK with its driver and Xvfb (make engines)")
    return WebKit(driver, str(browser), screens)


@pytest.fixture(scope="module", params=[_firefox, _webkit], ids=["firefox", "webkit"])
def engine(request: pytest.FixtureRequest, browsers_script: None) -> Iterator[Engine]:
    engine: Engine = request.param()
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(lambda: make_application(Settings())) as server:
        yield server


class Site:
    """A program that is served, and the browser that shows it."""

    def __init__(self, engine: Engine, server: Server, transport: str) -> None:
        self.engine = engine
        self.server = server
        self.transport = transport

    def show(self, function: Callable[[], jp.WebPage], path: str = "/") -> Engine:
        """Serve what a page function makes, and open it."""
        self.route(function, path)
        self.open(path)
        return self.engine

    def route(self, function: Callable[[], jp.WebPage], path: str) -> None:
        def page() -> jp.WebPage:
            wp = function()
            if self.transport == "poll":
                wp.reload_interval = 0.1
            return wp

        Route(path, page)

    def open(self, path: str = "/") -> None:
        self.engine.open(self.server.url + path)
        until(self.engine.ready)

    def push(self, page: jp.WebPage, change: Callable[[], object]) -> None:
        """Change something as a background task does."""

        async def work() -> None:
            change()
            await page.update()

        self.server.run(work)


@pytest.fixture(params=["socket", "ajax", "poll"])
def site(request: pytest.FixtureRequest, engine: Engine, server: Server) -> Iterator[Site]:
    """Nothing that the test does may make the browser tell of an error."""
    routes, websockets = list(Route.instances), jp.WebPage.use_websockets
    Route.instances.clear()
    jp.WebPage.use_websockets = request.param == "socket"
    engine.errors()
    yield Site(engine, server, request.param)
    errors = engine.errors()
    engine.open("about:blank")
    Route.instances[:] = routes
    jp.WebPage.use_websockets = websockets
    assert errors == []


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A file to upload."""
    path = tmp_path / "picture.svg"
    path.write_text("<svg/>")
    return path

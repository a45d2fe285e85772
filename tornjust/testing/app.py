"""A program that runs for a test: serves it, opens its pages as tabs, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import runpy
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application

import tornjust
from tornjust import app as server
from tornjust import namesake, tasks
from tornjust.httpd import make_server
from tornjust.page import WebPage
from tornjust.routing import PageFunction, Route
from tornjust.settings import Settings
from tornjust.testing.page import Page

T = TypeVar("T")


class App:
    """A served application, for the time of a `with` block. `settings` replaces the configured ones."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings(sessions=True, debug=True)
        self.loop = asyncio.new_event_loop()
        self._saved = (list(Route.instances), WebPage.use_websockets, WebPage.push, dict(server.overrides))
        # `sys.path` as it was before a program ran, and what takes the module "justpy" back.
        self._imports: tuple[list[str], Callable[[], None]] | None = None
        self._server: HTTPServer | None = None
        self.application: Application | None = None
        self.port = 0
        self._pages: list[Page] = []
        Route.instances.clear()

    def __enter__(self) -> App:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def run(self, work: Coroutine[Any, Any, T], timeout: float = 10) -> T:
        """Run a coroutine in the application's loop; raises `TimeoutError` after `timeout` seconds."""
        return self.loop.run_until_complete(asyncio.wait_for(work, timeout))

    def serve(self, func: PageFunction | None = None, *, websockets: bool = True, push: bool = False) -> None:
        """Start the server. `func` makes the page of every path that no route has."""
        if func is not None:
            Route("/{path:path}", func, last=True, name="default")
        WebPage.use_websockets = websockets
        WebPage.push = push
        self.run(self._start(None))

    def program(self, path: str | Path, *, websockets: bool | None = None) -> None:
        """Run a program file, without its `justpy(...)` call's serving, and serve what it defines.

        As with `python -m tornjust`, the program finds modules in its own folder, and `import justpy` gives tornjust.
        """
        server.overrides.update(serve=False)
        if self._imports is None:
            self._imports = (list(sys.path), namesake.install(tornjust))
        sys.path.insert(0, str(Path(path).resolve().parent))
        runpy.run_path(str(path), run_name="__main__")
        if websockets is not None:
            WebPage.use_websockets = websockets
        self.run(self._start(server.last_call.get("startup")))

    async def _start(self, startup: Callable[[], Any] | None) -> None:
        tasks.JustPy.loop = self.loop
        listening = bind_sockets(0, "127.0.0.1")
        self.port = listening[0].getsockname()[1]
        self.application = server.make_application(self.settings)
        self._server = make_server(self.application, self.settings)
        if startup is not None:
            result = startup()
            if asyncio.iscoroutine(result):
                await result
        tasks.start_waiting()
        self._server.add_sockets(listening)

    def open(
        self,
        func: PageFunction | None = None,
        path: str = "/",
        *,
        websockets: bool = True,
        push: bool = False,
        cookie: str = "",
    ) -> Page:
        """Open a page as a new tab. `func` may be given with the first one; then it need not be served before.

        `cookie` continues another tab's visit (`page.cookie`).
        """
        if self._server is None:
            self.serve(func, websockets=websockets, push=push)
        page = Page(self, path, cookie)
        self.run(page._connect())
        self._pages.append(page)
        return page

    def close(self) -> None:
        """Close all tabs and stop the server."""
        for page in self._pages:
            if page.dom.config is not None and page.transport.parking is not None:
                page.transport.parking.stop()
            page.platform.close()
        work = [task for page in self._pages for task in page.platform.work]
        self.run(_finish(work, 0.5))
        if self._server is not None:
            self._server.stop()
            self.run(self._server.close_all_connections())
            # What was under way learns from the server's end that it will not be answered.
            self.run(_finish(work, 1))
        for page in self._pages:
            page.platform.end()
        others = asyncio.all_tasks(self.loop)
        for task in others:
            task.cancel()
        if others:
            self.loop.run_until_complete(asyncio.gather(*others, return_exceptions=True))
        self.loop.run_until_complete(self.loop.shutdown_asyncgens())
        self.loop.close()
        Route.instances[:], WebPage.use_websockets, WebPage.push, overrides = self._saved
        server.overrides.clear()
        server.overrides.update(overrides)
        tasks.JustPy.loop = None
        if self._imports is not None:
            sys.path[:], uninstall = self._imports
            uninstall()
            self._imports = None


async def _finish(work: list[asyncio.Task[None]], seconds: float) -> None:
    """Give requests that are under way some time to end."""
    if work:
        await asyncio.wait(work, timeout=seconds)

"""Servers for tests that drive a browser: a Tornado application in a thread, or a whole program in a process.

Playwright's sync interface keeps the main thread's event loop to itself, so servers run somewhere else.
"""

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application

from tornjust.httpd import make_server

ROOT = Path(__file__).parent.parent

# For `add_init_script`: what the page's policy stops is in `window.violations`.
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", event => {
    violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""


class Server:
    """A Tornado application on a free port of 127.0.0.1, in a thread with an event loop of its own.

    with Server(lambda: make_application()) as server:
        page.goto(server.url)
        server.run(some_coroutine_function)

    `make` is called in that thread, `serve` makes the HTTP server of what it gives; by default the one that programs
    have, where it is an application of ours.
    """

    def __init__(
        self, make: Callable[[], Application], serve: Callable[[Application], HTTPServer] | None = None
    ) -> None:
        self._make = make
        self._serve_by = serve or _usual_server
        self.http: Any = None
        self._ready: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event, int]] = Future()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self.application: Application | None = None

    def __enter__(self) -> "Server":
        self._thread.start()
        self._loop, self._stop, self.port = self._ready.result(timeout=30)
        self.url = f"http://127.0.0.1:{self.port}"
        return self

    def __exit__(self, *error: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(timeout=30)

    def run(self, function: Callable[..., Any], *args: Any, timeout: float = 30) -> Any:
        """Calls `function` in the server's thread, waits for it if it is a coroutine function, gives its result."""

        async def call() -> Any:
            result = function(*args)
            return await result if asyncio.iscoroutine(result) else result

        return asyncio.run_coroutine_threadsafe(call(), self._loop).result(timeout)

    async def _serve(self) -> None:
        try:
            self.application = self._make()
            server = self.http = self._serve_by(self.application)
            sockets = bind_sockets(0, "127.0.0.1")
            server.add_sockets(sockets)
            stop = asyncio.Event()
            self._ready.set_result((asyncio.get_running_loop(), stop, sockets[0].getsockname()[1]))
        except BaseException as error:
            self._ready.set_exception(error)
            return
        await stop.wait()
        server.stop()
        await server.close_all_connections()


def _usual_server(application: Application) -> HTTPServer:
    settings = application.settings.get("tornjust_settings")
    return HTTPServer(application) if settings is None else make_server(application, settings)


def until(page: Page, expression: str, arg: Any = None, seconds: float = 10) -> None:
    """Wait until an expression or function is true in a tab.

    `page.wait_for_function` evaluates text in the page again and again, which the pages' policy forbids.
    """
    end = time.monotonic() + seconds
    while not page.evaluate(expression, arg):
        assert time.monotonic() < end, f"{expression} is not true after {seconds} s"
        page.wait_for_timeout(20)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def program(
    *arguments: str | Path,
    python: str | Path = sys.executable,
    env: dict[str, str] | None = None,
    cwd: Path = ROOT,
    seconds: float = 30,
) -> Iterator[str]:
    """Runs `python -m tornjust ARGUMENTS --host 127.0.0.1 --port N` and gives its address once it answers.

    `env` is added to the environment. The process is ended afterwards. Raises `RuntimeError` with its output when it
    ends or stays silent for `seconds`.
    """
    port = free_port()
    command = [
        str(python),
        "-m",
        "tornjust",
        *map(str, arguments),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    with running(command, port, env=env, cwd=cwd, seconds=seconds):
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def running(
    command: Sequence[str], port: int, *, env: dict[str, str] | None, cwd: Path, seconds: float
) -> Iterator[None]:
    """Runs `command` until the end of the block; the block starts when something listens on `port`."""
    with subprocess.Popen(
        command, cwd=cwd, env={**os.environ, **(env or {})}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        try:
            end = time.monotonic() + seconds
            while not _listens(port):
                if process.poll() is not None or time.monotonic() > end:
                    process.kill()
                    output = process.communicate()[0].decode(errors="replace")
                    raise RuntimeError(f"{' '.join(command)} does not answer:\n{output}")
                time.sleep(0.05)
            yield
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.communicate(timeout=10)
            process.kill()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0

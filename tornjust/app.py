"""The server: Tornado application, start and stop. `justpy()` is what programs call."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import logging
import re
import secrets
import socket as sockets
import ssl
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application

from tornjust import bundle, compiled, process, slips, tasks
from tornjust.errors import SettingsError
from tornjust.handlers.ajax import EventHandler, LeaveHandler, ParkHandler, PollHandler, SharedPollHandler
from tornjust.handlers.assets import (
    FunctionHandler,
    OwnFileHandler,
    ScriptHandler,
    SheetHandler,
    StaticHandler,
)
from tornjust.handlers.base import is_prefix
from tornjust.handlers.downloads import DownloadHandler
from tornjust.handlers.page import NotFoundHandler, PageHandler
from tornjust.handlers.socket import SocketHandler
from tornjust.handlers.uploads import UploadHandler
from tornjust.page import WebPage
from tornjust.policy import Policy
from tornjust.routing import PageFunction, Route
from tornjust.settings import Settings, load
from tornjust.shell import PREFIX
from tornjust.styles import hints
from tornjust.tabs import Tabs
from tornjust.visitors import Visitors
from tornjust.wire import (
    DOWNLOAD_PATH,
    EVENT_PATH,
    FUNCTION_PATH,
    LEAVE_PATH,
    PARK_PATH,
    POLL_PATH,
    SHARED_PATH,
    SOCKET_PATH,
    UPLOAD_PATH,
)

log = logging.getLogger("tornjust")

# What `python -m tornjust` was told; it outranks what the program says. With "serve" False nothing is served.
overrides: dict[str, Any] = {}
# What the last `justpy()` call asked for, for those who serve the program themselves.
last_call: dict[str, Any] = {}
# How often, in seconds, silent tabs are looked for.
SWEEP_EVERY = 15.0
_TOKEN = "([A-Za-z0-9_-]{1,64})"


def make_application(settings: Settings | None = None, prefix: str | None = None) -> Application:
    """A Tornado application that serves all routes.

    `prefix` is the path below which a proxy shows the program, instead of the setting PREFIX. Requests may come with
    it or, where the proxy takes it away, without it. Raises `SettingsError` for what is no path.
    """
    settings = settings or load()
    hints.configure(settings.debug, Path(settings.static_directory))
    slips.configure(settings.debug)
    prefix = (settings.prefix if prefix is None else prefix).rstrip("/")
    if not is_prefix(prefix):
        raise SettingsError(f"PREFIX is {prefix!r}; it has to be a path such as '/tools/orders'")
    ours = f"(?:{re.escape(prefix)})?{PREFIX}"
    static = f"(?:{re.escape(prefix)})?{re.escape(settings.static_mount.rstrip('/'))}"
    asset = bundle.client_script()
    compiled.prepare(settings.debug)
    routes: list[Any] = [
        (rf"{ours}{SOCKET_PATH}{_TOKEN}", SocketHandler),
        (rf"{ours}{EVENT_PATH}{_TOKEN}", EventHandler),
        (rf"{ours}{POLL_PATH}{_TOKEN}/([0-9]{{1,15}})", PollHandler),
        (rf"{ours}{PARK_PATH}{_TOKEN}/([0-9]{{1,15}})", ParkHandler),
        (rf"{ours}{SHARED_PATH}{_TOKEN}/([0-9]{{1,15}})", SharedPollHandler),
        (rf"{ours}{LEAVE_PATH}{_TOKEN}", LeaveHandler),
        (rf"{ours}{DOWNLOAD_PATH}{_TOKEN}/[^/]*", DownloadHandler),
        (rf"{ours}{UPLOAD_PATH}{_TOKEN}/([0-9]{{1,15}})/?(\w*)", UploadHandler),
        (rf"{ours}/sheet/([\w.-]+)", SheetHandler),
        (rf"{ours}/static/([\w.-]+)", OwnFileHandler),
        (rf"{ours}/client/([\w.-]+)", ScriptHandler),
        (rf"{ours}{FUNCTION_PATH}([\w.-]+)", FunctionHandler),
        (rf"{ours}(?:/.*)?", NotFoundHandler),
        (rf"{static}/(.*)", StaticHandler, {"path": settings.static_directory}),
        (r"/(.*)", PageHandler),
    ]
    return Application(
        routes,
        tornjust_settings=settings,
        tornjust_tabs=Tabs(settings),
        tornjust_visitors=Visitors(),
        tornjust_prefix=prefix,
        tornjust_asset=asset,
        tornjust_policy=Policy(settings.csp, settings.csp_report_only),
        tornjust_script=f"{PREFIX}/client/{asset.name}",
        tornjust_extras={extra.stem: f"{PREFIX}/client/{extra.name}" for extra in asset.extras},
        cookie_secret=settings.secret_key or secrets.token_hex(32),
        # Ours answers a message over the limit; Tornado, without a word, closes the socket of one far over it.
        websocket_max_message_size=4 * settings.max_message,
        websocket_ping_interval=30,
        log_function=_log_request,
    )


def justpy(
    func: PageFunction | None = None,
    *,
    start_server: bool = True,
    websockets: bool = True,
    push: bool = False,
    host: str | None = None,
    port: int | None = None,
    startup: Callable[[], Any] | None = None,
    **kwargs: Any,
) -> PageFunction | None:
    """Serve the program's pages until Ctrl-C.

    `func` makes the page of every path that no route has. `websockets=False` sends events by Ajax only; with
    `push=True` changes arrive at once all the same, by a request that waits for them. `host` and
    `port` default to the settings (127.0.0.1 and 8000). `startup`, a function or an async function without
    arguments, runs in the loop before the first request. With `start_server=False` everything is set up but nothing
    served, and the call returns. Further keywords that JustPy knows are accepted. Returns `func`.
    """
    settings = load()
    logging.basicConfig(level=settings.logging_level, format="%(levelname)s %(name)s: %(message)s")
    settings.host = overrides.get("host") or host or settings.host
    chosen = [value for value in (overrides.get("port"), port) if value is not None]
    settings.port = chosen[0] if chosen else settings.port
    WebPage.use_websockets = websockets and not overrides.get("ajax")
    WebPage.push = push
    if func is not None:
        Route("/{path:path}", func, last=True, name="default")
    last_call.update(settings=settings, startup=startup)
    if start_server and overrides.get("serve", True):
        with contextlib.suppress(KeyboardInterrupt):
            process.run(serve(settings, startup))
    return func


async def serve(settings: Settings, startup: Callable[[], Any] | None = None) -> None:
    """Serve until a signal says stop. Raises `SystemExit` with one clear line when the address cannot be had."""
    tasks.JustPy.loop = asyncio.get_running_loop()
    try:
        listening = _bind(settings)
    except SystemExit:
        tasks.drop_waiting()
        raise
    application = make_application(settings)
    server = make_server(application, settings)
    stop = asyncio.Event()
    process.stop_on_signals(stop)
    if startup is not None:
        result = startup()
        if inspect.isawaitable(result):
            await result
    tasks.start_waiting()
    server.add_sockets(listening)
    address = _address(settings, listening[0].getsockname()[1])
    print(f"tornjust is ready at {address} (Ctrl-C stops it)", flush=True)
    if overrides.get("open"):
        webbrowser.open(address)
    sweeper = asyncio.ensure_future(_sweep(application.settings["tornjust_tabs"]))
    await stop.wait()
    # At once: tabs reconnect by themselves, and what a handler has not finished would only hold up the end.
    sweeper.cancel()
    server.stop()
    with contextlib.suppress(asyncio.TimeoutError):
        await asyncio.wait_for(server.close_all_connections(), 1)


def make_server(application: Application, settings: Settings) -> HTTPServer:
    """A Tornado server. A body is refused, unread, when it is larger than any message may be."""
    limit = 2 * settings.max_message
    return HTTPServer(
        application, ssl_options=_tls(settings), xheaders=True, max_body_size=limit, max_buffer_size=2 * limit
    )


async def _sweep(tabs: Tabs) -> None:
    while True:
        await asyncio.sleep(SWEEP_EVERY)
        await tabs.sweep()


def _bind(settings: Settings) -> list[sockets.socket]:
    try:
        return bind_sockets(settings.port, settings.host)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        sys.exit(
            f"tornjust: cannot listen on {settings.host} port {settings.port}: {reason}. "
            "Choose another with port=... in justpy(), --port, or PORT in justpy.env."
        )


def _tls(settings: Settings) -> ssl.SSLContext | None:
    if not (settings.ssl_certfile and settings.ssl_keyfile):
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(settings.ssl_certfile, settings.ssl_keyfile)
    return context


def _address(settings: Settings, port: int) -> str:
    scheme = "https" if settings.ssl_certfile and settings.ssl_keyfile else "http"
    host = {"": "localhost", "0.0.0.0": "localhost", "::": "localhost"}.get(settings.host, settings.host)
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}"


def _log_request(handler: Any) -> None:
    log.debug("%s %s %s", handler.get_status(), handler.request.method, handler.request.path)

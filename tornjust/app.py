"""The server: Tornado application, start and stop. `justpy()` is what programs call."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import logging
import re
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from tornado.httputil import HTTPServerRequest
from tornado.iostream import SSLIOStream
from tornado.web import Application

from tornjust import advice, bundle, compiled, cookies, keys, logs, process, slips, tasks
from tornjust.errors import SettingsError, TornjustError
from tornjust.express import first_lines
from tornjust.handlers.ajax import EventHandler, LeaveHandler, PollHandler, SharedPollHandler
from tornjust.handlers.assets import (
    FunctionHandler,
    OwnFileHandler,
    ScriptHandler,
    SheetHandler,
)
from tornjust.handlers.base import is_prefix
from tornjust.handlers.downloads import DownloadHandler
from tornjust.handlers.exchange import Exchange
from tornjust.handlers.operations import HealthHandler, MetricsHandler, registry
from tornjust.handlers.page import MisdirectedHandler, NotFoundHandler, PageHandler
from tornjust.handlers.park import ParkHandler
from tornjust.handlers.socket import SocketHandler
from tornjust.handlers.static import StaticHandler
from tornjust.handlers.uploads import UploadHandler
from tornjust.hosts import Hosts
from tornjust.httpd import Server, bind, make_server, redirecting
from tornjust.limits import Buckets, Running
from tornjust.page import WebPage
from tornjust.policy import Policy
from tornjust.routing import PageFunction, Route, slip
from tornjust.routing import add_jproute as add_jproute
from tornjust.routing import jproute as jproute
from tornjust.settings import Settings, load, name_unknown
from tornjust.shell import PREFIX
from tornjust.stats import stats
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
# What the last `justpy()` call asked for, for those who serve the program themselves, and whether somebody has.
last_call: dict[str, Any] = {}
# How often, in seconds, silent tabs are looked for.
SWEEP_EVERY = 15.0
_TOKEN = "([A-Za-z0-9_-]{1,64})"
_NUMBER = "([0-9]{1,15})"
# Kind of a small request -> the rest of its address, and who answers it.
_EXCHANGES: dict[str, tuple[re.Pattern[str], type[Exchange]]] = {
    path: (re.compile(rest), answers)
    for path, rest, answers in (
        (EVENT_PATH, _TOKEN, EventHandler),
        (POLL_PATH, f"{_TOKEN}/{_NUMBER}", PollHandler),
        (PARK_PATH, f"{_TOKEN}/{_NUMBER}", ParkHandler),
        (SHARED_PATH, f"{_TOKEN}/{_NUMBER}", SharedPollHandler),
        (LEAVE_PATH, _TOKEN, LeaveHandler),
        (UPLOAD_PATH, rf"{_TOKEN}/{_NUMBER}/?(\w*)", UploadHandler),
    )
}


class _App(ModuleType):
    def __call__(self, *args: Any) -> NoReturn:
        """What uvicorn and gunicorn do with JustPy's `jp.app`."""
        raise TornjustError(
            "jp.app is no application for uvicorn or gunicorn, tornjust is the server itself: take uvicorn.run() out "
            "and end the program with jp.justpy(page), or run it with `python -m tornjust`, which also serves one "
            "that says start_server=False"
        )


sys.modules[__name__].__class__ = _App


def __getattr__(name: str) -> NoReturn:
    """`jp.app` is an application of Starlette in JustPy, whose programs may want more of it than routes."""
    raise AttributeError(
        f"jp.app has no {name!r}: it is not Starlette's application here. It has jproute and add_jproute; the "
        "application of Tornado that serves the program comes from jp.make_application()"
    )


class HostedApplication(Application):
    """An application that answers for its own host names only, whatever is asked for."""

    def __init__(self, hosts: Hosts, ours: str, static: str, *args: Any, **kwargs: Any) -> None:
        """`ours` and `static` are patterns: with what our own paths and those of files begin."""
        super().__init__(*args, **kwargs)
        self.hosts = hosts
        # Load balancers ask by address, and hear one word.
        self._for_all = {f"{before}{PREFIX}/health" for before in ("", self.settings["tornjust_prefix"])}
        self._ours = ours
        # What no route but the last, which is the program's, can answer. Tornado decodes what has a %.
        self._divide(rf"(?!{ours}|{static})/[!-$&->@-~]*")

    def _divide(self, page: str) -> None:
        """Which paths are ours, with their kind, and which are those of pages for sure; the same in a first line."""
        small = "|".join(kind for kind in _EXCHANGES if kind != UPLOAD_PATH)
        self._whose = re.compile(rf"{self._ours}(/[a-z]+/)|{page}\Z")
        self._express = first_lines(f"{self._ours}(?:{small})", page)

    def goes_express(self, data: bytes) -> re.Match[bytes] | None:
        """Whether what begins so is a request of the kinds that need not be read by Tornado."""
        return self._express.match(data)

    def find_handler(self, request: HTTPServerRequest, **kwargs: Any) -> Any:
        """The handler of a request."""
        if self.hosts.is_sure(request.host):
            return self._find(request, **kwargs)
        stream: Any = getattr(request.connection, "stream", None)
        place = stream.socket.getsockname() if stream is not None and stream.socket is not None else ""
        address, port = place[:2] if isinstance(place, tuple) else ("", 0)
        secure = isinstance(stream, SSLIOStream)
        if self.hosts.allow(request.host, address, port, secure) or request.path in self._for_all:
            return self._find(request, **kwargs)
        return self.get_handler_delegate(request, MisdirectedHandler)

    def _find(self, request: HTTPServerRequest, **kwargs: Any) -> Any:
        whose = self._whose.match(request.path)
        if whose is not None:
            if whose[1] is None:
                return self.get_handler_delegate(request, PageHandler)  # Tornado would try all routes
            if whose[1] in _EXCHANGES:
                rest, answers = _EXCHANGES[whose[1]]
                match = rest.fullmatch(request.path, whose.end())
                if match is not None:
                    return answers(self, request, match.groups())
        return super().find_handler(request, **kwargs)

    def add_handlers(self, host_pattern: str, host_handlers: Any) -> None:
        """Add routes for some hosts, as Tornado does. Handlers that are not ours get what Tornado reads."""
        self._divide("(?!)")  # no path is a page's for sure
        super().add_handlers(host_pattern, host_handlers)


def make_application(settings: Settings | None = None, prefix: str | None = None) -> Application:
    """A Tornado application that serves all routes.

    `prefix` is the path below which a proxy shows the program, instead of the setting PREFIX. Requests may come with
    it or, where the proxy takes it away, without it. Raises `SettingsError` for what is no path.
    """
    settings = settings or load()
    hints.configure(settings.debug, Path(settings.static_directory))
    slips.configure(settings.debug)
    advice.configure(settings.debug)
    for path in [route.path for route in Route.instances]:
        if text := slip(path):
            advice.once(("route", path), text)
    prefix = (settings.prefix if prefix is None else prefix).rstrip("/")
    if not is_prefix(prefix):
        raise SettingsError(f"PREFIX is {prefix!r}; it has to be a path such as '/tools/orders'")
    before = f"(?:{re.escape(prefix)})?"
    ours, static = f"{before}{PREFIX}", before + re.escape(settings.static_mount.rstrip("/"))
    if settings.session_cookie_name:
        cookies.check_name(settings.session_cookie_name)
    signing, version = keys.signing_keys(settings)
    asset = bundle.client_script()
    compiled.prepare(settings.debug)
    routes: list[Any] = [
        (rf"{ours}{SOCKET_PATH}{_TOKEN}", SocketHandler),
        (rf"{ours}{DOWNLOAD_PATH}{_TOKEN}/[^/]*", DownloadHandler),
        (rf"{ours}/sheet/([\w.-]+)", SheetHandler),
        (rf"{ours}/static/([\w.-]+)", OwnFileHandler),
        (rf"{ours}/client/([\w.-]+)", ScriptHandler),
        (rf"{ours}{FUNCTION_PATH}([\w.-]+)", FunctionHandler),
        (rf"{ours}/health", HealthHandler),
        (rf"{ours}/metrics", MetricsHandler),
        (rf"{ours}(?:/.*)?", NotFoundHandler),
        (rf"{static}/(.*)", StaticHandler, {"path": settings.static_directory}),
        (r"/(.*)", PageHandler),
    ]
    application = HostedApplication(
        Hosts(settings.allowed_hosts),
        ours,
        static,
        routes,
        tornjust_settings=settings,
        tornjust_tabs=Tabs(settings),
        tornjust_visitors=Visitors(),
        tornjust_prefix=prefix,
        tornjust_asset=asset,
        tornjust_policy=Policy(settings.csp, settings.csp_report_only),
        tornjust_script=f"{PREFIX}/client/{asset.name}",
        tornjust_extras={extra.stem: f"{PREFIX}/client/{extra.name}" for extra in asset.extras},
        tornjust_sockets={},
        tornjust_running=Running(),
        # Bursts of a fifth of a minute's number: a visitor who opens many tabs at once is no flood.
        tornjust_visits=Buckets(
            settings.max_pages_per_minute / 60, max(settings.max_pages_per_minute / 5, 10)
        ),
        # Polls of pages that everybody may poll belong to no tab.
        tornjust_polls=Buckets(settings.max_messages_per_second, 10 * settings.max_messages_per_second),
        cookie_secret=signing,
        key_version=version,
        # Ours answers a message over the limit; Tornado, without a word, closes the socket of one far over it.
        websocket_max_message_size=4 * settings.max_message,
        websocket_ping_interval=30,
        log_function=_log_request_and_access if settings.access_log else _log_request,
    )
    application.settings["tornjust_registry"] = registry(settings, application)
    last_call["served"] = True
    return application


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
    served, and the call returns; `python -m tornjust` serves such a program when it has ended. Further keywords are
    settings (see docs/settings.md), in small letters or capitals; what JustPy knows beside them is accepted. Returns
    `func`. Raises `SettingsError` for a wrong value.
    """
    starts = bool(start_server and overrides.get("serve", True))
    if starts and asyncio._get_running_loop() is not None:  # it would stop the server that runs
        raise TornjustError(
            "justpy() was called while an event loop runs, as in a handler: the program calls it once, at its end, "
            "outside of functions"
        )
    settings = load()
    unknown = [name for name, value in kwargs.items() if not settings.set(name.lower(), value, "justpy()")]
    logs.set_up(settings)
    if settings.debug:
        name_unknown(unknown, "justpy()")
    settings.host = overrides.get("host") or host or settings.host
    chosen = [value for value in (overrides.get("port"), port) if value is not None]
    settings.port = chosen[0] if chosen else settings.port
    WebPage.use_websockets = websockets and not overrides.get("ajax")
    WebPage.push = push or bool(overrides.get("push"))
    if func is not None:
        Route("/{path:path}", func, last=True, name="default")
    last_call.update(settings=settings, startup=startup)
    last_call.setdefault("served", False)
    if starts:
        serve_last_call()
    return func


def serve_last_call() -> None:
    """Serve what the last `justpy()` call asked for, until Ctrl-C."""
    with contextlib.suppress(KeyboardInterrupt):
        process.run(serve(last_call["settings"], last_call["startup"]))


async def serve(settings: Settings, startup: Callable[[], Any] | None = None) -> None:
    """Serve until a signal says stop. Raises `SystemExit` with one clear line when the address cannot be had."""
    tasks.JustPy.loop = asyncio.get_running_loop()
    try:
        listening = bind(settings)
    except SystemExit:
        tasks.drop_waiting()
        raise
    application = make_application(settings)
    server = application.settings["tornjust_server"] = make_server(application, settings)
    redirector = redirecting(settings, listening[0].getsockname()[1])
    stop = asyncio.Event()
    process.stop_on_signals(stop)
    if startup is not None:
        called: object = startup  # a program without types can get this wrong
        if inspect.iscoroutine(called):
            called.close()
            raise SettingsError("startup takes the function itself: startup=prepare, not startup=prepare()")
        result = startup()
        if inspect.isawaitable(result):
            await result
    tasks.start_waiting()
    process.collect_seldom()
    server.add_sockets(listening)
    address = _address(settings, listening[0].getsockname()[1])
    print(f"tornjust is ready at {address} (Ctrl-C stops it)", flush=True)
    if not Route.instances:
        log.warning(
            "there is no page, every address answers 404; give justpy() the function that makes one: jp.justpy(page)"
        )
    if overrides.get("open"):
        webbrowser.open(address)
    sweeper = asyncio.ensure_future(_sweep(application.settings["tornjust_tabs"], server))
    await stop.wait()
    sweeper.cancel()
    server.stop()
    if redirector is not None:
        redirector.stop()
    await _finish(application, settings.shutdown_timeout)
    with contextlib.suppress(asyncio.TimeoutError):
        await asyncio.wait_for(server.close_all_connections(), 1)


async def _sweep(tabs: Tabs, server: Server) -> None:
    while True:
        await asyncio.sleep(SWEEP_EVERY)
        await tabs.sweep()
        server.look()


async def _finish(application: Application, seconds: float) -> None:
    """Let running handlers end, then have waiting requests answered and sockets closed: their tabs come back."""
    state, tabs = application.settings, application.settings["tornjust_tabs"]
    state["tornjust_stopping"] = True
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds
    while (running := state["tornjust_running"].count() + sum(len(tab._tasks) for tab in tabs)) > 0:
        if loop.time() >= until:
            log.info("stopped while %d handlers were running (setting SHUTDOWN_TIMEOUT)", running)
            break
        await asyncio.sleep(0.02)
    for tab in tabs:
        tab.release()
    for sockets in list(state["tornjust_sockets"].values()):
        for socket in list(sockets):
            socket.close(1012, "the server restarts")


def _address(settings: Settings, port: int) -> str:
    scheme = "https" if settings.ssl_certfile and settings.ssl_keyfile else "http"
    host = {"": "localhost", "0.0.0.0": "localhost", "::": "localhost"}.get(settings.host, settings.host)
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}"


def _log_request(handler: Any) -> None:
    stats.request(getattr(handler, "kind", "other"), handler.get_status(), handler.request.request_time())


def _log_request_and_access(handler: Any) -> None:
    _log_request(handler)
    logs.log_access(handler)

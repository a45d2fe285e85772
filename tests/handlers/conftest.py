"""A real server for each test (pytest-tornado), and `visitor`: what a browser does, without its runtime."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.httpserver import HTTPServer
from tornado.web import Application
from tornado.websocket import WebSocketClientConnection, websocket_connect

import tornjust as jp
from tornjust.app import make_application
from tornjust.component import Component
from tornjust.httpd import make_server
from tornjust.routing import Route
from tornjust.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The settings of the served application; a test changes what it needs before it asks for the server."""
    return Settings(max_message=20_000, static_directory=str(tmp_path / "static"))


@pytest.fixture
def app(settings: Settings) -> Iterator[Application]:
    """An application without routes; tests add theirs with `jp.Route`, which is undone afterwards."""
    routes, websockets = list(Route.instances), jp.WebPage.use_websockets
    Route.instances.clear()
    yield make_application(settings)
    Route.instances[:] = routes
    jp.WebPage.use_websockets = websockets


@pytest.fixture
def http_server(
    app: Application, settings: Settings, io_loop: Any, _unused_port: Any
) -> Iterator[HTTPServer]:
    """As in pytest-tornado, but our own server; one that reads what is too large, as a proxy might pass it on."""
    server = make_server(app, settings)
    server.conn_params.max_body_size = 1_000_000
    server.add_socket(_unused_port[0])
    yield server
    server.stop()
    io_loop.run_sync(server.close_all_connections, timeout=5)


@pytest.fixture
def base_url(http_port: int) -> str:
    return f"http://127.0.0.1:{http_port}"


@pytest.fixture
def visitor(http_client: AsyncHTTPClient, base_url: str) -> Iterator[Visitor]:
    """Somebody with a browser of their own."""
    visitor = Visitor(http_client, base_url)
    yield visitor
    visitor.close()


@pytest.fixture
def stranger(http_client: AsyncHTTPClient, base_url: str) -> Iterator[Visitor]:
    """Somebody else."""
    stranger = Visitor(http_client, base_url)
    yield stranger
    stranger.close()


class Visitor:
    """Keeps cookies, opens pages."""

    def __init__(self, client: AsyncHTTPClient, url: str) -> None:
        self.client = client
        self.url = url
        self.cookies: dict[str, str] = {}
        self.sockets: list[WebSocketClientConnection] = []

    def close(self) -> None:
        """Close the browser."""
        for socket in self.sockets:
            socket.close()

    @property
    def headers(self) -> dict[str, str]:
        pairs = [f"{name}={value}" for name, value in self.cookies.items()]
        return {"Cookie": "; ".join(pairs)} if pairs else {}

    async def fetch(self, path: str, headers: dict[str, str] | None = None, **options: Any) -> HTTPResponse:
        """Any request; errors are answers too, and redirects are not followed."""
        answer = await self.client.fetch(
            HTTPRequest(
                self.url + path,
                headers={**self.headers, **(headers or {})},
                follow_redirects=False,
                request_timeout=5,
                **options,
            ),
            raise_error=False,
        )
        for cookie in answer.headers.get_list("Set-Cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    async def open(self, path: str = "/") -> Tab:
        """Open a page in a new tab."""
        answer = await self.fetch(path)
        assert answer.code == 200, answer.body.decode()
        return Tab(self, answer.body.decode())


class Tab:
    """A page that a visitor has opened: what its runtime would know."""

    def __init__(self, visitor: Visitor, source: str) -> None:
        self.visitor = visitor
        self.source = source
        found = re.search(r'data-tornjust-root="([^"]*)"', source)
        assert found, source
        self.config: dict[str, Any] = json.loads(html.unescape(found[1]))
        self.token: str = self.config["tab"]
        self.revision: int = self.config["revision"]
        self.seq = 0

    def address(self, kind: str) -> str:
        return f"{self.config['base']}/{kind}/{self.token}"

    def message(self, target: Component, kind: str = "click", /, **fields: Any) -> list[Any]:
        """The next event of this tab."""
        self.seq += 1
        return ["event", self.seq, self.revision, target._key, kind, fields]

    async def post(self, message: Any, headers: dict[str, str] | None = None) -> HTTPResponse:
        """POST a message: any JSON value, or text and bytes as they are."""
        body = message if isinstance(message, str | bytes) else json.dumps(message)
        sent = {"Origin": self.visitor.url, "Content-Type": "application/json", **(headers or {})}
        return await self.visitor.fetch(self.address("event"), method="POST", body=body, headers=sent)

    async def event(self, target: Component, kind: str = "click", /, **fields: Any) -> list[Any]:
        """Something the user does; returns the operations of the answer."""
        answer = await self.post(self.message(target, kind, **fields))
        assert answer.code == 200, answer.body
        return self.take(answer.body)

    async def poll(self) -> HTTPResponse:
        return await self.visitor.fetch(f"{self.address('poll')}/{self.revision}")

    def take(self, line: bytes | str) -> list[Any]:
        """Keep to a patch; returns its operations."""
        patch = json.loads(line)
        assert patch[0] == "patch", patch
        self.revision = max(self.revision, patch[2])
        operations: list[Any] = patch[3]
        return operations

    async def socket(self) -> WebSocketClientConnection:
        """Open the tab's socket."""
        request = HTTPRequest(
            self.visitor.url.replace("http", "ws", 1) + self.address("socket"),
            headers={**self.visitor.headers, "Origin": self.visitor.url},
        )
        socket = await websocket_connect(request)
        self.visitor.sockets.append(socket)
        return socket


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What an operator sees in the log at its default level, one text for each record."""
    return [record.getMessage() for record in caplog.records if record.levelname in ("WARNING", "ERROR")]


class Counter:
    """A page with a button that counts."""

    def __init__(self) -> None:
        self.clicks = 0
        self.page = jp.WebPage(delete_flag=False)
        self.button = jp.Button(a=self.page, text="0", click=self.click)
        jp.Route("/", lambda: self.page)

    def click(self, msg: Any) -> None:
        self.clicks += 1
        self.button.text = str(self.clicks)


class Page:
    """A page with a button that counts, a paragraph that listens to nothing, and a field."""

    def __init__(self) -> None:
        self.clicks = 0
        self.messages: list[Any] = []
        self.wp = jp.WebPage(delete_flag=False)
        self.button = jp.Button(a=self.wp, text="0", click=self.count)
        self.plain = jp.P(a=self.wp, text="nothing happens here")
        self.field = jp.Input(a=self.wp, input=self.keep)
        jp.Route("/", lambda: self.wp)

    def count(self, msg: Any) -> None:
        self.clicks += 1
        self.button.text = self.clicks
        self.messages.append(msg)

    def keep(self, msg: Any) -> None:
        self.messages.append(msg)


@pytest.fixture
def shown(app: Any) -> Page:
    return Page()


async def assert_lives(tab: Tab, page: Page) -> None:
    """A good event still works."""
    before = page.clicks
    assert await tab.event(page.button) == [["text", page.button._key, str(before + 1)]]

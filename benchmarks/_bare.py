"""The limit: the same answers, written by hand on bare Tornado handlers and a bare Tornado socket."""

import asyncio
import json
from typing import Any

import jinja2
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketHandler

_state: dict[str, Any] = {"count": 0, "body": "", "page": None}
_sockets: set[Any] = set()
_templates = jinja2.Environment(autoescape=True)


class Constant(RequestHandler):
    """A poll with nothing new."""

    def get(self) -> None:
        self.finish("nothing new")


class Change(RequestHandler):
    """A poll with something new: the bytes that tornjust sends."""

    def get(self) -> None:
        self.set_header("Content-Type", "application/json")
        self.finish(_state["body"])


def _click(text: str | bytes) -> str:
    """What a click costs at least: read it, count it, write one changed text."""
    message = json.loads(text)
    _state["count"] += 1
    return json.dumps(
        ["patch", message[2], _state["count"], [["text", 4, str(_state["count"])]], message[1]],
        separators=(",", ":"),
    )


class Event(RequestHandler):
    """A click over Ajax."""

    def post(self) -> None:
        answer = _click(self.request.body)
        self.set_header("Content-Type", "application/json")
        self.finish(answer)


class Socket(WebSocketHandler):
    """Clicks over a socket."""

    def open(self) -> None:
        self.set_nodelay(True)
        _sockets.add(self)

    def on_message(self, message: str | bytes) -> None:
        self.write_message(_click(message))

    def on_close(self) -> None:
        _sockets.discard(self)


class Page(RequestHandler):
    """The page of some rows, from a template."""

    def get(self, rows: str) -> None:
        texts = [{"key": key, "text": f"Row {key}", "classes": "p-2 border-b"} for key in range(int(rows))]
        self.finish(_state["page"].render(rows=texts))


def server() -> HTTPServer:
    """Tornado's own, as it is."""
    application = Application(
        [
            ("/constant", Constant),
            ("/change", Change),
            ("/event", Event),
            ("/socket", Socket),
            ("/page/([0-9]+)", Page),
        ]
    )
    return HTTPServer(application)


async def command(name: str, value: Any) -> Any:
    """What the benchmark asks for between requests."""
    if name == "body":
        _state["body"] = value
    elif name == "template":
        _state["page"] = _templates.from_string(value)
    elif name == "push":
        # One round, as page.update() is one: a loop that writes the same bytes to each socket.
        for socket in _sockets:
            await socket.write_message(_state["body"])
        await asyncio.sleep(0)
    else:
        raise ValueError(name)

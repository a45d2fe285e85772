"""Web pages from Python alone: `import tornjust as jp`, build a tree of components, `jp.justpy(page_function)`."""

from typing import Any

from tornjust import binding, namesake, tags
from tornjust.app import justpy, make_application
from tornjust.errors import (
    ClientCodeError,
    ClientError,
    ComponentError,
    JavaScriptError,
    JavaScriptTimeout,
    MessageError,
    MissingFileError,
    PageError,
    PageGone,
    RouteError,
    SettingsError,
    TornjustError,
    UploadError,
)
from tornjust.events import Dict
from tornjust.fetch import get
from tornjust.files import UploadedFile
from tornjust.functions import both, client, server
from tornjust.markup import parse_html, parse_html_file, parse_html_file_async
from tornjust.page import WebPage, redirect
from tornjust.request import Request
from tornjust.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from tornjust.routing import Route, SetRoute
from tornjust.tab import Tab, get_websocket
from tornjust.tags import *  # noqa: F403
from tornjust.tasks import JustPy, create_delayed_task, run_task
from tornjust.transitions import create_transition

__version__ = "0.1.0"

__all__ = [
    *tags.__all__,
    "ClientCodeError",
    "ClientError",
    "ComponentError",
    "Dict",
    "FileResponse",
    "HTMLResponse",
    "JSONResponse",
    "JavaScriptError",
    "JavaScriptTimeout",
    "JustPy",
    "MessageError",
    "MissingFileError",
    "PageError",
    "PageGone",
    "PlainTextResponse",
    "RedirectResponse",
    "Request",
    "Response",
    "Route",
    "RouteError",
    "SetRoute",
    "SettingsError",
    "StreamingResponse",
    "Tab",
    "TornjustError",
    "UploadError",
    "UploadedFile",
    "WebPage",
    "both",
    "client",
    "create_delayed_task",
    "create_transition",
    "get",
    "get_websocket",
    "justpy",
    "make_application",
    "parse_html",
    "parse_html_file",
    "parse_html_file_async",
    "redirect",
    "run_task",
    "server",
]

JustPy.component_registry = tags.component_registry

# Handlers that are written as strings see what `from justpy import *` gives.
binding.namespace.update({name: globals()[name] for name in __all__})
binding.namespace.update({name: namesake.find(name) for name in namesake.HANDY})


def __getattr__(name: str) -> Any:
    return namesake.find(name)

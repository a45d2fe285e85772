"""Web pages from Python alone: `import tornjust as jp`, build a tree of components, `jp.justpy(page_function)`."""

from typing import TYPE_CHECKING, Any

from tornjust import binding, extras, namesake, tags
from tornjust.app import justpy, make_application
from tornjust.errors import (
    ClientCodeError,
    ClientError,
    ComponentError,
    JavaScriptError,
    JavaScriptTimeout,
    MessageError,
    MissingFileError,
    MissingLibraryError,
    PageError,
    PageGone,
    RouteError,
    SettingsError,
    TornjustError,
    UploadError,
)
from tornjust.events import Dict
from tornjust.extras import pandas_hook
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

if TYPE_CHECKING:
    from tornjust.extras.datatable import DataTable
    from tornjust.extras.equation import Equation
    from tornjust.extras.figure import Matplotlib
    from tornjust.extras.frames import make_pairs_list, read_csv_from_string
    from tornjust.extras.markdown import Markdown
    from tornjust.extras.plot import LinkedChartGrid

__version__ = "0.1.0"

__all__ = [
    *tags.__all__,
    "ClientCodeError",
    "ClientError",
    "ComponentError",
    "DataTable",
    "Dict",
    "Equation",
    "FileResponse",
    "HTMLResponse",
    "JSONResponse",
    "JavaScriptError",
    "JavaScriptTimeout",
    "JustPy",
    "LinkedChartGrid",
    "Markdown",
    "Matplotlib",
    "MessageError",
    "MissingFileError",
    "MissingLibraryError",
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
    "make_pairs_list",
    "parse_html",
    "parse_html_file",
    "parse_html_file_async",
    "read_csv_from_string",
    "redirect",
    "run_task",
    "server",
]

JustPy.component_registry = tags.component_registry

# Handlers that are written as strings see what `from justpy import *` gives.
binding.namespace.update({name: globals()[name] for name in __all__ if name not in extras.NAMES})
binding.namespace.update({name: namesake.find(name) for name in namesake.HANDY})
binding.late.update(dict.fromkeys(extras.NAMES, extras.find))

pandas_hook.install()


def __getattr__(name: str) -> Any:
    if name in extras.NAMES:
        found = globals()[name] = extras.find(name)
        return found
    return namesake.find(name)

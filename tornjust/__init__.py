"""Web pages from Python alone: `import tornjust as jp`, build a tree of components, `jp.justpy(page_function)`."""

from tornjust import binding, tags
from tornjust.app import justpy, make_application
from tornjust.errors import (
    ComponentError,
    MessageError,
    PageError,
    RouteError,
    SettingsError,
    TornjustError,
)
from tornjust.events import Dict
from tornjust.page import WebPage, redirect
from tornjust.request import Request
from tornjust.routing import Route, SetRoute
from tornjust.tags import *  # noqa: F403
from tornjust.tasks import JustPy, create_delayed_task, run_task

__version__ = "0.1.0"

__all__ = [
    *tags.__all__,
    "ComponentError",
    "Dict",
    "JustPy",
    "MessageError",
    "PageError",
    "Request",
    "Route",
    "RouteError",
    "SetRoute",
    "SettingsError",
    "TornjustError",
    "WebPage",
    "create_delayed_task",
    "justpy",
    "make_application",
    "redirect",
    "run_task",
]

JustPy.component_registry = tags.component_registry

# Handlers that are written as strings see what `from tornjust import *` gives.
binding.namespace.update({name: globals()[name] for name in __all__})

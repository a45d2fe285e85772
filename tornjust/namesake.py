"""The module that a program gets for `import justpy`: all of tornjust, and what else JustPy's namespace holds.

JustPy has no `__all__`, so `from justpy import *` gives programs the modules that it happens to import, and its
settings. Those are found here, so that `from tornjust import *` stays clean.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from types import FrameType, MethodType, ModuleType
from typing import Any

from tornjust.component import Component, components_of
from tornjust.element import Element
from tornjust.page import WebPage
from tornjust.settings import load
from tornjust.tags import Div, JustpyBaseComponent

MODULES = (
    "asyncio copy fnmatch inspect io itertools json logging os re sys traceback urllib uuid httpx aiofiles"
).split()
# Those that handlers in strings know by name.
HANDY = ("asyncio", "inspect", "json", "logging", "os", "re", "sys", "uuid")
# JustPy's setting -> ours.
SETTINGS = {
    name.upper(): name
    for name in (
        "debug crash latency sessions session_cookie_name secret_key cookie_max_age logging_level host port "
        "ssl_keyfile ssl_certfile static_directory favicon"
    ).split()
}
SETTINGS["STATIC_ROUTE"] = SETTINGS["STATIC_MOUNT"] = "static_mount"
# Settings of JustPy that have no meaning here, with JustPy's defaults.
CONSTANTS = {
    **dict.fromkeys("TAILWIND HIGHCHARTS AGGRID NO_INTERNET".split(), True),
    **dict.fromkeys("MEMORY_DEBUG QUASAR AGGRID_ENTERPRISE KATEX VEGA BOKEH PLOTLY DECKGL".split(), False),
    "STATIC_NAME": "static",
    "TEMPLATES_DIRECTORY": "",
    "QUASAR_VERSION": None,
    "UVICORN_LOGGING_LEVEL": "WARNING",
}
# Modules of JustPy from which programs import.
PARTS = (
    "htmlcomponents justpy quasarcomponents chartcomponents gridcomponents routing tailwind utilities".split()
)
# Modules between a name that is looked up and who looks it up.
_ASKED_THROUGH = frozenset((__name__, "tornjust"))
_MISSING = {
    "Quasar": "Q ToggleDarkModeBtn Transition TransitionGroup QuasarPage".split(),
    "Highcharts": "HighCharts HighStock Histogram Pie PieSemiCircle Scatter".split(),
    "ag-Grid": ["AgGrid"],
    "a chart library's JavaScript": "PlotlyChart AltairChart BokehChart PyDeck PyDeckFrame FoliumChart".split(),
}
# What to use instead -> of what. Those that no line names are of the kind that the first name says.
_USE = {
    "HTML components with utility classes": ["Quasar"],
    "Matplotlib, or a drawing of Svg components": ["Highcharts", "a chart library's JavaScript"],
    "DataTable": "ag-Grid QTable".split(),
    "WebPage": ["QuasarPage"],
    "Div": "QDiv QCard QCardSection QCardActions QScrollArea QSpace QBtnGroup QToolbar QLayout QPageContainer".split(),
    "Button": ["QBtn"],
    "Input": ["QInput"],
    "Input(type='checkbox')": "QCheckbox QToggle".split(),
    "Input(type='radio')": "QRadio QOptionGroup QBtnToggle".split(),
    "Input(type='date')": ["QDate"],
    "Input(type='time')": ["QTime"],
    "Input(type='range')": "QSlider QRange QKnob".split(),
    "Input(type='color')": ["QColor"],
    "Input(type='file') in a Form": "QFile QUploader".split(),
    "Select": ["QSelect"],
    "Form": ["QForm"],
    "Textarea": ["QEditor"],
    "Dialog": "QDialog QNotify QBanner".split(),
    "an element with popover": "QMenu QPopupProxy QPopupEdit QBtnDropdown".split(),
    "the attribute title": ["QTooltip"],
    "Details": "QExpansionItem QTree".split(),
    "TabGroup": "QTabs QTab QRouteTab QTabPanels QTabPanel QCarousel QStepper".split(),
    "Table": ["QMarkupTable"],
    "Ul and Li": "QList QItem QItemSection QItemLabel".split(),
    "Header": ["QHeader"],
    "Footer": ["QFooter"],
    "Aside": ["QDrawer"],
    "Main": ["QPage"],
    "Span": "QBadge QChip".split(),
    "Icon": ["QIcon"],
    "Img": "QImg QAvatar".split(),
    "Hr": ["QSeparator"],
    "Progress": "QLinearProgress QCircularProgress".split(),
    "the class animate-spin": "QSpinner QInnerLoading".split(),
    "classes that begin with dark:": ["ToggleDarkModeBtn"],
    "the attribute transition": "Transition TransitionGroup".split(),
}


class TailwindUIPage(WebPage):
    """A page with JustPy's Tailwind UI template. The utility classes are those of every page."""


class TailwindVersion1Page(WebPage):
    """A page with Tailwind 1.5 in JustPy. Every page has the names of version 1."""


def convert_dict_to_object(built: dict[str, Any]) -> Any:
    """A new component from what `convert_object_to_dict()` gave."""
    return JustpyBaseComponent.convert_dict_to_object(built)


def initial_func(request: Any = None) -> WebPage:
    """JustPy's page for a path without a page."""
    return WebPage().add(Div(text="JustPy says: Page not found", classes="inline-block text-5xl m-3 p-3"))


def server_error_func(request: Any = None) -> WebPage:
    """JustPy's page for an error in the program."""
    text = "JustPy says: 500 - Server Error"
    return WebPage().add(Div(text=text, classes="inline-block text-5xl m-3 p-3 text-red-600"))


_OWN = {
    each.__name__: each
    for each in (
        TailwindUIPage,
        TailwindVersion1Page,
        convert_dict_to_object,
        initial_func,
        server_error_func,
    )
}


def find(name: str) -> Any:
    """What JustPy's namespace has under a name that is none of tornjust's own. Raises `AttributeError`."""
    if name in _OWN:
        return _OWN[name]
    if name in MODULES:
        try:
            return importlib.import_module(name)
        except ImportError:
            raise AttributeError(f"module {name!r} is not installed; JustPy brought it along") from None
    if name == "MethodType":
        return MethodType
    if name in SETTINGS:
        return getattr(load(), SETTINGS[name])
    if name in CONSTANTS:
        return CONSTANTS[name]
    for what, names in _MISSING.items():
        if name in names or (what == "Quasar" and name[:1] == "Q" and name[1:2].isupper()):
            use = next((use for key in (name, what) for use, names in _USE.items() if key in names), "")
            text = (
                f"tornjust has no {name}: it needs {what}, which tornjust does not have; use {use} instead "
                "(more in docs/justpy.md)"
            )
            raise ImportError(text, name=name) if _is_imported() else AttributeError(text)
    from difflib import get_close_matches  # needed for mistakes only

    near = [] if name.startswith("_") else get_close_matches(name, tornjust_names(), 1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    raise AttributeError(f"module 'tornjust' has no attribute {name!r}{hint}")


def _is_imported() -> bool:
    """Whether `from justpy import ...` asks: of an `AttributeError` it makes an error of its own, without the text."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and frame.f_globals.get("__name__") in _ASKED_THROUGH:
        frame = frame.f_back
    return frame is not None and frame.f_code.co_name == "_handle_fromlist"


def tornjust_names() -> list[str]:
    """The names of the public API."""
    return list(getattr(sys.modules.get("tornjust"), "__all__", ()))


class _Live:
    """A mapping that is made when somebody reads it, from the pages that are alive."""

    def __init__(self, make: Callable[[], dict[Any, Any]]) -> None:
        self.make = make

    def __get__(self, instance: object, owner: type) -> dict[Any, Any]:
        return self.make()


def _listening() -> dict[Any, Element]:
    return {node.id: node for node in _nodes() if node.id and node.__dict__.get("events")}


def _nodes() -> Iterator[Element]:
    todo: list[Component] = list(WebPage.instances.values())
    while todo:
        for child in components_of(todo.pop()):
            if isinstance(child, Element):
                yield child
            todo.append(child)


JustpyBaseComponent.instances = _Live(_listening)  # type: ignore[assignment]


class _Namesake(ModuleType):
    """`justpy`, as programs import it."""

    def __init__(self, name: str, real: ModuleType) -> None:
        super().__init__(name, real.__doc__)
        self.__path__: list[str] = []  # programs import parts of it
        self.__dict__["_real"] = real
        # For `justpy.htmlcomponents.Div`; `justpy.justpy` is the function, `justpy.tailwind` nobody reads.
        self.__dict__.update({part: self for part in PARTS if part not in real.__all__})
        names = [*real.__all__, *_OWN, *SETTINGS, *CONSTANTS, "MethodType"]
        self.__all__ = [*dict.fromkeys(names), *(name for name in MODULES if name in _STANDARD)]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__dict__["_real"], name)

    def __setattr__(self, name: str, value: Any) -> None:
        real = self.__dict__.get("_real")
        if real is None or name == "__all__":
            super().__setattr__(name, value)
        else:
            setattr(real, name, value)


_STANDARD = frozenset(sys.stdlib_module_names)


def install(real: ModuleType) -> Callable[[], None]:
    """Have `import justpy`, and imports from JustPy's modules, give `real`, tornjust. Returns what undoes it."""
    names = ["justpy", *(f"justpy.{part}" for part in PARTS)]
    before = {name: sys.modules.get(name) for name in names}
    sys.modules.update(dict.fromkeys(names, _Namesake("justpy", real)))

    def undo() -> None:
        for name, module in before.items():
            if module is None:
                sys.modules.pop(name, None)
            else:
                sys.modules[name] = module

    return undo

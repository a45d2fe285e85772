"""What a program finds in the module `justpy` beside tornjust's own names."""

from __future__ import annotations

import inspect
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import tornjust as jp
from tornjust import namesake


@pytest.fixture
def justpy() -> Iterator[object]:
    """The module, as `import justpy` gives it to a program."""
    undo = namesake.install(jp)
    yield sys.modules["justpy"]
    undo()


def test_every_public_name_is_the_same_thing(justpy):
    assert [name for name in jp.__all__ if getattr(justpy, name) is not getattr(jp, name)] == []


def test_a_star_import_brings_the_modules_and_settings_that_justpy_brings(justpy):
    found: dict[str, object] = {}
    exec("from justpy import *", found)  # noqa: S102
    assert found["asyncio"] is sys.modules["asyncio"]
    assert found["json"] is json
    assert (found["HOST"], found["PORT"], found["DEBUG"]) == ("127.0.0.1", 8000, True)
    assert found["KATEX"] is False
    assert found["Div"] is jp.Div


def test_the_parts_of_justpy_can_be_imported_from(justpy):
    from justpy.htmlcomponents import Div
    from justpy.routing import SetRoute
    from justpy.tailwind import Tailwind

    assert (Div, SetRoute, Tailwind) == (jp.Div, jp.SetRoute, jp.Tailwind)


def test_settings_are_those_of_the_program(justpy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "justpy.env").write_text("PORT = 8123\nFAVICON = fox.png\n", encoding="utf-8")
    assert (justpy.PORT, justpy.FAVICON, justpy.STATIC_ROUTE) == (8123, "fox.png", "/static")


def test_what_a_program_sets_is_set_in_tornjust(justpy, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(jp, "greeting", "before", raising=False)
    justpy.greeting = "hello"
    assert jp.greeting == "hello"


def test_a_part_of_justpy_can_be_named_by_its_whole_name(justpy):
    found: dict[str, object] = {}
    exec("import justpy.htmlcomponents\nfound = justpy.htmlcomponents.Div", found)  # noqa: S102
    assert found["found"] is jp.Div
    assert justpy.justpy is jp.justpy


@pytest.mark.parametrize(
    ("name", "needs", "use"),
    [
        ("QuasarPage", "Quasar", "WebPage"),
        ("QDate", "Quasar", r"Input\(type='date'\)"),
        ("QOfNextYear", "Quasar", "HTML components with utility classes"),
        ("HighCharts", "Highcharts", "Matplotlib"),
        ("PlotlyChart", "a chart library's JavaScript", "Matplotlib"),
        ("AgGrid", "ag-Grid", "DataTable"),
    ],
)
def test_what_needs_another_library_says_so_and_what_to_use(justpy, name: str, needs: str, use: str):
    with pytest.raises(AttributeError, match=rf"no {name}: it needs {needs}.*use {use}.*docs/justpy.md"):
        getattr(justpy, name)


def test_what_to_use_instead_is_there():
    named = {word for use in namesake._USE for word in re.findall(r"\b[A-Z][a-z]\w+", use)}
    assert {"Button", "Select", "DataTable"} < named
    assert [word for word in named if word not in jp.__all__ and not hasattr(jp, word)] == []


def test_a_misspelt_name_is_told_what_was_meant(justpy):
    with pytest.raises(AttributeError, match="no attribute 'Buton'; did you mean 'Button'"):
        _ = justpy.Buton


def test_an_unknown_name_is_an_attribute_error(justpy):
    with pytest.raises(AttributeError, match="'tornjust' has no attribute 'Nothing'"):
        _ = justpy.Nothing
    with pytest.raises(ImportError):
        exec("from justpy import Nothing", {})  # noqa: S102


@pytest.mark.parametrize("name", ["TailwindUIPage", "TailwindVersion1Page"])
def test_pages_of_other_templates_are_pages(name: str):
    cls = getattr(jp, name)
    assert issubclass(cls, jp.WebPage)
    assert cls(title="x").title == "x"


def test_components_that_listen_are_found_by_their_id():
    page = jp.WebPage()
    outer = jp.Div(a=page)
    button = jp.Button(a=outer, click=print)
    jp.Div(a=outer, text="deaf")
    assert jp.JustpyBaseComponent.instances[button.id] is button
    assert outer not in jp.Div.instances.values()


@pytest.mark.parametrize("module", ["justpy", "justpy.quasarcomponents", "tornjust"])
def test_an_import_of_what_is_missing_says_what_to_use(justpy, module: str):
    with pytest.raises(ImportError, match=r"no QBtn: it needs Quasar.* use Button instead"):
        exec(f"from {module} import Div, QBtn", {})  # noqa: S102
    assert not hasattr(jp, "QBtn")
    assert not hasattr(justpy, "QBtn")


# Function -> the parameters that programs may name, as JustPy does.
PARAMETERS = {
    "parse_html": "html_string",
    "parse_html_file": "html_file",
    "run_task": "task",
    "create_delayed_task": "task delay loop",
    "get_websocket": "event_data",
    "register_component": "component_class tag attributes",
    "component_by_tag": "tag attrs",
    "get": "url format",
    "redirect": "url",
    "justpy": "func start_server websockets host port startup",
    "Div.on": "event_type func debounce throttle immediate",
    "Div.add_event": "event_type",
    "Div.remove_event": "event_type",
    "Div.has_event_function": "event_type",
    "Div.run_event_function": "event_type event_data create_namespace_flag",
    "Div.add_component": "child position slot",
    "Div.add_first": "child",
    "Div.remove_component": "component",
    "Div.remove": "component",
    "Div.set_class": "tw_class modifier",
    "Div.set_classes": "class_list",
    "Div.has_class": "class_name",
    "Div.remove_class": "tw_class",
    "Div.hidden": "flag",
    "Div.add_to_page": "wp",
    "Div.add_page": "wp",
    "Div.set_model": "value",
    "Div.update": "socket react",
    "Div.run_method": "command websocket",
    "Div.to_html": "indent indent_step format",
    "WebPage.on": "event_type func",
    "WebPage.add_event": "event",
    "WebPage.remove_component": "component",
    "WebPage.run_javascript": "javascript_string request_id send",
    "WebPage.update": "websocket",
    "WebPage.delayed_update": "delay",
    "WebPage.on_disconnect": "websocket",
    "WebPage.write": "md_text",
    "WebPage.equation": "eq_text",
    "WebPage.to_html": "indent indent_step format",
}


@pytest.mark.parametrize("name", PARAMETERS)
def test_parameters_have_justpys_names(justpy, name: str):
    function = justpy
    for part in name.split("."):
        function = getattr(function, part)
    assert set(PARAMETERS[name].split()) <= set(inspect.signature(function).parameters)

"""Keywords that are probably slips are named once, in development; a program's own data is not."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import tornjust as jp
from tornjust import slips
from tornjust.element import _MEANINGS
from tornjust.testing import App

PROGRAM = """
import justpy as jp

class Card(jp.Div):
    def __init__(self, **kwargs):
        self.heading = ''
        super().__init__(**kwargs)

def page():
    wp = jp.WebPage({page})
    {statement}
    return wp

jp.justpy(page)
"""


@pytest.fixture
def named(tmp_path: Path, tornjust_app: App, caplog: pytest.LogCaptureFixture) -> Iterator[object]:
    """Runs a program with one statement in its page and gives what the log says of it."""
    meanings, seen = dict(_MEANINGS), set(slips._seen)

    def run(statement: str, page: str = "", debug: bool = True) -> list[str]:
        slips._seen.clear()
        jp.Select._met.clear()
        jp.Select._direct.clear()
        path = tmp_path / "program.py"
        path.write_text(PROGRAM.format(statement=statement, page=page), encoding="utf-8")
        tornjust_app.settings.debug = debug
        tornjust_app.program(path)
        with caplog.at_level(logging.WARNING, logger="tornjust"):
            assert tornjust_app.open().status == 200
        return [record.getMessage() for record in caplog.records if "keyword" in record.getMessage()]

    yield run
    _MEANINGS.clear()
    _MEANINGS.update(meanings)
    slips._seen.clear()
    slips._seen.update(seen)
    slips._enabled = None


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("classses", "classes"),
        ("clases", "classes"),
        ("stlye", "style"),
        ("txt", "text"),
        ("onclik", "onclick"),
        ("inner_htm", "inner_html"),
        ("mouse_enter", "mouseenter"),
        ("class_", "classes"),
        ("className", "classes"),
        ("tilte", "title"),
        ("nmae", "name"),
    ],
)
def test_a_slip_is_named_with_its_place_and_what_was_meant(named, slip: str, meant: str):
    (text,) = named(f"for i in range(5): jp.Div({slip}='x', a=wp)")
    assert "program.py:11: Div(" in text
    assert f"did you mean {meant!r}?" in text


def test_attributes_of_the_tag_are_known_and_their_slips_are_named(named):
    (text,) = named("jp.Input(placeholder='x', plcaeholder='y', a=wp)")
    assert "did you mean 'placeholder'?" in text


def test_the_options_of_a_select_are_its_children(named):
    # Others may keep data of their own under that name.
    (text,) = named("jp.Div(options=['S'], a=wp); jp.Select(options=['S', 'M'], a=wp)")
    assert "Select(options=...)" in text
    assert "give it children: for size in sizes: jp.Option(a=select, value=size, text=size)" in text


@pytest.mark.parametrize(
    "statement",
    ["for o in jp.Select(options=['S'], a=wp).options: jp.Option(text=o)", "jp.Div(options=['S'], a=wp)"],
)
def test_options_that_the_program_reads_or_keeps_elsewhere_are_its_own(named, statement: str):
    assert named(statement) == []


@pytest.mark.parametrize("name", ["data_x", "data_valu", "aria_labl"])
def test_attributes_that_may_have_any_name_are_no_slips(named, name: str):
    assert named(f"jp.Input({name}='x', a=wp)") == []


def test_a_page_names_its_slips_too(named):
    (text,) = named("jp.Div(text='x', a=wp)", page="titel='Shop'")
    assert "WebPage(titel=...)" in text
    assert "did you mean 'title'?" in text


@pytest.mark.parametrize(
    "statement",
    [
        "jp.Div(text='x', num=3, message='m', todo_list=[], a=wp)",  # like nothing that there is
        "jp.Div(texts=['x'], a=wp).texts.append('y')",  # read as an attribute
        "print(getattr(jp.Div(titel='x', a=wp), 'titel'))",  # read by name
        "Card(heading='x', a=wp)",  # declared by the class's own __init__
        "jp.Div(data_row='3', aria_label='x', role='alert', a=wp)",
        "jp.Div(click=print, onclick=print, on_mouseenter=print, dblclick=print, a=wp)",
    ],
)
def test_what_a_program_means_is_not_named(named, statement: str):
    assert named(statement) == []


def test_production_is_silent(named):
    assert named("jp.Div(classses='x', a=wp)", debug=False) == []


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (
            lambda self, msg: self.text.upper(),
            "it was not given any; give it some first, as in Div(text=...)",
        ),
        (lambda self, msg: msg.page.redirct, "did you mean 'redirect'?"),
        (lambda self, msg: self.hide(), "show = False"),
        (lambda self, msg: self.parent.add(self), "`a`"),
        (lambda self, msg: self.set_clas("p-4"), "did you mean 'set_class'?"),
        (lambda self, msg: msg.page.title.text, ""),
    ],
)
@pytest.mark.parametrize("later", [False, True])
def test_what_a_component_lacks_is_named_with_what_was_meant(
    tornjust_app: App, caplog: pytest.LogCaptureFixture, code: Any, says: str, later: bool
) -> None:
    async def handler(self: jp.Div, msg: jp.Dict) -> None:
        await asyncio.sleep(0)
        code(self, msg)

    def page() -> jp.WebPage:
        wp = jp.WebPage()
        jp.Div(a=wp, name="box", click=handler if later else code)
        return wp

    tab = tornjust_app.open(page)
    with caplog.at_level(logging.ERROR, "tornjust"):
        tab.click(name="box")
    (record,) = [record for record in caplog.records if record.exc_info]
    assert record.exc_info is not None
    text = "".join(traceback.format_exception_only(record.exc_info[1])).replace("Did", "did")
    if says:
        assert says in text
    else:
        assert text.strip() == "AttributeError: 'str' object has no attribute 'text'"

"""The public names: what `import tornjust as jp` offers is this list, and nothing else."""

from __future__ import annotations

import asyncio
import runpy
from pathlib import Path

import pytest

import tornjust as jp
from tornjust.element import Element
from tornjust.errors import TornjustError

NAMES = {
    "pages and routes": "WebPage redirect Route SetRoute Request",
    "on other libraries": """
        DataTable Equation LinkedChartGrid Markdown Matplotlib make_pairs_list read_csv_from_string
        MissingLibraryError
    """,
    "HTML to components": "parse_html parse_html_file parse_html_file_async",
    "answers that are no pages": """
        Response PlainTextResponse HTMLResponse JSONResponse RedirectResponse FileResponse StreamingResponse
    """,
    "the server": "justpy make_application",
    "events and tasks": "Dict Tab get_websocket JustPy run_task create_delayed_task get",
    "files": "UploadedFile UploadProgress",
    "both sides": "client both server",
    "errors": """
        TornjustError ClientCodeError ClientError ComponentError MessageError MissingFileError PageError PageGone
        RouteError SettingsError UnknownTagError UploadError
        JavaScriptError JavaScriptTimeout
    """,
    "bases": "HTMLBaseComponent JustpyBaseComponent Tailwind",
    "the registry of tags": """
        Register register_component parse_dict component_by_tag component_registry get_tag
    """,
    "motion": "create_transition",
    "ready-made components": "AutoTable Hello HTMLEntity Icon Space Styles TabGroup",
    "sections": """
        Address Article Aside Footer Header H1 H2 H3 H4 H5 H6 Hgroup Main Nav Search Section
    """,
    "blocks": """
        Blockquote Dd Div Dl Dt Figcaption Figure Hr Li Menu Ol P Pre Ul
    """,
    "text": """
        A Abbr B Bdi Bdo Br Cite Code Data Del Dfn Em I Ins Kbd Link Mark Q Rb Rp Rt Rtc Ruby S Samp Small Span
        Strong Sub Sup Time Tt U Var Wbr
    """,
    "tables": "Caption Col Colgroup Table Tbody Td Tfoot Th Thead Tr",
    "media": "Area Audio Canvas Embed Iframe Img Map Object Param Picture Source Track Video",
    "forms": """
        Button Datalist Fieldset Form Input InputChangeOnly Label Legend Meter Optgroup Option Output Progress
        EditorMD Select Textarea
    """,
    "the rest of HTML": "Details Dialog Noscript Slot Style Summary Template Title",
    "SVG: structure": """
        Defs Desc Discard ForeignObject G Image Marker Metadata Mpath Pattern Stop Svg Switch Symbol Use View
    """,
    "SVG: shapes and text": "Circle Ellipse Line Path Polygon Polyline Rect Text TextPath Tspan",
    "SVG: paint": "ClipPath LinearGradient Mask RadialGradient",
    "SVG: animation": "Animate AnimateMotion AnimateTransform Set",
    "SVG: filters": """
        FeBlend FeColorMatrix FeComponentTransfer FeComposite FeConvolveMatrix FeDiffuseLighting FeDisplacementMap
        FeDistantLight FeDropShadow FeFlood FeFuncA FeFuncB FeFuncG FeFuncR FeGaussianBlur FeImage FeMerge
        FeMergeNode FeMorphology FeOffset FePointLight FeSpecularLighting FeSpotLight FeTile FeTurbulence Filter
    """,
}


def test_the_public_names_are_exactly_these():
    listed = [name for names in NAMES.values() for name in names.split()]
    assert len(listed) == len(set(listed)), "a name is listed twice"
    assert sorted(jp.__all__) == sorted(listed)


def test_no_name_is_given_twice():
    assert len(jp.__all__) == len(set(jp.__all__))


@pytest.mark.parametrize("name", jp.__all__)
def test_each_name_is_there(name: str):
    assert getattr(jp, name) is not None


def test_a_star_import_gives_them_all(tmp_path: Path):
    program = tmp_path / "program.py"
    program.write_text("from tornjust import *\n", encoding="utf-8")
    found = {name for name in runpy.run_path(str(program)) if not name.startswith("__")}
    assert found == set(jp.__all__)


def test_a_star_import_hides_no_built_in(tmp_path: Path):
    import builtins

    assert [name for name in jp.__all__ if hasattr(builtins, name)] == []


def test_a_handler_in_a_string_sees_them():
    page = jp.WebPage()
    button = jp.Button(click="self.made = [Div(text='new', a=msg.page), WebPage, Dict, run_task]")
    button.on_click(jp.Dict(page=page))
    assert isinstance(button.made[0], jp.Div)
    assert button.made[1:] == [jp.WebPage, jp.Dict, jp.run_task]
    assert page.components == [button.made[0]]


def test_every_element_is_documented():
    silent = [name for name in jp.__all__ if not getattr(getattr(jp, name), "__doc__", None)]
    assert silent == []


def test_every_error_descends_from_one_base():
    errors = [
        jp.ComponentError,
        jp.MessageError,
        jp.PageError,
        jp.PageGone,
        jp.RouteError,
        jp.SettingsError,
        jp.UnknownTagError,
        jp.UploadError,
    ]
    assert all(issubclass(error, jp.TornjustError) for error in errors)


def test_every_class_of_an_element_is_a_component():
    assert issubclass(jp.Div, Element)
    assert issubclass(jp.Div, jp.HTMLBaseComponent)
    assert issubclass(jp.HTMLBaseComponent, jp.JustpyBaseComponent)


def test_the_version_is_a_version():
    assert [int(part) for part in jp.__version__.split(".")] >= [0, 1, 0]


def test_justpy_in_a_handler_leaves_the_running_server_alone():
    routes, sockets = list(jp.Route.instances), jp.WebPage.use_websockets

    async def handler():
        jp.justpy(lambda: jp.WebPage(), websockets=False)

    with pytest.raises(TornjustError, match="the program calls it once, at its end"):
        asyncio.run(handler())
    assert jp.Route.instances == routes
    assert jp.WebPage.use_websockets == sockets

"""Every class of the two tables: its tag, each of its attributes, and that what JustPy had is there."""

from __future__ import annotations

import inspect
import subprocess
import sys
from html.parser import HTMLParser
from types import ModuleType

import pytest

from tornjust import tags
from tornjust.attribute_names import GLOBAL_ATTRIBUTES, dom_names
from tornjust.tags import html, svg
from tornjust.tags.base import Div, HTMLBaseComponent, JustpyBaseComponent, Tailwind

from .stubs import FOLDER, STUBS

JUSTPY = """
    Address Article Aside Footer Header H1 H2 H3 H4 H5 H6 Main Nav Section Dd Dl Dt Figcaption Figure Hr P Pre Ul
    Abbr B Bdi Br Cite Code Dfn Em I Kbd Mark Rb Rp Rt Rtc Ruby S Samp Small Span Strong Sub Sup Tt U Var Wbr
    Picture Title Caption Table Tbody Tfoot Thead Tr Legend Summary Div Blockquote Del Ins Li Col Colgroup Ol Td
    Bdo Th Data Fieldset Q Meter Time Optgroup Map Option Param Progress Details Style Area Track Audio Video Img
    Source Embed Iframe Object Button A Link Form Label Select Textarea Input InputChangeOnly Animate AnimateMotion
    AnimateTransform Set Discard Circle Ellipse Rect Path Line Polygon Polyline G Switch ForeignObject Use Image Svg
    Symbol View Text Tspan TextPath LinearGradient RadialGradient Stop Marker Mask Pattern ClipPath Filter Mpath
    Defs Desc Metadata FeBlend FeColorMatrix FeComponentTransfer FeComposite FeOffset FeTile FeFlood FeMerge
    FeMorphology FeGaussianBlur FeDropShadow FeConvolveMatrix FeDiffuseLighting FeSpecularLighting
    FeDisplacementMap FeTurbulence FeImage FeDistantLight FePointLight FeSpotLight FeFuncA FeFuncB FeFuncG FeFuncR
    FeMergeNode Hello Icon Space HTMLEntity AutoTable TabGroup Styles Tailwind JustpyBaseComponent HTMLBaseComponent
""".split()
SINCE = "Canvas Datalist Dialog Hgroup Menu Noscript Output Search Slot Template".split()
# Values of these do not become an attribute of that name one to one: they have tests of their own.
BOOLEAN = frozenset(
    "allowfullscreen async autofocus autoplay checked controls default disabled formnovalidate hidden inert ismap "
    "itemscope loop multiple muted novalidate open playsinline readonly required reversed selected".split()
)

CLASSES = [getattr(tags, name) for name in (*html.TAGS, *svg.TAGS)]
CLASSES += [tags.Div, tags.A, tags.Form, tags.Label, tags.Input, tags.Textarea, tags.Select, tags.Option]
ATTRIBUTES = [
    pytest.param(cls, attribute, id=f"{cls.__name__}-{attribute}")
    for cls in CLASSES
    for attribute in ((*GLOBAL_ATTRIBUTES, *HTMLBaseComponent.attributes) if cls is Div else cls.attributes)
]


class Reader(HTMLParser):
    """What a browser would make of one element, as far as attributes go. HTML lower-cases names; `raw` does not."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.found: dict[str, str | None] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert len(dict(attrs)) == len(attrs), "an attribute is there twice"
        self.found.update(attrs)


@pytest.mark.parametrize("name", [*JUSTPY, *SINCE])
def test_the_class_is_there(name):
    assert inspect.isclass(getattr(tags, name))
    assert name in tags.__all__


def test_link_is_another_name_for_a():
    assert tags.Link is tags.A


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_the_tree_of_classes_is_that_of_justpy(cls):
    order = [Div, HTMLBaseComponent, JustpyBaseComponent, Tailwind]
    assert [base for base in cls.__mro__ if base in order] == order
    assert cls.class_name == cls.__name__
    assert cls.__module__.startswith("tornjust.tags.")
    assert cls.__doc__


@pytest.mark.parametrize("name", html.TAGS)
def test_an_html_class_renders_its_own_tag(name, shown):
    tag = name.lower()
    end = "/>" if name in html.VOID else f"></{tag}>"
    assert shown(getattr(tags, name)()) == f"<{tag}{end}"


@pytest.mark.parametrize("name", svg.TAGS)
def test_an_svg_class_renders_its_own_tag_with_its_own_case(name, shown):
    tag = name[0].lower() + name[1:]
    assert shown(getattr(tags, name)()) == f"<{tag}></{tag}>"


def test_tags_of_two_words_keep_their_case(shown):
    text = shown(tags.Svg(viewBox="0 0 9 9").add(tags.LinearGradient(gradientUnits="userSpaceOnUse")))
    assert text == (
        '<svg viewBox="0 0 9 9"><linearGradient gradientUnits="userSpaceOnUse"></linearGradient></svg>'
    )


@pytest.mark.parametrize(("cls", "attribute"), ATTRIBUTES)
def test_an_attribute_reaches_the_browser(cls, attribute, shown):
    text = shown(cls(**{attribute: "7"}))
    value = attribute if attribute in BOOLEAN else "7"
    assert f' {attribute}="{value}"' in text
    assert Reader(text).found[attribute.lower()] == value


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_each_spelling_of_an_attribute_is_understood(cls, shown):
    for spelling, attribute in dom_names(cls.attributes).items():
        if attribute not in BOOLEAN:
            assert f' {attribute}="7"' in shown(cls(**{spelling: "7"}))


@pytest.mark.parametrize("attribute", sorted(BOOLEAN & set(HTMLBaseComponent.attributes)))
def test_a_boolean_attribute_is_there_or_not(attribute, shown):
    assert shown(tags.Div(**{attribute: True})) == f'<div {attribute}="{attribute}"></div>'
    assert shown(tags.Div(**{attribute: False})) == "<div></div>"
    assert shown(tags.Div(**{attribute: None})) == "<div></div>"


def test_numbers_are_shown_zero_too(shown):
    assert shown(tags.Td(colspan=0)) == '<td colspan="0"></td>'
    assert (
        shown(tags.Circle(cx=0, r=1.5, stroke_width=2)) == '<circle cx="0" r="1.5" stroke-width="2"></circle>'
    )


def test_names_that_python_does_not_allow_have_an_underscore(shown):
    assert shown(tags.FeBlend(_in="SourceGraphic")) == '<feBlend in="SourceGraphic"></feBlend>'
    assert shown(tags.Animate(_from=1)) == '<animate from="1"></animate>'
    assert shown(tags.Use(**{"xlink:href": "#a"})) == '<use xlink:href="#a"></use>'


def test_attributes_for_scripts_and_assistive_software_need_no_table(shown):
    text = shown(tags.Span(data_row_id=3, aria_hidden=True, role="img"))
    assert text == '<span data-row-id="3" aria-hidden="true" role="img"></span>'


def test_an_attribute_of_another_element_stays_in_python(shown):
    span = tags.Span(colspan=2)
    assert shown(span) == "<span></span>"
    assert span.colspan == 2


NASTY = ['"><script>alert(1)</script>', "' onload='x", "a&amp;b", "</title>", "\r\n\0", "\u2028\U0001f600"]


@pytest.mark.parametrize("value", NASTY)
@pytest.mark.parametrize("cls", [tags.Img, tags.A, tags.Image, tags.Option, tags.Input])
def test_a_nasty_value_stays_a_value(cls, value, shown):
    attribute = {"Img": "alt", "A": "href", "Image": "href"}.get(cls.__name__, "value")
    text = shown(cls(**{attribute: value}))
    reader = Reader(text)
    assert reader.tags == [cls.html_tag]
    assert reader.found[attribute] == value.replace("\0", "\ufffd")


def test_a_class_attribute_of_a_subclass_is_its_default(shown):
    class Cover(tags.Img):
        src = "/static/cover.png"
        classes = "rounded"

    assert Reader(shown(Cover())).found == {"src": "/static/cover.png", "class": "rounded"}
    assert Reader(shown(Cover(src="x.png"))).found["src"] == "x.png"


def test_a_subclass_can_have_further_attributes_and_its_own_tag(shown):
    class Rating(tags.Div):
        html_tag = "star-rating"
        attributes: list[str] = ["max-stars"]  # noqa: RUF012

    assert shown(Rating(max_stars=5)) == '<star-rating max-stars="5"></star-rating>'


def test_one_element_can_have_an_attribute_of_its_own(shown):
    div = tags.Div().add_attribute("x-data", "{}")
    assert shown(div) == '<div x-data="{}"></div>'
    assert shown(tags.Div(**{"x-data": "{}"})) == "<div></div>"


@pytest.mark.parametrize("file", STUBS)
def test_editors_are_told_what_the_table_says(file):
    assert (FOLDER / file).read_text(encoding="utf-8") == STUBS[file](), "run python tests/tags/stubs.py"


@pytest.mark.parametrize("module", [html, svg])
def test_a_table_exports_its_classes_and_nothing_else(module: ModuleType):
    assert module.__all__ == list(module.TAGS)
    assert all(issubclass(getattr(module, name), Div) for name in module.__all__)


def test_everything_that_is_listed_exists():
    assert len(set(tags.__all__)) == len(tags.__all__)
    assert all(hasattr(tags, name) for name in tags.__all__)


# Imports `tornjust.tags` by itself: the package around it would bring the server along.
ALONE = f"""
import logging, sys, types
package = types.ModuleType("tornjust")
package.__path__ = [{str(FOLDER.parent)!r}]
sys.modules["tornjust"] = package
import tornjust.render, tornjust.tab
before = set(sys.modules)
import tornjust.tags
print(*(set(sys.modules) - before))
"""


def test_importing_the_vocabulary_imports_utility_classes_and_nothing_else_of_ours():
    run = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, check=True)
    names = run.stdout.split()
    assert "tornjust.tags" in names
    parts = {".".join(name.split(".")[:2]) for name in names if name.startswith("tornjust.")}
    assert parts <= {"tornjust.tags", "tornjust.styles"}
    assert not [name for name in names if name.startswith(("tornado", "jinja2", "lxml"))]

"""From a tag to a component."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tornjust import tags
from tornjust.errors import ComponentError
from tornjust.tags import (
    Div,
    Register,
    component_by_tag,
    component_registry,
    get_tag,
    parse_dict,
    register_component,
)
from tornjust.tags.registry import _early


@pytest.fixture(autouse=True)
def _clean() -> Iterator[None]:
    before, early = dict(component_registry), dict(_early)
    yield
    for table, old in ((component_registry, before), (_early, early)):
        table.clear()
        table.update(old)


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("div", "Div"), ("a", "A"), ("h1", "H1"), ("input", "Input"), ("select", "Select"), ("form", "Form"),
        ("textarea", "Textarea"), ("option", "Option"), ("label", "Label"), ("canvas", "Canvas"), ("g", "G"),
        ("linearGradient", "LinearGradient"), ("feFuncA", "FeFuncA"), ("title", "Title"), ("DIV", "Div"),
    ],
)  # fmt: skip
def test_a_tag_gives_a_component_of_its_class(tag, name):
    assert type(component_by_tag(tag)) is getattr(tags, name)


def test_every_class_of_the_tables_is_found_by_its_tag():
    for name in (*tags.html.TAGS, *tags.svg.TAGS):
        cls = getattr(tags, name)
        assert type(component_by_tag(cls.html_tag)) is cls


def test_keywords_go_to_the_component():
    span = get_tag("span", text="x", classes="p-2")
    assert (span.text, span.classes) == ("x", "p-2")


@pytest.mark.parametrize("error", [ValueError, ComponentError])
def test_an_unknown_tag_is_an_error_that_helps(error):
    with pytest.raises(error, match=r"Tag not defined: lineargradiant; did you mean .*linearGradient"):
        component_by_tag("lineargradiant")
    with pytest.raises(error, match="Tag not defined: qqqqqq; register_component"):
        component_by_tag("qqqqqq")


def test_a_program_can_register_a_tag():
    @Register("my-card", ["heading"])
    class Card(Div):
        heading = ""
        footer = ""

        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.given = sorted(kwargs)
            self.footer = "default"

    card = component_by_tag("my-card", heading="Hi", footer="Bye")
    assert type(card) is Card
    assert card.given == ["heading"], "only what is listed goes to the constructor"
    assert (card.heading, card.footer) == ("Hi", "Bye")
    assert component_registry["my-card"] is Card


def test_or_call_a_function_for_it():
    class Card(Div): ...

    assert register_component(Card, "my-card") is Card
    assert type(component_by_tag("my-card", text="x")) is Card


def test_parse_dict_takes_the_tag_from_the_class():
    @parse_dict
    class Card(Div):
        html_tag = "flip-card"

    assert type(component_by_tag("flip-card")) is Card


def test_a_registered_class_comes_before_one_of_the_vocabulary():
    @Register("p")
    class Paragraph(Div): ...

    assert type(component_by_tag("p")) is Paragraph

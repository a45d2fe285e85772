"""Elements with nothing special are made and written by a shorter way, and nobody can tell."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest

import tornjust as jp
from tornjust.render import render, render_children
from tornjust.rendering import Rendering


def written(component: Any) -> str:
    """The HTML as pages get it: a child of something."""
    into = Rendering()
    render_children(jp.Div(), [component], into)
    return _without_keys(into.html())


def asked(component: Any) -> str:
    """The HTML by the long way, which asks for all that an element could have."""
    into = Rendering()
    render(component, into)
    return _without_keys(into.html())


def _without_keys(html: str) -> str:
    return re.sub(r' data-tj="\d+"', "", html)


def parts(html: str) -> list[str]:
    """Tags, with their attributes sorted: HTML has no order of attributes."""
    return [" ".join(sorted(re.findall(r'[^\s"]+="[^"]*"|[^\s"]+', tag))) for tag in re.split("(?<=>)", html)]


VALUES: list[dict[str, Any]] = [
    {},
    {"text": "plain"},
    {"text": "<b>&amp;</b>\0\r"},
    {"text": 3.0},
    {"text": None},
    {"text": True},
    {"classes": "p-2 m-2"},
    {"classes": "before:content-['\"&<>']"},
    {"classes": None},
    {"classes": 5},
    {"style": 'font-family: "A & B"', "classes": "x", "text": "y"},
    {"style": None},
    {"style": 3},
    {"own": 1, "text": "a keyword of the program's own"},
    {"data": {"a": 1}},
    {"id": "name", "text": "t"},
    {"title": "t", "text": "t"},
    {"data_row": 5, "text": "t"},
    {"aria_label": "t", "classes": "x"},
    {"show": False, "text": "hidden"},
    {"inner_html": "<i>raw</i>"},
    {"text": "&nbsp;", "html_entity": True},
    {"text_after": "!", "text": "t"},
    {"set_focus": True},
    {"click": print, "text": "t"},
    {"animation": "fadeIn", "text": "t"},
    {"prop_list": ["own"], "own": "shown"},
    {"html_tag": "section", "text": "t"},
    {"drag_options": {"drag_classes": "x"}},
    {"hidden": True, "text": "t"},
]


@pytest.mark.parametrize(
    "tag", [jp.Div, jp.P, jp.A, jp.Pre, jp.Br, jp.Li, jp.Td, jp.Button, jp.Style, jp.Option]
)
@pytest.mark.parametrize("values", VALUES, ids=str)
def test_both_ways_write_the_same(tag, values):
    for _ in range(2):  # the first has the keywords learned
        component = tag(**values)
        after = values.get("text_after", "")  # which the parent writes
        assert parts(written(component)) == parts(asked(component) + after)


def test_children_are_written_in_their_place():
    box = jp.Div(
        text="before ", children=[jp.P(text="a", children=[jp.B(text="b")]), jp.Hr(), jp.Span(text="c")]
    )
    assert written(box) == "<div>before <p>a<b>b</b></p><hr/><span>c</span></div>" == asked(box)


def test_an_element_that_may_not_stand_there_is_still_found():
    assert "<tj-x" in written(jp.P(children=[jp.Div(text="block")]))
    assert "<tj-x" in written(jp.A(children=[jp.Span(children=[jp.A(text="link")])]))
    assert "<tj-x" not in written(jp.Div(children=[jp.P(text="a"), jp.Div(text="b")]))


def test_what_a_page_has_to_know_is_told():
    into = Rendering()
    button = jp.Button(text="go", click=print)
    render_children(jp.Div(), [jp.Div(classes="p-2"), jp.Div(classes="p-4", children=[button])], into)
    assert into.classes >= {"p-2", "p-4"}
    assert into.listeners == {button._key: button}


@pytest.mark.parametrize("tag", [jp.Div, jp.P, jp.Span, jp.Tr, jp.Td, jp.Li, jp.H1, jp.Ul])
def test_the_usual_elements_are_regular(tag):
    assert tag._regular


class Shown(jp.Div):
    """Its text is worked out."""

    @property
    def text(self) -> str:
        return f"<{self.__dict__.get('word', 'none')}>"

    @text.setter
    def text(self, value: str) -> None:
        self.__dict__["word"] = value


def test_a_property_of_a_subclass_is_asked_each_time():
    for word in ("one", "two", "three"):
        assert written(Shown(text=word)) == f"<div>&lt;{word}&gt;</div>"
        assert "text" not in Shown(text=word).__dict__


class Noted(jp.Div):
    """Hears of each assignment."""

    def __setattr__(self, name: str, value: Any) -> None:
        self.__dict__.setdefault("heard", []).append(name)
        super().__setattr__(name, value)


def test_a_subclass_that_hears_of_assignments_still_does():
    for _ in range(3):
        assert Noted(text="a", classes="b").heard == ["text", "classes"]


class Card(jp.Div):
    """Defaults as class attributes."""

    classes = "card"
    text = "title"


class Secret(jp.Div):
    """Not shown, as a rule of its class."""

    show = False


class Extra(jp.Div):
    """Has an attribute that its values do not tell."""

    def _more_attributes(self, chosen: Any) -> Any:
        return [("data-extra", "1")]


class Late(jp.Div):
    """Answers for names that it does not have."""

    def __getattr__(self, name: str) -> Any:
        if name == "text":
            return "made up"
        raise AttributeError(name)


def test_what_a_class_says_counts():
    for _ in range(2):
        assert written(Card(style="x")) == '<div style="x" class="card">title</div>'
        assert written(Secret(text="t")) == ""
        assert written(Extra(text="t")) == '<div data-extra="1">t</div>'
        assert written(Late()) == "<div>made up</div>"


def test_a_class_that_is_switched_off_later_is_not_shown():
    class Panel(jp.Div):
        pass

    assert written(Panel(text="t")) == "<div>t</div>"
    Panel.show = False
    assert written(Panel(text="t")) == ""


def test_components_that_are_kept_get_an_id_each_time():
    class Kept(jp.Div):
        temp = False

    for component in (Kept(), Kept(text="a"), Kept(text="b"), jp.Div(text="c", temp=False)):
        assert component.id is not None


def test_values_that_were_there_before_the_constructor_stay():
    class Early(jp.Div):
        def __init__(self, **kwargs: Any) -> None:
            self.classes = "early"
            self.rows = 3
            super().__init__(**kwargs)

    for _ in range(2):
        early = Early(text="t", style="s")
        assert (early.classes, early.rows, early.text) == ("early", 3, "t")
        assert Early(classes="given").classes == "given"


def test_a_parent_may_have_its_own_way_to_take_children():
    class Framed(jp.Div):
        def add_component(self, child: Any, position: Any = None, slot: Any = None) -> Any:
            return super().add_component(jp.Li(children=[child]), position)

    framed = Framed()
    for _ in range(2):
        jp.Span(a=framed, text="t")
    assert written(framed) == "<div><li><span>t</span></li><li><span>t</span></li></div>"


@pytest.mark.parametrize("parent", ["text", 5, object()])
def test_a_parent_that_is_none_is_named_each_time(parent):
    for _ in range(2):
        with pytest.raises(jp.ComponentError, match="a parent is a component or a page"):
            jp.Div(a=parent, text="t")


def test_a_page_that_is_shown_notes_what_comes():
    from tornjust import changes

    page = jp.WebPage()
    box = jp.Div(a=page)
    changes.whole(page)
    before = page._seen
    jp.Span(a=box, text="new")
    jp.Span(text="newer", a=box)
    text = changes.patch(page, before)
    assert text is not None
    assert "new" in text
    assert "newer" in text


@pytest.mark.parametrize("tag", [jp.Div, jp.Button, jp.A, jp.Input, jp.Form, Noted, Card])
@pytest.mark.parametrize(
    "keywords",
    [
        {"text": "t", "click": print},
        {"onclick": len, "click": print, "title": "t"},
        {"title": "t", "on_click": print, "data_row": 1, "change": print},
        {"click": None, "own": 1},
        {"select": "one", "click": print},
        {"close": print, "click": print, "id": "mine"},
        {"click": print, "delete_flag": False},
    ],
    ids=str,
)
def test_keywords_mean_the_same_when_they_are_met_again(tag: Any, keywords: dict[str, Any]) -> None:
    page = jp.WebPage()
    made = [tag(a=page, **keywords) for _ in range(3)]
    for component in made:
        assert (component.a, component._up) == (page, (page,))
    names = [[name for name in component.__dict__ if name not in ("a", "_up")] for component in made]
    assert names[0] == names[1] == names[2]
    assert len({re.sub(r' id="\d+"', "", asked(component)) for component in made}) == 1


def test_handlers_of_elements_made_alike_are_their_own() -> None:
    heard: list[str] = []
    made = [jp.Button(text=str(n), click=lambda self, msg: heard.append(self.text)) for n in range(3)]
    for button in made:
        asyncio.run(button.run_event_function("click", jp.Dict({})))
    assert heard == ["0", "1", "2"]
    assert len({button.id for button in made}) == 3

"""Whatever an element is, it is written the same with a plan and without."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tornjust as jp
from tornjust import plans, render, wire
from tornjust.rendering import Rendering


def both(children: Callable[[], list[Any]]) -> str:
    """The HTML of some elements, written with plans and without; their keys are the same."""
    made = children()
    first = _written(made, planned=True)  # gives keys, and ids to what can be dragged
    planned, asked = _written(made, planned=True), _written(made, planned=False)
    assert planned == asked
    assert first == planned or wire.DRAG in planned["html"]
    return str(planned["html"])


def _written(made: list[Any], planned: bool) -> dict[str, Any]:
    into, owner = Rendering(), jp.Div()
    with pytest.MonkeyPatch.context() as patch:
        if not planned:
            for cls in {type(node) for node in _all(made)}:
                patch.setattr(cls, "_regular", False)
        render.render_children(owner, made, into)
    return {
        "html": into.html(),
        "classes": into.classes - {""},
        "types": into.types,
        "listeners": into.listeners,
        "raw": into.raw,
        "extras": into.extras,
        "watched": into.watched,
        "nonced": into.nonced,
        "texts": owner._texts,
    }


def _all(nodes: list[Any]) -> list[Any]:
    return [node for top in nodes for node in (top, *_all(top.components))]


class Card(jp.Div):
    """Defaults as class attributes, and an attribute of its own."""

    classes = "p-4"
    title = "card & more"
    attributes: ClassVar[list[str]] = ["wide"]
    wide = 5


class Slow(jp.Input):
    """Another type, and longer rests."""

    type = "number"
    debounce = 900
    value = 2.0


class Quiet(jp.Button):
    """Its events go no further."""

    event_propagation = False


TAGS = (
    "Div Span P A Button Li Td Tr H1 Br Img Input Textarea Select Option Label Form Pre Style Circle Svg Hr "
    "InputChangeOnly Fieldset Details UploadProgress Iframe"
).split()
CLASSES = [*(getattr(jp, name) for name in TAGS), Card, Slow, Quiet]

_texts = st.sampled_from(["", "plain", "<b>&amp;</b>", 'a "b"', "\r\0", "\u20ac", "5"])
_any = st.one_of(_texts, st.sampled_from([None, True, False, 0, 1, 7, 2.0, 2.5, 1e300]))
_few = st.sampled_from([None, True, False, 0, 1])
_values: dict[str, Any] = {
    **dict.fromkeys(
        ("text", "title", "data_row", "aria_label", "data-x", "own", "value", "href", "width"), _any
    ),
    **dict.fromkeys(("cx", "placeholder", "name", "role", "wide", "alt", "target", "draggable", "d"), _any),
    **dict.fromkeys(("checked", "disabled", "selected", "multiple", "hidden", "required", "open"), _any),
    **dict.fromkeys(("show", "no_events", "set_focus", "event_propagation", "scroll", "html_entity"), _few),
    "classes": st.sampled_from(["p-2", "m-1 p-2", "before:content-['\"&']", "", None, 5, ["a", "b"]]),
    "style": st.sampled_from(["color: red", 'font: "a"', "", None, {"top": "1px"}]),
    "id": st.sampled_from(["one", "", None, 3, 0]),
    "type": st.sampled_from(["text", "checkbox", "radio", "number", "file", "submit", "range"]),
    "debounce": st.sampled_from([0, 100, 250]),
    "data": st.just({"a": 1}),
    "text_after": st.sampled_from(["", "after & on"]),
    "inner_html": st.sampled_from(["", "<i>raw</i>"]),
    "animation": st.sampled_from([False, "fadeIn"]),
    "transition": st.just({"enter": "a b"}),
    "drag_options": st.just({"drag_classes": "c"}),
    "html_tag": st.sampled_from(["section", "p", "style"]),
    "prop_list": st.just(["own"]),
    "scroll_to": st.just("goal"),
    "additional_properties": st.just(["pageX"]),
    **dict.fromkeys(("click", "input", "change", "submit", "drop", "mouseenter", "load"), st.just(print)),
}
_names = st.lists(st.sampled_from(sorted(_values)), max_size=5, unique=True)
_keywords = _names.flatmap(lambda names: st.fixed_dictionaries({name: _values[name] for name in names}))


@st.composite
def _makers(draw: Any, depth: int = 2) -> Callable[[], Any]:
    cls, first, later = draw(st.sampled_from(CLASSES)), draw(_keywords), draw(_keywords)
    inner = draw(st.lists(_makers(depth - 1), max_size=3)) if depth else []
    rests = draw(st.sampled_from([None, {"debounce": 300}, {"throttle": 50, "immediate": True}]))

    def make() -> Any:
        node = cls(**first)
        for name, value in later.items():
            if value is print:
                node.on(name, value, **(rests or {}))
            else:
                setattr(node, name, value)
        for child in inner:
            node.add(child())
        return node

    return make


@given(st.lists(_makers(), min_size=1, max_size=4))
def test_a_plan_changes_nothing(makers: list[Callable[[], Any]]) -> None:
    both(lambda: [make() for make in makers])


@pytest.mark.parametrize("tag", CLASSES)
def test_each_class_with_one_name(tag: Any) -> None:
    for name in "text title value href checked classes style id type data_row own show cx form".split():
        both(lambda name=name: [tag(**{name: "text"}) for _ in range(2)])
    for event in ("click", "input", "submit", "drop"):
        both(lambda event=event: [tag(**{event: print})])


_ROWS: list[Callable[[Any], Any]] = [
    *[lambda top: jp.Div(a=top, text="Row", classes="p-2")] * 5,
    *[lambda top: top.add(jp.Div(text="Row", classes="p-2")).last()] * 5,
    lambda top: jp.Div(a=top, text="a < b", classes="p-2"),
    lambda top: jp.Div(a=top, text="Row", classes="m-2"),
    lambda top: jp.Div(a=top, text=5, classes="p-2"),
    lambda top: jp.Div(a=top, text="Row", own=1),
    lambda top: jp.Div(a=top, text="Row", title="t"),
    lambda top: jp.Div(a=top, classes="p-2", show=False),
    lambda top: jp.Div(a=top, text="Row"),
    lambda top: jp.Span(a=top, text="Row", classes="p-2"),
    lambda top: jp.Pre(a=top, text="Row", classes="p-2"),
    lambda top: jp.Button(a=top, text="Row", classes="p-2", click=print),
]


@given(st.lists(st.sampled_from(_ROWS), max_size=30), st.sampled_from([jp.Div, jp.P, jp.Ul]))
def test_rows_that_are_alike_and_some_that_are_not(rows: list[Callable[[Any], Any]], around: Any) -> None:
    page = jp.WebPage()
    both(lambda: [row(page) for row in rows])
    box = around(a=page)
    for row in rows:
        row(box)
    both(lambda: [box])


@pytest.mark.parametrize("number", [199, 200, 201, 402, 1000])
def test_each_of_very_many_rows_is_written_once(number: int) -> None:
    def rows() -> list[Any]:
        page = jp.WebPage()
        for place in range(number):
            jp.Li(a=page, text=f"Row {place}", classes="p-2")
        return list(page.components)

    html = both(rows)
    assert re.findall(r">Row (\d+)</li>", html) == [str(place) for place in range(number)]


def test_many_that_are_alike_and_one_that_is_not() -> None:
    def rows() -> list[Any]:
        page = jp.WebPage()
        made: list[Any] = [jp.Div(a=page, text=f"Row {number}", classes="p-2") for number in range(30)]
        made[7].text = "a < b"
        made[9].classes = "m-2"
        made[11].show = False
        made[13] = jp.Span(text="other", classes="p-2")
        made[15].text = 15
        made[17].add(jp.B(text="inside"))
        made[19] = jp.Div(text="no classes")
        made[21].text_after = "after"
        made[23].on("click", print)
        del made[25].text
        return made

    html = both(rows)
    assert "a &lt; b" in html
    assert "after<div" in html
    assert "Row 11<" not in html


def test_what_an_input_listens_to_follows_its_type() -> None:
    def fields() -> list[Any]:
        made = [jp.Input(value="x") for _ in range(4)]
        made[1].type = "checkbox"
        made[2].no_events = True
        made[3].debounce = 900
        return made

    html = both(fields)
    assert html.count("input~d200") == 1
    assert html.count('"change"') == 1
    assert "input~d900" in html


class Told(jp.Div):
    """A program's own idea of what its elements listen to."""

    def _events(self) -> list[str]:
        return ["click"] if getattr(self, "pressed", False) else []


def test_what_a_programs_class_listens_to_is_asked_each_time() -> None:
    html = both(lambda: [Told(text="a"), Told(text="b", pressed=True), Told(text="c")])
    assert html.count("click") == 1


def test_a_class_that_is_changed_while_the_program_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    links = lambda: [jp.A(text="a", href="/x")]  # noqa: E731
    assert 'target="_self"' in both(links)
    monkeypatch.setattr(jp.A, "target", "_blank")
    assert 'target="_blank"' in both(links)


def test_no_more_plans_than_a_class_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "MAX_PLANS", 3)

    class Many(jp.Div):
        """With a state of its own for each element."""

    html = both(lambda: [Many(**{f"own_{number}": number, "text": number}) for number in range(20)])
    assert len(Many._plans) == 3
    assert html.count(">7<") == 1


def test_what_many_kinds_of_elements_listen_to_is_not_kept_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "MAX_TOLD", 3)
    both(lambda: [jp.Input(debounce=1000 + number) for number in range(20)])
    assert len(render._told) <= 3

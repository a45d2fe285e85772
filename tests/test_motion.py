"""Animations and transitions from the server's side, and in the test kit, where movements take no time."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest

import tornjust as jp
from tornjust import changes, wire
from tornjust.testing import App


def told(html: str) -> Any:
    found = re.search(f'{wire.MOTION}="([^"]*)"', html)
    return None if found is None else json.loads(unescape(found[1]))


def page_with(**looks: Any) -> tuple[jp.WebPage, Any]:
    wp = jp.WebPage()
    return wp, jp.Div(a=wp, **looks)


def test_html_has_the_classes_of_the_beginning() -> None:
    wp, _ = page_with(
        classes="p-4",
        animation="fadeIn  faster",
        transition={"load": "transition", "load_start": "opacity-0", "nonsense": "x", "enter": ""},
    )
    html = changes.whole(wp)
    assert 'class="p-4 opacity-0 animated fadeIn faster"' in html
    assert told(html) == [0, "fadeIn faster", {"load": "transition", "load_start": "opacity-0"}]
    assert {"opacity-0", "transition", "animated", "fadeIn", "faster"} <= set(wp._styles)


def test_a_page_without_movement_pays_nothing() -> None:
    wp, _ = page_with(classes="p-4", animation=False, transition=None)
    assert wire.MOTION not in changes.whole(wp)
    assert not wp._extras


@pytest.mark.parametrize("value", [None, False, True, 5, "", "  ", ["fadeIn"]])
def test_what_is_no_animation_is_none(value: Any) -> None:
    wp, _ = page_with(animation=value, transition=value)
    assert told(changes.whole(wp)) is None


def test_a_class_may_move_all_its_elements() -> None:
    class Card(jp.Div):
        classes = "p-2"
        animation = "zoomIn"
        transition = {"load": "transition"}  # noqa: RUF012

    wp = jp.WebPage()
    Card(a=wp)
    html = changes.whole(wp)
    assert 'class="p-2 animated zoomIn"' in html
    assert told(html) == [0, "zoomIn", {"load": "transition"}]


def test_a_transition_to_fill_in() -> None:
    fade = jp.create_transition()
    fade.load = "transition"
    fade["load_start"] = "opacity-0"
    wp, _ = page_with(transition=fade)
    assert told(changes.whole(wp)) == [0, "", {"load": "transition", "load_start": "opacity-0"}]
    assert set(jp.create_transition()) == set(fade)
    assert not any(jp.create_transition().values())


def test_each_assignment_asks_once_more() -> None:
    wp, box = page_with(animation="fadeIn")
    changes.whole(wp)
    seen = wp._seen
    box.animation = "fadeIn"
    text = changes.patch(wp, seen)
    assert text is not None
    (op,) = [op for op in json.loads(text + "]")[3] if op[0] == wire.ATTR]
    assert op[2] == wire.MOTION
    number, name, _ = json.loads(op[3])
    assert number > 0
    assert name == "fadeIn"
    box.text = "changed"
    assert wire.MOTION not in (changes.patch(wp, wp._seen) or "")


def test_what_comes_from_a_visitor_stays_text() -> None:
    wp, _ = page_with(animation='"><script>x', transition={"load": '"<&', "load_start": "'>"})
    html = changes.whole(wp)
    assert "<script>" not in html
    assert told(html)[1:] == ['"><script>x', {"load": '"<&', "load_start": "'>"}]


def test_to_html_knows_no_movement() -> None:
    assert jp.Div(classes="p-4", animation="fadeIn").to_html(format=False) == '<div class="p-4"></div>'


@pytest.mark.parametrize("websockets", [True, False])
def test_in_the_test_kit_movements_are_over_at_once(tornjust_app: App, websockets: bool) -> None:
    def toggle(self: Any, msg: Any) -> None:
        box = self.box
        if box.has_class("hidden"):
            box.remove_class("hidden")
        else:
            box.classes += " hidden"

    def out(self: Any, msg: Any) -> None:
        self.box.animation = "fadeOut"

    def page() -> jp.WebPage:
        wp = jp.WebPage()
        phases = {
            f"{when}{part}": f"{when}{part}" for when in ("load", "enter", "leave") for part in ("", "_start")
        }
        box = jp.Div(a=wp, name="box", classes="p-4", transition=phases, animation="fadeIn")
        jp.Button(a=wp, text="toggle", click=toggle).box = box
        jp.Button(a=wp, text="out", click=out).box = box
        return wp

    tab = tornjust_app.open(page, websockets=websockets)
    assert tab.find(name="box").get("class") == "p-4"
    tab.click("toggle")
    assert tab.find(name="box").get("class") == "p-4 hidden"
    tab.click("toggle")
    assert tab.find(name="box").get("class") == "p-4"
    tab.click("out")
    assert tab.find(name="box").get("class") == "p-4 hidden"
    assert wire.MOTION not in tab.html


def test_whoever_comes_later_does_not_see_what_was_hidden_since(tornjust_app: App) -> None:
    wp, box = page_with(classes="p-4", animation="fadeIn", name="box")
    wp.delete_flag = False
    first = tornjust_app.open(lambda: wp)
    box.classes = "p-4 hidden"
    first.poll()
    second = tornjust_app.open()
    assert [tab.find(name="box").get("class") for tab in (first, second)] == ["p-4 hidden"] * 2
    box.animation = "tada"
    first.poll()
    assert [tab.find(name="box").get("class") for tab in (first, tornjust_app.open())] == ["p-4"] * 2

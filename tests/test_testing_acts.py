"""The test kit acts as a user does: keys, drags, forms, any event; and a page that is ready."""

from __future__ import annotations

from typing import Any

import pytest

import tornjust as jp

both = pytest.mark.parametrize("websockets", [True, False])


class Heard(jp.WebPage):
    """A page that keeps its messages."""

    def __init__(self) -> None:
        super().__init__(delete_flag=False)
        self.log: list[Any] = []

    def hear(self, msg: Any) -> None:
        self.log.append(msg)


@both
def test_page_ready_comes_once(tornjust_app: Any, websockets: bool) -> None:
    wp = Heard()
    wp.on("page_ready", wp.hear)
    page = tornjust_app.open(lambda: wp, websockets=websockets)
    page.settle()
    page.poll()
    assert [msg.event_type for msg in wp.log] == ["page_ready"]


def test_keys_are_pressed_in_a_field_or_in_the_page(tornjust_app: Any) -> None:
    wp = Heard()
    field = jp.Input(a=wp, keydown=wp.hear)
    wp.on("keyup", wp.hear)
    page = tornjust_app.open(lambda: wp)
    page.press("a", field)
    page.press("Control+Shift+Escape")
    down, up, escape = wp.log
    assert (down.target, down.key_data.key, down.key_data.code) == (field, "a", "KeyA")
    assert (up.event_type, up.msg_type) == ("keyup", "page_event")
    assert (escape.key_data.key, escape.key_data.ctrlKey, escape.key_data.altKey) == ("Escape", True, False)


def test_enter_submits_the_form(tornjust_app: Any) -> None:
    wp = Heard()
    form = jp.Form(a=wp, submit=wp.hear)
    jp.Input(a=form, name="who")
    page = tornjust_app.open(lambda: wp)
    page.type("Ada", name="who")
    page.press("Enter", name="who")
    assert wp.log[0].form_data[0].value == "Ada"


def test_what_is_dragged_arrives_where_it_is_dropped(tornjust_app: Any) -> None:
    wp = Heard()
    jp.Div(a=wp, text="card", id="card", drag_options={"data": "card 5"}, dragstart=wp.hear)
    jp.Div(a=wp, text="zone", drop=wp.hear)
    page = tornjust_app.open(lambda: wp)
    page.drag("card", "zone")
    assert [msg.event_type for msg in wp.log] == ["dragstart", "drop"]
    assert (wp.log[1].data_transfer.text, wp.log[1].data_transfer.source) == ("card 5", "card")


def test_any_event_carries_what_a_test_says(tornjust_app: Any) -> None:
    wp = Heard()
    box = jp.Div(a=wp, text="box", mousemove=wp.hear)
    wp.on("resize", wp.hear)
    page = tornjust_app.open(lambda: wp)
    page.fire("mousemove", box, fields={"pageX": 5})
    page.fire("resize", fields={"width": 700})
    assert (wp.log[0].pageX, wp.log[1].width) == (5, 700)


def test_an_element_that_comes_to_be_dragged_later(tornjust_app: Any) -> None:
    wp = Heard()
    jp.Div(a=wp, text="zone", drop=wp.hear)

    def more(self: Any, msg: Any) -> None:
        jp.Div(a=wp, text="new", drag_options={"data": {"text/html": "<b>"}})

    jp.Button(a=wp, text="more", click=more)
    page = tornjust_app.open(lambda: wp)
    page.click("more")
    page.drag("new", "zone")
    assert wp.log[0].data_transfer["text/html"] == "<b>"

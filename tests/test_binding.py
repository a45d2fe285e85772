"""What is said of a handler that cannot be called."""

from __future__ import annotations

import logging

import pytest

import tornjust as jp
from tornjust import changes
from tornjust.binding import explain


class Tool:
    """An object of the program's own."""

    def press(self):
        """Lacks the message."""


def nothing():
    """Lacks both."""


def one(self):
    """Lacks the message."""


@pytest.mark.parametrize("handler", [nothing, one, Tool().press])
def test_a_handler_with_wrong_parameters_is_told_which_it_takes(tornjust_app, caplog, handler):
    def page():
        wp = jp.WebPage()
        jp.Button(a=wp, text="go", click=handler)
        return wp

    shown = tornjust_app.open(page)
    with caplog.at_level(logging.ERROR, "tornjust"):
        shown.click("go")
    assert "a handler takes the component and the message, def handler(self, msg)" in caplog.text


def test_a_mistake_inside_of_a_handler_is_left_as_it_is():
    def handler(self, msg):
        one()

    with pytest.raises(TypeError) as caught:
        handler(None, None)
    before = str(caught.value)
    explain(caught.value, "click")
    assert str(caught.value) == before


class NoData(jp.Div):
    def react(self):
        self.text = "shown"


class Stumbles(jp.Div):
    def react(self, data):
        one()


@pytest.mark.parametrize(
    ("kind", "hint"), [(NoData, "write def react(self, data)"), (Stumbles, "one() missing 1 required")]
)
def test_a_react_without_data_is_told_what_it_takes(kind, hint):
    wp = jp.WebPage()
    kind(a=wp)
    with pytest.raises(TypeError) as caught:
        changes.whole(wp)
    assert hint in str(caught.value)
    assert ("write def" in str(caught.value)) == (kind is NoData)

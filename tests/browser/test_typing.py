"""In Chromium, over a long line: whoever types on while a handler takes what the field held."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from waiting import until

import tornjust as jp

from .conftest import Site
from .weather import Weather

both_ways = pytest.mark.parametrize("transport", ["socket", "ajax"], indirect=True)


class Chat(jp.WebPage):
    """What is written is taken at Enter."""

    def __init__(self, **handlers: Any) -> None:
        super().__init__(delete_flag=False)
        self.taken: list[str] = []
        self.said: list[str] = []
        self.field = jp.Input(a=self, id="field", **{name: getattr(self, name) for name in handlers})
        self.list = jp.Ul(a=self)

    def take(self, text: str) -> None:
        self.taken.append(text)
        jp.Li(a=self.list, text=text)
        self.field.value = ""

    async def change(self, msg: Any) -> None:
        self.take(self.field.value)

    async def keydown(self, msg: Any) -> None:
        if msg.key_data.key == "Enter":
            self.said.append(msg.value)
            self.take(self.field.value)


@jp.client
def clear(self: Any, event: Any) -> None:
    event.page.named["text"].value = ""


def far_away(site: Site, weather: Weather, wp: jp.WebPage) -> Page:
    """A tab of somebody far away, in the field."""
    weather.start()
    page = weather.open(wp)
    if site.transport.websockets:
        until(lambda: next(iter(wp._tabs.values())).socket is not None)
    weather.change("far")
    page.locator("#field").focus()
    return page


@both_ways
@pytest.mark.parametrize("event", ["change", "keydown"])
def test_messages_that_are_typed_in_one_go_stay_apart(site: Site, weather: Weather, event: str) -> None:
    wp = Chat(**{event: True})
    page = far_away(site, weather, wp)
    for text in ("hello", "hello you", "one"):
        page.keyboard.type(text, delay=20)
        page.keyboard.press("Enter")
    page.keyboard.type("tw", delay=20)
    expect(page.locator("#field")).to_have_value("tw")
    page.keyboard.type("o", delay=20)
    page.wait_for_timeout(300)  # longer than the debounce
    page.keyboard.type("!", delay=20)
    expect(page.locator("li")).to_have_text(["hello", "hello you", "one"])
    until(lambda: wp.field.value == "two!")
    expect(page.locator("#field")).to_have_value("two!")
    assert wp.taken == ["hello", "hello you", "one"]
    assert wp.said in ([], wp.taken)


@both_ways
def test_a_field_that_a_function_empties_at_once_stays_so(site: Site, weather: Weather) -> None:
    taken: list[str] = []

    def send(self: Any, msg: Any) -> None:
        taken.append(field.value)

    wp = jp.WebPage(delete_flag=False)
    wp.on("submit", clear)
    form = jp.Form(a=wp, submit=send)
    field = jp.Input(a=form, id="field", name="text")
    page = far_away(site, weather, wp)
    for text in ("hello", "hello you", "one"):
        page.keyboard.type(text, delay=20)
        page.keyboard.press("Enter")
        expect(page.locator("#field")).to_have_value("", timeout=100)
    page.keyboard.type("one t", delay=20)
    until(lambda: len(taken) == 3 and field.value == "one t")
    expect(page.locator("#field")).to_have_value("one t")
    assert taken == ["hello", "hello you", "one"]

"""What a program probably did not mean is said in the log, once, while it is developed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from session_kit import Tab, run

import tornjust as jp
from tornjust import advice, changes
from tornjust.app import make_application
from tornjust.settings import Settings
from tornjust.testing import App


@pytest.fixture(autouse=True)
def advised() -> Iterator[None]:
    """Nothing was said before."""
    said, enabled = set(advice._said), advice.enabled
    advice._said.clear()
    advice.configure(True)
    yield
    advice._said.clear()
    advice._said.update(said)
    advice.configure(enabled)


def said(caplog: pytest.LogCaptureFixture, words: str) -> list[str]:
    return [record.getMessage() for record in caplog.records if words in record.getMessage()]


def test_nothing_is_said_twice_and_nothing_in_production(caplog: pytest.LogCaptureFixture) -> None:
    for debug in (False, True):
        advice.configure(debug)
        for number in (1, 1, 2):
            advice.once(number, "number %d", number)
        assert said(caplog, "number") == (["number 1", "number 2"] if debug else [])


def test_an_update_that_no_tab_can_hear_of_is_named_once(
    tornjust_app: App, caplog: pytest.LogCaptureFixture
) -> None:
    pages: list[jp.WebPage] = []

    def build() -> jp.WebPage:
        pages.append(jp.WebPage())
        jp.Button(a=pages[-1], text="go", click=push)
        return pages[-1]

    async def push(self: jp.Button, msg: jp.Dict) -> None:
        self.text = "half"
        await msg.page.update()

    tornjust_app.settings.debug = True
    page = tornjust_app.open(build, websockets=False)
    page.click("go")
    assert said(caplog, "was updated") == []  # the answer of the event takes it along
    tornjust_app.run(pages[0].update())
    tornjust_app.run(pages[0].update())
    (text,) = said(caplog, "was updated")
    assert "push=True" in text
    assert "reload_interval" in text


def test_two_components_with_one_id_are_named_once(caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(2):
        wp = jp.WebPage()
        jp.Label(a=wp, text="who")
        jp.Input(a=wp, id="name", placeholder="first")
        inner = jp.Div(a=wp)
        jp.P(a=inner, id="name", text="second")
        changes.whole(wp)
    (text,) = said(caplog, "id")
    assert "the id 'name': Input(id: name" in text
    assert "P(id: name" in text
    assert "an id names one element" in text


@pytest.mark.parametrize("how", ["a new element", "another id", "a list built anew"])
def test_also_one_that_comes_later(how: str, caplog: pytest.LogCaptureFixture) -> None:
    def change(self: Any, msg: Any) -> None:
        if how == "another id":
            other.id = "x"
        elif how == "a new element":
            jp.Div(a=wp, id="x")
        else:
            wp.components[-1].delete_components()
            for _ in range(2):
                jp.Div(a=wp.components[-1], id="y")

    wp = jp.WebPage()
    button = jp.Button(a=wp, id="x", click=change)
    other = jp.Div(a=wp)
    tab = Tab(wp)
    assert said(caplog, "id") == []
    run(tab.click(button))
    assert len(said(caplog, "the id 'y'" if how == "a list built anew" else "the id 'x'")) == 1


def test_one_at_a_time_is_no_mistake(caplog: pytest.LogCaptureFixture) -> None:
    def change(self: Any, msg: Any) -> None:
        first.show, second.show = second.show, first.show
        line.delete_components()
        jp.B(a=line, id="y", text=' id="x" id="x"')

    wp = jp.WebPage()
    button = jp.Button(a=wp, click=change)
    first = jp.Div(a=wp, id="x")
    second = jp.Div(a=wp, id="x", show=False)
    line = jp.Div(a=wp)
    jp.B(a=line, id="y")
    twice = jp.Hr(id="z")
    wp.components.extend([twice, twice])
    tab = Tab(wp)
    for _ in range(3):
        run(tab.click(button))
    assert said(caplog, "id") == []


def test_production_does_not_look(caplog: pytest.LogCaptureFixture) -> None:
    advice.configure(False)
    wp = jp.WebPage()
    for _ in range(2):
        jp.Div(a=wp, id="x")
    changes.whole(wp)
    assert said(caplog, "id") == []
    assert "_ids" not in wp.__dict__


def test_a_path_that_is_written_as_for_another_framework_is_named_at_the_start(
    caplog: pytest.LogCaptureFixture,
) -> None:
    kept = list(jp.Route.instances)
    try:
        jp.Route("/items/<int:n>", lambda request: jp.WebPage())
        jp.Route("/users/<name>", lambda request: jp.WebPage())
        jp.Route("/right/{n:int}", lambda request: jp.WebPage())
        make_application(Settings(debug=True))
    finally:
        jp.Route.instances[:] = kept
    assert sorted(said(caplog, "route path")) == [
        "route path '/items/<int:n>': '<int:n>' matches only itself; a value is written '{n:int}'",
        "route path '/users/<name>': '<name>' matches only itself; a value is written '{name}'",
    ]

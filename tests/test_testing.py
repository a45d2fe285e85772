"""The test kit, as users of the package use it: small programs, over socket, Ajax and polls."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import tornjust as jp
from tornjust.testing import App, NotFound, NotPossible, Page

Opener = Callable[..., Page]


@pytest.fixture
def app() -> Iterator[App]:
    with App() as app:
        yield app


@pytest.fixture(params=["socket", "ajax", "poll"])
def transport(request: pytest.FixtureRequest) -> str:
    """How the tab talks to the server."""
    return str(request.param)


@pytest.fixture
def open_page(app: App, transport: str) -> Opener:
    """Open a page over the transport."""

    def make(build: Callable[[jp.WebPage], Any]) -> Page:
        def show() -> jp.WebPage:
            page = jp.WebPage(delete_flag=False)
            if transport == "poll":
                page.reload_interval = 0.01
            build(page)
            return page

        return app.open(show, websockets=transport == "socket")

    return make


# -- acting


def test_a_click_reaches_its_handler(open_page):
    def build(page: jp.WebPage) -> None:
        def add(self: jp.Button, msg: Any) -> None:
            count.text = int(count.text) + 1

        jp.Button(a=page, text="Add one", click=add)
        count = jp.Div(a=page, text="0", name="count")

    page = open_page(build)
    for _ in range(3):
        page.click("Add one")
    assert page.text_of(name="count") == "3"


def test_elements_are_named_by_component_text_or_attributes(open_page):
    made: dict[str, jp.Div] = {}

    def build(page: jp.WebPage) -> None:
        made["box"] = jp.Div(a=page, children=[jp.P(text="inner", classes="p-4", data_row="5")])
        jp.P(a=page, text="other", role="note")

    page = open_page(build)
    assert page.find(made["box"]).tag == "div"
    assert page.find("inner").tag == "p"
    assert page.text_of(data_row="5") == "inner"
    assert page.text_of(class_="p-4") == "inner"
    assert page.text_of(role="note", tag="p") == "other"
    assert len(page.find_all(tag="p")) == 2
    assert page.text == "inner other"
    assert page.html.count("<p ") == 2


def test_what_is_not_there_says_what_is(open_page):
    page = open_page(lambda page: jp.Div(a=page, text="Welcome"))
    with pytest.raises(NotFound, match="Goodbye is not on the page, which shows: 'Welcome'"):
        page.click("Goodbye")
    with pytest.raises(NotFound, match="'name': 'x'"):
        page.find(name="x")
    assert page.find_all("Goodbye") == []


def test_typing(open_page):
    def build(page: jp.WebPage) -> None:
        def greet(self: jp.Input, msg: Any) -> None:
            hello.text = f"Hello {msg.value}, {self.value}"

        jp.Input(a=page, name="who", input=greet)
        hello = jp.Div(a=page, name="hello")

    page = open_page(build)
    page.type("Ada", name="who")
    assert page.text_of(name="hello") == "Hello Ada, Ada"
    assert page.value_of(name="who") == "Ada"


def test_a_handler_may_correct_what_was_typed(open_page):
    def build(page: jp.WebPage) -> None:
        def shout(self: jp.Input, msg: Any) -> None:
            self.value = self.value.upper()

        jp.Input(a=page, name="who", change=shout)

    page = open_page(build)
    page.type("ada", name="who")
    assert page.value_of(name="who") == "ADA"


def test_the_text_is_known_before_a_click_that_follows(open_page):
    def build(page: jp.WebPage) -> None:
        field = jp.Input(a=page, name="who", debounce=60_000)
        jp.Button(a=page, text="Go", click=lambda self, msg: setattr(self, "title", field.value))

    page = open_page(build)
    page.type("Ada", name="who", settle=False)
    page.click("Go")
    assert page.find("Go").get("title") == "Ada"


def test_a_model_works_both_ways(open_page):
    def build(page: jp.WebPage) -> None:
        page.data["name"] = "Ada"
        jp.Input(a=page, name="who", model=[page, "name"])
        jp.Div(a=page, name="hello", model=[page, "name"])
        jp.Button(a=page, text="Reset", click=lambda self, msg: page.data.update(name="Nobody"))

    page = open_page(build)
    page.type("Bob", name="who")
    assert page.text_of(name="hello") == "Bob"
    page.click("Reset")
    assert page.value_of(name="who") == page.text_of(name="hello") == "Nobody"


def test_a_checkbox(open_page):
    def build(page: jp.WebPage) -> None:
        def changed(self: jp.Input, msg: Any) -> None:
            state.text = f"{self.checked} {msg.checked}"

        jp.Input(a=page, type="checkbox", name="agree", change=changed)
        state = jp.Div(a=page, name="state")

    page = open_page(build)
    page.click(name="agree")
    assert page.text_of(name="state") == "True True"
    page.click(name="agree")
    assert page.text_of(name="state") == "False False"


def test_radio_buttons(open_page):
    radios: list[jp.Input] = []

    def build(page: jp.WebPage) -> None:
        def chosen(self: jp.Input, msg: Any) -> None:
            state.text = self.value

        radios[:] = [jp.Input(a=page, type="radio", name="size", value=v, change=chosen) for v in "SML"]
        state = jp.Div(a=page, name="state")

    page = open_page(build)
    page.click(value="M")
    page.click(value="L")
    assert page.text_of(name="state") == "L"
    assert [radio.checked for radio in radios] == [False, False, True]


def test_choosing(open_page):
    def build(page: jp.WebPage) -> None:
        def chosen(self: jp.Select, msg: Any) -> None:
            state.text = f"{self.value} {msg.value}"

        options = [jp.Option(value=name, text=name.title()) for name in ("red", "green")]
        jp.Select(a=page, name="color", value="red", children=options, change=chosen)
        state = jp.Div(a=page, name="state")

    page = open_page(build)
    assert page.value_of(name="color") == "red"
    page.choose("green", name="color")
    assert page.text_of(name="state") == "green green"


def test_choosing_several(open_page):
    selects: list[jp.Select] = []

    def build(page: jp.WebPage) -> None:
        options = [jp.Option(value=name, text=name) for name in "abc"]
        selects[:] = [jp.Select(a=page, name="s", multiple=True, value=["a"], children=options)]

    page = open_page(build)
    heard: list[Any] = []
    selects[0].on("change", lambda select, msg: heard.append((msg.value, msg.chosen)))
    page.choose("b", name="s")
    assert selects[0].value == ["b"]
    page.choose(["b", "c"], name="s")
    assert selects[0].value == ["b", "c"]
    assert heard == [("b", ["b"]), ("b", ["b", "c"])]


def test_what_no_user_can_do_to_a_field_is_an_error(open_page):
    def build(page: jp.WebPage) -> None:
        jp.Input(a=page, name="total", value="100", readonly=True)
        jp.Textarea(a=page, name="note", disabled=True)
        size = jp.Select(a=page, name="size", value="")
        jp.Option(a=size, value="", text="choose")
        jp.Option(a=size, text=" Small \n one ")
        jp.Option(a=size, value="L", text="Large", disabled=True)
        jp.Select(a=page, name="colour", disabled=True).add(jp.Option(value="red"))

    page = open_page(build)
    with pytest.raises(NotPossible, match="<input> is readonly, so that no user can change it"):
        page.type("1", name="total")
    with pytest.raises(NotPossible, match="<textarea> is disabled"):
        page.type("x", name="note")
    with pytest.raises(NotPossible, match="'L' cannot be chosen; what can be is '', 'Small one'"):
        page.choose("L", name="size")
    with pytest.raises(NotPossible, match="<select> is disabled"):
        page.choose("red", name="colour")
    assert page.value_of(name="size") == ""
    page.choose("Small one", name="size")
    assert page.value_of(name="size") == "Small one"


def test_a_form(open_page):
    def build(page: jp.WebPage) -> None:
        def submitted(self: jp.Form, msg: Any) -> None:
            values = {item.name: item.value for item in msg.form_data if item.name}
            state.text = f"{values} {field.value}"

        form = jp.Form(a=page, submit=submitted)
        field = jp.Input(a=form, name="user")
        jp.Textarea(a=form, name="about", value="nothing")
        jp.Button(a=form, text="Send", type="submit")
        state = jp.Div(a=page, name="state")

    page = open_page(build)
    page.type("ada", name="user")
    page.click("Send")
    assert page.text_of(name="state") == "{'user': 'ada', 'about': 'nothing'} ada"


def test_any_event_can_be_fired(open_page):
    page = open_page(
        lambda page: jp.Div(
            a=page, text="over", mouseenter=lambda self, msg: setattr(self, "text", msg.event_type)
        )
    )
    page.fire("mouseenter", "over")
    assert page.text == "mouseenter"


def test_clicks_on_what_holds_it_and_outside_of_it(open_page):
    seen: list[str] = []

    def build(page: jp.WebPage) -> None:
        outer = jp.Div(a=page, click=lambda self, msg: seen.append("outer"))
        jp.Button(a=outer, text="Inner", click=lambda self, msg: seen.append("inner"))
        jp.Button(
            a=outer, text="Quiet", event_propagation=False, click=lambda self, msg: seen.append("quiet")
        )
        jp.Div(a=page, text="menu", click__out=lambda self, msg: seen.append("out"))

    page = open_page(build)
    page.click("Inner")
    page.click("Quiet")
    assert seen == ["inner", "outer", "out", "quiet"]
    page.click("menu")
    assert seen == ["inner", "outer", "out", "quiet"]


# -- what comes by itself


def test_a_push_shows_up_by_itself(app: App):
    shared = jp.WebPage(delete_flag=False)
    clock = jp.Div(a=shared, text="12:00")
    page = app.open(lambda: shared)
    clock.text = "12:01"
    app.run(shared.update())
    page.wait_for(lambda: page.text == "12:01")


def test_a_poll_brings_what_changed(app: App):
    shared = jp.WebPage(delete_flag=False)
    clock = jp.Div(a=shared, text="12:00")
    page = app.open(lambda: shared, websockets=False)
    clock.text = "12:01"
    assert page.text == "12:00"
    page.poll()
    assert page.text == "12:01"


def test_a_page_that_polls_sees_it_by_itself(app: App):
    shared = jp.WebPage(delete_flag=False, reload_interval=0.01)
    clock = jp.Div(a=shared, text="12:00")
    page = app.open(lambda: shared, websockets=False)
    clock.text, shared.title = "12:01", "late"
    page.wait_for(lambda: page.text == "12:01")
    assert page.title == "late"


def test_an_update_inside_a_handler_shows_before_its_end(open_page):
    go_on = asyncio.Event()

    def build(page: jp.WebPage) -> None:
        async def work(self: jp.Button, msg: Any) -> None:
            state.text = "working"
            await msg.page.update()
            await go_on.wait()
            state.text = "done"

        jp.Button(a=page, text="Work", click=work)
        state = jp.Div(a=page, name="state")

    page = open_page(build)
    page.click("Work", settle=False)
    page.wait_for(lambda: page.text_of(name="state") == "working")
    go_on.set()
    page.settle()
    assert page.text_of(name="state") == "done"


def test_two_tabs_on_one_page(app: App, transport: str):
    shared = jp.WebPage(delete_flag=False, reload_interval=0.01 if transport == "poll" else None)
    jp.Button(
        a=shared, text="0", name="count", click=lambda self, msg: setattr(self, "text", int(self.text) + 1)
    )
    first = app.open(lambda: shared, websockets=transport == "socket")
    second = app.open()
    first.click(name="count")
    if transport == "ajax":
        second.poll()
    second.wait_for(lambda: second.text == "1")
    second.click(name="count")
    assert second.text == "2"


def test_a_page_of_each_visitor_s_own(app: App):
    def show() -> jp.WebPage:
        page = jp.WebPage()
        jp.Button(a=page, text="mine", click=lambda self, msg: setattr(self, "text", "clicked"))
        return page

    first, second = app.open(show), app.open()
    first.click("mine")
    assert (first.text, second.text) == ("clicked", "mine")

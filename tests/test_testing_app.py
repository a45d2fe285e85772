"""The test kit: effects and errors, bad messages, program files, visits, and waiting in vain."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import tornjust as jp
from tornjust.settings import Settings
from tornjust.testing import App, NotFound, Page

Opener = Callable[..., Page]


@pytest.fixture
def app() -> Iterator[App]:
    with App() as app:
        yield app


@pytest.fixture(params=["socket", "ajax", "poll"])
def open_page(request: pytest.FixtureRequest, app: App) -> Opener:
    """Open a page over one of the transports."""

    def make(build: Callable[[jp.WebPage], Any]) -> Page:
        def show() -> jp.WebPage:
            page = jp.WebPage(reload_interval=0.01 if request.param == "poll" else None)
            build(page)
            return page

        return app.open(show, websockets=request.param == "socket")

    return make


# -- what is not the tree


def test_effects(open_page):
    def build(page: jp.WebPage) -> None:
        def leave(self: jp.Button, msg: Any) -> None:
            msg.page.redirect = "/next"

        jp.Button(a=page, text="Leave", click=leave)

    page = open_page(build)
    page.click("Leave")
    assert page.effects == [("redirect", "/next")]


def test_javascript_that_a_handler_runs(open_page):
    def build(page: jp.WebPage) -> None:
        async def run(self: jp.Button, msg: Any) -> None:
            await msg.page.run_javascript("focus()")

        jp.Button(a=page, text="Run", click=run)

    page = open_page(build)
    page.click("Run")
    page.click("Run")
    assert page.effects == [("run", "focus()")] * 2


def test_a_failed_handler_is_told_and_the_page_lives_on(open_page, caplog):
    def build(page: jp.WebPage) -> None:
        def fail(self: jp.Button, msg: Any) -> None:
            state.text = "before"
            raise ValueError("out of paper")

        jp.Button(a=page, text="Fail", click=fail)
        jp.Button(a=page, text="Work", click=lambda self, msg: setattr(state, "text", "works"))
        state = jp.Div(a=page, name="state")

    page = open_page(build)
    page.click("Fail")
    assert "out of paper" in page.errors[0]
    assert "out of paper" in caplog.text
    assert page.text_of(name="state") == "before"
    page.click("Work")
    assert page.text_of(name="state") == "works"
    assert len(page.errors) == 1


def test_in_production_the_tab_is_told_nothing_of_the_program(caplog):
    def show() -> jp.WebPage:
        page = jp.WebPage()
        jp.Button(a=page, text="Fail", click=lambda self, msg: 1 / 0)
        return page

    with App(Settings(debug=False)) as app:
        page = app.open(show)
        page.click("Fail")
    assert "ZeroDivisionError" in caplog.text
    assert page.errors
    assert "ZeroDivision" not in page.errors[0]


def test_bad_messages_are_answered_and_harm_nothing(app: App):
    shared = jp.WebPage()
    jp.Button(a=shared, text="ok", click=lambda self, msg: setattr(self, "text", "fine"))
    page = app.open(lambda: shared)
    for message in ({}, [], ["event"], "no json", ["event", 999, 0, 1, "click", {}]):
        status, body = page.message(message)
        assert 400 <= status < 500
        assert body
    page.click("ok")
    assert page.text == "fine"


# -- opening


def test_it_works_after_somebody_has_run_a_loop_of_their_own(app: App):
    def show() -> jp.WebPage:
        page = jp.WebPage()
        jp.Button(a=page, text="Go", click=lambda self, msg: setattr(self, "text", "gone"))
        return page

    asyncio.run(asyncio.sleep(0))  # leaves the thread without a current loop
    page = app.open(show)
    page.click("Go")
    assert page.text == "gone"


def test_a_program_file(app: App, tmp_path: Path):
    program = tmp_path / "program.py"
    program.write_text(
        "import tornjust as jp\n"
        "def page():\n"
        "    wp = jp.WebPage(title='From a file')\n"
        "    jp.Button(a=wp, text='Hi', click='self.text = \"Ho\"')\n"
        "    return wp\n"
        "@jp.SetRoute('/user/{name}')\n"
        "def user(request):\n"
        "    return jp.WebPage(children_of=jp.Div()).add(jp.Div(text=request.path_params['name']))\n"
        "jp.justpy(page, websockets=False)\n",
        encoding="utf-8",
    )
    app.program(program)
    page = app.open()
    assert (page.status, page.title) == (200, "From a file")
    page.click("Hi")
    assert page.text == "Ho"
    assert app.open(path="/user/ada").text == "ada"


def test_a_program_finds_its_own_modules_and_justpy(tmp_path: Path):
    (tmp_path / "tj_helper_of_a_program.py").write_text("GREETING = 'from next door'\n", encoding="utf-8")
    program = tmp_path / "program.py"
    program.write_text(
        "import justpy as jp\n"
        "from tj_helper_of_a_program import GREETING\n"
        "def page():\n"
        "    import justpy\n"
        "    return justpy.WebPage().add(justpy.Div(text=GREETING))\n"
        "jp.justpy(page)\n",
        encoding="utf-8",
    )
    before = (list(sys.path), sys.modules.get("justpy"))
    try:
        with App() as app:
            app.program(program)
            assert sys.path[0] == str(tmp_path)
            assert sys.modules["justpy"].WebPage is jp.WebPage
            assert app.open().text == "from next door"
        assert (list(sys.path), sys.modules.get("justpy")) == before
    finally:
        sys.modules.pop("tj_helper_of_a_program", None)


def test_an_installed_justpy_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    installed = ModuleType("justpy")
    monkeypatch.setitem(sys.modules, "justpy", installed)
    program = tmp_path / "program.py"
    program.write_text("import justpy as jp\nraise RuntimeError(jp.WebPage.__module__)\n", encoding="utf-8")
    with App() as app, pytest.raises(RuntimeError, match="tornjust"):
        app.program(program)
    assert sys.modules["justpy"] is installed


def test_clicks_reach_the_server_in_their_order(app: App):
    def show() -> jp.WebPage:
        page = jp.WebPage()
        for name in "abc":
            jp.Button(a=page, text=name, click=lambda self, msg: setattr(log, "text", log.text + self.text))
        log = jp.Div(a=page, name="log", text="")
        return page

    page = app.open(show)
    for name in "abcabc":
        page.click(name, settle=False)
    page.settle()
    assert page.text_of(name="log") == "abcabc"


def test_a_cookie_continues_a_visit(app: App):
    def show(request: jp.Request) -> jp.WebPage:
        return jp.WebPage().add(jp.Div(text=request.session_id))

    first = app.open(show)
    assert app.open(cookie=first.cookie).text == first.text
    assert app.open().text != first.text


def test_a_page_that_does_not_come(app: App):
    app.serve()
    page = app.open(path="/nowhere")
    assert page.status == 404


def test_an_application_leaves_nothing_behind():
    before = (list(jp.Route.instances), jp.WebPage.use_websockets)
    with App() as app:
        app.open(lambda: jp.WebPage().add(jp.Div()), websockets=False)
    assert (list(jp.Route.instances), jp.WebPage.use_websockets) == before


def test_waiting_for_what_never_comes_says_what_is_there(app: App):
    page = app.open(lambda: jp.WebPage().add(jp.Div(text="still here")))
    with pytest.raises(NotFound, match=r"not within 0\.01 s; the page shows: 'still here'"):
        page.wait_for(lambda: False, timeout=0.01)

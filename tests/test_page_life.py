"""The end of a page: who is told, and what goes with it."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable
from typing import Any

import pytest

import tornjust as jp
from tornjust import advice
from tornjust.testing import App, Page


class Leaving:
    """A served page, and the tabs that show it."""

    def __init__(self, app: App) -> None:
        self.app = app

    def leave(self, page: Page) -> None:
        tabs = self.app.application.settings["tornjust_tabs"]  # type: ignore[union-attr]
        session = tabs.get(page.dom.config["tab"], page.platform.cookie and self.owner(page))
        self.app.run(tabs.drop(session))

    def owner(self, page: Page) -> Any:
        tabs = self.app.application.settings["tornjust_tabs"]  # type: ignore[union-attr]
        return next(session.owner for session in tabs if session.token == page.dom.config["tab"])


@pytest.fixture
def leaving(tornjust_app: App) -> Leaving:
    return Leaving(tornjust_app)


def wait(app: App, condition: Callable[[], object]) -> None:
    async def work() -> None:
        while not condition():
            await asyncio.sleep(0.002)

    app.run(work(), 5)


def test_a_loop_that_a_handler_started_ends_with_its_page(
    tornjust_app: App, leaving: Leaving, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "tornjust")
    log: list[str] = []

    def page() -> jp.WebPage:
        wp = jp.WebPage()

        async def tick() -> None:
            try:
                while True:
                    await wp.update()
                    await asyncio.sleep(0.002)
            except jp.PageGone as gone:
                log.append(str(gone))
                raise

        jp.Button(a=wp, text="go", click=lambda self, msg: jp.run_task(tick()))
        return wp

    tab = tornjust_app.open(page, websockets=False, push=True)
    tab.click("go")
    leaving.leave(tab)
    wait(tornjust_app, lambda: log)
    assert "its last tab has left" in log[0]
    wait(tornjust_app, lambda: any("ended" in record.getMessage() for record in caplog.records))
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_a_loop_that_the_page_function_started_ends_with_its_page(
    tornjust_app: App, leaving: Leaving
) -> None:
    ended: list[str] = []

    async def tick(wp: jp.WebPage) -> None:
        try:
            while True:
                await wp.update()
                await asyncio.sleep(0.002)
        finally:
            ended.append("tick")

    def page() -> jp.WebPage:
        wp = jp.WebPage()
        jp.P(a=wp, text="shown")
        jp.run_task(tick(wp))
        return wp

    tab = tornjust_app.open(page, websockets=False)
    leaving.leave(tab)
    wait(tornjust_app, lambda: ended)


def test_a_task_of_the_page_itself_is_cancelled_with_it(tornjust_app: App, leaving: Leaving) -> None:
    ended: list[str] = []

    async def forever() -> None:
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            ended.append("cancelled")
            raise

    def page() -> jp.WebPage:
        wp = jp.WebPage()
        jp.P(a=wp, text="shown")
        wp.run_task(forever())
        return wp

    tab = tornjust_app.open(page, websockets=False)
    tornjust_app.run(asyncio.sleep(0.01))
    leaving.leave(tab)
    wait(tornjust_app, lambda: ended == ["cancelled"])


def test_a_program_that_updates_pages_of_others_is_not_stopped_by_one_that_has_gone(
    tornjust_app: App, leaving: Leaving
) -> None:
    pages: list[jp.WebPage] = []

    def page() -> jp.WebPage:
        wp = jp.WebPage()
        pages.append(wp)
        jp.P(a=wp, text="shown")
        return wp

    gone = tornjust_app.open(page, websockets=False)
    leaving.leave(gone)

    async def news() -> None:
        for wp in pages:
            await wp.update()

    tornjust_app.run(news())
    assert pages[0].page_id not in jp.WebPage.instances


def test_a_handler_that_runs_on_after_its_page_has_gone_is_not_cut_off(
    tornjust_app: App, leaving: Leaving
) -> None:
    log: list[str] = []
    gate = asyncio.Event()

    async def pay(self: Any, msg: Any) -> None:
        log.append("begun")
        await gate.wait()
        log.append("paid")

    def page() -> jp.WebPage:
        wp = jp.WebPage()
        jp.Button(a=wp, text="pay", click=pay)
        return wp

    tab = tornjust_app.open(page, websockets=False)
    tab.click("pay", settle=False)
    wait(tornjust_app, lambda: log)
    leaving.leave(tab)
    tornjust_app.loop.call_soon(gate.set)
    wait(tornjust_app, lambda: log == ["begun", "paid"])


def test_a_page_that_is_shown_again_lives_again(tornjust_app: App, leaving: Leaving) -> None:
    wp = jp.WebPage()

    def page() -> jp.WebPage:
        if not len(wp):
            jp.Button(a=wp, text="go", click=lambda self, msg: wp.update())
        return wp

    tab = tornjust_app.open(page, websockets=False)
    leaving.leave(tab)
    again = tornjust_app.open()
    again.click("go")
    assert again.errors == []


def test_visits_leave_nothing_behind(tornjust_app: App, leaving: Leaving) -> None:
    class Visited(jp.WebPage):
        """A class of its own, to count."""

    def page() -> jp.WebPage:
        wp = Visited()
        for number in range(20):
            jp.Button(a=wp, text=f"button {number}", click=lambda self, msg: None)
        return wp

    def alive() -> int:
        gc.collect()
        return sum(isinstance(thing, Visited | jp.Button) for thing in gc.get_objects())

    tornjust_app.serve(page, websockets=False)
    before = alive()
    instances = len(jp.WebPage.instances)
    for _ in range(20):
        tab = tornjust_app.open()
        tab.click("button 3")
        leaving.leave(tab)
    assert alive() <= before
    assert len(jp.WebPage.instances) == instances


@pytest.mark.parametrize("kind", [jp.WebPage, jp.Div, jp.Input, jp.TabGroup])
def test_any_name_may_be_the_programs_own(kind):
    """None of ours refuses to be assigned: programs keep their own data on pages and components."""
    refusing = [
        name for name in dir(kind) if name[0] != "_" and isinstance(getattr(kind, name, None), property)
    ]
    assert refusing == []
    page = kind()
    page.tabs = {"own": 1}
    assert page.tabs == {"own": 1}


def leaves(app: App, leaving: Leaving, page: Callable[[], jp.WebPage]) -> None:
    tab = app.open(page, websockets=False)
    app.run(asyncio.sleep(0.01))
    leaving.leave(tab)


@pytest.mark.parametrize("kind", ["method", "without a tab", "assigned", "lambda"])
def test_a_program_that_is_told_of_leaving_without_async_still_lets_go_of_the_page(
    tornjust_app: App, leaving: Leaving, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    pages: list[jp.WebPage] = []
    told: list[Any] = []
    ended: list[str] = []

    class Plain(jp.WebPage):
        def on_disconnect(self, websocket: Any) -> None:  # type: ignore[override]
            told.append(websocket.page is self or websocket)

    class Short(jp.WebPage):
        def on_disconnect(self) -> None:  # type: ignore[override]
            told.append(True)

    async def forever() -> None:
        try:
            await asyncio.sleep(3600)
        finally:
            ended.append("task")

    def page() -> jp.WebPage:
        wp = {"method": Plain, "without a tab": Short}.get(kind, jp.WebPage)()
        if kind == "assigned":
            wp.on_disconnect = lambda tab: told.append(bool(tab.id))  # type: ignore[method-assign]
        if kind == "lambda":
            wp.on_disconnect = lambda: told.append(True)  # type: ignore[method-assign]
        jp.P(a=wp, text="shown")
        wp.run_task(forever())
        pages.append(wp)
        return wp

    leaves(tornjust_app, leaving, page)
    wait(tornjust_app, lambda: ended)
    assert told == [True]
    assert len(pages[0]) == 0
    assert pages[0].page_id not in jp.WebPage.instances
    assert not caplog.records


def test_a_page_that_stays_since_super_was_forgotten_is_named(
    tornjust_app: App, leaving: Leaving, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Forgetful(jp.WebPage):
        async def on_disconnect(self, websocket: Any = None) -> None:
            pass

    class Kept(Forgetful):
        delete_flag = False

    class Right(jp.WebPage):
        async def on_disconnect(self, websocket: Any = None) -> None:
            await super().on_disconnect(websocket)

    kinds = [Right, Kept, Forgetful, Forgetful]
    tabs = [tornjust_app.open(lambda: kinds.pop(0)().add(jp.P(text="shown")), websockets=False)]
    tabs += [tornjust_app.open("/", websockets=False) for _ in kinds[:]]
    monkeypatch.setattr(advice, "enabled", True)
    monkeypatch.setattr(advice, "_said", set())
    for tab in tabs:
        leaving.leave(tab)
    (line,) = caplog.records
    assert line.getMessage().startswith(
        "on_disconnect of Forgetful does not call `await super().on_disconnect()`"
    )

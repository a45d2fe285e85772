"""Tabs as programs know them: `msg.tab`, `page.tabs`, `msg.websocket`, and values of JavaScript to wait for."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

import tornjust as jp

both = pytest.mark.parametrize("websockets", [True, False])


class Asking(jp.WebPage):
    """A page whose button evaluates JavaScript and shows what came of it."""

    def __init__(self) -> None:
        super().__init__(delete_flag=False)
        self.button = jp.Button(a=self, text="ask", click=self.ask)
        self.shown = jp.P(a=self, text="-")
        self.timeout = 5.0

    async def ask(self, msg: Any) -> None:
        try:
            self.shown.text = await self.evaluate("f(a)", a=[1, 2], timeout=self.timeout)
        except jp.JavaScriptError as error:
            self.shown.text = f"{type(error).__name__}: {error}"


@both
def test_a_value_is_awaited_in_the_handler(tornjust_app: Any, websockets: bool) -> None:
    page = tornjust_app.open(Asking, websockets=websockets)
    page.javascript = lambda code, a: f"{code} {sum(a)}"
    page.click("ask")
    assert page.text == "ask f(a) 3"


@both
def test_an_error_in_the_code_is_raised_in_the_handler(tornjust_app: Any, websockets: bool) -> None:
    def boom(code: str, **values: Any) -> None:
        raise ReferenceError("f is not defined")

    page = tornjust_app.open(Asking, websockets=websockets)
    page.javascript = boom
    page.click("ask")
    assert page.text == "ask JavaScriptError: ReferenceError: f is not defined"


def test_a_tab_that_says_nothing_is_not_awaited_for_ever(tornjust_app: Any) -> None:
    asking = Asking()
    asking.timeout = 0.05
    page = tornjust_app.open(lambda: asking)
    page.replica.on_effect = lambda name, value: None
    page.click("ask")
    assert "JavaScriptTimeout: the tab did not answer within 0.05 s" in page.text
    assert not asking.tabs[0]._asked


def test_each_tab_runs_what_is_meant_for_it(tornjust_app: Any) -> None:
    asking = Asking()
    first = tornjust_app.open(lambda: asking)
    second = tornjust_app.open()
    first.javascript = lambda code, **values: "first"
    second.javascript = lambda code, **values: "second"
    second.click("ask")
    assert second.text == "ask second"
    assert first.effects == []

    async def everybody() -> list[str]:
        return [await tab.evaluate("who") for tab in asking.tabs]

    assert tornjust_app.run(everybody()) == ["first", "second"]
    with pytest.raises(jp.JavaScriptError, match=r"2 tabs show .*; say which one"):
        tornjust_app.run(asking.evaluate("who"))
    with pytest.raises(jp.JavaScriptError, match="no tab shows"):
        tornjust_app.run(jp.WebPage().evaluate("who"))


def test_on_a_page_whose_polls_are_cached_a_background_task_gets_its_answer(tornjust_app: Any) -> None:
    wp = jp.WebPage(delete_flag=False, reload_interval=0.02, cache_polls=1)
    news = jp.P(a=wp, text="no news")
    first = tornjust_app.open(lambda: wp, websockets=False)
    second = tornjust_app.open()
    first.javascript = lambda code, **values: "first"
    second.javascript = lambda code, **values: "second"

    async def ask() -> list[str]:
        news.text = "news"
        return [await tab.evaluate("who", timeout=3) for tab in wp.tabs]

    assert tornjust_app.run(ask()) == ["first", "second"]
    assert first.text == second.text == "news"
    assert (len(first.effects), len(second.effects)) == (1, 1)
    # Most of what they ask, they ask under the name that all share.
    before = len(first.platform.requests)
    first.wait_for(lambda: len(first.platform.requests) > before + 3)
    assert all("/shared/" in path for _, path, _ in first.platform.requests[before + 1 :])


def test_who_cannot_hear_of_the_code_is_named(tornjust_app: Any) -> None:
    wp = jp.WebPage(delete_flag=False)
    jp.P(a=wp, text="silent")
    tornjust_app.open(lambda: wp, websockets=False)
    with pytest.raises(jp.JavaScriptTimeout, match="set push=True, or a reload_interval"):
        tornjust_app.run(wp.evaluate("1", timeout=0.05))


def test_who_leaves_answers_no_more(tornjust_app: Any) -> None:
    asking = Asking()
    tornjust_app.open(lambda: asking).replica.on_effect = lambda name, value: None
    tab = asking.tabs[0]

    async def leave() -> None:
        asked = asyncio.ensure_future(tab.evaluate("f()"))
        await asyncio.sleep(0)
        tabs = tornjust_app.application.settings["tornjust_tabs"]
        await tabs.drop(next(iter(tabs)))
        start = time.monotonic()
        with pytest.raises(jp.JavaScriptError, match="closed before it answered"):
            await asked
        assert time.monotonic() - start < 1
        with pytest.raises(jp.JavaScriptError, match="no longer shows the page"):
            await tab.evaluate("f()")

    tornjust_app.run(leave())
    assert not tab.open


def test_the_message_carries_the_tab_and_over_a_socket_the_websocket(tornjust_app: Any) -> None:
    wp = jp.WebPage(delete_flag=False)
    heard: list[Any] = []
    jp.Button(a=wp, text="go", click=lambda self, msg: heard.append(msg))
    page = tornjust_app.open(lambda: wp)
    page.click("go")
    msg = heard[0]
    assert msg.websocket is msg.tab is wp.tabs[0] is jp.get_websocket(msg)
    assert msg.websocket
    assert msg.websocket.open
    assert msg.websocket.page_id == wp.page_id == msg.page_id
    assert msg.websocket.id == msg.websocket_id
    assert jp.WebPage.sockets[wp.page_id] == {msg.websocket_id: msg.websocket}
    assert msg.websocket.headers["Cookie"] == page.cookie
    tornjust_app.run(msg.websocket.send_json({"type": "run_javascript", "data": "f()"}))
    page.wait_for(lambda: page.effects == [("run", "f()")])


def test_over_ajax_there_is_a_tab_but_no_websocket(tornjust_app: Any) -> None:
    wp = jp.WebPage(delete_flag=False)
    heard: list[Any] = []
    jp.Button(a=wp, text="go", click=lambda self, msg: heard.append(msg))
    tornjust_app.open(lambda: wp, websockets=False).click("go")
    msg = heard[0]
    assert not msg.websocket
    assert not jp.get_websocket(msg)
    assert msg.websocket_id == ""
    assert msg.tab is wp.tabs[0]
    assert wp.page_id not in jp.WebPage.sockets


def test_an_update_may_be_for_one_tab_only(tornjust_app: Any) -> None:
    asking = Asking()
    pages = [tornjust_app.open(lambda: asking), tornjust_app.open()]
    asking.shown.text = "new"
    tornjust_app.run(asking.update(asking.tabs[1]))
    pages[1].wait_for(lambda: pages[1].text == "ask new")
    assert pages[0].text == "ask -"


@both
def test_a_method_of_an_element_is_called_where_the_event_came_from(
    tornjust_app: Any, websockets: bool
) -> None:
    wp = jp.WebPage(delete_flag=False)
    field = jp.Input(a=wp)

    async def go(self: Any, msg: Any) -> None:
        assert await field.run_method("select()", msg.websocket)

    jp.Button(a=wp, text="go", click=go)
    pages = [tornjust_app.open(lambda: wp, websockets=websockets), tornjust_app.open()]
    pages[0].click("go")
    assert [page.effects for page in pages] == [[("run", "element.select()")], []]


@both
def test_a_result_reaches_the_page(tornjust_app: Any, websockets: bool) -> None:
    wp = jp.WebPage(delete_flag=False)
    shown = jp.P(a=wp, text="-")

    def result(self: Any, msg: Any) -> None:
        shown.text = f"{msg.request_id}: {msg.result}"

    async def go(self: Any, msg: Any) -> None:
        await wp.run_javascript("f()", request_id="mine")
        await wp.run_javascript("f()", request_id="unwanted", send=False)

    wp.on("result_ready", result)
    jp.Button(a=wp, text="go", click=go)
    page = tornjust_app.open(lambda: wp, websockets=websockets)
    page.javascript = lambda code: {"deep": [1]}
    page.click("go")
    assert page.text == "mine: {'deep': [1]} go"

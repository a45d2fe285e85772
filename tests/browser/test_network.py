"""In Chromium, through a proxy with weather (see tests/chaos): what a user sees when the network fails."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from chaos.plan import Plan, draw
from chaos.proxy import Proxy
from chaos.world import BOARDS, BUTTONS, Board, compare
from playwright.sync_api import Page, expect

import tornjust as jp

from .conftest import Site, over_ajax, over_socket

NOTICE = "[data-tornjust-internal=offline]"
NETWORK = ("Failed to load resource", "WebSocket")


class Weather:
    """The proxy between the site's browser and its server."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.proxy = Proxy(random.Random(1), "fine")

    def start(self, upgrades: str = "fine") -> None:
        self.proxy.upgrades = upgrades
        self.proxy.target = self.site.server.port
        self.site.server.run(self.proxy.start)

    def change(self, kind: str) -> None:
        self.site.server.run(self.proxy.change, kind)

    def open(self, make: Callable[[], jp.WebPage] | jp.WebPage) -> Page:
        """Open a page through the proxy."""
        self.site.route("/", (lambda: make) if isinstance(make, jp.WebPage) else make)
        tab = self.site.tab()
        tab.expected = NETWORK
        return tab.open(f"http://127.0.0.1:{self.proxy.port}/")


@pytest.fixture
def weather(site: Site) -> Iterator[Weather]:
    weather = Weather(site)
    yield weather
    site.server.run(weather.proxy.stop)


def counter() -> jp.WebPage:
    """A button that counts, a field, and enough below to scroll."""
    wp = jp.WebPage(delete_flag=False)
    wp.count = 0

    def count(self: Any, msg: Any) -> None:
        wp.count += 1
        shown.text = f"{wp.count} clicks"

    jp.Button(a=wp, text="count", click=count)
    shown = jp.P(a=wp, text="0 clicks")
    wp.news = jp.P(a=wp, text="no news")
    jp.Input(a=wp, placeholder="note", no_events=True)
    for number in range(100):
        jp.Div(a=wp, text=f"row {number}")
    return wp


def sockets(site: Site) -> int:
    return len(site.tabs[0].sockets)


@over_socket
@pytest.mark.parametrize("upgrades", ["refused", "hanging", "swallowed", "closed"])
def test_where_a_socket_cannot_be_had_everything_works_and_is_pushed(
    site: Site, weather: Weather, upgrades: str
) -> None:
    weather.start(upgrades)
    wp = counter()
    page = weather.open(wp)
    start = time.monotonic()
    page.get_by_role("button").click()
    expect(page.get_by_text("1 clicks")).to_be_visible(timeout=2000)
    page.get_by_role("button").click()
    expect(page.get_by_text("2 clicks")).to_be_visible(timeout=2000)
    while not site.tabs[0].asked("park"):
        assert time.monotonic() - start < 8
        page.wait_for_timeout(50)
    site.push(wp, lambda: setattr(wp.news, "text", "pushed"))
    expect(page.get_by_text("pushed")).to_be_visible(timeout=2000)
    expect(page.locator(NOTICE)).to_have_count(0)
    # One request waits; nothing is asked at intervals.
    assert len(site.tabs[0].asked("park")) <= 4
    assert site.tabs[0].loads == 1


@over_socket
def test_a_socket_that_falls_silent_hands_over_and_comes_back(site: Site, weather: Weather) -> None:
    weather.start()
    wp = counter()
    page = weather.open(wp)
    page.get_by_role("button").click()
    expect(page.get_by_text("1 clicks")).to_be_visible()
    weather.change("freeze")
    weather.change("calm")
    start = time.monotonic()
    page.get_by_role("button").click()
    expect(page.get_by_text("2 clicks")).to_be_visible(timeout=8000)
    took = time.monotonic() - start
    assert site.tabs[0].asked("event"), "it did not go over HTTP"
    assert took < 7, "a second for the socket, and a few for a kept connection that has died as well"
    # Later it is on a socket again.
    while sockets(site) < 2:
        page.wait_for_timeout(50)
        assert time.monotonic() - start < 10
    page.wait_for_timeout(500)
    posted = len(site.tabs[0].asked("event"))
    page.get_by_role("button").click()
    expect(page.get_by_text("3 clicks")).to_be_visible()
    assert len(site.tabs[0].asked("event")) == posted
    assert (wp.count, site.tabs[0].loads) == (3, 1)


def test_an_outage_ends_with_the_same_page(site: Site, weather: Weather) -> None:
    weather.start()
    wp = counter()
    page = weather.open(wp)
    page.get_by_placeholder("note").press_sequentially("half a sen")
    page.evaluate("window.scrollTo(0, 300); window.mark = 'the same document'")
    weather.change("outage")
    for _ in range(7):
        page.get_by_role("button").dispatch_event("click")
    expect(page.locator(NOTICE)).to_contain_text("No connection", timeout=10_000)
    wp.news.text = "while you were away"
    weather.change("calm")
    expect(page.get_by_text("7 clicks")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("while you were away")).to_be_visible(timeout=20_000)
    expect(page.locator(NOTICE)).to_have_count(0)
    expect(page.get_by_placeholder("note")).to_have_value("half a sen")
    assert page.evaluate("[window.mark, window.scrollY]") == ["the same document", 300]
    assert (wp.count, site.tabs[0].loads) == (7, 1)


@over_ajax
def test_a_cancel_button_works_while_more_handlers_run_than_a_browser_has_connections(
    site: Site, weather: Weather
) -> None:
    weather.start()
    wp = jp.WebPage()
    stop = asyncio.Event()
    shown = jp.P(a=wp, text="idle")

    async def work(self: Any, msg: Any) -> None:
        self.text = "working"
        await wp.update()
        await stop.wait()
        self.text = "stopped"

    def cancel(self: Any, msg: Any) -> None:
        shown.text = "cancelled"
        stop.set()

    for number in range(9):
        jp.Button(a=wp, text=f"job {number}", click=work)
    jp.Button(a=wp, text="cancel", click=cancel)
    page = weather.open(wp)
    for number in range(9):
        page.get_by_text(f"job {number}").click()
    expect(page.get_by_text("working")).to_have_count(9)
    page.get_by_text("cancel").click()
    expect(page.get_by_text("cancelled")).to_be_visible(timeout=3000)
    expect(page.get_by_text("stopped")).to_have_count(9)


@over_ajax
@pytest.mark.parametrize("kind", ["calm", "buffer"])
def test_what_a_handler_shows_meanwhile_arrives_at_once_or_with_the_end(
    site: Site, weather: Weather, kind: str
) -> None:
    weather.start()
    wp = jp.WebPage()
    go_on = asyncio.Event()

    async def work(self: Any, msg: Any) -> None:
        self.text = "step 1"
        await wp.update()
        await go_on.wait()
        self.text = "step 2"

    jp.Button(a=wp, text="work", click=work)
    page = weather.open(wp)
    weather.change(kind)
    page.get_by_text("work").click()
    if kind == "calm":
        expect(page.get_by_text("step 1")).to_be_visible()
    else:
        page.wait_for_timeout(700)
        expect(page.get_by_text("work")).to_be_visible()
    site.server.run(go_on.set)
    page.wait_for_timeout(100)
    weather.change("calm")
    expect(page.get_by_text("step 2")).to_be_visible()


@over_ajax
def test_with_push_a_visible_tab_waits_with_one_request_and_a_hidden_one_with_none(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    wp = counter()
    wp.push = True
    page = site.show(wp)
    tab = site.tabs[0]
    for number in range(3):
        while len(tab.asked("park")) <= number:
            page.wait_for_timeout(20)
        page.wait_for_timeout(50)
        site.push(wp, lambda number=number: setattr(wp.news, "text", f"news {number}"))  # type: ignore[misc]
        expect(page.get_by_text(f"news {number}")).to_be_visible(timeout=2000)
    page.evaluate(
        "Object.defineProperty(document, 'visibilityState', {get: () => window.seen, configurable: true});"
        "window.seen = 'hidden'; document.dispatchEvent(new Event('visibilitychange'))"
    )
    page.wait_for_timeout(100)
    parked = site.server.run(lambda: site.server.application.settings["tornjust_tabs"].parked)  # type: ignore[union-attr]
    assert parked == 0
    asked = len(tab.asked("park"))
    site.push(wp, lambda: setattr(wp.news, "text", "unseen"))
    page.wait_for_timeout(300)
    assert len(tab.asked("park")) == asked
    page.evaluate("window.seen = 'visible'; document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_text("unseen")).to_be_visible(timeout=2000)
    assert not tab.sockets


@pytest.mark.parametrize("seed", [3, 5, 11, 38, 162, 239])
@over_socket
def test_plans_of_trouble(site: Site, weather: Weather, seed: int) -> None:
    plan: Plan = draw(seed)
    board: Board = BOARDS[plan.transport]()
    weather.start(plan.upgrades)
    page = weather.open(board)
    done: list[tuple[str, str]] = []
    marks: list[tuple[float, Any]] = [
        (action.at, action) for action in plan.actions if action.kind != "restart"
    ]
    for spell in plan.spells:
        marks += [(spell.begin, spell.kind), (spell.end, "calm")]
    start = time.monotonic()
    for at, what in sorted(marks, key=lambda mark: mark[0]):
        page.wait_for_timeout(max(0, 1000 * (start + at - time.monotonic())))
        if isinstance(what, str):
            weather.change(what)
        elif what.kind == "push":
            site.push(board, lambda what=what: setattr(board.news, "text", what.text))  # type: ignore[misc]
        elif what.kind in ("type", "burst"):
            page.get_by_placeholder("type").fill(what.text)
            done.append(("type", what.text))
        else:
            name = f"{what.kind}{int(what.text) % BUTTONS}"
            page.locator(f"[name={name}]").dispatch_event("click")
            done.append(("click", name))
    weather.change("calm")
    end = time.monotonic() + 40
    while compare(done, board.handled, True):
        page.wait_for_timeout(50)
        assert time.monotonic() < end, f"{plan}\n{compare(done, board.handled, True)}"
    page.wait_for_timeout(1500)
    if plan.transport == "ajax":
        page.locator("[name=click0]").click()
        done.append(("click", "click0"))
        page.wait_for_timeout(300)
    assert compare(done, board.handled, True) == ""
    fresh = site.tab().open(site.url + "/")
    expect(page.locator("ul")).to_have_text(fresh.locator("ul").inner_text().replace("\n", ""))
    assert page.locator("p").all_inner_texts() == fresh.locator("p").all_inner_texts()
    assert site.tabs[0].loads == 1

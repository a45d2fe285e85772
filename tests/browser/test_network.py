"""In Chromium, through a proxy with weather (see tests/chaos): what a user sees when the network fails."""

from __future__ import annotations

import asyncio
import os
import time
from typing import Any

import pytest
from playwright.sync_api import expect

import tornjust as jp

from .conftest import READY, Site, over_ajax, over_socket
from .weather import Weather

NOTICE = "[data-tornjust-internal=offline]"
# Seconds. TORNJUST_OUTAGE=40 tries a longer one as well.
OUTAGES = [1.0, *map(float, os.environ.get("TORNJUST_OUTAGE", "").split())]


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
    # A second or two until the socket, or the connection of the request, is doubted; more on a busy machine.
    expect(page.get_by_text("2 clicks")).to_be_visible(timeout=10_000)
    took = time.monotonic() - start
    assert site.tabs[0].asked("event"), "it did not go over HTTP"
    assert took < 8, "a second for the socket, and little more for a kept connection that has died as well"
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


@pytest.mark.parametrize("transport", ["socket", "ajax"], indirect=True)
@pytest.mark.parametrize("kept", [2, 5])
def test_a_click_gets_through_although_the_connections_that_were_kept_have_died(
    site: Site, weather: Weather, kept: int
) -> None:
    weather.start()
    wp = counter()
    page = weather.open(wp)
    page.get_by_role("button").click()
    expect(page.get_by_text("1 clicks")).to_be_visible()
    page.evaluate(
        "n => Promise.all(Array.from({length: n}, (_, i) => fetch('/_tornjust/health?' + i)))", kept
    )
    weather.change("freeze")
    weather.change("calm")
    page.get_by_role("button").click()
    # A second or two until the socket, or the connection of the request, is doubted; more on a busy machine.
    expect(page.get_by_text("2 clicks")).to_be_visible(timeout=10_000)
    page.get_by_role("button").click()
    expect(page.get_by_text("3 clicks")).to_be_visible()
    assert (wp.count, site.tabs[0].loads) == (3, 1)


@pytest.mark.parametrize("transport", ["socket", "ajax"], indirect=True)
def test_a_long_text_on_a_slow_line_is_sent_once_and_not_with_each_key(site: Site) -> None:
    wp = jp.WebPage(delete_flag=False)
    field = jp.Textarea(a=wp)
    heard = jp.P(a=wp, text="nothing")

    def take(self: jp.Button, msg: Any) -> None:
        heard.text = f"{len(field.value)} characters"
        field.value = ""

    jp.Button(a=wp, text="take", click=take)
    page = site.show(wp)
    tab = site.tabs[0]
    sent: list[str] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda text: sent.append(str(text))))
    page.reload()
    page.wait_for_selector(READY, state="attached")
    if site.transport.websockets:
        while not sent:
            page.wait_for_timeout(20)
    sockets = len(tab.sockets)
    # 200 kB in a second: the text takes longer than a socket may be silent that was given little.
    slow = {"offline": False, "latency": 20, "downloadThroughput": 10**7, "uploadThroughput": 200_000}
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", slow)
    text = "x" * 350_000
    page.evaluate(
        "text => { const field = document.querySelector('textarea'); field.value = text; field.focus() }",
        text,
    )
    for _ in range(8):
        page.keyboard.type("y")
        page.wait_for_timeout(300)
    page.get_by_role("button").click()
    expect(page.get_by_text("350008 characters")).to_be_visible(timeout=20_000)
    expect(page.locator("textarea")).to_have_value("")
    posted = [request.post_data or "" for request in tab.asked("event")]
    typed = [message for message in sent + posted if len(message) > len(text)]
    assert len(typed) <= 4, "each key has sent the text again"
    assert len(tab.sockets) == sockets, "the socket was given up"
    assert not (sent and posted), "what was on its way through the socket went over HTTP as well"


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


@pytest.mark.parametrize("transport", ["socket", "ajax"], indirect=True)
@pytest.mark.parametrize("seconds", OUTAGES)
def test_connections_that_hang_end_with_the_same_page(site: Site, weather: Weather, seconds: float) -> None:
    """Nothing is refused, nothing answers: as when a mobile phone loses its network. Over Ajax with push=True."""
    weather.start()
    wp = counter()
    wp.push = True
    page = weather.open(wp)
    page.get_by_role("button").click()
    expect(page.get_by_text("1 clicks")).to_be_visible()
    page.get_by_placeholder("note").press_sequentially("half a sen")
    page.evaluate("window.scrollTo(0, 300); window.mark = 'the same document'")
    weather.change("hang")
    for _ in range(3):
        page.get_by_role("button").dispatch_event("click")
    wp.news.text = "while you were away"
    page.wait_for_timeout(1000 * seconds)
    if seconds > 10:
        expect(page.locator(NOTICE)).to_contain_text("No connection")
    weather.change("calm")
    expect(page.get_by_text("4 clicks")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("while you were away")).to_be_visible(timeout=20_000)
    # What is pushed from now on arrives as well.
    site.push(wp, lambda: setattr(wp.news, "text", "news"))
    expect(page.get_by_text("news", exact=True)).to_be_visible(timeout=35_000)
    expect(page.locator(NOTICE)).to_have_count(0)
    expect(page.get_by_placeholder("note")).to_have_value("half a sen")
    assert page.evaluate("[window.mark, window.scrollY]") == ["the same document", 300]
    assert (wp.count, site.tabs[0].loads) == (4, 1)


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
def test_an_answer_that_was_cut_off_in_its_head_does_not_end_the_waiting(site: Site) -> None:
    wp = counter()
    wp.push = True
    pages = [site.show(wp), site.open()]  # one of them asks for both
    for tab in site.tabs:
        tab.expected = ("Failed to load resource",)
    cut: list[str] = []

    def answer(route: Any) -> None:
        if len(cut) < 2 and route.request.method == "POST":
            cut.append(route.request.url)
            route.fulfill(status=200, content_type="application/json", body="")
        else:
            route.continue_()

    pages[0].context.route("**/park/**", answer)
    for number in range(4):
        site.push(wp, lambda number=number: setattr(wp.news, "text", f"news {number}"))  # type: ignore[misc]
        for page in pages:
            expect(page.get_by_text(f"news {number}")).to_be_visible(timeout=20_000)
    assert cut
    pages[0].context.unroute_all(behavior="ignoreErrors")


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


@over_ajax
def test_the_notice_of_an_outage_does_not_cover_the_one_of_an_error(site: Site) -> None:
    wp = jp.WebPage()

    def fail(self: Any, msg: Any) -> None:
        raise ValueError("no bread left")

    jp.Button(a=wp, text="fail", click=fail)
    page = site.show(wp)
    site.tabs[0].expected = ("Failed to load resource",)
    page.get_by_role("button").click()
    error, outage = page.locator("[data-tornjust-internal=error]"), page.locator(NOTICE)
    expect(error).to_contain_text("no bread left")
    page.context.set_offline(True)
    try:
        page.get_by_role("button").click()
        expect(outage).to_contain_text("No connection")
        boxes = [box for box in (outage.bounding_box(), error.bounding_box()) if box]
        assert boxes[0]["y"] + boxes[0]["height"] < boxes[1]["y"]
        page.emulate_media(media="print")
        assert [outage.is_visible(), error.is_visible()] == [False, False]
    finally:
        page.context.set_offline(False)
    expect(outage).to_have_count(0)

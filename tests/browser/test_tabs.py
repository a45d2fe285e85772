"""Several tabs of one browser: they share its connections, and must not get in each other's way."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import expect

import tornjust as jp

from .conftest import Site, over_ajax

# More windows side by side than a browser has connections to a server (six).
WINDOWS = 7


class Wall:
    """Windows with a page each, whose changes are pushed without a socket."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.made: list[Any] = []
        site.route("/wall", self.page)
        for _ in range(WINDOWS):
            site.tab().page.goto(site.url + "/wall", wait_until="commit")
        self.shown = [tab.page for tab in site.tabs]
        for page in self.shown:
            expect(page.locator("html")).to_have_attribute("data-tornjust-ready", "")
        self.settle()

    def page(self) -> jp.WebPage:
        wp = jp.WebPage()
        wp.push = True
        wp.count = 0

        def click(self: Any, msg: Any) -> None:
            wp.count += 1
            self.text = f"{wp.count} clicks"

        jp.Button(a=wp, text="0 clicks", click=click)
        wp.news = jp.P(a=wp, text=f"window {len(self.made)}")
        self.made.append(wp)
        return wp

    def parked(self) -> tuple[int, int]:
        """How many requests wait, and for how many tabs."""

        def count() -> tuple[int, int]:
            tabs = self.site.server.application.settings["tornjust_tabs"]  # type: ignore[union-attr]
            waiting = [tab.parked for tab in tabs if tab.page in self.made and tab.parked is not None]
            return len({id(parked) for parked in waiting}), len(waiting)

        found: tuple[int, int] = self.site.server.run(count)
        return found

    def settle(self) -> None:
        end = time.monotonic() + 10
        while self.parked() != (1, len(self.shown)):
            assert time.monotonic() < end, self.parked()
            self.shown[0].wait_for_timeout(20)

    def push(self, page: Any, text: str) -> None:
        """Change the page that this window shows, and see the change."""
        name = page.locator("p").inner_text()
        made = next(wp for wp in self.made if wp.news.text == name)
        self.site.push(made, lambda: setattr(made.news, "text", text))
        expect(page.locator("p")).to_have_text(text, timeout=2000)


@over_ajax
def test_many_windows_wait_with_one_request_and_clicks_are_answered_at_once(site: Site) -> None:
    wall = Wall(site)
    for number, page in enumerate(wall.shown):
        start = time.monotonic()
        page.get_by_role("button").click()
        expect(page.get_by_text("1 clicks")).to_be_visible(timeout=2000)
        assert time.monotonic() - start < 2
        wall.push(page, f"news {number}")
    wall.settle()
    # The one that asks is closed: another one does, and nothing is missed.
    asks = max(site.tabs, key=lambda tab: len(tab.asked("park")))
    wall.shown.remove(asks.page)
    asks.page.close()
    for number, page in enumerate(wall.shown):
        wall.push(page, f"more news {number}")
    wall.settle()


@over_ajax
def test_a_tab_that_is_shown_as_a_copy_of_another_gets_a_page_of_its_own(site: Site) -> None:
    def page() -> jp.WebPage:
        wp = jp.WebPage()

        def click(self: Any, msg: Any) -> None:
            self.text = f"{int(self.text.split()[0]) + 1} clicks"

        jp.Button(a=wp, text="0 clicks", click=click)
        return wp

    first = site.show(page)
    first.get_by_role("button").click()
    expect(first.get_by_text("1 clicks")).to_be_visible()
    # What a browser shows that took the document from its cache.
    body = first.request.get(site.url + "/").text()
    tab = site.tab()
    tab.expected = ("404",)
    original = site.tab().page
    for shown in (original, tab.page):
        shown.route(site.url + "/", lambda route: route.fulfill(body=body, content_type="text/html"), times=1)
        shown.goto(site.url + "/")
        expect(shown.locator("html")).to_have_attribute("data-tornjust-ready", "")
    original.get_by_role("button").click()
    expect(original.get_by_text("1 clicks")).to_be_visible()
    tab.page.get_by_role("button").click()
    # The click was meant for a page that it does not have: it is loaded anew, at once.
    while tab.loads < 2:
        tab.page.wait_for_timeout(20)
    expect(tab.page.locator("html")).to_have_attribute("data-tornjust-ready", "")
    tab.page.get_by_role("button").click()
    expect(tab.page.get_by_text("1 clicks")).to_be_visible()
    original.get_by_role("button").click()
    expect(original.get_by_text("2 clicks")).to_be_visible()

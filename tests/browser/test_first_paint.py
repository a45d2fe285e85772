"""Before any script: the page is there, styled, and what the user does is kept until the runtime takes it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, Route, expect
from waiting import until

import tornjust as jp

from .conftest import READY, Site, over_ajax


class Form(jp.WebPage):
    """Buttons and a field; `log` is what the server heard, in order."""

    def __init__(self) -> None:
        super().__init__(title="A form")
        self.log: list[str] = []
        box = jp.Div(a=self, classes="p-4 text-white bg-blue-500")
        for name in "abc":
            jp.Button(a=box, text=name, click=self.heard)
        self.field = jp.Input(a=box, placeholder="your name", input=self.heard)
        self.check = jp.Input(a=box, type="checkbox", change=self.heard)
        self.seen = jp.P(a=self, text="nothing yet")

    def heard(self, msg: Any) -> None:
        target = msg.target
        word = (
            target.text
            if target.html_tag == "button"
            else f"{msg.event_type} {target.value or target.checked}"
        )
        self.log.append(str(word))
        self.seen.text = ", ".join(self.log)


def hold_script(page: Page) -> list[Route]:
    """Let the browser wait for the runtime until the routes that are collected here are continued."""
    held: list[Route] = []
    page.route("**/_tornjust/client/*", lambda route: held.append(route))
    return held


@over_ajax
def test_without_javascript_the_content_is_there_and_styled(site: Site) -> None:
    site.route("/", Form)
    browser = site.context.browser
    assert browser
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(site.url)
    expect(plain).to_have_title("A form")
    expect(plain.get_by_role("button")).to_have_count(3)
    expect(plain.get_by_placeholder("your name")).to_be_visible()
    box = plain.locator("[data-tornjust-root] > div")
    style = box.evaluate(
        "e => { const s = getComputedStyle(e); return [s.backgroundColor, s.color, s.padding] }"
    )
    assert style == ["rgb(59, 130, 246)", "rgb(255, 255, 255)", "16px"]
    context.close()


@over_ajax
def test_one_deferred_script_and_nothing_else(site: Site) -> None:
    """A page shows as soon as it has arrived itself: nothing that it waits for is asked for."""
    page = site.show(Form)
    expect(page.get_by_role("button")).to_have_count(3)
    tab = site.tabs[0]
    paths = [request.url.removeprefix(site.url) for request in tab.requests]
    kinds = [request.resource_type for request in tab.requests]
    assert all(request.url.startswith(site.url) for request in tab.requests)
    assert sorted(set(kinds) - {"other"}) == ["document", "script"]
    scripts = [path for path, kind in zip(paths, kinds) if kind == "script"]
    assert len(scripts) == 1
    assert scripts[0].startswith("/_tornjust/client/")
    assert page.evaluate("Array.from(document.scripts, s => s.defer)") == [False, True]
    assert tab.sockets == []


@over_ajax
def test_a_second_visit_takes_scripts_and_styles_from_the_cache(site: Site) -> None:
    page = site.show(Form)
    page.goto(site.url)
    page.wait_for_selector(READY, state="attached")
    names = page.evaluate(
        "performance.getEntriesByType('resource').filter(e => e.transferSize > 0).map(e => e.name)"
    )
    assert [name for name in names if "/_tornjust/" in name and "/event/" not in name] == []


def test_neither_the_start_nor_a_click_takes_an_exception(site: Site) -> None:
    """The browser would read the source of all that is on the stack once more, to say where it was raised."""
    form = Form()
    site.route("/", lambda: form)
    tab = site.tab()
    raised: list[Any] = []
    session = site.context.new_cdp_session(tab.page)

    def note(event: Any) -> None:
        raised.append(event["callFrames"])
        session.send("Debugger.resume")

    session.on("Debugger.paused", note)
    session.send("Debugger.enable")
    session.send("Debugger.setPauseOnExceptions", {"state": "all"})
    page = tab.open(site.url)
    for name in "ab":
        page.get_by_role("button", name=name).click()
    expect(page.get_by_text("a, b")).to_be_visible()
    assert raised == []


@over_ajax
def test_where_a_proxy_forbids_what_stands_in_the_page_the_runtime_puts_it_right(site: Site) -> None:
    """A policy that is added on the way is none that the server could know of."""

    class Page(jp.WebPage):
        def __init__(self) -> None:
            super().__init__(css="#own { color: rgb(255, 0, 0) }")
            self.box = jp.Div(a=self, id="box", text="box", classes="p-4")
            jp.P(a=self, id="own", text="own")
            jp.Button(a=self, text="go", click=self.go)

        def go(self, msg: Any) -> None:
            self.box.classes = "p-4 pt-0 bg-blue-500"
            self.css = "#own { color: rgb(0, 0, 255) }"

    def stricter(route: Route) -> None:
        answer = route.fetch()
        policy = answer.headers["content-security-policy"]
        route.fulfill(
            response=answer,
            headers={
                **answer.headers,
                "content-security-policy": f"{policy}, default-src 'self'; img-src * data:",
            },
        )

    site.route("/", Page)
    tab = site.tab()
    tab.expected = ("Content Security Policy",)
    tab.page.route(site.url + "/", stricter)
    page = tab.open(site.url)
    expect(page.locator("#box")).to_have_css("padding", "16px")
    expect(page.locator("#own")).to_have_css("color", "rgb(255, 0, 0)")
    page.get_by_role("button").click()
    expect(page.locator("#box")).to_have_css("padding", "0px 16px 16px")
    expect(page.locator("#box")).to_have_css("background-color", "rgb(59, 130, 246)")
    expect(page.locator("#own")).to_have_css("color", "rgb(0, 0, 255)")
    assert any("Content Security Policy" in text for text in tab.errors)


def test_clicks_made_before_the_runtime_is_live_are_delivered_in_order(site: Site) -> None:
    form = Form()
    site.route("/", lambda: form)
    tab = site.tab()
    page = tab.page
    held = hold_script(page)
    page.goto(site.url, wait_until="commit")
    for name in "cabba":
        page.get_by_role("button", name=name).click()
    assert form.log == []
    assert page.locator(READY).count() == 0
    held[0].continue_()
    expect(page.get_by_text("c, a, b, b, a")).to_be_visible()
    page.get_by_role("button", name="b").click()
    expect(page.get_by_text("c, a, b, b, a, b")).to_be_visible()


@over_ajax
def test_what_was_typed_before_the_runtime_is_live_is_kept_and_sent(site: Site) -> None:
    form = Form()
    site.route("/", lambda: form)
    tab = site.tab()
    page = tab.page
    held = hold_script(page)
    page.goto(site.url, wait_until="commit")
    page.get_by_role("button", name="a").click()
    page.get_by_placeholder("your name").press_sequentially("Ada")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="b").click()
    held[0].continue_()
    expect(page.locator("p")).to_contain_text("b")
    expect(page.get_by_placeholder("your name")).to_have_value("Ada")
    expect(page.get_by_role("checkbox")).to_be_checked()
    assert form.log[0] == "a"
    assert form.log[-3:] == ["input Ada", "change True", "b"]
    assert form.field.value == "Ada"
    assert form.check.checked is True


@over_ajax
def test_a_form_that_is_submitted_before_the_runtime_is_live_does_not_leave_the_page(site: Site) -> None:
    got: list[Any] = []

    def page_function() -> jp.WebPage:
        wp = jp.WebPage()
        form = jp.Form(a=wp, submit=lambda self, msg: got.append(msg.form_data))
        jp.Input(a=form, name="city", value="Turin")
        jp.Button(a=form, text="Send", type="submit")
        return wp

    site.route("/", page_function)
    tab = site.tab()
    held = hold_script(tab.page)
    tab.page.goto(site.url, wait_until="commit")
    tab.page.get_by_role("button", name="Send").click()
    with tab.page.expect_response("**/event/*"):
        held[0].continue_()
    assert tab.loads <= 1
    assert [item.value for item in got[0] if item.name == "city"] == ["Turin"]


@over_ajax
def test_set_focus_focuses_after_the_first_paint_and_after_a_patch(site: Site) -> None:
    wp = jp.WebPage()

    def more(self: Any, msg: Any) -> None:
        jp.Input(a=wp, placeholder="second", set_focus=True)

    jp.Input(a=wp, placeholder="first", set_focus=True)
    jp.Button(a=wp, text="More", click=more)
    page = site.show(wp)
    expect(page.get_by_placeholder("first")).to_be_focused()
    page.get_by_role("button").click()
    expect(page.get_by_placeholder("second")).to_be_focused()


@over_ajax
def test_what_pictures_say_before_the_runtime_is_live_is_heard(site: Site) -> None:
    """They say it once. The event of an SVG picture has no target any more when it is over."""
    heard: list[str] = []
    square = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E"

    def note(self: Any, msg: Any) -> None:
        heard.append(f"{self.name} {msg.event_type} {msg.event_target}")

    def missing(self: Any, msg: Any) -> None:
        note(self, msg)
        self.src = square
        self.alt = "in its place"

    def page_function() -> jp.WebPage:
        wp = jp.WebPage(css="@keyframes come { from { opacity: 0 } }")
        wp.on("click", lambda self, msg: heard.append("click"))
        jp.Img(a=wp, name="here", id="here", src=square, alt="", load=note, error=note)
        jp.Img(a=wp, name="gone", id="gone", src="/no.png", alt="it", error=missing)
        jp.P(a=wp, name="moved", id="moved", text="x", style="animation: come 1ms", animationend=note)
        return wp

    site.route("/", page_function)
    tab = site.tab()
    tab.expected = ("404",)
    page = tab.page
    held = hold_script(page)
    page.goto(site.url, wait_until="commit")
    until(lambda: page.evaluate("document.images.length == 2 && [...document.images].every(i => i.complete)"))
    page.wait_for_timeout(100)
    held[0].continue_()
    expect(page.get_by_alt_text("in its place")).to_have_attribute("src", square)
    page.click("#moved")
    until(lambda: page.title() and "click" in heard)
    assert sorted(heard) == ["click", "gone error gone", "here load here", "moved animationend moved"]

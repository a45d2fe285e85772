"""What Safari does in another way than Chromium, which scripts make up here: the user notices nothing of it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from waiting import until

import tornjust as jp

from .conftest import Site, over_ajax, over_socket

BLOCKED = "[data-tornjust-internal=blocked]"
# As of WebKit 2.50: a script that writes into a field makes it forget that the user has changed it.
NO_CHANGE = """
addEventListener("change", event => { if (event.isTrusted) event.stopImmediatePropagation(); }, true);
"""
# What had the focus when it is moved has it no more.
NO_MOVES = "delete Element.prototype.moveBefore;"
SELECTS = """
const focus = HTMLInputElement.prototype.focus;
HTMLInputElement.prototype.focus = function (how) { focus.call(this, how); this.select(); };
"""
# Scripts run before the style sheets of the page have come.
LATE_SHEET = """
const given = Object.getOwnPropertyDescriptor(HTMLLinkElement.prototype, "sheet");
const late = {get: () => null, configurable: true};
Object.defineProperty(HTMLLinkElement.prototype, "sheet", late);
addEventListener("load", event => event.target.id === "tornjust-sheet" && event.stopImmediatePropagation(), true);
window.come = () => {
    Object.defineProperty(HTMLLinkElement.prototype, "sheet", given);
    document.getElementById("tornjust-sheet").dispatchEvent(new Event("load"));
};
"""


def show(site: Site, wp: jp.WebPage, script: str) -> Page:
    """The page in a browser that differs so much."""
    site.route("/", lambda: wp)
    tab = site.tab()
    tab.page.add_init_script(script)
    return tab.open(site.url)


@over_socket
@pytest.mark.parametrize("script", [NO_CHANGE, ""], ids=["safari", "chromium"])
@pytest.mark.parametrize("done", ["Enter", "Tab"])
def test_a_change_is_told_once_where_the_program_wrote_over_it(site: Site, script: str, done: str) -> None:
    """By Safari only if the user has typed on since."""
    told: list[str] = []

    def upper(self: Any, msg: Any) -> None:
        self.value = msg.value.upper()

    def change(self: Any, msg: Any) -> None:
        told.append("change " + msg.value)

    def submit(self: Any, msg: Any) -> None:
        told.append("submit " + msg.form_data[0].value)

    wp = jp.WebPage()
    form = jp.Form(a=wp, submit=submit)
    jp.Input(a=form, id="field", input=upper, change=change, debounce=0)
    jp.Input(a=form, id="next")
    jp.Button(a=form, text="Send")
    seen = jp.P(a=wp, text="-")
    wp.on("keyup", lambda self, msg: setattr(seen, "text", msg.key_data.key))
    page = show(site, wp, script)
    page.locator("#field").focus()
    page.keyboard.type("ab")
    expect(page.locator("#field")).to_have_value("AB")
    page.keyboard.press(done)
    expect(page.locator("p")).to_have_text(done)
    assert told == ["change AB", "submit AB"][: 1 if done == "Tab" else 2]
    # Nothing that the user has changed, nothing to tell.
    page.locator("#field").focus()
    page.locator("#next").focus()
    page.keyboard.press("a")
    expect(page.locator("p")).to_have_text("a")
    assert len(told) == (1 if done == "Tab" else 2)


@over_socket
def test_what_the_program_has_emptied_again_is_no_change(site: Site) -> None:
    told: list[str] = []

    def empty(self: Any, msg: Any) -> None:
        self.value = ""

    wp = jp.WebPage()
    jp.Input(a=wp, id="field", input=empty, change=lambda self, msg: told.append(msg.value), debounce=0)
    jp.Button(a=wp, text="none", click=lambda self, msg: setattr(self, "text", "clicked"))
    page = show(site, wp, "")
    page.locator("#field").focus()
    page.keyboard.type("a")
    expect(page.locator("#field")).to_have_value("")
    page.get_by_role("button").click()
    expect(page.get_by_role("button")).to_have_text("clicked")
    assert told == []


@over_ajax
def test_what_moves_keeps_the_focus_and_the_caret(site: Site) -> None:
    wp = jp.WebPage()
    box = jp.Div(a=wp)
    heard: list[str] = []
    orders = iter(["bcad", "dacb", "abcd"])

    def turn(self: Any, msg: Any) -> None:
        if msg.key_data.key == "Enter":
            order = next(orders)
            box.components.sort(key=lambda one: order.index(one.name))

    def hear(self: Any, msg: Any) -> None:
        heard.append(msg.event_type)

    for name in "abcd":
        field = jp.Input(a=box, name=name, id=name, keydown=turn, no_events=True, focus=hear, blur=hear)
        field.on("change", hear)
    page = show(site, wp, NO_MOVES)
    page.locator("#a").focus()
    page.keyboard.type("unsent text")
    page.locator("#a").evaluate("field => field.setSelectionRange(4, 4)")
    for order in ("bcad", "dacb", "abcd"):
        page.keyboard.press("Enter")
        until(
            lambda order=order: (
                page.evaluate(  # type: ignore[misc]
                    "Array.from(document.querySelectorAll('input'), field => field.name).join('')"
                )
                == order
            )
        )
        expect(page.locator("#a")).to_be_focused()
        assert page.evaluate("document.activeElement.selectionStart") == 4
    page.keyboard.type("X")
    expect(page.locator("#a")).to_have_value("unseXnt text")
    assert heard == ["focus", "change"]  # that of the first Enter
    page.locator("#b").focus()
    until(lambda: len(heard) == 5)
    assert heard[2:] == ["change", "blur", "focus"]


@over_ajax
def test_what_moves_stays_scrolled(site: Site) -> None:
    wp = jp.WebPage()
    box = jp.Div(a=wp)
    for name in "abc":
        row = jp.Div(a=box, name=name)
        inner = jp.Div(
            a=row, id=name, style="height: 50px; width: 50px; overflow: auto; scroll-behavior: auto"
        )
        jp.Div(a=inner, text=name, style="height: 900px; width: 900px")
    jp.Button(a=wp, text="turn", click=lambda self, msg: box.components.reverse())
    page = show(site, wp, NO_MOVES)
    for name, top in zip("abc", (30, 60, 90), strict=True):
        page.locator(f"#{name}").evaluate("(node, top) => node.scrollTo(5, top)", top)
    page.wait_for_timeout(100)
    for order in ("cba", "abc"):
        page.get_by_role("button").click()
        expect(page.locator("div[name]")).to_have_text(list(order))
        where = page.evaluate(
            "['a', 'b', 'c'].map(id => document.getElementById(id)).map(e => [e.scrollLeft, e.scrollTop])"
        )
        assert where == [[5, 30], [5, 60], [5, 90]]


@over_ajax
def test_set_focus_puts_the_caret_behind_the_text_where_browsers_select_it(site: Site) -> None:
    wp = jp.WebPage()
    jp.Input(a=wp, id="field", value="jam", set_focus=True)
    page = show(site, wp, SELECTS)
    expect(page.locator("#field")).to_be_focused()
    page.keyboard.type("s")
    expect(page.locator("#field")).to_have_value("jams")


@over_ajax
def test_a_tab_that_the_browser_does_not_open_is_offered(site: Site) -> None:
    """Safari lets pages open tabs during a click only, not when the answer to it has come."""
    wp = jp.WebPage()

    def go(self: Any, msg: Any) -> None:
        wp.open = "/there"

    jp.Button(a=wp, text="go", click=go)
    site.route("/there", lambda: jp.WebPage().add(jp.P(text="there it is")))
    page = show(site, wp, "window.open = () => null;")
    for _ in range(2):
        page.get_by_role("button").click()
        expect(page.locator(BLOCKED)).to_have_count(1)
        expect(page.locator(BLOCKED)).to_be_visible()
    with page.context.expect_page() as opened:
        page.locator(BLOCKED).get_by_text("/there").click()
    expect(opened.value.locator("p")).to_have_text("there it is")
    expect(page.locator(BLOCKED)).to_have_count(0)


@over_socket
def test_rules_that_come_before_the_style_sheet_are_not_lost(site: Site) -> None:
    wp = jp.WebPage(csp="style-src-elem 'self'")
    box = jp.Div(a=wp, id="box", text="box", classes="p-8 md:pt-2")

    def change(self: Any, msg: Any) -> None:
        box.classes = "md:pt-2 bg-red-500 pt-6 px-4"

    jp.Button(a=wp, text="change", click=change)
    page = show(site, wp, LATE_SHEET)
    assert page.locator("link#tornjust-sheet").count() == 1
    page.get_by_role("button").click()
    expect(page.locator("#box")).to_have_css("background-color", "rgb(239, 68, 68)")
    page.evaluate("come()")
    expect(page.locator("#box")).to_have_css("padding", "8px 16px 0px")
    expect(page.locator("#box")).to_have_css("background-color", "rgb(239, 68, 68)")
    page.evaluate("document.getElementById('box').className = 'pb-8'")
    assert page.evaluate("document.adoptedStyleSheets.every(sheet => sheet.cssRules.length === 0)")

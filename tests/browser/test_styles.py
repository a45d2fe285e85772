"""Styles as a user sees them: from the first paint, with what comes later at its place, dark or not."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

import tornjust as jp

from .conftest import Site, over_ajax, over_socket, pushing

WHITE, BLACK, RED = "rgb(255, 255, 255)", "rgb(0, 0, 0)", "rgb(255, 0, 0)"


def background(node: Locator) -> str:
    return str(node.evaluate("node => getComputedStyle(node).backgroundColor"))


class Themed(jp.WebPage):
    """A page that is white or black, and buttons for each choice."""

    def __init__(self, dark: Any) -> None:
        super().__init__(dark=dark)
        jp.Div(a=self, id="box", text="box", classes="bg-white dark:bg-black")
        for value in (True, False, "auto"):
            button = jp.Button(a=self, text=str(value), click=self.choose)
            button.value = value

    def choose(self, msg: Any) -> None:
        self.dark = msg.target.value


@over_ajax
@pytest.mark.parametrize("system", ["dark", "light"])
@pytest.mark.parametrize("dark", [True, False, "auto"])
def test_dark_holds_from_the_first_paint(site: Site, dark: bool | str, system: Any) -> None:
    site.route("/", lambda: Themed(dark))
    browser = site.context.browser
    assert browser
    context = browser.new_context(java_script_enabled=False, color_scheme=system)
    page = context.new_page()
    page.goto(site.url)
    black = dark is True or (dark == "auto" and system == "dark")
    expect(page.locator("#box")).to_have_css("background-color", BLACK if black else WHITE)
    context.close()


def test_a_handler_changes_the_language_and_the_direction_of_the_page(site: Site) -> None:
    def page_function() -> jp.WebPage:
        wp = jp.WebPage(lang="de")
        text = jp.P(a=wp, text="Hallo", classes="ps-4 rtl:font-bold")

        def choose(self: Any, msg: Any) -> None:
            wp.lang, wp.dir, text.text = ("ar", "rtl", "مرحبا") if wp.lang == "de" else ("de", None, "Hallo")

        jp.Button(a=wp, text="change", click=choose)
        return wp

    site.route("/", page_function)
    page = site.open()
    document, text = page.locator("html"), page.locator("p")
    for _ in range(2):
        expect(document).to_have_attribute("lang", "de")
        assert document.get_attribute("dir") is None
        expect(text).to_have_css("padding", "0px 0px 0px 16px")
        page.get_by_role("button").click()
        expect(text).to_have_text("مرحبا")
        expect(document).to_have_attribute("lang", "ar")
        expect(text).to_have_css("padding", "0px 16px 0px 0px")
        expect(text).to_have_css("font-weight", "700")
        page.get_by_role("button").click()
        expect(text).to_have_text("Hallo")


@over_ajax
def test_even_before_the_style_sheet_a_dark_page_is_not_white(site: Site) -> None:
    site.route("/", lambda: Themed(True))
    tab = site.tab()
    tab.page.goto(site.url)
    assert tab.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") is False
    assert tab.page.locator("meta[name=color-scheme]").get_attribute("content") == "dark"
    # The color of the canvas, as the system's colors tell it.
    canvas = tab.page.evaluate(
        "() => { document.body.style.background = 'Canvas'; return getComputedStyle(document.body).backgroundColor }"
    )
    assert canvas != WHITE


def test_a_handler_changes_it(site: Site) -> None:
    tab = site.tab()
    tab.page.emulate_media(color_scheme="light")
    site.route("/", lambda: Themed(False))
    page = tab.open(site.url)
    box = page.locator("#box")
    expect(box).to_have_css("background-color", WHITE)
    page.get_by_role("button", name="True").click()
    expect(box).to_have_css("background-color", BLACK)
    page.get_by_role("button", name="auto").click()
    expect(box).to_have_css("background-color", WHITE)
    page.emulate_media(color_scheme="dark")
    expect(box).to_have_css("background-color", BLACK)
    page.get_by_role("button", name="False").click()
    expect(box).to_have_css("background-color", WHITE)


@pushing
def test_a_class_that_comes_later_takes_its_place_in_the_cascade(site: Site) -> None:
    """`px-2` is weaker than `pl-8`, although it comes later; and `p-1` is weaker than both."""
    wp = jp.WebPage()
    box = jp.Div(a=wp, id="box", text="box", classes="pl-8")
    page = site.show(wp)
    site.push(wp, lambda: setattr(box, "classes", "pl-8 px-2"))
    expect(page.locator("#box")).to_have_css("padding", "0px 8px 0px 32px")
    site.push(wp, lambda: setattr(box, "classes", "pl-8 px-2 p-1 md:pt-3"))
    expect(page.locator("#box")).to_have_css("padding", "12px 8px 4px 32px")


@over_ajax
def test_everything_works_where_only_our_own_style_sheets_are_allowed(site: Site) -> None:
    class Page(jp.WebPage):
        def __init__(self) -> None:
            super().__init__(
                csp="default-src 'none'; style-src 'self'; style-src-elem 'self'; style-src-attr 'none'",
                dark=True,
            )
            self.css = "#own { color: rgb(255, 0, 0) }"
            self.box = jp.Div(a=self, id="box", text="box", classes="bg-white")
            jp.P(a=self, id="own", text="own", classes="text-black")
            jp.Button(a=self, text="go", click=self.go)

        def go(self, msg: Any) -> None:
            self.box.classes = "bg-black"
            self.box.animation = "fadeIn infinite"
            self.css = "#own { color: rgb(0, 0, 255) }"

    page = site.show(Page)
    expect(page.locator("#box")).to_have_css("background-color", WHITE)
    expect(page.locator("#own")).to_have_css("color", RED)
    page.get_by_role("button").click()
    expect(page.locator("#box")).to_have_css("background-color", BLACK)
    expect(page.locator("#box")).to_have_css("animation-name", "animated-fadeIn")
    expect(page.locator("#own")).to_have_css("color", "rgb(0, 0, 255)")


@over_ajax
def test_the_programs_own_css_wins_over_ours(site: Site) -> None:
    """Wherever it comes from, and also over a class that comes later."""

    class Page(jp.WebPage):
        def __init__(self) -> None:
            super().__init__()
            own = "{ padding: 3px }"
            self.css = f"#css {own}"
            self.head_html = f"<style>#head {own}</style>"
            jp.Style(a=self, text=f"#style {own}")
            self.boxes = [
                jp.Div(a=self, id=name, text=name, classes="p-4") for name in ("css", "head", "style")
            ]
            for box in self.boxes:
                box.attributes = [*box.attributes, "id"]
            jp.Button(a=self, text="go", click=self.go)

        def go(self, msg: Any) -> None:
            for box in self.boxes:
                box.classes = "p-4 p-8 2xl:p-12 m-2"

    page = site.show(Page)
    for after in (False, True):
        if after:
            page.get_by_role("button").click()
        for name in ("css", "head", "style"):
            box = page.locator(f"#{name}")
            if after:
                expect(box).to_have_css("margin", "8px")
            expect(box).to_have_css("padding", "3px")


@over_socket
def test_classes_that_scripts_set_are_styled(site: Site) -> None:
    class Page(jp.WebPage):
        def __init__(self) -> None:
            super().__init__(safelist="tracking-widest")
            jp.Div(a=self, id="box", text="box")
            self.head_html = """<script>addEventListener("load", () => {
                document.getElementById("box").classList.add('bg-black', "tracking-widest") })</script>"""
            jp.Button(a=self, text="go", click=self.go)

        async def go(self, msg: Any) -> None:
            await self.run_javascript("document.getElementById('box').classList.add('p-8')")

    page = site.show(Page)
    box = page.locator("#box")
    expect(box).to_have_css("background-color", BLACK)
    expect(box).to_have_css("letter-spacing", "1.6px")
    page.get_by_role("button").click()
    expect(box).to_have_css("padding", "32px")


@over_ajax
def test_raw_html_that_changes_is_styled(site: Site) -> None:
    wp = jp.WebPage(body_html='<p id="top" class="p-1">top</p>')
    inner = jp.Div(a=wp, inner_html="<i>old</i>")
    entity = jp.Div(a=wp, text="old", html_entity=True)

    def go(self: Any, msg: Any) -> None:
        inner.inner_html = '<p id="inner" class="p-2">new</p>'
        entity.text = '<p id="entity" class="p-3">new</p>'
        wp.body_html = '<p id="top" class="p-4">top</p>'

    jp.Button(a=wp, text="go", click=go)
    page = site.show(wp)
    page.get_by_role("button").click()
    expect(page.locator("#inner")).to_have_css("padding", "8px")
    expect(page.locator("#entity")).to_have_css("padding", "12px")
    page.reload()
    expect(page.locator("#top")).to_have_css("padding", "16px")


@over_ajax
def test_without_tailwind_the_page_is_as_browsers_make_it(site: Site) -> None:
    wp = jp.WebPage(tailwind=False, css="#box { padding: 3px }")
    jp.H1(a=wp, id="title", text="title", classes="p-4")
    jp.Div(a=wp, id="box", text="box", classes="p-4")
    page = site.show(wp)
    expect(page.locator("#title")).to_have_css("font-size", "32px")
    expect(page.locator("#title")).to_have_css("padding", "0px")
    expect(page.locator("#box")).to_have_css("padding", "3px")


@over_ajax
def test_a_textarea_does_not_make_the_page_of_a_phone_wider(site: Site) -> None:
    """It has 50 columns, as in JustPy."""
    wp = jp.WebPage()
    jp.Textarea(a=wp)
    jp.Textarea(a=wp, classes="form-textarea")
    page = site.show(wp)
    assert page.evaluate("document.querySelector('textarea').offsetWidth") > 390
    page.set_viewport_size({"width": 320, "height": 600})
    assert page.evaluate("document.documentElement.scrollWidth") == 320

"""Formulas, drawings, Markdown and tables in Chromium: they can be seen, and follow what the user does."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from playwright.sync_api import expect

import tornjust as jp

from .conftest import Site, over_ajax


def drawing(title: str, color: str) -> Figure:
    figure = Figure(figsize=(3, 2))
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color=color, marker="*")
    axes.set_title(title)
    return figure


@over_ajax
def test_a_formula_is_drawn_by_the_browser(site: Site):
    def page() -> jp.WebPage:
        wp = jp.WebPage()
        equation = wp.equation(r"\frac{a}{b}")

        def more(self, msg):
            equation.equation = r"\frac{a}{b} + \sqrt{c}"

        jp.Button(a=wp, text="more", click=more)
        return wp

    tab = site.show(page)
    math = tab.locator("math")
    assert math.evaluate("node => node.namespaceURI") == "http://www.w3.org/1998/Math/MathML"
    top, bottom = (part.bounding_box() for part in tab.locator("mfrac mi").all())
    assert top["y"] + top["height"] <= bottom["y"]
    expect(tab.locator("annotation")).to_be_hidden()
    width = math.bounding_box()["width"]
    tab.get_by_role("button").click()
    expect(tab.locator("msqrt")).to_be_visible()
    assert math.bounding_box()["width"] > width


@over_ajax
def test_drawings_leave_each_other_and_the_page_alone(site: Site):
    def page() -> jp.WebPage:
        wp = jp.WebPage()
        first = jp.Matplotlib(a=wp, figure=drawing("first", "red"))
        jp.Matplotlib(a=wp, figure=drawing("second", "blue"))

        def away(self, msg):
            first.show = False

        jp.Button(a=wp, text="away", click=away)
        return wp

    tab = site.show(page)
    expect(tab.get_by_role("img")).to_have_count(2)
    marks = tab.get_by_role("img").last.locator("use")
    boxes = [mark.bounding_box() for mark in marks.all()]
    assert all(box and box["width"] > 0 for box in boxes)
    assert tab.locator("body").evaluate("node => getComputedStyle(node).strokeLinejoin") == "miter"
    tab.get_by_role("button").click()
    expect(tab.get_by_role("img")).to_have_count(1)
    # What the second drawing uses was not in the first one.
    assert all(mark.bounding_box()["width"] > 0 for mark in marks.all())


@over_ajax
def test_text_in_markdown_looks_like_text(site: Site):
    def page() -> jp.WebPage:
        wp = jp.WebPage()
        wp.write("# Title\n\n* one\n* two")
        return wp

    tab = site.show(page)
    sizes = [
        tab.locator(name).evaluate("node => parseFloat(getComputedStyle(node).fontSize)")
        for name in ("h1", "ul")
    ]
    assert sizes[0] > 2 * sizes[1]


def test_a_table_is_sorted_searched_and_turned_over(site: Site):
    frame = pd.DataFrame({"number": range(100), "square": [number**2 for number in range(100)]})

    def page() -> jp.WebPage:
        wp = jp.WebPage()
        frame.jp.data_table(a=wp, page_size=10)
        return wp

    tab = site.show(page)
    first = tab.locator("tbody td").first
    tab.get_by_role("columnheader", name="square").click()
    tab.get_by_role("columnheader", name="square").click()
    expect(first).to_have_text("99")
    tab.get_by_role("button", name="Next page").click()
    expect(first).to_have_text("89")
    expect(tab.get_by_text("11–20 of 100")).to_be_visible()
    tab.get_by_placeholder("Search").press_sequentially("81")
    expect(tab.get_by_text("of 100)")).to_have_text("1–9 of 9 (of 100)".replace("9 of 9", str(_hits(frame))))


def _hits(frame: pd.DataFrame) -> str:
    found = sum("81" in f"{number} {square}" for number, square in frame.itertuples(index=False))
    return f"{min(found, 10)} of {found}"


@over_ajax
def test_a_drawing_shrinks_with_the_screen_and_keeps_its_shape(site: Site):
    def page() -> jp.WebPage:
        wp = jp.WebPage()
        jp.Matplotlib(a=wp, figure=Figure(figsize=(7, 3)))
        return wp

    tab = site.show(page)
    picture = tab.get_by_role("img")
    for width in 1200, 390:
        tab.set_viewport_size({"width": width, "height": 800})
        box = picture.bounding_box()
        assert box
        assert box["width"] == min(width, 672)
        assert abs(box["width"] * 3 / 7 - box["height"]) < 1
    assert tab.evaluate("document.documentElement.scrollWidth") == 390


@over_ajax
def test_a_table_is_sorted_by_keyboard(site: Site):
    def page() -> jp.WebPage:
        wp = jp.WebPage()
        jp.DataTable(a=wp, values=[["size"], [3], [1], [2]], searchable=False)
        return wp

    tab = site.show(page)
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("cell")).to_have_text(["1", "2", "3"])
    # The one who sorts stays where they are, and goes on.
    tab.keyboard.press("Space")
    expect(tab.get_by_role("cell")).to_have_text(["3", "2", "1"])
    heading = tab.get_by_role("columnheader")
    expect(heading).to_have_attribute("aria-sort", "descending")
    weights = [
        part.evaluate("node => getComputedStyle(node).fontWeight")
        for part in (heading, heading.get_by_role("button"))
    ]
    assert weights == ["700", "700"]

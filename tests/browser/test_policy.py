"""The content security policy in Chromium: what the program wrote runs, what somebody smuggled in does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from serving import WATCH, until

import tornjust as jp

from .conftest import Site, over_ajax


def everything() -> jp.WebPage:
    """Scripts and styles in every place where a program may write them."""
    wp = jp.WebPage(css="#css { color: rgb(1, 1, 1) }")
    wp.head_html = (
        "<style>#head { color: rgb(2, 2, 2) }</style><SCRIPT>window.head = 1</SCRIPT>"
        # What a script of the page loads, runs too.
        "<script>s = document.createElement('script'); s.src = '/static/more.js'; document.head.append(s)</script>"
        '<script src="/static/named.js"></script>'
    )
    wp.body_html = '<button id="own" onclick="window.own = 1">own</button><script>window.body = 1</script>'
    for name in ("css", "head", "patched", "raw"):
        jp.P(a=wp, id=name, text=name)
    jp.P(a=wp, id="attribute", text="attribute", style="color: rgb(6, 6, 6)")
    place = jp.Div(a=wp)

    async def go(self: jp.Button, msg: jp.Dict) -> None:
        await wp.run_javascript("window.ran = 1")
        jp.Style(a=wp, text="#patched { color: rgb(3, 3, 3) }")
        place.inner_html = "<style>#raw { color: rgb(4, 4, 4) }</style>"
        place.style = "color: rgb(5, 5, 5)"

    jp.Button(a=wp, id="go", text="go", click=go)
    return wp


def test_what_the_program_wrote_runs(site: Site, static: Path) -> None:
    (static / "more.js").write_text("window.more = 1")
    (static / "named.js").write_text("window.named = 1")
    tab = site.tab()
    tab.page.add_init_script(WATCH)
    site.route("/", everything)
    page = tab.open(site.url)
    page.click("#own")
    page.click("#go")
    until(page, "window.ran && window.more")
    assert page.evaluate("[head, named, body, own]") == [1, 1, 1, 1]
    for name, value in {"css": 1, "head": 2, "patched": 3, "raw": 4, "attribute": 6}.items():
        until(
            page,
            "([name, value]) => getComputedStyle(document.getElementById(name)).color == value",
            arg=[name, f"rgb({value}, {value}, {value})"],
        )
    assert page.evaluate("violations") == []


EVIL = "window.evil = 1"
# Raw HTML that a careless program took from a user.
SMUGGLED = [
    f'<img src="data:," onerror="{EVIL}">',
    # Some browsers run the second as it is parsed only; so one that all of them try to run stands behind it.
    f'<svg onload="{EVIL}"></svg><img src="data:," onerror="{EVIL}">',
    f'<a id="link" href="javascript:{EVIL}">x</a>',
    f'<iframe srcdoc="<i></i>" onload="{EVIL}"></iframe>',
    f'<object data="data:text/html,<i>" onload="{EVIL}"></object>',
]


@over_ajax
@pytest.mark.parametrize("late", [False, True], ids=["at first", "later"])
@pytest.mark.parametrize("html", SMUGGLED)
def test_what_was_smuggled_into_raw_html_does_not(site: Site, html: str, late: bool) -> None:
    def page() -> jp.WebPage:
        wp = jp.WebPage()
        place = jp.Div(a=wp, inner_html="" if late else html)
        jp.Button(a=wp, id="go", text="go", click=lambda self, msg: setattr(place, "inner_html", html))
        return wp

    tab = site.tab()
    tab.expected = ("Content Security Policy",)
    tab.page.add_init_script(WATCH)
    site.route("/", page)
    shown = tab.open(site.url)
    if late:
        shown.click("#go")
        shown.wait_for_selector("#link" if "link" in html else "svg, img, iframe, object", state="attached")
    if "link" in html:
        shown.click("#link")
    until(shown, "violations.length > 0")
    assert shown.evaluate("window.evil") is None


@over_ajax
def test_a_script_in_text_a_title_or_an_attribute_is_text(site: Site) -> None:
    script = '</title></style></script><script>window.evil = 1</script>"><img src=data:, onerror="window.evil = 1">'

    def page() -> jp.WebPage:
        wp = jp.WebPage(title=script, body_classes=script, body_style=script, display_url="/#" + script)
        wp.css = f"#css {{ color: rgb(1, 1, 1) }} /* {script} */"
        box = jp.Div(a=wp, id="css", text=script, classes=script, style=script, title=script, data_x=script)
        jp.Input(a=wp, value=script, placeholder=script, id="field")
        jp.Textarea(a=wp, value=script)
        jp.Img(a=wp, alt=script, src="data:,")
        jp.Style(a=wp, text=script)

        def go(self: jp.Button, msg: jp.Dict) -> None:
            box.text = box.title = box.style = script + script
            wp.title = script + "2"

        jp.Button(a=wp, id="go", text="go", click=go)
        return wp

    tab = site.tab()
    tab.page.add_init_script(WATCH)
    site.route("/", page)
    shown = tab.open(site.url)
    assert shown.title() == script
    assert shown.locator("#css").inner_text() == script
    assert shown.input_value("#field") == script
    shown.click("#go")
    until(shown, "script => document.title == script + '2'", arg=script)
    assert shown.locator("#css").inner_text() == script + script
    assert shown.evaluate("window.evil") is None
    assert shown.evaluate("violations") == []

"""The document around a page's tree, which pages share as far as they are alike."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tornjust as jp
from tornjust import changes, shell


def document(page: jp.WebPage, token: str = "token", **more: Any) -> str:
    return shell.document(page, token, **{"prefix": "", "script": "/script.js", **more})


def made(text: str, **options: Any) -> jp.WebPage:
    """A page with one element."""
    page = jp.WebPage(**options)
    jp.Div(a=page, text=text, classes="p-2")
    return page


def config(html: str) -> Any:
    found = re.search(r'data-tornjust-root="([^"]*)"', html)
    assert found
    return json.loads(unescape(found[1]))


def test_pages_that_are_alike_share_all_but_what_is_their_own() -> None:
    pages = [made(f"Text <{number}>", title=f"Page & {number}") for number in range(3)]
    for page in pages:
        page.on("keydown", lambda self, msg: None)
    before = shell._known_pieces.cache_info().hits
    documents = [document(page, f"token{n}", nonce=f"nonce{n}") for n, page in enumerate(pages)]
    assert shell._known_pieces.cache_info().hits >= before + 2
    for number, html in enumerate(documents):
        assert f"<title>Page &amp; {number}</title>" in html
        assert f">Text &lt;{number}&gt;</div></div>\n</body>" in html
        assert f'<div data-tj="{pages[number]._key}" data-tornjust-root=' in html
        assert config(html)["tab"] == f"token{number}"
        assert set(re.findall(r'nonce="([^"]*)"', html)) == {f"nonce{number}"}
        assert not any(word in html for word in shell._SLOTS)


_words = st.text(alphabet="ab<>&\"'{}%$\\ \n\u00e4\u20ac", max_size=8)
_options = st.fixed_dictionaries(
    {},
    optional={
        "title": _words,
        "css": st.one_of(_words, st.just("@import url(a.css);")),
        "head_html": st.one_of(_words, st.just("<script>1</script>")),
        "body_html": st.one_of(_words, st.just("<style>a{}</style>")),
        "body_classes": _words,
        "body_style": _words,
        "favicon": st.sampled_from(["icon.png", "/icon.png", None]),
        "dark": st.sampled_from([True, False, "auto"]),
        "lang": st.sampled_from(["en", "de"]),
        "dir": st.sampled_from(["rtl", "ltr", None]),
        "tailwind": st.booleans(),
        "reload_interval": st.sampled_from([None, 2.5]),
    },
)


@given(
    _options, st.sampled_from([frozenset(), frozenset(("script", "style"))]), st.sampled_from(["", "/app"])
)
def test_the_document_is_what_the_template_makes_of_the_page(
    options: dict[str, Any], inline: frozenset[str], prefix: str
) -> None:
    page = made("Text", **options)
    html = document(page, nonce="abc", inline=inline, prefix=prefix)
    assert document(page, nonce="abc", inline=inline, prefix=prefix) == html
    file, rules, orders = shell.utilities(frozenset(page._styles), bool(page.tailwind))
    styled = bool(page.tailwind or page._styles)
    css = page.css
    within = "style" in inline
    expected = shell._page_template().render(
        lang=page.lang,
        dir=page.dir,
        dark=page._dark_class(),
        favicon=page._icon(),
        body_classes=page.body_classes,
        body_style=page.body_style,
        listens="",
        runs="",
        head=shell.with_nonce(page.head_html, "abc"),
        body=shell.with_nonce(page.body_html, "abc"),
        own=css.replace("</", "<\\/") if within else "",
        css=prefix + shell.sheets.add("own.css", css) if css and not within else "",
        rules=rules if styled and within else "",
        sheet=prefix + shell.sheets.keep(file) if styled and not within else "",
        orders=orders if styled else "",
        early=shell._early() if "script" in inline else "",
        early_file=f"{prefix}{shell.PREFIX}/static/{shell.static_file('early.js').name}",
        scripts=[prefix + "/script.js"],
        title=page.title,
        nonce="abc",
        key=page._key,
        config=json.dumps(config(html), separators=(",", ":")),
        tree=changes.whole(page),
    )
    assert html == expected


def test_much_raw_html_is_not_kept() -> None:
    size = shell._known_pieces.cache_info().currsize
    misses = shell._known_pieces.cache_info().misses
    html = document(made("Text", head_html=f"<!--{'x' * shell.MAX_IN_FRAME}-->"))
    assert "x" * shell.MAX_IN_FRAME in html
    assert shell._known_pieces.cache_info()[1:] == (misses, shell.MAX_FRAMES, size)


@pytest.mark.parametrize("name", ["title", "lang"])
def test_what_is_no_text_is_shown_as_text(name: str) -> None:
    assert ">5<" in document(made("Text", **{name: 5})) or '"5"' in document(made("Text", **{name: 5}))


def test_text_may_run_from_right_to_left() -> None:
    assert document(made("Text")).startswith('<!DOCTYPE html>\n<html lang="en">')
    assert '<html lang="ar" dir="rtl">' in document(made("Text", lang="ar", dir="rtl"))
    assert '<html lang="en">' in document(made("Text", dir=Path("/srv/files")))


def test_a_page_that_nobody_listens_to_has_no_list_of_events() -> None:
    page = made("Text")
    document(page)
    assert "events" not in page.__dict__

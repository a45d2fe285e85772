"""jp.Markdown: text in Markdown is shown as formatted text, and follows changes; text of users cannot hold HTML."""

from __future__ import annotations

import pytest

import tornjust as jp
from tornjust import changes


def test_text_becomes_html_in_prose():
    component = jp.Markdown(markdown="# Title\n\nSome *text*.", classes="m-2")
    assert component.inner_html == '<h1 id="title">Title</h1>\n<p>Some <em>text</em>.</p>'
    assert component.classes == "m-2 prose"


def test_another_text_is_shown_at_once():
    page = jp.WebPage(delete_flag=False)
    component = jp.Markdown(a=page, markdown="* one")
    changes.whole(page)
    since = page._seen
    component.markdown += "\n* two"
    assert "<li>two</li>" in str(changes.patch(page, since))


def test_the_same_text_again_is_no_change():
    page = jp.WebPage(delete_flag=False)
    component = jp.Markdown(a=page, markdown="* one")
    changes.whole(page)
    component.markdown = "* one"
    assert changes.patch(page, page._seen) is None


def test_prose_stays_whatever_classes_are_assigned():
    component = jp.Markdown(markdown="x")
    component.classes = "text-lg"
    assert component.classes == "text-lg prose"


def test_extensions_can_be_chosen():
    table = "a | b\n--|--\n1 | 2"
    assert "<table>" in jp.Markdown(markdown=table).inner_html
    assert "<table>" not in jp.Markdown(markdown=table, all_extensions=False).inner_html
    assert "<table>" in jp.Markdown(markdown=table, all_extensions=False, extensions=["tables"]).inner_html


def test_a_page_can_write():
    page = jp.WebPage()
    component = page.write("Hello **world**")
    assert list(page.components) == [component]
    assert component.classes == "m-2 p-2 prose"


def test_a_model_can_hold_the_text():
    page = jp.WebPage(data={"text": "*x*"})
    jp.Markdown(a=page, model=[page, "text"])
    assert "<em>x</em>" in changes.whole(page)


def test_html_in_a_text_of_the_program_is_html():
    assert jp.Markdown(markdown='<b class="x">bold</b>').inner_html == '<p><b class="x">bold</b></p>'


ATTACKS = [
    "<script>x()</script>",
    "a <img src=x onerror=x()>",
    "<div>\n<script>x()</script>\n</div>",
    '<div markdown="1" onclick="x()">*y*</div>',
    "[y](javascript:x())",
    "[y](  JAVASCRIPT:x())",
    "[y](java&#10;script:x())",
    "![y](javascript:x())",
    "<javascript:x()>",
    "[y][1]\n\n[1]: javascript:x()",
    "[y](data:text/html,<script>x()</script>)",
    "text\n{: onclick='x()' }",
    "# title {: onclick='x()' }",
    "*y*{: onclick='x()' }",
    "![{@onclick=x()}](y)",
    '[y](http://z "t" onclick=x())',
]


@pytest.mark.parametrize("text", ATTACKS)
def test_text_of_users_cannot_run_anything(text: str):
    from lxml import html

    component = jp.Markdown(markdown=text, trusted=False, extensions=["md_in_html", "attr_list"])
    shown = html.fragment_fromstring(component.inner_html, create_parent="div")
    for element in shown.iter():
        assert element.tag in ("div", "p", "em", "a", "img", "h1", "code", "pre", "br")
        assert not any(name.startswith("on") for name in element.attrib)
        for name in ("href", "src"):
            assert "script" not in element.get(name, "").lower().replace("\n", "")
            assert not element.get(name, "").startswith("data:")


def test_links_of_users_lead_to_web_pages():
    shown = jp.Markdown(
        markdown="[a](https://x.org/?a=1&b=2) [b](/y) <mailto:me@x.org>", trusted=False
    ).inner_html
    assert 'href="https://x.org/?a=1&amp;b=2"' in shown
    assert 'href="/y"' in shown
    assert shown.count("href=") == 3


def test_the_error_for_a_missing_library_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch):
    import sys

    monkeypatch.setitem(sys.modules, "markdown", None)
    with pytest.raises(jp.MissingLibraryError, match=r"pip install 'tornjust\[markdown\]'"):
        jp.Markdown(markdown="x")
    with pytest.raises(ImportError):
        jp.WebPage().write("x")

"""Forms and links."""

from __future__ import annotations

import logging

from tornjust.events import Dict
from tornjust.tags import A, Div, Form


def test_a_form_always_reports_that_it_was_submitted():
    form = Form()
    assert form.id
    assert form._listens() == "submit"
    assert Form(submit=print)._listens() == "submit"


def test_without_a_handler_the_log_says_which_fields_came(caplog):
    form = Form()
    msg = Dict(form_data=[{"name": "user", "value": "ada"}, {"name": "password", "value": "secret"}])
    with caplog.at_level(logging.INFO, "tornjust"):
        assert form.on_submit(msg) is True
    assert "['user', 'password']" in caplog.text
    assert "secret" not in caplog.text


def test_a_handler_takes_its_place():
    seen = []
    form = Form(submit=lambda self, msg: seen.append(self))
    form.on_submit(Dict())
    assert seen == [form]


def test_a_link(shown):
    link = A(text="Home", href="/")
    assert shown(link) == (f'<a href="/" id="{link.id}" rel="noopener noreferrer" target="_self">Home</a>')


def test_a_link_sends_nothing_unless_the_program_binds_something():
    assert A(href="/")._listens() == ""
    assert A(href="/", click=print)._listens() == "click"


def test_a_bookmark_may_be_an_id():
    link = A(bookmark="two", scroll=True)
    assert (link.href, link.scroll_to, link.bookmark) == ("#two", "two", "two")


def test_a_bookmark_leads_to_a_component():
    chapter = Div()
    link = A(bookmark=chapter)
    assert chapter.id
    assert link.href == f"#{chapter.id}"
    assert link.bookmark is chapter


def test_scrolling_tells_the_browser_where_to(shown):
    chapter = Div(id="two")
    assert 'data-tj-scroll="two smooth start nearest"' in shown(A(bookmark=chapter, scroll=True))
    assert 'data-tj-scroll="top auto center nearest"' in shown(
        A(scroll_to="top", scroll=True, scroll_option="auto", block_option="center")
    )
    assert "data-tj-scroll" not in shown(A(bookmark=chapter))
    assert "data-tj-scroll" not in shown(A(scroll=True))
    target = Div()
    link = A(scroll_to=target, scroll=True)
    assert f'data-tj-scroll="{target.id} smooth start nearest"' in shown(link)
    assert target.id


def test_a_file_to_save_has_a_name(shown):
    assert ' download="report.pdf"' in shown(A(href="/static/r.pdf", download="report.pdf"))

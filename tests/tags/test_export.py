"""`to_html()`: a component as HTML to read."""

from __future__ import annotations

from tornjust.tags import A, Br, Div, Img, Input, Option, P, Select, Ul


def test_a_line_for_each_part():
    div = Div(classes="m-2")
    P(a=div, text="a < b")
    Br(a=div)
    assert div.to_html(indent_step=2) == (
        '<div class="m-2">\n  <p>\na &lt; b\n  </p>\n  <br/>\n</div>\n'
    )  # fmt: skip


def test_all_on_one_line():
    assert Ul(inner_html="<li>x</li>").to_html(format=False) == "<ul><li>x</li></ul>"
    assert P(text="&copy;", html_entity=True).to_html(format=False) == "<p>&copy;</p>"


def test_what_a_live_page_needs_is_left_out():
    html = Div(id="x", click=print, text="x").to_html(format=False)
    assert html == '<div id="x">x</div>'


def test_what_is_not_shown_is_not_there():
    div = Div()
    Div(a=div, show=False)
    assert div.to_html(format=False) == "<div></div>"


def test_attributes_are_those_of_the_page():
    assert Img(src='a"b', loading="lazy", ismap=True, alt="").to_html(format=False) == (
        '<img src="a&quot;b" loading="lazy" ismap="ismap" alt=""/>'
    )
    assert 'target="_self"' in A(href="/").to_html()
    assert 'type="text"' in Input(value=1).to_html()


def test_the_chosen_option_is_selected():
    select = Select(no_events=True, value="b")
    select += Option(value="a")
    select += Option(value="b")
    assert select.to_html(format=False) == (
        '<select><option value="a"></option><option value="b" selected="selected"></option></select>'
    )

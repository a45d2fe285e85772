"""`to_html()`: a component as HTML to read."""

from __future__ import annotations

from tornjust.tags import A, Br, Div, Form, Img, Input, Label, Option, P, Select, Ul


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


def test_numbers_that_only_the_page_knows_are_left_out():
    """Parsed again, the elements would have the ids of others."""
    box = Div()
    Div(a=box, click=print, text="x")
    Input(a=box, type="text", form=Form())
    assert " id=" not in box.to_html()
    known = Div(click=print)
    number = known.id
    assert known.to_html(format=False) == f'<div id="{number}"></div>'


def test_what_another_element_names_has_its_id():
    box = Div()
    choices = Div(a=box, click=print)
    Input(a=box, list=choices)
    Label(for_component=Input(a=box), a=box)
    html = box.to_html(format=False)
    assert f'<div id="{choices.id}"></div>' in html
    assert f' list="{choices.id}"' in html
    assert html.count(" id=") == 2

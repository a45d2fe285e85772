"""Tree -> HTML: everything is escaped where it has to be, and every value is written as HTML wants it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markupsafe import Markup

import tornjust as jp
from tornjust import changes, wire
from tornjust.element import Element
from tornjust.render import render
from tornjust.rendering import Rendering
from tornjust.shell import document

TRICKY = "</div><script>alert(1)</script>&amp;<!-- \"quotes\" 'single' & \r\n tab\t ]]> "


def html(component: Element) -> str:
    """The HTML without the framework's own attributes."""
    into = Rendering()
    render(component, into)
    return re.sub(r' data-tj(-on|-focus)?="[^"]*"', "", into.html())


def attributes(component: Element) -> dict[str, str]:
    """What the browser reads of the start tag."""
    found = etree.fromstring(html(component))
    return {str(name): str(value) for name, value in found.attrib.items()}


# -- escaping


@given(st.text())
def test_any_text_arrives_as_it_is(text):
    page = jp.WebPage()
    jp.Div(a=page, text=text, title=text)
    source = f"<body>{changes.whole(page)}</body>".encode()
    found = etree.HTML(source, etree.HTMLParser(encoding="utf-8")).find(".//div")
    sent = text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
    # lxml drops control characters; a browser does not
    if not re.search("[\0-\x1f\x7f-\x9f\ufffe\uffff]", sent):
        assert (found.text or "") == sent
        assert found.get("title") == sent


PLACES = [
    lambda text: jp.Div(text=text),
    lambda text: jp.Div(title=text),
    lambda text: jp.Div(id=text),
    lambda text: jp.Div(classes=text),
    lambda text: jp.Div(style=text),
    lambda text: jp.Div(name=text),
    lambda text: jp.Div(data_row=text),
    lambda text: jp.Div(aria_label=text),
    lambda text: jp.Div(role=text),
    lambda text: jp.A(href=text, download=text, target=text),
    lambda text: jp.Input(value=text, placeholder=text, type=text),
    lambda text: jp.Textarea(value=text),
    lambda text: jp.Select(value=text, children=[jp.Option(value=text, text=text)]),
    lambda text: jp.Pre(text=text),
    lambda text: jp.Title(text=text),
    lambda text: jp.Circle(fill=text),
    lambda text: jp.Div(prop_list=["anything"], anything=text),
    lambda text: jp.Div(click=print, additional_properties=[text]),
    lambda text: jp.P(children=[jp.Div(text=text, title=text)]),
    lambda text: jp.Label(**{"for": text}),
]


@pytest.mark.parametrize("make", PLACES)
def test_no_text_can_leave_its_place(make):
    written = html(make(TRICKY))
    etree.fromstring(written)  # well-formed: nothing was opened or closed
    assert "<script" not in written
    assert "<!--" not in written


@pytest.mark.parametrize(
    ("value", "shown"), [(5.0, "5"), (-2.0, "-2"), (0.5, "0.5"), (0, "0"), (1e30, "1e+30"), (7, "7")]
)
def test_numbers_are_written_as_javascript_writes_them(value, shown):
    assert attributes(jp.Circle(r=value))["r"] == shown


@pytest.mark.parametrize("value", [True, False, 5.0])
def test_a_field_shows_a_value_as_python_writes_it(value):
    assert attributes(jp.Input(value=value))["value"] == str(value)


def test_a_number_a_component_and_none_as_text():
    assert html(jp.Div(text=5)) == "<div>5</div>"
    assert html(jp.Div(text=None)) == "<div>None</div>"
    assert html(jp.Div(text=0)) == "<div>0</div>"
    assert html(jp.Div()) == "<div></div>"


def test_an_object_is_written_as_its_text():
    class Price:
        def __str__(self) -> str:
            return "<3 €>"

    assert html(jp.Span(text=Price())) == "<span>&lt;3 €&gt;</span>"
    assert attributes(jp.Span(title=Price()))["title"] == "<3 €>"


def test_raw_html_enters_through_its_own_names_only():
    assert html(jp.Div(inner_html="<b>x</b>")) == "<div><b>x</b></div>"
    assert html(jp.Div(text="&copy;", html_entity=True)) == "<div>&copy;</div>"
    assert html(jp.Div(text="&copy;")) == "<div>&amp;copy;</div>"


def test_inner_html_takes_the_place_of_all_content():
    assert html(jp.Div(inner_html="<b>x</b>", text="no", children=[jp.Div()])) == "<div><b>x</b></div>"


@pytest.mark.parametrize("end", ["</style>", "</STYLE >", "</style\n", "<!--", "</sTyLe/x>"])
def test_the_text_of_a_style_cannot_end_it(end):
    written = html(jp.Style(text=f"a::before {{ content: '{end}<script>' }} b > c {{}}"))
    content = written[len("<style>") : -len("</style>")]
    assert "</style" not in content.lower()
    assert "<!--" not in content
    assert "b > c {}" in content  # not escaped: a style sheet knows no character references


LONE = "a\ud83d b"


def test_a_lone_surrogate_becomes_a_question_mark():
    page = jp.WebPage()
    box = jp.Div(a=page, text=LONE, title=LONE)
    first = changes.whole(page)
    assert "a? b" in first
    first.encode()
    box.text = "b" + LONE
    patch = changes.patch(page, page._seen)
    assert patch is not None
    assert "ba? b" in patch
    patch.encode()


@pytest.mark.parametrize(
    "name", ["title", "css", "head_html", "body_html", "body_classes", "display_url", "favicon"]
)
def test_a_lone_surrogate_in_the_page_itself_does_not_stop_it(name):
    page = jp.WebPage(**{name: LONE})
    page.add(jp.Div())
    document(page, "token", prefix="", script="/script.js").encode()


# -- values of attributes


@pytest.mark.parametrize("value", [True, 1, "disabled", "yes", ""])
def test_a_boolean_attribute(value):
    found = attributes(jp.Input(disabled=value))
    if value == "":
        assert "disabled" not in found
    else:
        assert found["disabled"] == "disabled"


@pytest.mark.parametrize("value", [False, None, 0])
def test_a_boolean_attribute_that_is_false_is_absent(value):
    assert "checked" not in attributes(jp.Input(type="checkbox", checked=value))


@pytest.mark.parametrize("name", ["contenteditable", "draggable", "spellcheck", "writingsuggestions"])
def test_attributes_that_spell_true_and_false_out(name):
    assert attributes(jp.Div(**{name: True}))[name] == "true"
    assert attributes(jp.Div(**{name: False}))[name] == "false"
    assert attributes(jp.Div(**{name: "false"}))[name] == "false"
    assert name not in attributes(jp.Div(**{name: None}))


@pytest.mark.parametrize(
    ("name", "off", "on"),
    [
        ("autocomplete", "off", "on"),
        ("autocapitalize", "off", "on"),
        ("autocorrect", "off", "on"),
        ("translate", "no", "yes"),
    ],
)
def test_attributes_with_words_of_their_own_for_true_and_false(name, off, on):
    assert attributes(jp.Input(**{name: False}))[name] == off
    assert attributes(jp.Input(**{name: True}))[name] == on
    assert attributes(jp.Input(**{name: "given-name"}))[name] == "given-name"
    assert name not in attributes(jp.Input(**{name: None}))


def test_aria_and_data_spell_them_out_too():
    box = jp.Div(
        aria_hidden=True, aria_expanded=False, aria_label=None, data_on=True, data_off=False, data_n=0
    )
    assert attributes(box) == {
        "aria-hidden": "true",
        "aria-expanded": "false",
        "data-on": "true",
        "data-off": "false",
        "data-n": "0",
    }


def test_data_and_aria_may_be_spelled_as_in_html():
    assert attributes(jp.Div(**{"data-row-id": 5, "aria-label": "x"})) == {
        "data-row-id": "5",
        "aria-label": "x",
    }


def test_data_of_several_words():
    assert attributes(jp.Div(data_row_id=5)) == {"data-row-id": "5"}


def test_role_and_the_global_attributes():
    box = jp.Div(role="alert", lang="de", dir="rtl", tabindex=0, accesskey="s", title="t", name="n")
    assert attributes(box) == {
        "role": "alert", "lang": "de", "dir": "rtl", "tabindex": "0", "accesskey": "s", "title": "t", "name": "n",
    }  # fmt: skip


def test_other_attributes():
    assert attributes(jp.Img(src="a.png", width=0, alt="")) == {"src": "a.png", "width": "0", "alt": ""}
    assert attributes(jp.Td(colspan=2, rowspan=None)) == {"colspan": "2"}
    assert attributes(jp.Ol(start=-3, reversed=True)) == {"start": "-3", "reversed": "reversed"}


def test_an_attribute_that_means_something_bare():
    assert attributes(jp.Div(popover=True)) == {"popover": ""}
    assert attributes(jp.Div(popover="manual")) == {"popover": "manual"}
    assert 'download=""' in html(jp.A(href="/x", download=True))


def test_hidden_until_found():
    # HTML Standard, 6.1: `hidden` is enumerated
    assert attributes(jp.Div(hidden="until-found")) == {"hidden": "until-found"}
    assert attributes(jp.Div(hidden=True))["hidden"] in ("", "hidden")


@pytest.mark.parametrize(
    "empty", [{"classes": ""}, {"style": ""}, {"id": ""}, {"id": None}, {"classes": None}]
)
def test_what_is_empty_is_not_written(empty):
    assert html(jp.Div(**empty)) == "<div></div>"


def test_a_keyword_of_python_has_an_underscore():
    assert attributes(jp.FeBlend(_in="SourceGraphic")) == {"in": "SourceGraphic"}
    assert attributes(jp.Label(_for="field")) == {"for": "field"}


def test_an_attribute_that_the_class_does_not_know_stays_in_python():
    assert html(jp.Div(price=5, items=[1])) == "<div></div>"


def test_an_element_that_was_written_before_has_the_id_by_which_another_names_it():
    wp = jp.WebPage()
    heading = jp.H1(a=wp, text='<h1 data-tj="2">')
    section = jp.Section(a=wp, aria_labelledby=heading)
    dialog = jp.Dialog(a=section, classes="p-4")
    jp.Button(a=section, command="show-modal", commandfor=dialog)
    html = changes.whole(wp)
    assert f'<h1 data-tj="{heading._key}" id="{heading.id}">' in html
    assert f'<dialog data-tj="{dialog._key}" id="{dialog.id}"' in html
    assert html.count(" id=") == 2
    assert f'aria-labelledby="{heading.id}"' in html
    assert f'commandfor="{dialog.id}"' in html


def test_an_element_that_is_named_later_gets_its_id_with_the_same_patch():
    wp = jp.WebPage()
    before, section, after = jp.P(a=wp), jp.Section(a=wp), jp.P(a=wp)
    changes.whole(wp)
    base = wp._stamp
    section.aria_labelledby = before
    section.add(jp.Button(aria_describedby=after))
    found = changes.patch(wp, base) or ""
    for named in (before, after):
        assert f'["attr",{named._key},"id","{named.id}"]' in found


def test_a_component_may_be_named_where_an_id_is_wanted():
    field = jp.Input()
    assert attributes(jp.Output(**{"for": field}))["for"] == str(field.id)
    button = jp.Button(popovertarget=jp.Div(id="menu"))
    assert attributes(button)["popovertarget"] == "menu"


# -- elements


def test_void_elements_have_no_end():
    assert html(jp.Br()) == "<br/>"
    assert html(jp.Hr(text="ignored", classes="m-2")) == '<hr class="m-2"/>'
    assert html(jp.Img(src="x")) == '<img src="x"/>'


@pytest.mark.parametrize("cls", [jp.Pre, jp.Textarea])
def test_the_first_newline_survives(cls):
    # the parser drops one (HTML Standard, 13.1.2.5)
    assert ">\n\nfirst<" in html(cls(text="\nfirst"))
    assert ">first\n<" in html(cls(text="first\n"))


def test_a_carriage_return_survives():
    # a bare one would become a newline while the input is normalised (13.2.3.5)
    assert html(jp.Pre(text="a\r\nb")) == "<pre>a&#13;\nb</pre>"


def test_text_comes_before_the_children():
    assert html(jp.P(text="one ", children=[jp.B(text="two")])) == "<p>one <b>two</b></p>"


def test_what_is_not_shown_is_not_there():
    assert html(jp.Div(children=[jp.P(show=False, text="x")])) == "<div></div>"
    assert html(jp.Div(show=False)) == ""


def test_svg_keeps_its_capitals():
    picture = jp.Svg(viewBox="0 0 1 1", children=[jp.LinearGradient(gradientUnits="userSpaceOnUse")])
    assert html(picture) == (
        '<svg viewBox="0 0 1 1"><linearGradient gradientUnits="userSpaceOnUse"></linearGradient></svg>'
    )


def test_svg_attributes_with_dashes_have_underscores_in_python():
    assert attributes(jp.Circle(stroke_width=2, cx=1)) == {"stroke-width": "2", "cx": "1"}
    assert html(jp.Use(**{"xlink:href": "#a"})) == '<use xlink:href="#a"></use>'


def test_a_tag_of_the_program_s_own():
    class Card(jp.Div):
        html_tag = "my-card"
        attributes = ("size",)

    assert html(Card(size=3, text="x")) == '<my-card size="3">x</my-card>'


def test_an_instance_may_know_further_attributes():
    box = jp.Div(prop_list=["part"], part="head", exportparts="x")
    assert html(box) == '<div part="head"></div>'


def test_a_misplaced_element_travels_under_another_name():
    written = html(jp.P(children=[jp.Div(text="x")]))
    assert written == f'<p><tj-x {wire.STANDS_FOR}="div">x</tj-x></p>'


def test_the_option_that_is_chosen_is_marked():
    select = jp.Select(value="b", children=[jp.Option(value=v, text=v) for v in "abc"])
    assert re.findall('<option value="(.)" selected', html(select)) == ["b"]


def test_rendering_says_what_the_page_has_to_know():
    into = Rendering()
    button = jp.Button(click=print, classes="p-4 flex")
    render(jp.Div(children=[button, jp.Div(inner_html="<i class='m-2'>x</i>")]), into)
    known: dict[str, Any] = {"classes": into.classes, "types": into.types, "raw": into.raw}
    assert known == {"classes": {"p-4 flex"}, "types": {"click"}, "raw": ["<i class='m-2'>x</i>"]}
    assert into.listeners == {button._key: button}


def test_classes_as_a_list_and_style_as_a_dictionary():
    assert attributes(jp.Div(classes=["p-4", "m-2"], style={"color": "red", "top": 0})) == {
        "class": "p-4 m-2",
        "style": "color: red; top: 0",
    }
    assert attributes(jp.Div(classes=[], style={})) == {}
    into = Rendering()
    render(jp.Div(classes=["p-4", "m-2"]), into)
    assert into.classes == {"p-4 m-2"}


def test_what_str_gives_is_escaped_once_also_where_it_is_no_plain_text() -> None:
    class Shown:
        """Says what it is in a text of a kind of its own, which escapes what it is given."""

        def __str__(self) -> str:
            return Markup("a & b")

    assert ">a &amp; b</div>" in changes.whole(page_of(jp.Div(text=Shown())))


def page_of(*components: jp.Div) -> jp.WebPage:
    page = jp.WebPage()
    page.add(*components)
    return page

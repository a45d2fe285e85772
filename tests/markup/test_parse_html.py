"""parse_html: HTML -> components that show what a browser would show, found by name, with handlers; no code runs."""

from __future__ import annotations

import asyncio
import logging
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import tornjust as jp
from markup.soup import PIECES, SOUP, TIDY


def inner(component: Any) -> str:
    """The HTML of what was parsed, without the `Div` that holds several."""
    html: str = component.to_html(format=False)
    if getattr(component, "name", "") == "root":
        return html.removeprefix('<div name="root">').removesuffix("</div>")
    return html


# -- what comes out


@pytest.mark.parametrize(("html", "expected"), PIECES.items(), ids=list(PIECES))
def test_html_is_read_as_browsers_read_it(html: str, expected: str):
    found = re.sub(r' (id="\d+"|rel="[^"]*"|target="_self")', "", inner(jp.parse_html(html)))
    assert found == expected


@settings(max_examples=300, deadline=None)
@given(SOUP)
def test_whatever_the_text_is_a_component_comes_out_of_it(html: str):
    component = jp.parse_html(html)
    assert component.to_html().startswith("<")
    assert isinstance(component.commands, list)


def test_one_element_at_the_top_is_the_result():
    component = jp.parse_html("\n <section><p>x</p></section> \n")
    assert type(component) is jp.Section
    assert [type(child) for child in component.components] == [jp.P]


def test_several_are_held_by_a_div():
    component = jp.parse_html("<p>x</p><p>y</p>")
    assert (type(component), component.name, len(component)) == (jp.Div, "root", 2)


@pytest.mark.parametrize("html", ["", " \n", "<!-- nothing -->"])
def test_nothing_gives_an_empty_div(html: str):
    component = jp.parse_html(html)
    assert (type(component), len(component)) == (jp.Div, 0)


def test_of_a_whole_page_the_body_counts():
    component = jp.parse_html(
        "<html lang=de><head><title>T</title><meta charset=utf-8><style>p { color: red }</style></head>"
        "<body class='p-4' onload='x()' bgcolor=red text=blue><p>x</p></body></html>"
    )
    assert component.to_html(format=False) == (
        '<div class="p-4" name="root"><style>p { color: red }</style><p>x</p></div>'
    )


def test_the_index_of_an_element_does_not_depend_on_the_text_around_it():
    component = jp.parse_html("<div> a <b>b</b> c <i>d</i> </div>")
    assert [type(child) for child in component.components] == [jp.B, jp.I]
    assert [component.text, *(child.text_after for child in component.components)] == ["a ", " c ", ""]


def test_very_deep_html_is_flattened():
    component = jp.parse_html("<div>" * 1000 + "x" + "</div>" * 1000 + "<p>y</p>")
    assert component.to_html(format=False).endswith("<p>y</p></div>")


def test_bytes_that_no_encoding_has_do_no_harm():
    assert jp.parse_html("<p>\ud800\0</p>").to_html(format=False) == "<p>?\ufffd</p>"


# -- attributes


def test_fields_know_what_the_html_says_of_them():
    form = jp.parse_html(
        "<form><input name=a value=1><input name=b type=checkbox checked><textarea name=c>\nx\ny</textarea>"
        "<select name=d><option>p<option value=2 selected>q</select>"
        "<select name=e multiple><option selected>r<option selected>s</select></form>"
    )
    names = form.name_dict
    assert (names.a.value, names.b.checked, names.c.value) == ("1", True, "x\ny")
    assert (names.d.value, names.e.value) == ("2", ["r", "s"])


def test_attributes_that_a_class_does_not_know_are_shown_all_the_same():
    component = jp.parse_html("<div x-data='1' v-on:y=2 if=3 align=center>x</div>")
    assert component.to_html(format=False) == '<div x-data="1" v-on:y="2" if="3" align="center">x</div>'


def test_attributes_cannot_reach_what_belongs_to_python():
    component = jp.parse_html(
        "<div components=1 on=2 add=3 a=4 own=5 delete=6 click=7 slot=8 html_tag=9>x</div>"
    )
    assert component.to_html(format=False) == '<div own="5">x</div>'
    component.add(jp.P())
    component.delete()


def test_justpys_own_attributes_can_be_given():
    component = jp.parse_html(
        '<div><p inner_html="<b>x</b>"></p><hello counter="3"></hello><p :show="False">y</p></div>'
    )
    html = component.to_html(format=False)
    assert "<p><b>x</b></p>" in html
    assert "Hello!" in html
    assert "y" not in html


# -- name_dict, commands, keywords


def test_components_are_found_by_name():
    names = jp.parse_html("<div><p name=one>1</p><p name=two>2</p><b name=two>3</b></div>").name_dict
    assert names["one"].text == names.one.text == "1"
    assert [component.text for component in names.two] == ["2", "3"]
    assert not names.three


def test_another_attribute_can_be_the_name():
    assert jp.parse_html("<p id=x>1</p>", dict_attribute="id").name_dict.x.text == "1"
    assert jp.parse_html("<p data-ref=x>1</p>", dict_attribute="data-ref").name_dict.x.text == "1"


def test_keywords_go_to_the_result():
    page = jp.WebPage()
    clicks = []
    component = jp.parse_html(
        "<p class=a>x</p>",
        a=page,
        classes="b",
        show=False,
        own=1,
        click=lambda self, msg: clicks.append(self),
    )
    assert list(page.components) == [component]
    assert (component.classes, component.show, component.own, component.events) == ("b", False, 1, ["click"])


def test_commands_are_the_python_that_makes_the_same():
    component = jp.parse_html('<div><p class="m-2">It\'s <b name="x">one</b> of</p><br></div>')
    assert component.commands == [
        "root = jp.Div()",
        "c1 = jp.Div(a=root)",
        "c2 = jp.P(classes='m-2', a=c1, text=\"It's \")",
        "c3 = jp.B(name='x', a=c2, text='one', text_after=' of')",
        "c4 = jp.Br(a=c1)",
    ]
    scope: dict[str, Any] = {"jp": jp}
    exec("\n".join(component.commands), scope)
    assert scope["c1"].to_html() == component.to_html()


def test_commands_take_a_prefix_and_can_be_left_out():
    assert jp.parse_html("<p>x</p>", command_prefix="").commands[1] == "c1 = P(a=root, text='x')"
    assert jp.parse_html("<p>x</p>", create_commands=False).commands == ""


def test_registered_classes_stand_for_their_tags():
    class Card(jp.Div):
        heading = "none"

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.made_with = self.heading

    jp.register_component(Card, "my-card", ["heading"])
    try:
        card = jp.parse_html("<div><my-card heading=x note-1=y>z</my-card></div>")[0]
    finally:
        del jp.component_registry["my-card"]
    assert (type(card), card.made_with, card.note_1, card.text) == (Card, "x", "y", "z")


# -- handlers and values: names of the caller, and nothing that runs


def test_handlers_are_functions_of_the_caller():
    done = []

    def clicked(self: Any, msg: Any) -> None:
        done.append(self)

    class Program:
        def typed(self, msg: Any) -> None:
            done.append(self)

    program = Program()
    component = jp.parse_html('<div><p @click="clicked">x</p><input @change="program.typed"></div>')
    paragraph, field = component.components
    paragraph.on_click({})
    field.on_change({})
    assert done == [paragraph, program]


def test_values_are_literals_or_names_of_the_caller():
    rows = [1, 2]
    component = jp.parse_html('<div :rows="rows" :title="\'T\'" :width="-3" :unknown="nothing">x</div>')
    assert (component.rows, component.title, component.width) == (rows, "T", -3)
    assert not hasattr(component, "unknown")


CODE = [
    "<p @click=\"open('/tmp/x')\">x</p>",
    '<p @click="done.append(1)">x</p>',
    '<p :title="done.append(1)">x</p>',
    "<p :title=\"__import__('os')\">x</p>",
    '<p :title="done.__class__">x</p>',
    '<p :title="[done.append(1) for x in (1,)]">x</p>',
    '<p onclick="done.append(1)">x</p>',
    '<p click="done.append(1)">x</p>',
]


@pytest.mark.parametrize("html", CODE)
def test_code_in_html_never_runs(html: str, caplog: pytest.LogCaptureFixture):
    done: list[int] = []
    component = jp.parse_html(html)
    assert (done, component.events, component.to_html(format=False)) == ([], [], "<p>x</p>")


def test_what_could_not_be_bound_is_named_once(caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.WARNING, "tornjust"):
        jp.parse_html('<p @click="nobody" @drawn="print" :title="1+1">x</p>')
    assert caplog.messages == [
        'parse_html: :title="1+1" is neither a literal nor a name of the caller; '
        '@click="nobody" names no function of the caller; '
        '@drawn="print" names no function of the caller'
    ]


def test_html_of_strangers_reaches_no_name_of_the_program(caplog: pytest.LogCaptureFixture):
    secret = "s3cret"

    def clicked(self: Any, msg: Any) -> None: ...

    component = jp.parse_html('<p :title="secret" @click="clicked">x</p>', trusted=False)
    assert secret not in component.to_html()
    assert component.events == []
    assert caplog.messages == []


SCRIPTS = [
    "<script>x()</script><p>x</p>",
    "<p onclick='x()' OnMouseOver=x()>x</p>",
    "<svg><script>x()</script></svg><p>x</p>",
]


@pytest.mark.parametrize("html", SCRIPTS)
def test_javascript_is_left_out_and_the_log_says_so(html: str, caplog: pytest.LogCaptureFixture):
    component = jp.parse_html(html)
    assert "x()" not in component.to_html()
    assert "left out JavaScript" in caplog.text


@pytest.mark.parametrize(
    "address", ["javascript:x()", " JavaScript:x()", "java\nscript:x()", "\x01javascript:x()"]
)
def test_addresses_that_are_programs_are_left_out(address: str):
    assert "x()" not in jp.parse_html(f'<a href="{address}">x</a>').to_html()


# -- files


def test_a_file_is_read_in_its_encoding(tmp_path: Path):
    texts = {
        "utf-8": "<p>é</p>",
        "utf-8-sig": "<p>é</p>",
        "utf-16": "<p>é</p>",
        "latin-1": '<meta charset="latin-1"><p>é</p>',
        "cp1252": "<p>é€</p>",
    }
    for encoding, text in texts.items():
        file = tmp_path / encoding
        file.write_bytes(text.encode(encoding))
        assert "é" in jp.parse_html_file(file).text, encoding


def test_a_file_is_read_beside_other_work(tmp_path: Path):
    (tmp_path / "x.html").write_text('<p name="x" @click="clicked">x</p>', encoding="utf-8")

    def clicked(self: Any, msg: Any) -> None: ...

    async def work() -> Any:
        return await jp.parse_html_file_async(tmp_path / "x.html", classes="m-2")

    component = asyncio.run(work())
    assert (component.classes, component.name_dict.x) == ("m-2", component)


def test_handlers_for_a_file_that_is_awaited_are_the_callers(tmp_path: Path):
    (tmp_path / "x.html").write_text('<p @click="clicked">x</p>', encoding="utf-8")

    async def work() -> Any:
        def clicked(self: Any, msg: Any) -> None: ...

        return await jp.parse_html_file_async(str(tmp_path / "x.html"))

    assert asyncio.run(work()).events == ["click"]


@pytest.mark.parametrize("name", ["none.html", "."])
def test_a_missing_file_is_named_with_the_place_where_it_was_looked_for(tmp_path: Path, name: str):
    with pytest.raises(jp.MissingFileError, match="a relative path starts at the working directory"):
        jp.parse_html_file(tmp_path / name)


# -- the way back


@settings(max_examples=100, deadline=None)
@given(TIDY)
def test_to_html_and_parse_html_undo_each_other(html: str):
    once = jp.parse_html(f"<main>{html}</main>").to_html(format=False)
    assert jp.parse_html(once).to_html(format=False) == once


def test_to_html_of_a_page_has_the_texts_between():
    page = jp.WebPage()
    jp.B(text="x", text_after=" <y> ", a=page)
    jp.I(text="z", a=page)
    assert page.to_html(format=False) == "<div><b>x</b> &lt;y&gt; <i>z</i></div>"
    assert page.to_html() == "<div>\n<b>\nx\n</b>\n <y> \n<i>\nz\n</i>\n</div>\n".replace("<y>", "&lt;y&gt;")

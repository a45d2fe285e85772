"""Ready-made components."""

from __future__ import annotations

import pytest

from tornjust.changes import patch, whole
from tornjust.page import WebPage
from tornjust.tags import AutoTable, Div, Hello, HTMLEntity, Icon, Space, Styles, TabGroup


def test_hello_counts(shown):
    hello = Hello()
    assert ">Hello! (click me)<" in shown(hello)
    hello.on_click({})
    hello.on_click({})
    assert hello.text == "Hello! I was clicked 2 times"
    counting_from_seven = Hello(counter=7)
    counting_from_seven.on_click({})
    assert counting_from_seven.text == "Hello! I was clicked 7 times"


def test_an_icon_is_a_pair_of_classes(shown):
    icon = Icon(icon="cat", classes="text-2xl")
    assert shown(icon) == '<div class="text-2xl fa fa-cat"></div>'
    icon.icon = "fish"
    assert icon.classes == "text-2xl fa fa-fish"
    icon.classes = "m-2"
    assert icon.classes == "m-2 fa fa-fish"
    assert Icon().classes == "fa fa-dog"


def test_spaces_do_not_break(shown):
    assert shown(Space()) == "<span num>\u00a0</span>".replace(" num", "")
    space = Space(num=3)
    assert space.text == "\u00a0" * 3
    space.num = 1
    assert space.text == "\u00a0"


def test_an_entity_is_html(shown):
    entity = HTMLEntity(entity="&copy;")
    assert shown(entity) == "<span>&copy;</span>"
    entity.entity = "&reg;"
    assert shown(entity) == "<span>&reg;</span>"


@pytest.mark.parametrize("name", "simple pill outline bordered disabled 3d elevated".split())
def test_there_are_classes_for_buttons(name):
    assert "py-2 px-4" in getattr(Styles, f"button_{name}")


def test_there_are_classes_for_fields_and_a_text_that_says_nothing():
    assert "focus:" in Styles.input_classes
    assert Styles.lorem_ipsum.startswith("Lorem ipsum")
    assert "  " not in Styles.lorem_ipsum


# -- AutoTable ----------------------------------------------------------------------------------------------------


def test_a_table_shows_its_values(shown):
    table = AutoTable(values=[["Name", "Age"], ["Ada", 36], ["Alan", 41]], classes="m-2")
    plain = (
        shown(table).replace(' class="border px-4 py-2 text-center"', "").replace(' class="px-4 py-2"', "")
    )
    assert plain == (
        '<table class="m-2 table-auto"><thead><tr><th>Name</th><th>Age</th></tr></thead>'
        '<tbody><tr><td>Ada</td><td>36</td></tr><tr class="bg-gray-100"><td>Alan</td><td>41</td></tr></tbody></table>'
    )


def test_looking_again_does_not_double_it(shown):
    table = AutoTable(values=[["Name"], ["Ada"]])
    assert shown(table) == shown(table)


def test_a_table_follows_its_list(shown):
    rows = [["Name"], ["Ada"], ["Alan"]]
    table = AutoTable(values=rows)
    shown(table)
    rows[1] = ["Grace", "Hopper"]
    rows.append(["Edith"])
    assert shown(table) == shown(AutoTable(values=rows))
    del rows[2:]
    assert shown(table) == shown(AutoTable(values=rows))
    rows.clear()
    assert "<td" not in shown(table)
    assert "<th>" not in shown(table)


def test_only_what_changed_in_a_table_travels():
    wp = WebPage()
    rows = [["Name"], ["Ada"], ["Alan"]]
    AutoTable(a=wp, values=rows)
    whole(wp)
    base = wp._stamp
    assert patch(wp, base) is None
    rows[2][0] = "Grace"
    text = patch(wp, base)
    assert text is not None
    assert text.count("Grace") == 1
    assert "Ada" not in text


def test_the_parts_of_a_table_have_classes_of_their_own(shown):
    class Plain(AutoTable):
        td_classes = "td"
        th_classes = "th"
        tr_even_classes = "even"
        tr_odd_classes = "odd"

    html = shown(Plain(values=[["h"], ["a"], ["b"]]))
    assert [html.count(f'class="{name}"') for name in ("th", "td", "even", "odd")] == [1, 2, 1, 1]


# -- TabGroup -----------------------------------------------------------------------------------------------------


def tab_group(**kwargs):
    tabs = {
        name: {"tab": Div(text=name), "order": order} for order, name in enumerate(("one", "two", "three"))
    }
    return TabGroup(tabs=tabs, **kwargs)


def texts(group):
    return [wrapper[0].text for wrapper in group]


def test_one_tab_is_shown(shown):
    group = tab_group(value="one")
    html = shown(group)
    assert ">one<" in html
    assert "two" not in html
    assert shown(group) == html


def test_another_one_slides_in(shown):
    group = tab_group(value="one")
    shown(group)
    group.value = "three"
    shown(group)
    assert texts(group) == ["three", "one"]
    assert group[0].animation == "slideInRight faster"
    assert group[1].animation == "slideOutLeft faster"


def test_what_has_gone_is_taken_out(shown):
    group = tab_group(value="one")
    shown(group)
    group.value = "three"
    shown(group)
    group[1].on_animationend({})
    assert texts(group) == ["three"]
    group.value = "two"
    shown(group)
    group.value = "three"
    shown(group)
    assert texts(group) == ["three", "two"], "also when the next one comes before it has gone"
    assert all(tab["tab"]._up == () for key, tab in group.tabs.items() if key == "one")


def test_without_an_animation_out_it_is_gone_at_once(shown):
    group = tab_group(value="one", animation_prev="")
    shown(group)
    group.value = "two"
    shown(group)
    assert texts(group) == ["two"]


def test_the_way_back_is_the_other_direction(shown):
    group = tab_group(value="three")
    shown(group)
    group.value = "two"
    shown(group)
    assert group[0].animation == "slideInLeft faster"
    assert group[1].animation == "slideOutRight faster"


def test_a_style_of_its_own_keeps_the_content_in_the_group(shown):
    group = tab_group(value="one", style="height: 100px")
    assert "position: relative; overflow: hidden; height: 100px" in shown(group)
    assert shown(group).count("position: relative") == 1


def test_one_is_there_however_often_it_changes(shown):
    group = tab_group(value="one")
    for value in ("two", "three", "one", "two"):
        shown(group)
        group.value = value
    shown(group)
    assert texts(group) == ["two", "one"]
    style = group.style
    shown(group)
    assert group.style == style


def test_a_model_can_choose_the_tab(shown):
    state = {"tab": "two"}
    group = tab_group(model=[state, "tab"])
    assert ">two<" in shown(group)
    state["tab"] = "three"
    assert ">three<" in shown(group)


def test_no_value_shows_nothing(shown):
    assert texts(tab_group()) == []
    group = tab_group(value="unknown")
    shown(group)
    assert texts(group) == []

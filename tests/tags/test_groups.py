"""`set_class` and its relatives: of each group of utility classes an element wears one."""

from __future__ import annotations

import pytest

from tornjust.errors import ComponentError
from tornjust.tags import Div, Tailwind
from tornjust.tags.groups import expand


def test_a_pattern_stands_for_every_choice():
    assert expand("p{x,y}-{0,1}") == ["px-0", "px-1", "py-0", "py-1"]
    assert expand("-m-auto") == ["-m-auto"]
    assert expand("w-TO12")[-1] == "w-12"


def test_the_table_is_as_large_as_justpy_programs_know_it():
    assert len(Tailwind.tw_dict) == 116
    assert sum(map(len, Tailwind.tw_dict.values())) == 1703
    assert len(Tailwind.tw_reverse_dict) == 1703
    assert len(Tailwind.pseudo_classes) == 16


def test_the_groups_can_be_iterated():
    colors = Div.tw_dict["text_color"]
    assert colors[:5] == ["text-transparent", "text-current", "text-black", "text-white", "text-gray-100"]
    assert colors[-1] == "text-pink-900"
    assert len(colors) == 94


@pytest.mark.parametrize(
    ("group", "name"),
    [
        ("overflow", "scrolling-auto"),
        ("position", "static"),
        ("grid_row_start_end", "row-end-auto"),
        ("margin", "-m-64"),
        ("width", "w-11/12"),
        ("border_width-t", "border-t"),
        ("display", "table-footer-group"),
        ("translate", "-translate-y-1/2"),
        ("grid_gap", "col-gap-px"),
        ("background_color", "bg-gray-50"),
    ],
)
def test_a_class_knows_its_group(group, name):
    assert Tailwind.tw_reverse_dict[name] == group
    assert name in Tailwind.tw_dict[group]


def test_setting_a_class_replaces_those_of_its_group():
    div = Div(classes="block mine text-red-500")
    assert div.set_class("flex") == "mine text-red-500 flex"
    assert div.classes == "mine text-red-500 flex"


def test_neighbours_of_one_group_all_go():
    div = Div(classes="p-1 p-2 p-3 m-1")
    assert div.set_class("p-4") == "m-1 p-4"


def test_a_modifier_is_a_group_of_its_own():
    div = Div(classes="bg-red-500 hover:bg-red-700")
    assert div.set_class("bg-blue-700", "hover") == "bg-red-500 hover:bg-blue-700"


def test_several_at_once():
    div = Div(classes="block")
    div.set_classes("flex p-2 hover:bg-red-500")
    assert div.classes == "flex p-2 hover:bg-red-500"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("flexx", "flexx.*did you mean flex"),
        ("hovered:flex", "hovered"),
        ("md:hover:flex", "md:hover"),
    ],
)
def test_what_is_in_no_group_is_refused_and_changes_nothing(words, said):
    div = Div(classes="block")
    with pytest.raises(ComponentError, match=said):
        div.set_classes(f"p-2 {words}")
    assert div.classes == "block"


def test_hiding_keeps_the_kind_of_box():
    div = Div(classes="mine flex")
    div.hidden_toggle()
    assert div.has_class("hidden")
    div.hidden_toggle()
    assert div.classes == "mine flex"


def test_hiding_twice_hides_once():
    div = Div()
    div.hidden()
    div.hidden(True)
    assert div.classes == "hidden"
    div.hidden(False)
    assert div.classes == ""


def test_setting_a_kind_of_box_shows_the_element():
    div = Div(classes="hidden")
    assert div.set_class("flex") == "flex"

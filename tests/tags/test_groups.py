"""`set_class` and its relatives: of each group of utility classes an element wears one."""

from __future__ import annotations

import pytest

from tornjust.errors import ComponentError
from tornjust.tags import Div, Tailwind
from tornjust.tags.groups import all_rivals, expand


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
        ("flexx", "flexx.*did you mean flex .*your own, assign `classes`"),
        ("qqqqqqqq", "qqqqqqqq'[.] For a class of your own"),
        ("hovered:flex", "No variant named 'hovered'"),
    ],
)
def test_what_is_in_no_group_is_refused_and_changes_nothing(words, said):
    div = Div(classes="block")
    with pytest.raises(ComponentError, match=said):
        div.set_classes(f"p-2 {words}")
    assert div.classes == "block"


@pytest.mark.parametrize(
    ("before", "word", "after"),
    [
        ("bg-red-500 m-1", "bg-slate-500", "m-1 bg-slate-500"),
        ("bg-slate-500 m-1", "bg-red-500", "m-1 bg-red-500"),
        ("bg-slate-500", "bg-red-500/50", "bg-red-500/50"),
        ("rounded-lg rounded-t", "rounded-xl", "rounded-t rounded-xl"),
        ("w-1/2 h-4", "w-[3px]", "h-4 w-[3px]"),
        ("text-lg text-red-500", "text-[13px]", "text-red-500 text-[13px]"),
        ("text-lg text-slate-500", "text-[color:var(--mine)]", "text-lg text-[color:var(--mine)]"),
        ("shadow ring-2", "ring-4", "shadow ring-4"),
        ("left-0 top-4", "-top-2", "left-0 -top-2"),
        ("p-2 !p-4", "p-0.5", "p-0.5"),
        ("tabular-nums", "slashed-zero", "tabular-nums slashed-zero"),
        ("bg-white dark:bg-gray-800", "dark:bg-black", "bg-white dark:bg-black"),
        ("hover:bg-red-500", "md:hover:bg-black", "hover:bg-red-500 md:hover:bg-black"),
        ("md:hover:w-4", "md:hover:w-[3px]", "md:hover:w-[3px]"),
        ("group p-4", "group", "p-4 group"),
        ("p-4", "group/card", "p-4 group/card"),
        ("p-2 p-8!", "p-4", "p-4"),
        ("p-2", "p-4!", "p-4!"),
        ("data-[a=b]:p-2 p-2", "data-[a=b]:p-4", "p-2 data-[a=b]:p-4"),
        ("[&>p]:p-2 p-2", "md:[&>p]:p-1 [&>p]:p-4", "p-2 md:[&>p]:p-1 [&>p]:p-4"),
        ("from-red-500 from-10%", "from-20%", "from-red-500 from-20%"),
        ("[color:red] [top:0]", "[color:blue]", "[top:0] [color:blue]"),
        ("bg-[length:auto] bg-red-500", "bg-(--mine)", "bg-[length:auto] bg-(--mine)"),
        ("p-4", "peer", "p-4 peer"),
        ("p-4 form-input", "form-input", "p-4 form-input"),
    ],
)
def test_every_utility_class_and_every_variant_can_be_set(before, word, after):
    div = Div(classes=before)
    div.set_classes(word)
    assert div.classes == after


def test_a_browser_without_tables_gets_what_replaces_what():
    lists = all_rivals({"bg-red-500", "bg-slate-400", "hello", "w-[3px]", "mt-0.5"})
    of = {name: group for group in lists for name in group}
    assert {"bg-red-500", "bg-slate-400", "bg-rose-950", "bg-transparent"} <= set(of["bg-slate-400"])
    assert of["bg-red-500"] is of["bg-slate-400"]
    assert {"w-[3px]", "w-1/2", "w-0.5"} <= set(of["w-[3px]"])
    assert of["-mt-4"] is of["mt-auto"]
    assert "hello" not in of
    assert "w-12" not in of["bg-red-500"]
    assert all_rivals({"hello"}) == []


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


def test_several_classes_are_set_by_set_classes_as_text_or_list():
    box = Div(classes="p-1 block")
    with pytest.raises(
        ComponentError, match=r"one class, not 'p-4 flex'; for several: set_classes\('p-4 flex'\)"
    ):
        box.set_class("p-4 flex")
    box.set_classes(["p-4", "md:flex"])
    assert box.classes == "block p-4 md:flex"

"""Page and revision -> patch: what changed, said once, at a cost that follows the change and not the page."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from counting import calls

import tornjust as jp
from tornjust import changes, wire


class Tab:
    """A browser's place: `ops()` is what it is told since the last time."""

    def __init__(self, page: jp.WebPage) -> None:
        self.page = page
        self.html = changes.whole(page)
        self.revision = page._seen

    def ops(self) -> list[Any]:
        text = changes.patch(self.page, self.revision)
        if text is None:
            return []
        kind, base, new, ops = json.loads(text + "]")
        assert (kind, base) == (wire.PATCH, self.revision)
        assert new > base
        self.revision = new
        return list(ops)


def kinds(ops: list[Any]) -> list[str]:
    return [op[0] for op in ops]


@pytest.fixture
def page() -> jp.WebPage:
    return jp.WebPage(title="before", delete_flag=False)


@pytest.fixture
def rows(page: jp.WebPage) -> list[jp.Div]:
    """Five rows in a list that a tab shows."""
    return [jp.Div(a=page, text=f"row {number}", number=number) for number in range(5)]


@pytest.fixture
def tab(page: jp.WebPage, rows: list[jp.Div]) -> Tab:
    return Tab(page)


# -- texts and attributes


def test_nothing_changed_nothing_sent(page, tab):
    assert changes.patch(page, tab.revision) is None


def test_one_changed_text_is_one_operation(rows, tab):
    rows[2].text = "new"
    assert tab.ops() == [["text", rows[2]._key, "new"]]
    assert tab.ops() == []


def test_ten_changes_of_one_text_are_one_operation(rows, tab):
    for number in range(10):
        rows[0].text = str(number)
    assert tab.ops() == [["text", rows[0]._key, "9"]]


def test_ten_changes_with_a_look_by_others_between_are_one_operation_too(page, rows, tab):
    for number in range(10):
        rows[0].text = str(number)
        Tab(page)
    assert tab.ops() == [["text", rows[0]._key, "9"]]


def test_an_equal_value_is_no_change(rows, tab):
    rows[0].text = "row 0"
    rows[1].text = "row " + str(1)
    rows[2].number = 7
    assert tab.ops() == []


def test_a_value_equal_to_that_of_the_class_is_no_change(rows, tab):
    rows[0].show = True  # a `put` would lose the focus, the scroll position, ...
    rows[0].classes = ""
    rows[0].html_tag = "div"
    assert tab.ops() == []


def test_an_attribute_that_only_this_component_knows(page):
    box, other = jp.Div(a=page, prop_list=["part"], part="a"), jp.Div(a=page)
    tab = Tab(page)
    box.part = "b"
    other.add_attribute("exportparts", "x")
    assert sorted(tab.ops()) == [["attr", box._key, "part", "b"], ["attr", other._key, "exportparts", "x"]]


def test_an_attribute_of_the_program_s_own_is_no_change(page, rows, tab):
    rows[0].anything = [1, 2]
    page.visitors = 5
    assert tab.ops() == []


def test_attributes(rows, tab):
    row, key = rows[0], rows[0]._key
    row.title = 'say "hi" & <go>'
    row.data_row_id = 7
    row.aria_hidden = False
    row.role = "row"
    row.style = "color: red"
    assert tab.ops() == [
        ["attr", key, "title", 'say "hi" & <go>'],
        ["attr", key, "data-row-id", "7"],
        ["attr", key, "aria-hidden", "false"],
        ["attr", key, "role", "row"],
        ["attr", key, "style", "color: red"],
    ]


def test_null_removes_an_attribute(rows, tab):
    rows[0].title = "x"
    rows[1].title = "x"
    tab.ops()
    rows[0].title = None
    del rows[1].title
    assert sorted(tab.ops()) == sorted([["attr", row._key, "title", None] for row in rows[:2]])


def test_a_deleted_attribute_gives_way_to_the_default_of_the_class(page):
    class Card(jp.Div):
        classes = "p-4"

    card = Card(a=page, classes="p-8")
    tab = Tab(page)
    del card.classes
    assert ["attr", card._key, "class", "p-4"] in tab.ops()


def test_a_new_class_comes_with_its_rule_and_a_known_one_alone(rows, tab):
    rows[0].classes = "p-4"
    (style, order, css), attribute = tab.ops()
    assert style == "style"
    assert isinstance(order, int)
    assert css.startswith(".p-4")
    assert attribute == ["attr", rows[0]._key, "class", "p-4"]
    rows[1].classes = "p-4"
    assert tab.ops() == [["attr", rows[1]._key, "class", "p-4"]]


def test_a_class_of_the_program_s_own_style_sheet_has_no_rule(rows, tab):
    rows[0].classes = "my-own"
    assert tab.ops() == [["attr", rows[0]._key, "class", "my-own"]]


def test_live_values_of_fields_are_properties_and_come_last(page):
    field, box = jp.Input(a=page, value="a"), jp.Input(a=page, type="checkbox")
    select = jp.Select(a=page, children=[jp.Option(value="x")])
    tab = Tab(page)
    field.value, box.checked, select.value = "b", True, "y"
    select.add(jp.Option(value="y", text="Y"))
    ops = tab.ops()
    assert ["prop", field._key, "value", "b"] in ops
    assert ["prop", box._key, "checked", True] in ops
    assert kinds([op for op in ops if select._key in op[1:3]]) == ["put", "prop"]


def test_raw_html_and_text_that_is_html_replace_the_content(rows, tab):
    rows[0].inner_html = "<b>x</b>"
    assert tab.ops() == [["html", rows[0]._key, "<b>x</b>"]]
    rows[0].inner_html = ""
    assert tab.ops() == [["html", rows[0]._key, "row 0"]]
    rows[1].html_entity = True
    tab.ops()
    rows[1].text = "&copy;"
    assert tab.ops() == [["html", rows[1]._key, "&copy;"]]


def test_a_new_handler_changes_what_is_listened_to(rows, tab):
    rows[0].on("dblclick", lambda self, msg: None)
    rows[0].on("keydown", lambda self, msg: None, debounce=100)
    (listen, types), *attributes = tab.ops()
    assert listen == "listen"
    assert set(types) == {"dblclick", "keydown"}
    assert ["attr", rows[0]._key, wire.LISTENS, "dblclick keydown~d100"] in attributes
    rows[0].remove_event("dblclick")
    rows[0].remove_event("keydown")
    assert tab.ops() == [["attr", rows[0]._key, wire.LISTENS, None]]


# -- the list of children


def test_append(page, tab):
    new = jp.Div(a=page, text="<new>")
    last = page.components[-2]
    assert tab.ops() == [
        ["put", page._key, last._key, new._key, f'<div data-tj="{new._key}">&lt;new&gt;</div>']
    ]


def test_insert_at_the_beginning_stands_after_nothing(page, tab):
    new = jp.Div()
    page.components.insert(0, new)
    assert tab.ops() == [["put", page._key, 0, new._key, f'<div data-tj="{new._key}"></div>']]


def test_several_new_ones_follow_each_other(page, rows, tab):
    first, second = jp.Div(), jp.Div()
    page.components[2:2] = [first, second]
    ops = tab.ops()
    if kinds(ops) == ["order"]:  # a slice assignment may also state the order as a whole
        assert ops[0][2] == [child._key for child in page.components]
        assert set(ops[0][3]) == {str(first._key), str(second._key)}
    else:
        assert ops == [
            [
                "puts",
                page._key,
                rows[1]._key,
                [first._key, second._key],
                f'<div data-tj="{first._key}"></div><div data-tj="{second._key}"></div>',
            ]
        ]


def test_newcomers_go_together_as_far_as_they_stand_together(page, rows, tab):
    """Neither a hidden one among them parts them nor a text, but one that was there before, or that moved here."""
    together = [
        jp.Div(a=page, text_after="and"),
        jp.Div(a=page, show=False),
        jp.Div(a=page),
        jp.Div(a=page),
    ]
    page.remove_component(rows[0])
    page.components.insert(-1, rows[0])
    alone = jp.Div()
    page.components.insert(0, alone)
    puts = {op[2]: op[3] for op in tab.ops() if op[0] in ("put", "puts")}
    assert puts == {
        0: alone._key,
        rows[-1]._key: [together[0]._key, together[2]._key],
        rows[0]._key: together[3]._key,
    }


def test_attributes_that_several_together_make(page, tab):
    """Where a link scrolls to, and the form that a field or its label belongs to."""
    first, second = jp.P(a=page, id="first"), jp.P(a=page, id="second")
    link = jp.A(a=page, bookmark=first)
    form = jp.Form(a=page, id="form")
    field, label = jp.Input(a=page), jp.Label(a=page)
    tab.ops()
    link.scroll, link.scroll_option = True, "auto"
    field.form = label.form = form
    assert sorted(tab.ops()) == [
        ["attr", link._key, wire.SCROLL, "first auto start nearest"],
        ["attr", field._key, "form", "form"],
        ["attr", label._key, "form", "form"],
    ]
    link.scroll_to = second
    field.form = None
    assert sorted(tab.ops()) == [
        ["attr", link._key, wire.SCROLL, "second auto start nearest"],
        ["attr", field._key, "form", None],
    ]
    link.scroll = False
    assert tab.ops() == [["attr", link._key, wire.SCROLL, None]]


def test_a_new_branch_is_one_operation(page, tab):
    box = jp.Div(a=page)
    for number in range(3):
        jp.Span(a=box, text=number).text = "changed before it was sent"
    assert kinds(tab.ops()) == ["put"]


def test_remove(page, rows, tab):
    page.remove(rows[1])
    assert tab.ops() == [["cut", page._key, rows[1]._key]]


def test_what_came_and_went_between_two_looks_leaves_nothing_behind(page, tab):
    jp.Div(a=page)
    gone = page.components.pop()
    assert [op for op in tab.ops() if op != ["cut", page._key, gone._key]] == []


def test_a_child_that_is_taken_out_and_put_elsewhere_moves(page, rows, tab):
    page.components.append(page.components.pop(0))
    assert tab.ops() == [["move", page._key, rows[4]._key, rows[0]._key]]


@pytest.mark.parametrize("change", ["sort", "reverse", "shuffle"])
def test_a_new_order_moves_elements_and_sends_no_html(page, rows, tab, change):
    children = page.components
    if change == "sort":
        children.sort(key=lambda row: -row.number)
    elif change == "reverse":
        children.reverse()
    else:
        children[:] = [rows[number] for number in (3, 1, 4, 0, 2)]
    assert tab.ops() == [["order", page._key, [row._key for row in children], {}]]


def test_a_sort_that_fails_leaves_the_browser_with_the_order_of_the_list(page, rows, tab):
    class Key:
        def __init__(self, row: Any) -> None:
            self.number = row.number

        def __lt__(self, other: Any) -> bool:
            if 4 in (self.number, other.number):
                raise ValueError("no order")
            return bool(self.number < other.number)

    page.components[:] = [rows[3], rows[1], rows[2], rows[0], rows[4]]
    tab.ops()
    before = list(page.components)
    with pytest.raises(ValueError, match="no order"):
        page.components.sort(key=Key)
    ops = tab.ops()
    if page.components != before:
        assert ops == [["order", page._key, [row._key for row in page.components], {}]]


def test_show(page, rows, tab):
    rows[1].show = False
    assert tab.ops() == [["cut", page._key, rows[1]._key]]
    rows[1].text = "changed while it was away"
    rows[1].show = True
    ((put, parent, after, key, html),) = tab.ops()
    assert (put, parent, after, key) == ("put", page._key, rows[0]._key, rows[1]._key)
    assert "changed while it was away" in html


def test_a_sibling_that_is_not_shown_is_no_place(page, rows, tab):
    rows[0].show = False
    tab.ops()
    new = jp.Div()
    page.components.insert(1, new)
    assert tab.ops()[0][:4] == ["put", page._key, 0, new._key]


def test_a_child_that_stands_twice_has_the_content_sent_whole(page):
    box, child = jp.Div(a=page), jp.Span(text="x")
    tab = Tab(page)
    box.add(child, child)
    ((html, key, content),) = tab.ops()
    assert (html, key) == ("html", box._key)
    assert content.count("<span") == 2


# -- what it costs


def test_appending_to_ten_thousand_sends_one_put(page):
    box = jp.Ul(a=page)
    for number in range(10_000):
        jp.Li(a=box, text=number)
    tab = Tab(page)
    jp.Li(a=box, text="new")
    assert kinds(tab.ops()) == ["put"]
    for number in range(3):
        jp.Li(a=box, text=number)
        box.components.pop(0)
        assert sorted(kinds(tab.ops())) == ["cut", "put"]


def test_one_changed_text_among_a_thousand_rows_is_a_short_message(page):
    table = jp.Table(a=page, classes="table-auto w-full")
    for number in range(1000):
        row = jp.Tr(a=table, classes="border-b", click=print)
        cells = [jp.Td(a=row, text=number, classes="p-2 text-right") for _ in range(3)]
    tab = Tab(page)
    cells[1].text = "12.50"
    text = changes.patch(page, tab.revision)
    assert text is not None
    assert len(text) + 1 < 60


def cost_of_one_change(size: int, change: Callable[[jp.Div], Any]) -> int:
    page = jp.WebPage()
    outer = jp.Div(a=page)
    for _ in range(size):
        jp.Div(a=outer, children=[jp.Span(text="x", classes="p-2", click=print)])
    tab = Tab(page)
    for _ in range(2):  # what is made once, such as the index of places, is made now
        change(outer)
        tab.ops()

    def work() -> None:
        change(outer)
        assert len(tab.ops()) == 1

    return calls(work)


@pytest.mark.parametrize(
    "change",
    [
        lambda outer: setattr(outer[7][0], "text", outer[7][0].text + "!"),
        lambda outer: setattr(outer[7][0], "title", getattr(outer[7][0], "title", "") + "!"),
        lambda outer: setattr(outer[7], "show", not outer[7].show),
        lambda outer: jp.Div(a=outer, text="new"),
        lambda outer: outer.components.pop(),
    ],
    ids=["text", "attribute", "show", "append", "pop"],
)
def test_a_change_among_ten_thousand_costs_what_it_costs_among_ten(change):
    assert cost_of_one_change(10_000, change) <= cost_of_one_change(10, change) + 5


def test_a_look_that_finds_nothing_costs_the_same_on_every_page():
    def cost(size: int) -> int:
        page = jp.WebPage()
        for _ in range(size):
            jp.Div(a=page, text="x")
        tab = Tab(page)
        return calls(lambda: changes.patch(page, tab.revision))

    assert cost(5000) == cost(5) < 30


# -- text between the children


def test_a_text_after_a_hidden_child_moves_with_it(page):
    line = jp.P(a=page)
    jp.B(a=line, text="hidden", text_after="after", show=False)
    shown = jp.B(a=line, text="shown")
    tab = Tab(page)
    line.components.append(line.components.pop(0))
    assert tab.ops() == [[wire.TEXTS, line._key, [[shown._key, "after"]]]]


def test_a_text_after_a_child_is_told_with_all_texts_around_it(page):
    line = jp.P(a=page, text="one ")
    jp.B(a=line, text="two", text_after=" three ")
    last = jp.I(a=line, text="four")
    tab = Tab(page)
    last.text_after = "!"
    assert tab.ops() == [[wire.TEXTS, line._key, [[0, "one "], [line[0]._key, " three "], [last._key, "!"]]]]


def test_what_follows_a_hidden_child_stays(page):
    line = jp.P(a=page, text="one ")
    word = jp.B(a=line, text="two", text_after=" three")
    tab = Tab(page)
    word.show = False
    assert tab.ops() == [[wire.CUT, line._key, word._key], [wire.TEXTS, line._key, [[0, "one  three"]]]]


def test_a_list_without_texts_between_says_nothing_of_them(page, rows, tab):
    jp.P(a=page, text="new")
    rows[0].show = False
    assert wire.TEXTS not in kinds(tab.ops())


def test_a_hook_that_says_again_what_is_open_leaves_what_the_user_has_opened():
    class Section(jp.Details):
        def react(self, data):
            self.open = False

    page = jp.WebPage()
    section = Section(a=page)
    tab = Tab(page)
    assert tab.ops() == []
    section.open = False
    assert tab.ops() == [[wire.ATTR, section._key, "open", None]]

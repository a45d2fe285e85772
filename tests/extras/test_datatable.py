"""jp.DataTable: many rows in pages, sorted by a click, searched; the program can listen."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import tornjust as jp
from tornjust.testing import App, Page

ROWS = [["name", "size", "note"], ["Bob", 2, "x"], ["ann", 10, None], ["Cid", None, "z y"]]


class Shown:
    """A page with one table, and a tab that shows it."""

    def __init__(self, app: App, **kwargs: Any) -> None:
        self.page = jp.WebPage(delete_flag=False)
        self.table = jp.DataTable(a=self.page, **kwargs)
        self.tab: Page = app.open(lambda: self.page)

    def rows(self) -> list[list[str]]:
        """The cells in the body, as the tab shows them."""
        body = self.tab.find(self.table._body)
        return [["".join(cell.itertext()) for cell in row] for row in body]

    def names(self) -> list[str]:
        return [row[0] for row in self.rows()]

    def sort(self, column: int) -> None:
        self.tab.click(self.table._head[column])

    def search(self, text: str) -> None:
        self.tab.type(text, self.table._field)
        self.tab.settle()

    def turn(self, step: str) -> None:
        self.tab.click(self.table._next if step == ">" else self.table._back)

    def where(self) -> str:
        return self.tab.text_of(self.table._where)


@pytest.fixture
def shown(tornjust_app: App) -> Any:
    return lambda **kwargs: Shown(tornjust_app, **{"values": ROWS, **kwargs})


def test_rows_are_shown_as_they_are(shown: Any):
    page = shown()
    assert page.rows() == [["Bob", "2", "x"], ["ann", "10", ""], ["Cid", "", "z y"]]
    assert page.where() == "1–3 of 3"


def test_a_click_sorts_another_turns_round_a_third_undoes(shown: Any):
    page = shown()
    orders = []
    for _ in range(4):
        page.sort(1)
        orders.append(page.names())
    assert orders == [
        ["Bob", "ann", "Cid"],
        ["ann", "Bob", "Cid"],
        ["Bob", "ann", "Cid"],
        ["Bob", "ann", "Cid"],
    ]


def test_screen_readers_hear_the_order(shown: Any):
    page = shown()
    page.sort(1)
    page.sort(0)
    heads = page.tab.find(page.table._head)
    assert [cell.get("aria-sort") for cell in heads] == ["ascending", None, None]


def test_values_of_several_types_can_be_sorted(shown: Any):
    page = shown(values=[["x"], ["b"], [3], [None], ["A"], [1.5], [True]])
    page.sort(0)
    assert page.names() == ["True", "1.5", "3", "A", "b", ""]


def test_search_leaves_the_rows_that_hold_all_words(shown: Any):
    page = shown()
    page.search("Z ci")
    assert (page.names(), page.where()) == (["Cid"], "1–1 of 1 (of 3)")
    page.search("nobody")
    assert (page.rows(), page.where()) == ([], "None of 3 rows")
    page.search("")
    assert len(page.rows()) == 3


def test_many_rows_come_in_pages(shown: Any):
    page = shown(values=pd.DataFrame({"x": range(10_000)}), page_size=100)
    assert (len(page.rows()), page.where()) == (100, "1–100 of 10,000")
    page.turn(">")
    assert page.names()[0] == "100"
    page.sort(0)
    page.sort(0)
    assert page.names()[0] == "9999"
    assert "disabled" in page.tab.find(page.table._back).attrib


def test_other_values_can_be_assigned(shown: Any):
    page = shown()
    page.sort(2)
    page.table.values = [["only"], [1]]
    page.tab.poll()
    assert page.rows() == [["1"]]
    page.table.values = []
    page.tab.poll()
    assert (page.rows(), page.where()) == ([], "No rows")


def test_values_are_no_html(shown: Any):
    page = shown(values=[["<i>"], ["<b>x</b>"]])
    assert page.names() == ["<b>x</b>"]


def test_the_program_hears_of_sorting_and_gets_the_rows(shown: Any):
    page = shown()
    heard = []

    async def changed(self: Any, msg: Any) -> None:
        heard.append((self is page.table, msg.event_type, msg.data, msg.page is page.page))

    page.table.on("sortChanged", changed)
    page.table.on("filterChanged", changed)
    page.sort(1)
    page.sort(1)
    page.search("ann")
    assert heard[1:] == [
        (True, "sortChanged", "name,size,note\nann,10,\nBob,2,x\nCid,,z y\n", True),
        (True, "filterChanged", "name,size,note\nann,10,\n", True),
    ]


def test_a_grid_of_justpy_is_a_data_table(caplog: pytest.LogCaptureFixture):
    grid = pd.DataFrame({"x": [1]}).jp.ag_grid(options={"a": 1}, style="height: 90vh")
    assert isinstance(grid, jp.DataTable)
    assert "no `options`" in caplog.text


@pytest.mark.parametrize("values", [[], [[]], [["a"]], [["a"], []], [["a"], [1, 2]], pd.DataFrame()])
def test_odd_values_do_no_harm(shown: Any, values: Any):
    page = shown(values=values)
    for column in range(len(page.table._head)):
        page.sort(column)
    page.search("x")


def test_columns_can_be_sorted_by_keyboard_and_all_that_one_can_use_has_a_name(shown: Any):
    page = shown()
    heads = page.tab.find(page.table._head)
    assert [button.tag for cell in heads for button in cell] == ["button"] * 3
    page.tab.click("name")
    assert page.names() == ["Bob", "Cid", "ann"]
    assert [cell.get("aria-sort") for cell in heads] == ["ascending", None, None]
    assert page.tab.find(page.table._field).get("aria-label") == "Search"
    assert page.tab.find(page.table._where).get("role") == "status"


def test_numbers_that_were_read_from_a_file_are_sorted_as_numbers(shown: Any):
    page = shown(values=[["x"], ["9"], ["34"], [""], ["-1.5"], ["100"]])
    page.sort(0)
    assert page.names() == ["-1.5", "9", "34", "100", ""]
    page.sort(0)
    assert page.names() == ["100", "34", "9", "-1.5", ""]


@pytest.mark.parametrize("word", ["v2", "nan", "1 000"])
def test_a_column_with_other_text_is_sorted_as_text(shown: Any, word: str):
    page = shown(values=[["x"], ["9"], ["34"], [word]])
    page.sort(0)
    assert page.names() == sorted(["9", "34", word])


def test_rows_that_are_too_short_are_sorted_as_if_they_were_empty_there(shown: Any):
    page = shown(values=[["x", "y"], ["b", "2"], [], ["a"], ["c", "1", "more"]])
    page.sort(1)
    assert page.names() == ["c", "b", "", "a"]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        (None, "values is None; it has to be a list of rows"),
        ("name,age", "values is 'name,age'"),
        ([["x"], "abc"], "a row is 'abc'"),
        ([1, 2], "a row is 1"),
        ([{"x": 1}], r"a row is \{'x': 1\}.*values=\[list\(rows\[0\]\)"),
    ],
)
def test_values_that_are_no_rows_are_named(values: Any, says: str):
    with pytest.raises(jp.ComponentError, match=says):
        jp.DataTable(values=values)

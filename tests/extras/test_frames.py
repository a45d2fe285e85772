"""pandas: `frame.jp` is there whoever is imported first; tables and plots of frames with all that frames hold."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest

import tornjust as jp
from tornjust import changes
from tornjust.extras.plot import KINDS

FRAME = pd.DataFrame(
    {
        "name": ["Ann", "Bob", "Cid"],
        "size": [1, 2.5, None],
        "born": pd.to_datetime(["2001-02-03", None, "2004-05-06"]),
        "ok": pd.array([True, None, False], dtype="boolean"),
    }
)


def cells(table: jp.AutoTable) -> list[list[str]]:
    """The texts of all rows."""
    page = jp.WebPage(delete_flag=False)
    page.add(table)
    changes.whole(page)
    parts = [part for part in table.components if part.html_tag in ("thead", "tbody")]
    return [[str(cell.text) for cell in row.components] for part in parts for row in part.components]


@pytest.mark.parametrize("imports", ["pandas, tornjust", "tornjust, pandas"])
def test_the_order_of_imports_does_not_matter(imports: str):
    code = f"import {imports}; print(pandas.DataFrame({{'x': [1]}}).jp.table().values['x'][0])"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout == "1\n"


def test_tornjust_alone_imports_none_of_the_libraries():
    code = (
        "import sys; from tornjust import *; "
        "print(sorted({'pandas', 'numpy', 'matplotlib', 'markdown', 'math_core', 'lxml'} & {*sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_program_that_looks_whether_pandas_is_there_finds_out():
    code = (
        "import tornjust, importlib.util, sys; sys.path_hooks.clear(); sys.path_importer_cache.clear()\n"
        "try:\n import pandas\nexcept ImportError as error:\n print(error.name)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "pandas\n"


def test_a_table_of_a_frame():
    assert cells(FRAME.jp.table()) == [
        ["name", "size", "born", "ok"],
        ["Ann", "1.0", "2001-02-03", "True"],
        ["Bob", "2.5", "", ""],
        ["Cid", "", "2004-05-06", "False"],
    ]


def test_an_auto_table_takes_a_frame_and_another_one():
    table = jp.AutoTable(values=FRAME[["name"]])
    assert cells(table) == [["name"], ["Ann"], ["Bob"], ["Cid"]]
    table.values = FRAME[["size"]].iloc[:1]
    assert cells(table) == [["size"], ["1.0"]]


def test_an_index_with_a_name_is_shown():
    frame = FRAME.set_index("name")[["size"]]
    assert cells(frame.jp.table())[:2] == [["name", "size"], ["Ann", "1.0"]]
    assert cells(frame.jp.table(index=False))[:2] == [["size"], ["1.0"]]
    assert cells(FRAME[["name"]].jp.table(index=True))[:2] == [["", "name"], ["0", "Ann"]]


def test_indexes_and_columns_with_several_levels():
    frame = (
        pd.DataFrame({"a": [1, 1, 2], "b": ["x", "y", "x"], "c": [1, 2, 3]})
        .groupby(["a", "b"])
        .agg({"c": ["sum", "max"]})
    )
    assert cells(frame.jp.table())[:2] == [["a", "b", "c sum", "c max"], ["1", "x", "1", "1"]]


def test_of_a_long_frame_the_first_rows_are_shown_and_the_reader_is_told(caplog: pytest.LogCaptureFixture):
    table = pd.DataFrame({"x": range(10_000)}).jp.table()
    assert len(cells(table)) == 1001
    assert table[0].text == "The first 1,000 of 10,000 rows"
    assert "jp.DataTable" in caplog.text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("stacking", ["", "normal", "percent"])
@pytest.mark.parametrize("categories", [True, False])
def test_every_kind_of_plot_is_drawn(kind: str, stacking: str, categories: bool):
    frame = pd.DataFrame({"x": [1, 2, 4, 3], "a": [1, None, float("inf"), 4], "b": [3, 1, 2, "?"]})
    plot = frame.jp.plot(
        0, [1, "b"], kind=kind, stacking=stacking, categories=categories, title="T", subtitle="S"
    )
    assert plot.inner_html.startswith('<svg role="img" aria-label="T, S"')


def test_plots_over_dates_and_of_nothing():
    frame = pd.DataFrame({"day": pd.date_range("2024-01-01", periods=40), "a": range(40)})
    for kind in ("line", "scatter", "column"):
        assert "<svg" in frame.jp.plot("day", ["a"], kind=kind, categories=False).inner_html
    for kind in KINDS:
        assert "<svg" in frame.iloc[:0].jp.plot(0, [1], kind=kind).inner_html
        assert "<svg" in frame.jp.plot(0, [], kind=kind).inner_html


def test_the_title_of_a_plot_is_not_a_tooltip():
    assert not hasattr(FRAME.jp.plot(0, [1], title="T"), "title")


MISTAKES = [
    (
        {"x": "nothing"},
        r"no column 'nothing'; give a name or a number from 0 to 3 \(there are 'name', 'size'",
    ),
    ({"x": 9}, "no column 9"),
    ({"kind": "cake"}, "the kinds are column, bar"),
    ({"stacking": "high"}, "give '', 'normal' or 'percent'"),
]


@pytest.mark.parametrize(("given", "message"), MISTAKES)
def test_mistakes_are_named(given: dict[str, object], message: str):
    with pytest.raises(jp.ComponentError, match=message):
        FRAME.jp.plot(**{"x": 0, "y": [1], **given})


def test_plot_and_grid_can_be_linked():
    linked = jp.LinkedChartGrid(FRAME, 0, [1], title="T")
    before = linked.chart.inner_html
    linked.grid_change(jp.Dict(data="name,size\nZoe,9\n"))
    assert linked.chart.inner_html != before


def test_frames_come_from_text():
    assert jp.read_csv_from_string("a,b\n1,2\n").b[0] == 2
    assert jp.read_csv_from_string("a;b\n1;2\n", sep=";").b[0] == 2
    assert jp.make_pairs_list([1, 2], "x") == [[1, "x"], [2, None]]


def test_string_handlers_find_what_stands_on_other_libraries():
    button = jp.Button(click="self.made = make_pairs_list([1], [2])")
    button.on_click({})
    assert button.made == [[1, 2]]

"""jp.Matplotlib: figures are drawings in the page; several get along, and none is left open."""

from __future__ import annotations

import re
from collections.abc import Iterator

import matplotlib as mpl
import pytest
from lxml import etree
from matplotlib.figure import Figure

import tornjust as jp

mpl.use("Agg")
import matplotlib.pyplot as plt


@pytest.fixture(autouse=True)
def no_figures() -> Iterator[None]:
    plt.close("all")
    yield
    plt.close("all")


def figure(title: str = "") -> Figure:
    made = Figure()
    axes = made.subplots()
    axes.plot([0, 1, 4, 9], marker="*")
    axes.set_title(title)
    return made


def ids(component: jp.Matplotlib) -> set[str]:
    return set(re.findall(r' id="([^"]*)"', component.inner_html))


def test_a_figure_is_a_drawing():
    component = jp.Matplotlib(figure=figure("Squares"))
    svg = etree.fromstring(component.inner_html)
    assert svg.tag == "{http://www.w3.org/2000/svg}svg"
    assert (svg.get("role"), svg.get("aria-label")) == ("img", "Squares")


def test_nothing_in_a_drawing_touches_the_rest_of_the_page():
    component = jp.Matplotlib(figure=figure())
    assert "<style" not in component.inner_html
    assert "<?xml" not in component.inner_html
    assert "stroke-linejoin" in component.inner_html[:200]


def test_drawings_share_no_ids_and_refer_to_their_own():
    first, second = jp.Matplotlib(figure=figure()), jp.Matplotlib(figure=figure())
    assert ids(first)
    assert not ids(first) & ids(second)
    for component in (first, second):
        used = set(re.findall(r'href="#([^"]*)"|url\(#([^)]*)\)', component.inner_html))
        assert {a or b for a, b in used} == ids(component)


def test_the_same_figure_again_is_no_change():
    made = figure()
    component = jp.Matplotlib(figure=made)
    before = component.inner_html
    assert component.set_figure(made) == before


def test_another_figure_is_drawn_instead():
    component = jp.Matplotlib(figure=figure("one"))
    component.set_figure(figure("two"))
    assert 'aria-label="two"' in component.inner_html


def test_without_a_figure_it_is_the_current_one():
    current = plt.figure()
    plt.title("current")
    assert 'aria-label="current"' in jp.Matplotlib().inner_html
    assert plt.get_fignums() == [current.number]


def test_a_figure_can_be_closed_and_drawn_again():
    current = plt.figure()
    component = jp.Matplotlib()
    plt.close(current)
    current.suptitle("later")
    component.set_figure()
    assert 'aria-label="later"' in component.inner_html


def test_no_figure_is_left_open():
    jp.Matplotlib()
    assert plt.get_fignums() == []


def test_whatever_has_a_figure_will_do():
    axes = figure("axes").axes[0]
    assert 'aria-label="axes"' in jp.Matplotlib(figure=axes).inner_html
    with pytest.raises(jp.ComponentError, match="not str 'x'"):
        jp.Matplotlib(figure="x")


def test_a_title_is_no_html():
    assert 'aria-label="&quot;&gt;&lt;b&gt;"' in jp.Matplotlib(figure=figure('"><b>')).inner_html

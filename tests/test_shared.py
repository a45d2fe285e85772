"""Components that stand on several pages: what a look at one of them changes, the tabs of the others hear of."""

from __future__ import annotations

import random
from typing import Any

import histories
import pytest

import tornjust as jp
from tornjust import changes

state: dict[str, Any] = {}


class Rows(jp.Ul):
    """A list that is made anew at each look."""

    def react(self, data: Any) -> None:
        self.title = f"{len(state['names'])} rows"
        self.delete_components()
        for name in state["names"]:
            jp.Li(a=self, text=name)


def visit(*shared: Any) -> histories.Tab:
    """A new page that shows them, and a tab on it."""
    page = jp.WebPage(delete_flag=False)
    page.add(*shared)
    return histories.Tab(page, random.Random(1))


def check(*tabs: histories.Tab) -> None:
    """Each of them hears what is new, and shows what a new visitor gets."""
    for tab in tabs:
        tab.catch_up()
        expected = histories.fresh(tab.page)
        tab.fetch = lambda since, page=tab.page: changes.patch(page, since, anew=False)  # type: ignore[misc]
        tab.catch_up()
        assert tab.shows() == expected
        tab.fetch = lambda since, page=tab.page: changes.patch(page, since)  # type: ignore[misc]


def keys(shown: jp.Div) -> list[int]:
    return [child._key for child in shown.components]


def test_a_list_that_is_made_anew_for_a_new_page_keeps_its_elements_on_the_others() -> None:
    state["names"] = ["a", "b"]
    shared = Rows()
    one = visit(shared)
    before = keys(shared)
    two = visit(shared)
    assert keys(shared) == before
    check(one, two)
    state["names"] = ["c"]
    check(one, two)


def test_what_changes_as_a_new_page_is_made_is_told_on_the_others() -> None:
    state["names"] = ["a", "b"]
    shared = Rows()
    text = jp.P(model=[state, "text"])
    state["text"] = "old"
    one = visit(shared, text)
    state["names"] = ["c"]
    state["text"] = "new"
    two = visit(shared, text)
    one.catch_up()
    assert ">new<" in one.shows()
    assert 'title="1 rows"' in one.shows()
    assert ">a<" not in one.shows()
    check(one, two)


@pytest.mark.parametrize("empty_at_first", [False, True])
def test_a_list_that_was_made_anew_before_another_page_got_it(empty_at_first: bool) -> None:
    shared = jp.Ul()

    def fill() -> None:
        shared.add(jp.Li(text="a"), jp.Li(text="b"))

    fill()
    one = visit(shared)
    shared.delete_components()
    if not empty_at_first:
        fill()
    two = visit(shared)
    if empty_at_first:
        fill()
    check(one, two)
    check(two, one)


def test_a_list_that_was_made_anew_while_it_stood_nowhere_keeps_its_elements_afterwards() -> None:
    panel = jp.Ul()
    panel.add(jp.Li(text="a"), jp.Li(text="b"))
    tab = visit(panel)
    page = tab.page
    page.components.remove(panel)
    panel.components = [jp.Li(text="a"), jp.Li(text="b")]
    page.add(panel)
    check(tab)
    before = keys(panel)
    panel.components = [jp.Li(text="a"), jp.Li(text="b")]
    check(tab)
    assert keys(panel) == before


def test_one_that_stood_twice_in_a_list_and_stands_there_once() -> None:
    text = jp.P(text="a")
    tab = visit(text, jp.Hr(), text)
    page = tab.page
    assert tab.shows().count("<p ") == 2
    page.components.pop()
    check(tab)
    assert tab.shows().count("<p ") == 1
    page.add(text)
    check(tab)


@pytest.mark.parametrize("first", [True, False])
def test_what_changes_in_one_that_leaves_one_of_two_places(first: bool) -> None:
    text = jp.P(text="a")
    shared = jp.Div()
    shared.add(text, jp.Hr())
    left, right = jp.Div(), jp.Div()
    for box in left, right:
        box.add(jp.Br(), shared, jp.Hr())
    tab = visit(left, right)
    # The departure goes as a new order, what happens below as the departure of one.
    goes, stays = (left, right) if first else (right, left)
    goes.components.remove(shared)
    goes.components.reverse()
    shared.components.remove(text)
    check(tab)
    assert tab.shows().count("<p ") == 0
    shared.add(text)
    stays.components.reverse()
    check(tab)
    assert tab.shows().count("<p ") == 1


class Shut(jp.Details):
    """Says at each look that it is shut."""

    def react(self, data: Any) -> None:
        self.open = False


def test_what_a_hook_says_again_for_a_new_visitor_does_not_close_what_others_opened() -> None:
    shared = Shut()
    one = visit(shared)
    check(one)
    visit(shared)
    assert "open" not in (changes.patch(one.page, one.replica.revision) or "")

"""Pages that nest deep: as deep as browsers can show them, or an error that says what is wrong."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from session_kit import Tab, run

import tornjust as jp
from tornjust import changes
from tornjust.depth import MOST_LEVELS
from tornjust.errors import PageError


def nested(levels: int, **keywords: Any) -> tuple[jp.WebPage, jp.Div]:
    """A page and the innermost of its components."""
    wp: Any = jp.WebPage()
    inner = wp
    for _ in range(levels):
        inner = jp.Div(a=inner, **keywords)
    return wp, inner


# Each level of the second kind needs more of the stack.
@pytest.mark.parametrize("keywords", [{}, {"click": lambda self, msg: None}], ids=["plain", "with handlers"])
def test_as_deep_as_browsers_show_it(keywords: dict[str, Any]) -> None:
    limit = sys.getrecursionlimit()
    wp, inner = nested(MOST_LEVELS - 1, **keywords)
    button = jp.Button(
        a=inner, text="more", click=lambda self, msg: inner.components.append(jp.P(text="new"))
    )
    tab = Tab(wp)
    assert changes.whole(wp).count("<div") == MOST_LEVELS - 1
    answer = run(tab.click(button))
    assert [op[0] for op in answer[3]] == ["put"]
    wp._tabs.clear()
    run(wp.on_disconnect())
    assert not wp.components
    assert not inner.components
    assert wp.page_id not in jp.WebPage.instances
    assert sys.getrecursionlimit() == limit


def test_deeper_is_an_error_that_says_how_deep_and_why() -> None:
    wp, _ = nested(1000)
    with pytest.raises(
        PageError, match=r"1000 levels deep \(WebPage > Div > Div > Div > ...\); 500 levels"
    ) as told:
        changes.whole(wp)
    assert "`a=`" in str(told.value)
    wp, inner = nested(10)
    tab = Tab(wp)
    for _ in range(1000):
        inner = jp.Div(a=inner)
    with pytest.raises(PageError, match="1010 levels deep"):
        changes.patch(wp, tab.revision)


def test_a_program_that_calls_itself_without_end_is_told_so() -> None:
    class Loop(jp.Div):
        def react(self, data: Any) -> None:
            self.react(data)

    wp = jp.WebPage()
    Loop(a=wp)
    with pytest.raises(RecursionError):
        changes.whole(wp)

"""Components take keywords only; what comes without one is named, with the keyword that was meant."""

from __future__ import annotations

from typing import Any

import pytest

import tornjust as jp
from tornjust.element import Element
from tornjust.errors import ComponentError

NAMES = sorted(
    name for name in dir(jp) if isinstance(kind := getattr(jp, name), type) and issubclass(kind, Element)
)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("Hello",), r"Div\('Hello'\) was given text without a keyword.*: Div\(text='Hello'\)"),
        (
            (jp.P(),),
            r"Div\(<P>\) was given a component .*Div\(components=\[child\]\) puts it into .*Div\(a=parent\)",
        ),
        (([jp.P()],), r"Div\(<list>\) was given a list .*Div\(components=\[...\]\)"),
        ((jp.WebPage(),), r"Div\(<WebPage>\) was given a WebPage .*Div\(a=page\)"),
        ((print,), r"Div\(<builtin_function_or_method>\).*Div\(click=handler\)"),
        (
            (3, "x"),
            r"Div\(3, 'x'\) was given an int .*Div\(a=parent, text=..., components=\[...\], classes=...\)",
        ),
    ],
)
def test_what_it_was_given_and_how_it_is_written(given: Any, said: str) -> None:
    with pytest.raises(ComponentError, match=said):
        jp.Div(*given)


@pytest.mark.parametrize("name", NAMES)
def test_all_components_say_so(name: str) -> None:
    kind = getattr(jp, name)
    with pytest.raises(ComponentError, match=rf"^{kind.__name__}\('Hello'\)"):
        kind("Hello")


def test_a_page_says_how_it_is_filled() -> None:
    with pytest.raises(ComponentError, match=r"WebPage\(<Div>\) was given a component .*wp.add\(component\)"):
        jp.WebPage(jp.Div())  # type: ignore[arg-type]


def test_a_class_of_the_program_that_passes_everything_on() -> None:
    class Card(jp.Div):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)

    with pytest.raises(ComponentError, match=r"Card\(text='Hello'\)"):
        Card("Hello")

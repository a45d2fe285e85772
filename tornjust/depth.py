"""How deep components nest: pages as deep as browsers can show are looked at with more of Python's stack, deeper ones
are an error that says so."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from tornjust.component import Component, components_of
from tornjust.errors import PageError

Result = TypeVar("Result")
# Chromium's parser puts what is deeper than 512 elements beside its parent, and no error tells of it. Some of those
# are ours.
MOST_LEVELS = 500
# Python's calls for each level, programs' own `react` and `delete` among them.
_CALLS = 8


def deeply(page: Component, work: Callable[[], Result]) -> Result:
    """What `work` gives, for which the stack was not enough. Raises `PageError` where the page is too deep."""
    depth, path = measure(page)
    if depth > MOST_LEVELS:
        raise PageError(
            f"the page nests {depth} levels deep ({path}); {MOST_LEVELS} levels are possible, as browsers read HTML "
            "no deeper. Is `a=` the component that was made just before, where it should be one that holds them all?"
        ) from None
    with room():
        return work()


@contextmanager
def room() -> Iterator[None]:
    """Python's stack is large enough for the deepest page that there can be."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(limit + _CALLS * MOST_LEVELS)
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


def measure(top: Component) -> tuple[int, str]:
    """How many levels stand below `top`, and what stands on them, from the top: `WebPage > Div > Div > ...`."""
    names, level = [], [top]
    while level:
        names.append(type(level[0]).__name__)
        below = {id(child): child for node in level for child in components_of(node)}
        level = list(below.values())
    return len(names) - 1, " > ".join([*names[:4], "..."])

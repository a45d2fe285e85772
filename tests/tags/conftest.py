"""What the tests of the vocabulary share: `shown(component)`, its HTML without the framework's own attributes."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tornjust.element import Element
from tornjust.render import render
from tornjust.rendering import Rendering


@pytest.fixture
def shown() -> Callable[[Element], str]:
    """Render a component. The key and the listeners are left out: other tests look after them."""

    def html(component: Element) -> str:
        into = Rendering()
        render(component, into)
        return re.sub(r' data-tj(-on)?="[^"]*"', "", into.html())

    return html

"""The pytest fixture for programs that use tornjust."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tornjust.testing import App


@pytest.fixture
def tornjust_app() -> Iterator[App]:
    """An application of this test's own: `tornjust_app.open(page_function)` or `tornjust_app.program(path)`."""
    from tornjust.testing import App

    with App() as app:
        yield app

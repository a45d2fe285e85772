"""Open a page of a running application, click, type, wait, and look at what is there: no browser needed.

What runs is real: a Tornado server on a free port of 127.0.0.1, HTTP and WebSocket between, and the browser's own
runtime (`client_py`) on this side. Only the document is another one: an lxml tree.

    def test_counter(tornjust_app):
        page = tornjust_app.open(counter_page)
        page.click("Add one")
        assert page.text_of(name="count") == "1"

The fixture is there with `pytest_plugins = ["tornjust.testing.plugin"]` in the project's conftest.py; `App` does the
same without pytest.
"""

from __future__ import annotations

from tornjust.testing.acts import NotPossible
from tornjust.testing.app import App
from tornjust.testing.page import NotFound, Page

__all__ = ["App", "NotFound", "NotPossible", "Page"]

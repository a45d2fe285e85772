"""The examples are seen in the browser that users have."""

import pytest
from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser(whole_browser: Browser) -> Browser:
    """Chromium itself."""
    return whole_browser

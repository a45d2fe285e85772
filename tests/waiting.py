"""Waiting for what a test cannot be told of."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any


def until(true: Callable[[], Any], seconds: float = 5) -> None:
    """Wait for a condition. A page's policy does not let a browser evaluate one again and again by itself."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end

"""What the tests share leaves nothing behind that would fail another test."""

from __future__ import annotations

from typing import Any


def test_a_test_with_a_loop_leaves_no_other_one_that_nobody_closes(io_loop: Any) -> None:
    # What it puts back in its place at the end.
    assert io_loop.old_asyncio is None

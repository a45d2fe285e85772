"""Tests that the manual names as proof exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
DOCS = TESTS.parent / "docs"
NAMES = {
    name for file in TESTS.rglob("test_*.py") for name in re.findall(r"def (test_\w+)", file.read_text())
}


@pytest.mark.parametrize("name", ["reliability.md", "security.md"])
def test_what_is_named_as_proof_exists(name: str) -> None:
    quoted = re.findall(r"`([^`\n]+)`", (DOCS / name).read_text())
    files = [text for text in quoted if re.fullmatch(r"[\w/]*test_\w+\.py", text)]
    functions = [text for text in quoted if re.fullmatch(r"test_\w+", text)]
    assert len(files) > 5
    assert [text for text in files if not (TESTS / text.removeprefix("tests/")).exists()] == []
    assert [text for text in functions if text not in NAMES] == []

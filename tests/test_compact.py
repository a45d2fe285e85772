"""Compact JSON is what the standard library writes, only sooner."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tornjust.compact import encode

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(values)
def test_it_reads_back(value: object) -> None:
    assert json.loads(encode(value)) == value


@given(values)
def test_it_is_what_the_standard_library_writes(value: object) -> None:
    assert encode([value]) == json.dumps([value], ensure_ascii=False, separators=(",", ":"))


def test_numbers_that_json_does_not_have_are_written_as_python_does() -> None:
    assert encode([math.inf]) == "[Infinity]"


def test_what_contains_itself_is_refused() -> None:
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(RecursionError):
        encode(endless)


@pytest.mark.parametrize("value", [[object()], object(), [{1, 2}]])
def test_what_json_does_not_have_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        encode(value)

"""A DataFrame of pandas -> rows of text, without importing pandas: whoever has a frame has imported it."""

from __future__ import annotations

from itertools import islice
from typing import Any


def is_frame(values: Any) -> bool:
    """Whether `values` is a DataFrame, rather than a list of rows."""
    return hasattr(values, "columns") and hasattr(values, "itertuples") and hasattr(values, "index")


def header(frame: Any, index: bool | None = None) -> list[str]:
    """The names of the columns; before them those of the index, if it is shown (see `has_index`)."""
    names = [label(name) for name in frame.columns]
    if has_index(frame, index):
        names[:0] = ["" if name is None else label(name) for name in frame.index.names]
    return names


def rows(frame: Any, index: bool | None = None, limit: int | None = None) -> list[tuple[Any, ...]]:
    """The rows, the first `limit` of them. Values stay what they are; see `text_of`."""
    found = islice(frame.itertuples(index=False, name=None), limit)
    if not has_index(frame, index):
        return list(found)
    labels = (key if isinstance(key, tuple) else (key,) for key in frame.index)
    return [(*keys, *row) for keys, row in zip(labels, found)]


def has_index(frame: Any, wanted: bool | None) -> bool:
    """Whether the index is shown: as wanted, else if it has a name, as after `groupby` or `set_index`."""
    return any(name is not None for name in frame.index.names) if wanted is None else wanted


def label(name: Any) -> str:
    """The name of a column; with several levels, all of them."""
    return " ".join(str(part) for part in name if str(part)) if isinstance(name, tuple) else str(name)


def is_missing(value: Any) -> bool:
    """Whether a value is None, NaN, NaT or NA."""
    if value is None:
        return True
    if isinstance(value, str | list | tuple | dict | set):
        return False
    try:
        return bool(value != value)
    except (TypeError, ValueError):  # NA cannot be compared; arrays have no truth
        return type(value).__name__ == "NAType"


def text_of(value: Any) -> str:
    """How a value is shown in a table: nothing for a missing one, a date without a time if that is midnight."""
    if is_missing(value):
        return ""
    text = str(value)
    if isinstance(value, float) and len(text) > 12:
        return f"{value:.10g}"
    return text.removesuffix(" 00:00:00") if hasattr(value, "hour") else text

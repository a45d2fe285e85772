"""pandas: what a DataFrame has under `.jp`, and functions around it."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from tornjust.errors import ComponentError
from tornjust.extras.library import library

log = logging.getLogger("tornjust")


class FrameTools:
    """`frame.jp`: the components that show a frame."""

    def __init__(self, frame: Any) -> None:
        self.df = frame

    def table(self, **kwargs: Any) -> Any:
        """An `AutoTable` of the frame. Keywords are the component's: `frame.jp.table(a=page, index=True)`."""
        from tornjust.tags.tables import AutoTable

        return AutoTable(values=self.df, **kwargs)

    def data_table(self, **kwargs: Any) -> Any:
        """A `DataTable` of the frame: in pages, sorted by a click, searched."""
        from tornjust.extras.datatable import DataTable

        return DataTable(values=self.df, **kwargs)

    def ag_grid(self, **kwargs: Any) -> Any:
        """A `DataTable`: ag-Grid is not part of tornjust. Programs that show a grid and listen to its sorting run."""
        if kwargs.pop("options", None):
            log.warning("frame.jp.ag_grid() gives a DataTable, which has no `options`; see docs/extras.md")
        return self.data_table(**kwargs)

    def plot(self, x: Any, y: Iterable[Any], **kwargs: Any) -> Any:
        """A drawing of columns `y` over column `x`, each given by name or number.

        `kind` is one of "column" (the default), "bar", "line", "spline", "area", "areaspline", "scatter", "pie";
        `stacking` is "", "normal" or "percent"; `categories=False` takes the values of `x` as numbers. Further:
        `title`, `subtitle`, `figsize` in inches, and the keywords of the component.
        """
        from tornjust.extras.plot import FramePlot

        return FramePlot(self.df, x, y, **kwargs)


def column(frame: Any, which: Any) -> Any:
    """A column by name or number. Raises `ComponentError` for one that is not there."""
    try:
        if which in frame.columns:
            return frame[which]
        return frame.iloc[:, which] if isinstance(which, int) else frame[which]
    except (KeyError, IndexError, TypeError) as error:
        names = ", ".join(map(repr, list(frame.columns)[:10]))
        raise ComponentError(
            f"The frame has no column {which!r}; give a name or a number from 0 to {len(frame.columns) - 1} "
            f"(there are {names})."
        ) from error


def read_csv_from_string(csv_string: str, *args: Any, **kwargs: Any) -> Any:
    """A DataFrame from CSV in a string; further arguments are those of `pandas.read_csv`."""
    return library("pandas", "pandas", "jp.read_csv_from_string").read_csv(
        io.StringIO(csv_string), *args, **kwargs
    )


def make_pairs_list(x_data: Iterable[Any], y_data: Iterable[Any]) -> list[list[Any]]:
    """`[[x, y], ...]`; where one is shorter, None."""
    return [list(pair) for pair in zip_longest(x_data, y_data)]

"""`DataTable`: many rows, shown in pages, sorted by a click on a column, and searched. All of it on the server."""

from __future__ import annotations

import csv
import inspect
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, repeat
from math import isfinite
from numbers import Number
from typing import Any, NoReturn

from tornjust.binding import bind
from tornjust.errors import ComponentError
from tornjust.events import Dict
from tornjust.tags import frames
from tornjust.tags.base import Div
from tornjust.tags.html import Button, Span, Table, Tbody, Td, Th, Thead, Tr
from tornjust.tags.inputs import Input

# What `values` have to be.
_RIGHT = "it has to be a list of rows, which are lists, the header first, or a DataFrame"
# What a program may listen to beside the events of the DOM, under the names that JustPy's grid has.
_OWN_EVENTS = frozenset(("sortChanged", "filterChanged"))
_MARKS = {None: "", False: " \u25b2", True: " \u25bc"}
_BUTTON = "px-3 py-1 border rounded disabled:opacity-50"
# The button in a heading looks as the heading does.
_PLAIN = "font:inherit;letter-spacing:inherit;text-align:inherit;text-transform:inherit"


class DataTable(Div):
    """A table for many rows: `DataTable(values=frame, a=page)`.

    `values` is a DataFrame of pandas, or a list of rows of which the first is the header; assign it again after a
    change. `page_size` rows are shown at a time. A click on a column sorts by it, another one the other way round, a
    third in the order of `values`; numbers that are text, as in a CSV file, are sorted as numbers. `searchable` gives
    a field that leaves only rows that hold a text. `index` says whether the index of a frame is shown; by default, if
    it has a name. Raises `ComponentError` for values that are no rows.

    `on("sortChanged", handler)` and `on("filterChanged", handler)` tell of it; `msg.data` then holds the rows as CSV.
    """

    values: Any = ()
    page_size: int = 25
    searchable: bool = True
    index: bool | None = None
    th_classes: str = "px-3 py-2 text-left border-b-2 cursor-pointer select-none whitespace-nowrap"
    td_classes: str = "px-3 py-1 border-b"

    def __init__(self, *given: NoReturn, **kwargs: Any) -> None:
        self._own: dict[str, Callable[..., Any]] = {}
        self._column: int | None = None
        self._down = False
        self._text = ""
        self._page = 0
        self._bar = Div(classes="mb-2")
        self._field = Input(
            placeholder="Search",
            aria_label="Search",
            type="search",
            classes="px-2 py-1 border rounded",
            a=self._bar,
            input=self._search,
        )
        table = Table(classes="min-w-full", a=Div(classes="overflow-x-auto"))
        self._head = Tr(a=Thead(a=table))
        self._body = Tbody(a=table)
        self._foot = Div(classes="flex items-center space-x-2 mt-2 text-sm")
        self._back = Button(
            text="\u2039", aria_label="Previous page", classes=_BUTTON, a=self._foot, click=self._turn
        )
        self._next = Button(
            text="\u203a", aria_label="Next page", classes=_BUTTON, a=self._foot, click=self._turn
        )
        self._where = Span(a=self._foot, role="status")
        super().__init__(*given, **kwargs)
        self.add(self._bar, table._up[0], self._foot)
        self._made = True
        self._load()

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        if name in ("values", "index", "page_size", "searchable") and self.__dict__.get("_made"):
            self._load()

    def on(self, event_type: str, func: Any, **kwargs: Any) -> None:
        """As for every component; "sortChanged" and "filterChanged" are events of this one."""
        if event_type in _OWN_EVENTS:
            self._own[event_type] = bind(self, event_type, func)
        else:
            super().on(event_type, func, **kwargs)

    def to_csv(self) -> str:
        """The header and the rows that were found, in the order in which they are shown, as CSV."""
        output = io.StringIO()
        writer = csv.writer(output, lineterminator="\n")
        writer.writerow(self._names)
        writer.writerows(
            [["" if frames.is_missing(value) else value for value in row] for row in self._found]
        )
        return output.getvalue()

    # -- what is shown --------------------------------------------------------------------------------------------

    def _load(self) -> None:
        """Read `values`."""
        values = self.values
        if frames.is_frame(values):
            self._names = frames.header(values, self.index)
            self._all: list[Sequence[Any]] = list(frames.rows(values, self.index))
        else:
            first, *self._all = _rows(values) or [()]
            self._names = [str(name) for name in first]
        if self._column is not None and self._column >= len(self._names):
            self._column = None
        numbers = [_is_number(self._all, column) for column in range(len(self._names))]
        self._sides = [" text-right" if number else "" for number in numbers]
        self._head.delete_components()
        for column in range(len(self._names)):
            head = Th(scope="col", column=column, click=self._sort, a=self._head)
            # A button can be reached and pressed by keyboard; its click is the cell's.
            Button(style=_PLAIN, a=head)
        self._bar.show = self.searchable
        self._select()

    def _select(self) -> None:
        """Find and sort the rows."""
        wanted = self._text.casefold().split()
        rows = self._all
        if wanted:
            rows = [row for row in rows if _holds(row, wanted)]
        column = self._column
        if column is not None:
            full = [row for row in rows if column < len(row) and not _is_empty(row[column])]
            empty = [row for row in rows if column >= len(row) or _is_empty(row[column])]
            rows = _sorted(full, column, self._down) + empty
        self._found = rows
        for number, cell in enumerate(self._head.components):
            direction = self._down if number == column else None
            cell.components[0].text = self._names[number] + _MARKS[direction]
            cell.classes = self.th_classes + self._sides[number]
            cell.aria_sort = {None: None, False: "ascending", True: "descending"}[direction]
        self._show()

    def _show(self) -> None:
        """Show one page."""
        size = max(1, int(self.page_size))
        last = max(0, (len(self._found) - 1) // size)
        self._page = min(max(0, self._page), last)
        start = self._page * size
        rows = self._found[start : start + size]
        body = self._body
        del body.components[len(rows) :]
        for number, row in enumerate(rows):
            if number == len(body):
                Tr(a=body)
            line = body[number]
            if len(line) != len(self._names):
                line.delete_components()
                line.add(*(Td() for _ in self._names))
            values = chain(row, repeat(None))  # a short row must not leave what stood there before
            for cell, side, value in zip(line.components, self._sides, values):
                cell.text = frames.text_of(value)
                cell.classes = self.td_classes + side
        self._back.disabled = self._page == 0
        self._next.disabled = self._page == last
        self._back.show = self._next.show = last > 0
        self._where.text = _place(start, len(rows), len(self._found), len(self._all))

    # -- what the user does -----------------------------------------------------------------------------------------

    async def _sort(self, msg: Any) -> Any:
        column = msg.target.column
        if self._column != column:
            self._column, self._down = column, False
        elif not self._down:
            self._down = True
        else:
            self._column = None
        self._page = 0
        self._select()
        return await self._tell("sortChanged", msg)

    async def _search(self, msg: Any) -> Any:
        self._text = str(self._field.value)
        self._page = 0
        self._select()
        return await self._tell("filterChanged", msg)

    def _turn(self, msg: Any) -> None:
        self._page += 1 if msg.target is self._next else -1
        self._show()

    async def _tell(self, event: str, msg: Any) -> Any:
        """Call the program's handler of an event of ours."""
        handler = self._own.get(event)
        if handler is None:
            return None
        told = Dict(msg)
        told.update(event_type=event, data=self.to_csv())
        dict.__setitem__(told, "target", self)
        for name in ("page", "websocket"):
            if name in msg:
                dict.__setitem__(told, name, msg[name])
        result = handler(told)
        return await result if inspect.isawaitable(result) else result


def _holds(row: Sequence[Any], wanted: list[str]) -> bool:
    text = " ".join(map(frames.text_of, row)).casefold()
    return all(word in text for word in wanted)


def _rows(values: Any) -> list[Any]:
    """What the program gave as a list of rows. Raises `ComponentError` for what is none."""
    if not isinstance(values, Iterable) or isinstance(values, str | Mapping):
        raise ComponentError(f"DataTable: values is {values!r:.80}; {_RIGHT}")
    rows = list(values)
    for row in rows:
        if isinstance(row, Mapping):
            raise ComponentError(
                f"DataTable: a row is {row!r:.80}; {_RIGHT}. "
                "Of dictionaries: values=[list(rows[0]), *(list(row.values()) for row in rows)]"
            )
        if isinstance(row, str) or not hasattr(row, "__getitem__"):
            raise ComponentError(f"DataTable: a row is {row!r:.80}; {_RIGHT}")
    return rows


def _is_empty(value: Any) -> bool:
    return bool(frames.is_missing(value)) or (isinstance(value, str) and not value.strip())


def _sorted(rows: list[Sequence[Any]], column: int, down: bool) -> list[Sequence[Any]]:
    numbers = _read([row[column] for row in rows])
    if numbers is not None:
        places = sorted(range(len(rows)), key=numbers.__getitem__, reverse=down)
        return [rows[place] for place in places]
    try:
        return sorted(rows, key=lambda row: row[column], reverse=down)
    except TypeError:  # values of several types
        return sorted(rows, key=lambda row: _key(row[column]), reverse=down)


def _read(values: list[Any]) -> list[float] | None:
    """The numbers of a column that holds them as text, as what is read from a file does; None of any other."""
    try:
        numbers = [float(value) for value in values if isinstance(value, str)]
    except ValueError:
        return None
    return numbers if len(numbers) == len(values) and all(map(isfinite, numbers)) else None


def _key(value: Any) -> tuple[bool, float, str]:
    """Numbers before everything else."""
    return (False, float(value), "") if _number(value) else (True, 0.0, frames.text_of(value).casefold())


def _number(value: Any) -> bool:
    return isinstance(value, Number) and not isinstance(value, complex)


def _is_number(rows: list[Sequence[Any]], column: int) -> bool:
    """Whether a column holds numbers, as far as one can see at its start."""
    seen = [row[column] for row in rows[:100] if column < len(row) and not frames.is_missing(row[column])]
    return bool(seen) and all(_number(value) and not isinstance(value, bool) for value in seen)


def _place(start: int, shown: int, found: int, total: int) -> str:
    if not found:
        return "No rows" if not total else f"None of {total:,} rows"
    more = f" (of {total:,})" if found != total else ""
    return f"{start + 1:,}\u2013{start + shown:,} of {found:,}{more}"

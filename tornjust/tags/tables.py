"""`AutoTable`: a list of rows, or a DataFrame -> a table that follows it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from tornjust.tags import frames
from tornjust.tags.html import Caption, Table, Tbody, Td, Th, Thead, Tr

log = logging.getLogger("tornjust")


class AutoTable(Table):
    """A table of `values`, a list of rows of which the first is the header. Change the list; the table
    follows.

    `values` may be a DataFrame of pandas; assign it again after a change. Of a frame the first `max_rows` are shown,
    and the index if it has a name, or as `index` says. A `DataTable` shows longer ones in pages.

    The classes of the parts are class attributes: `td_classes`, `th_classes`, `tr_even_classes`,
    `tr_odd_classes`.
    """

    values: Any = ()
    max_rows: int = 1000
    index: bool | None = None
    td_classes: str = "border px-4 py-2 text-center"
    tr_even_classes: str = "bg-gray-100"
    tr_odd_classes: str = ""
    th_classes: str = "px-4 py-2"
    # The part of the table that was made from `values`: head row, body, and a note where there are more.
    _head: Tr | None = None
    _body: Tbody | None = None
    _note: Caption | None = None
    # The frame that was read last, and its rows.
    _read: tuple[Any, list[Sequence[Any]]] | None = None

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        if name in ("values", "index", "max_rows"):
            self.__dict__["_read"] = None

    def react(self, data: Any) -> None:
        """Bring the rows up to date. Only cells whose value changed are touched."""
        self.set_class("table-auto")
        rows = self._rows()
        if not rows:
            if self._head is not None and self._body is not None:
                _fill(self._head, (), Th, "")
                _cut(self._body, 0)
            return
        if self._head is None or self._body is None:
            self._head = Tr(a=Thead(a=self))
            self._body = Tbody(a=self)
        _fill(self._head, rows[0], Th, self.th_classes)
        body = self._body
        _cut(body, len(rows) - 1)
        for index, row in enumerate(rows[1:]):
            if index == len(body):
                Tr(a=body)
            line = body[index]
            # The first row below the head is the first, and so odd.
            line.classes = self.tr_even_classes if index % 2 else self.tr_odd_classes
            _fill(line, row, Td, self.td_classes)

    def _rows(self) -> list[Sequence[Any]]:
        """The header and the rows."""
        values = self.values
        if not frames.is_frame(values):
            return list(values)
        if self._read is None or self._read[0] is not values:
            shown = frames.rows(values, self.index, self.max_rows)
            texts = [list(map(frames.text_of, row)) for row in shown]
            self.__dict__["_read"] = (values, [frames.header(values, self.index), *texts])
            self._say_more(len(values))
        assert self._read is not None
        return self._read[1]

    def _say_more(self, length: int) -> None:
        """Tell that there are more rows than are shown, if there are."""
        text = ""
        if length > self.max_rows:
            text = f"The first {self.max_rows:,} of {length:,} rows"
            log.warning("AutoTable shows %s; jp.DataTable shows all, in pages", text.lower())
        if self._note is None and text:
            # A caption comes first in a table (HTML Standard, 4.9.2); its style puts it below.
            self._note = Caption(
                style="caption-side: bottom", classes="p-2 text-sm text-gray-500 whitespace-nowrap"
            )
            self.add_first(self._note)
        if self._note is not None:
            self._note.text = text
            self._note.show = bool(text)


def _fill(line: Tr, row: Sequence[Any], cell: type[Td] | type[Th], classes: str) -> None:
    """Make the cells of one row of the table show `row`."""
    values = list(row)
    _cut(line, len(values))
    for index, value in enumerate(values):
        if index == len(line):
            cell(a=line)
        line[index].text = str(value)
        line[index].classes = classes


def _cut(parent: Tr | Tbody, length: int) -> None:
    if len(parent) > length:
        del parent.components[length:]

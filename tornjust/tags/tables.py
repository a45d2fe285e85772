"""`AutoTable`: a list of rows -> a table that follows the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tornjust.tags.html import Table, Tbody, Td, Th, Thead, Tr


class AutoTable(Table):
    """A table of `values`, a list of rows of which the first is the header. Change the list; the table
    follows.

    The classes of the parts are class attributes: `td_classes`, `th_classes`, `tr_even_classes`,
    `tr_odd_classes`.
    """

    values: Sequence[Sequence[Any]] = ()
    td_classes: str = "border px-4 py-2 text-center"
    tr_even_classes: str = "bg-gray-100"
    tr_odd_classes: str = ""
    th_classes: str = "px-4 py-2"
    # The part of the table that was made from `values`: head row and body.
    _head: Tr | None = None
    _body: Tbody | None = None

    def react(self, data: Any) -> None:
        """Bring the rows up to date. Only cells whose value changed are touched."""
        self.set_class("table-auto")
        rows = list(self.values)
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

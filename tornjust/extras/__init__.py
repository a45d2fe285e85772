"""Components on other libraries: Markdown, formulas, Matplotlib, pandas. A library is imported when it is first needed.

`jp.Markdown` and its like are found here by name, so that a program that uses none of them pays for none.
"""

from __future__ import annotations

import importlib
from typing import Any

# Public name -> the module that has it.
NAMES = {
    "DataTable": "tornjust.extras.datatable",
    "Equation": "tornjust.extras.equation",
    "LinkedChartGrid": "tornjust.extras.plot",
    "Markdown": "tornjust.extras.markdown",
    "Matplotlib": "tornjust.extras.figure",
    "make_pairs_list": "tornjust.extras.frames",
    "read_csv_from_string": "tornjust.extras.frames",
}


def find(name: str) -> Any:
    """What the public name stands for; its module is imported now. Raises `KeyError` for another name."""
    return getattr(importlib.import_module(NAMES[name]), name)

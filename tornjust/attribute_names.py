"""How the attributes of an element are spelled in Python: `stroke-width` is `stroke_width`, `in` is `_in`.

`data_*` and `aria_*` need no entry in any table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# Attributes that every element may have. `hidden` is missing: JustPy uses the name for a method.
GLOBAL_ATTRIBUTES = (
    "id name title tabindex lang dir accesskey contenteditable draggable spellcheck role"
).split()
# How names begin that need no entry in any table; as in HTML, or as a Python keyword can spell it.
DASHED = frozenset(("data_", "aria_", "data-", "aria-"))
_NAME = re.compile(r"[A-Za-z_][-A-Za-z0-9_.:]*")


def dom_names(attributes: Iterable[str]) -> dict[str, str]:
    """Python name -> attribute name, for each way in which a program can spell an attribute."""
    table: dict[str, str] = {}
    for attribute in attributes:
        table[attribute] = attribute
        table[attribute.replace("-", "_")] = attribute
        if attribute in ("in", "from", "class", "for", "is", "as", "async"):
            table[f"_{attribute}"] = attribute
    return table


def dashed(name: str) -> str | None:
    """`data_row_id` -> `data-row-id`, `aria_label` -> `aria-label`; None for a name that no attribute can have."""
    if name[:5] in DASHED and _NAME.fullmatch(name):
        return name.replace("_", "-")
    return None

"""Which attributes of a component the browser may change, and how a value becomes text. Both sides read this.

The list is short on purpose: an attribute that loads, links, submits or runs something is the server's alone.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Those that are no attributes of the element: its text, whether it is there, and what a field holds.
STATE = ("text", "show", "value", "checked")
# True by being there (HTML Standard, 2.3.2).
BOOLEAN = ("disabled", "readonly", "required", "open", "selected", "multiple", "inert")
PLAIN = (
    "title placeholder tabindex min max step rows cols maxlength minlength alt width height lang dir role "
    "contenteditable draggable spellcheck low high optimum colspan rowspan label datetime "
    # SVG
    "d points x y x1 y1 x2 y2 cx cy r rx ry dx dy fill stroke opacity transform viewBox offset"
).split()
DASHED = (
    "stroke-width stroke-linecap stroke-linejoin stroke-dasharray stroke-dashoffset stroke-opacity fill-opacity "
    "fill-rule font-size font-family font-weight text-anchor dominant-baseline stop-color stop-opacity"
).split()

_names: "dict[str, str]" = {"classes": "class", "style": "style"}
for _name in (*STATE, *BOOLEAN, *PLAIN):
    _names[_name] = _name
for _name in DASHED:
    _names[_name] = _name
    _names[_name.replace("-", "_")] = _name


def dom_name(name: str) -> "str | None":
    """Python name -> name in the document, for what the browser may change; None for anything else."""
    if name[:5] in ("data_", "aria_"):
        dashed = name.replace("_", "-")
        # Our own attributes begin so.
        return None if dashed[:7] == "data-tj" or dashed[:12] == "data-tornjus" or len(dashed) < 6 else dashed
    return _names.get(name)


def shown(name: str, value: "Any") -> "str | None":
    """The value of the attribute with that name in the document as text; None when it is absent.

    Says the same as the server's `attribute_text`; a test compares them.
    """
    if name == "text" or name == "value":
        return "" if value is None else str(value)
    if name == "show" or name == "checked":
        return "true" if value else "false"
    if value is None:
        return None
    if name in BOOLEAN:
        return name if value else None
    if name == "class" or name == "style":
        return str(value) or None
    if isinstance(value, bool):
        if name[:5] in ("data-", "aria-") or name in ("contenteditable", "draggable", "spellcheck"):
            return "true" if value else "false"
        return "true" if value else None
    return str(value)

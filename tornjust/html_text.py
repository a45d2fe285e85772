"""Values of a program -> text as HTML has it: the one place that escapes, and that knows how attributes are spelled."""

from __future__ import annotations

import json
import re
from typing import Any

from tornjust import wire
from tornjust.attribute_names import dashed
from tornjust.element import Element
from tornjust.listener import known_id, next_id

# Whether a text has to be escaped: asked here, or before, where many texts have no need of it.
needs_escape = re.compile("[&<>\r\0]").search
_ATTRIBUTE_NEEDED = re.compile('[&<>"\r\0]').search

# Attributes whose presence means true (HTML Standard, 2.3.2).
BOOLEAN = frozenset(
    "allowfullscreen async autofocus autoplay checked controls default defer disabled formnovalidate hidden inert "
    "ismap itemscope loop multiple muted nomodule novalidate open playsinline readonly required reversed "
    "selected".split()
)
# Attributes that may have a value, but mean something without one, too.
_BARE = frozenset(("download", "popover"))
# Attributes that spell true and false out (HTML Standard, 6.8 and 6.11).
_SPELLED = frozenset(("contenteditable", "draggable", "spellcheck", "writingsuggestions"))
# Attributes that have words of their own for false and true.
_WORDS = {
    "translate": ("no", "yes"),
    **dict.fromkeys(("autocomplete", "autocapitalize", "autocorrect"), ("off", "on")),
}


def scrub(text: str) -> str:
    """Text that can be sent: a lone surrogate, which no encoding has, becomes a question mark."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def escape(value: Any) -> str:
    """Text for the content of an element."""
    text = value if type(value) is str else str(value)
    return _escaped(text) if needs_escape(text) else text


def quote(value: Any) -> str:
    """Text for an attribute value in double quotes."""
    text = value if type(value) is str else str(value)
    return _escaped(text).replace('"', "&quot;") if _ATTRIBUTE_NEEDED(text) else text


def _escaped(text: str) -> str:
    # `str.translate` asks a dictionary about every character, and takes ten times as long.
    # The first step by its full name: from then on it is a plain text, whatever `__str__` gave.
    text = str.replace(text, "&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;").replace("\0", "\ufffd")


def attribute_text(attribute: str, value: Any) -> str | None:
    """The value of an attribute as the browser gets it, unescaped; None when the attribute is absent."""
    if value is None:
        return None
    if isinstance(value, Element):
        # One element names another: label for, button form, input list, popovertarget.
        if not value.id:
            value.id = next_id()
        return str(value.id)
    if isinstance(value, dict | list) and attribute.startswith("data-"):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    if attribute == "hidden" and value == "until-found":
        return "until-found"
    if type(value) is str:
        return (attribute if value else None) if attribute in BOOLEAN and value != attribute else value
    if attribute in BOOLEAN:
        return attribute if value else None
    if attribute == "class" and isinstance(value, list | tuple):  # both as Vue had it
        return " ".join(map(str, value))
    if attribute == "style" and isinstance(value, dict):
        return "; ".join(f"{name}: {part}" for name, part in value.items())
    if attribute in _SPELLED or attribute.startswith(("aria-", "data-")):
        return str(value).lower() if isinstance(value, bool) else str(value)
    if attribute == "value":
        return str(value)  # a field shows True and False as Python writes them
    if isinstance(value, bool) and attribute in _WORDS:
        return _WORDS[attribute][value]
    if value is False:
        return None
    if value is True:
        return "" if attribute in _BARE else "true"
    if type(value) is float and value.is_integer() and abs(value) < 1e21:
        return str(int(value))  # as JavaScript writes it: r="5", not r="5.0"
    return str(value)


def attribute_of(node: Element, name: str) -> tuple[str, str | None] | None:
    """The attribute that the python attribute `name` stands for, with its present value; None for no attribute."""
    attribute = node._table().get(name) or dashed(name)
    if attribute is None or attribute == wire.MOTION:
        return None
    value = known_id(node) if name == "id" else getattr(node, name, None)
    if attribute in ("class", "style", "id") and not value:
        return attribute, None
    return attribute, attribute_text(attribute, value)

"""What a user can do to a field as it is: whether to change it, and into what. Messages that say otherwise were made
by hand, or by a script of the program's own.

Text is judged by what the tab had been told when it was typed, so that nothing is lost of what was typed before. A
choice is judged as a click is, by the page as it is now: what is not offered any more comes to nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tornjust.component import Component, components_of, disabled_since
from tornjust.html_text import scrub
from tornjust.listener import known_id

# Types whose value is set in one go: they report when it is.
AT_ONCE = frozenset(("radio", "checkbox", "select", "file"))
# Types that have no value for the user to change.
BUTTONS = frozenset(("submit", "button", "reset", "image", "hidden"))
# Types of which browsers do not regard `readonly` (HTML Standard, 4.10.5.3.3).
_NEVER_READONLY = AT_ONCE | BUTTONS | {"range", "color"}
# What HTML counts as spaces; others are part of an option's value.
_SPACES = re.compile("[ \t\n\f\r]+")


def refusal(field: Any, page: Component, said: dict[str, Any], known: int) -> str:
    """Why a tab that knows the page of revision `known` cannot have changed the field so, or ""."""
    kind = field.type
    since = disabled_since(field, page)
    if since >= 0 and (kind in AT_ONCE or since <= known):
        return "it is disabled"
    if is_readonly(field) and (field._marks or {}).get("readonly", 0) <= known:
        return "it is readonly; a script that fills it needs it without that, or has to be a function with @jp.client"
    if kind == "select" and not _offers(field, said):
        return f"{_values(field, said)!r:.80} is not among its options"
    return ""


def is_readonly(field: Any) -> bool:
    """Whether the field shows its value only."""
    return bool(getattr(field, "readonly", False)) and field.type not in _NEVER_READONLY


def corrections(field: Any, said: dict[str, Any]) -> dict[str, Any]:
    """What a browser said of a field that cannot be so -> what the field holds."""
    kind = field.type
    right: dict[str, Any] = {}
    if kind == "radio" or kind == "checkbox":
        own = written(field.value)
        if "value" in said and said["value"] not in ((own,) if own else ("", "on")):
            right["value"] = own
        checked = bool(field.checked)
        if said.get("checked", checked) is not checked and disabled_since(field, None) >= 0:
            right["checked"] = checked
    elif kind == "select":
        if "value" in said and (disabled_since(field, None) >= 0 or not _offers(field, said)):
            own_values = [written(value) for value in field._values()]
            right["value"] = own_values[0] if own_values else ""
            if field.multiple:
                right["chosen"] = own_values
    elif kind in BUTTONS or kind == "file" or "value" not in said:
        return right
    elif is_readonly(field) or disabled_since(field, None) >= 0:
        own = written(field._live_value("value"))
        if said["value"] != own:
            right["value"] = own
    return right


def correct_form(form: Component, items: Any) -> list[Any] | None:
    """What a browser said of a form's fields, with what cannot be so replaced; None where all of it can be.

    An item has to suit the field of its id and one of those that have its name.
    """
    if not isinstance(items, list):
        return None
    fields: dict[tuple[str, str], list[Any]] = {}
    todo: list[Component] = [form]
    while todo:
        node: Any = todo.pop()
        if hasattr(node, "_corrections"):
            for key, value in (("id", known_id(node)), ("name", getattr(node, "name", None))):
                fields.setdefault((key, str(value or "")), []).append(node)
        todo.extend(components_of(node))
    right = []
    for item in items:
        if isinstance(item, dict):
            for key in ("id", "name"):
                found = fields.get((key, str(item.get(key) or "")), ()) if item.get(key) else ()
                wrong = [field._corrections(item) for field in found]
                if wrong and all(wrong):
                    item = {**item, **wrong[0]}
        right.append(item)
    return right if right != items else None


def option_value(option: Any) -> str:
    """What a select holds when this option is chosen (HTML Standard, 4.10.10)."""
    value = getattr(option, "value", None)
    if value is not None:
        return written(value)
    return _SPACES.sub(" ", written(getattr(option, "text", ""))).strip(" ")


def written(value: Any) -> str:
    """A value as it arrives in a browser."""
    text = "" if value is None else str(value)
    return text if text.isascii() and "\0" not in text else scrub(text).replace("\0", "\ufffd")


def usual_choice(select: Any) -> str | list[str]:
    """What browsers have chosen in a select that nobody has given a value (HTML Standard, 4.10.7)."""
    first: str | None = None
    selected: list[str] = []
    for option, free in _options(select, True):
        if getattr(option, "selected", False):
            selected.append(option_value(option))
        elif first is None and free:
            first = option_value(option)
    if select.multiple:
        return selected
    if selected:
        return selected[-1]
    size = str(getattr(select, "size", None) or 1)
    return first if first is not None and not (size.isdigit() and int(size) > 1) else ""


class UsualChoice:
    """The `value` of a `Select` that neither the program nor a user has given one: that of the option which browsers
    show then."""

    def __get__(self, select: Any, owner: type) -> Any:
        return None if select is None else usual_choice(select)


def has_option(select: Any, value: str) -> bool:
    """Whether one of the options that are shown has that value, as far as is known."""
    return _unread(select) or any(option_value(option) == value for option, _ in _options(select, True))


def _options(node: Any, free: bool) -> Iterator[tuple[Any, bool]]:
    """The options in `node` that are shown, each with whether users can choose it."""
    child: Any
    for child in components_of(node):
        if child.show:
            open_to_users = free and not getattr(child, "disabled", False)
            if child.html_tag == "option":
                yield child, open_to_users
            else:
                yield from _options(child, open_to_users)


def _values(select: Any, said: dict[str, Any]) -> list[Any]:
    """What is chosen, by the word of a browser."""
    values = said.get("chosen") if select.multiple else None
    if isinstance(values, list):
        return values
    value = said.get("value", "")
    return [] if value == "" else [value]


def _offers(select: Any, said: dict[str, Any]) -> bool:
    """Whether the select has such options, for users to choose or chosen already."""
    values = _values(select, said)
    if not all(isinstance(value, str) for value in values):
        return False
    missing = Counter(values)
    return _unread(select) or _search(select, True, missing, select._chosen()) or not missing


def _search(node: Any, free: bool, missing: Counter[str], chosen: frozenset[str]) -> bool:
    """Take the values of the options in `node` out of `missing`; whether there are some that only a browser knows."""
    child: Any
    for child in components_of(node):
        if not missing:
            return False
        if child.html_tag != "option":
            open_to_users = free and child.show and not getattr(child, "disabled", False)
            if _unread(child) or _search(child, open_to_users, missing, chosen):
                return True
            continue
        value = getattr(child, "value", None)
        if value is None:
            if _unread(child) or components_of(child):
                return True  # its value is made of what is in it
            value = option_value(child)
        elif type(value) is not str or value not in missing:
            value = written(value)
        if value in missing and (
            # One that is disabled stays chosen, or is chosen again when its form is reset.
            (free and child.show and not getattr(child, "disabled", False))
            or value in chosen
            or getattr(child, "selected", False)
        ):
            missing -= Counter((value,))
    return False


def _unread(node: Any) -> bool:
    """Whether there is HTML in it that only browsers have read."""
    return bool(node.inner_html or getattr(node, "html_entity", ""))

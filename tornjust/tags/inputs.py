"""Fields: elements whose value the user changes."""

from __future__ import annotations

from typing import Any, ClassVar

from tornjust.tags.base import Div


class Input(Div):
    """The `<input>` element."""

    html_tag = "input"
    attributes = (
        "accept alt autocomplete autofocus capture checked dirname disabled formaction formenctype formmethod "
        "formnovalidate formtarget height list max maxlength min minlength multiple name pattern placeholder readonly "
        "required size src step type value width"
    ).split()
    _void = True
    _live: ClassVar[frozenset[str]] = frozenset(("value", "checked"))
    type: str = "text"
    value: Any = ""
    checked: Any = False


class InputChangeOnly(Input):
    """An `Input` that reports when the user has finished."""


class Textarea(Input):
    """The `<textarea>` element."""

    html_tag = "textarea"
    _void = False


class Select(Input):
    """The `<select>` element."""

    html_tag = "select"
    _void = False


class Option(Div):
    """The `<option>` element."""

    html_tag = "option"
    attributes = "disabled label selected value".split()

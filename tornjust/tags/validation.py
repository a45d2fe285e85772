"""`validate=`: a function of the program says whether a field's value will do, at each key and before each handler.

    jp.Input(validate=is_email, message=note)

The function takes the value and returns True or None for a good one, False or a text for a bad one. The browser asks it
at each `input` event, this side again when the value arrives; what is decided here counts. On both sides a bad value
sets `aria-invalid`, puts the text into the component `message`, and in the browser keeps the form from being sent.
"""

from __future__ import annotations

from typing import Any

from tornjust.component import Component, components_of
from tornjust.functions import ClientFunction, runs
from tornjust.listener import known_id

# Under this name a field keeps the function.
KEPT = "_validate"
NOT_VALID = "This is not valid."


class Validate:
    """The attribute `validate` of fields."""

    def __get__(self, field: Any, owner: type) -> Any:
        return self if field is None else field.__dict__.get(KEPT)

    def __set__(self, field: Any, function: Any) -> None:
        if callable(function):
            field.__dict__[KEPT] = runs.check_with(field, "input", function)
        else:  # None, or an attribute that a program of JustPy has for itself
            field.__dict__[KEPT] = function
            runs.drop(field, "input", (runs.VALIDATE,))


def judge(field: Any) -> dict[str, Any] | None:
    """Ask a field's function about its value. Sets `valid` and `error`, and returns them for `msg`."""
    function = field.__dict__.get(KEPT)
    if not isinstance(function, ClientFunction):
        return None
    answer = function(field.checked if field.type == "checkbox" else field.value)
    error = "" if answer is None or answer is True else str(answer) if answer else NOT_VALID
    field.valid = not error
    field.error = error
    field.aria_invalid = "true" if error else None
    message = getattr(field, "message", None)
    if isinstance(message, Component):
        message.text = error
    return {"valid": not error, "error": error}


def judge_form(form: Component) -> dict[str, Any] | None:
    """Ask about every field of a form. Returns `valid` and, by name, `errors`; None where no field is checked."""
    errors: dict[str, str] = {}
    asked = False
    todo: list[Component] = [form]
    while todo:
        node = todo.pop()
        verdict = judge(node)
        if verdict is not None:
            asked = True
            if verdict["error"]:
                errors[str(getattr(node, "name", None) or known_id(node))] = verdict["error"]
        todo.extend(components_of(node))
    return {"valid": not errors, "errors": errors} if asked else None

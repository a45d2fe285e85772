"""Values that a component was given without a keyword -> the error that says under which keyword each belongs."""

from __future__ import annotations

from typing import Any

from tornjust.errors import ComponentError


def no_keyword(made: object, given: tuple[Any, ...]) -> ComponentError:
    """The error for `Div(child)` and the like."""
    name = type(made).__name__
    if not hasattr(made, "html_tag"):  # a page
        return ComponentError(
            f"{name}({_shown(given)}) was given {_kind(given[0])} without a keyword, and takes keywords only; what "
            f"stands on a page is added to it: wp.add(component), or Div(a=wp)"
        )
    return ComponentError(
        f"{name}({_shown(given)}) was given {_kind(given[0])} without a keyword, and takes keywords only: "
        f"{_right(name, given)}"
    )


def _right(name: str, given: tuple[Any, ...]) -> str:
    """How it is written."""
    first = given[0]
    if isinstance(first, str):
        return f"{name}(text={first!r:.60})"
    if isinstance(first, list | tuple):
        return f"{name}(components=[...])"
    if hasattr(first, "html_tag"):
        return (
            f"{name}(components=[child]) puts it into the new one, {name}(a=parent) puts the new one into it"
        )
    if hasattr(first, "components"):
        return f"{name}(a=page)"
    if callable(first):
        return f"{name}(click=handler)"
    return f"{name}(a=parent, text=..., components=[...], classes=...)"


def _kind(value: Any) -> str:
    if isinstance(value, str):
        return "text"
    if hasattr(value, "html_tag"):
        return "a component"
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _shown(given: tuple[Any, ...]) -> str:
    """The arguments, in short."""
    return ", ".join(
        f"{value!r:.40}" if isinstance(value, str | int | float) else f"<{type(value).__name__}>"
        for value in given
    )

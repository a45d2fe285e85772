"""A tag, as it stands in HTML -> a component of the class that stands for it. Programs can add classes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, TypeVar

from tornjust.element import Element
from tornjust.errors import ComponentError

C = TypeVar("C", bound=type[Element])

# tag -> class: what programs added. JustPy knows it as `JustPy.component_registry`.
component_registry: dict[str, type[Element]] = {}
# tag -> the attributes that the constructor is to get; the others are assigned to the finished component.
_early: dict[str, frozenset[str]] = {}


class UnknownTagError(ComponentError, ValueError):
    """No class stands for a tag."""


def register_component(component_class: C, tag: str, attributes: Iterable[str] = ()) -> C:
    """Make `tag` stand for a class. Its constructor gets the listed `attributes`; others are set afterwards."""
    component_registry[tag] = component_class
    _early[tag] = frozenset(attributes)
    return component_class


class Register:
    """A decorator for `register_component`: `@Register("my-card", ["heading"])` before the class."""

    def __init__(self, tag: str, attributes: Iterable[str] = ()) -> None:
        self.tag = tag
        self.attributes = list(attributes)

    def __call__(self, cls: C) -> C:
        return register_component(cls, self.tag, self.attributes)


def parse_dict(cls: C) -> C:
    """A decorator that makes the `html_tag` of a class stand for it. The constructor gets every attribute."""
    component_registry[cls.html_tag] = cls
    _early.pop(cls.html_tag, None)
    return cls


def known_class(tag: str) -> type[Element] | None:
    """The class that stands for a tag, or None."""
    known = _classes()
    return component_registry.get(tag) or known.get(tag) or known.get(tag.lower())


def class_by_tag(tag: str) -> type[Element]:
    """The class that stands for a tag. Raises `UnknownTagError`."""
    known, cls = _classes(), known_class(tag)
    if cls is None:
        from difflib import get_close_matches  # needed for mistakes only

        near = get_close_matches(tag, (*component_registry, *known), 3)
        hint = f"did you mean {' or '.join(near)}?" if near else "register_component(cls, tag) defines one"
        raise UnknownTagError(f"Tag not defined: {tag}; {hint}")
    return cls


def class_by_name(name: str) -> type[Element]:
    """The class of that name, the program's own included. Raises `UnknownTagError`."""
    todo: list[type[Element]] = [Element]
    while todo:
        cls = todo.pop()
        if cls.__name__ == name:
            return cls
        todo.extend(cls.__subclasses__())
    raise UnknownTagError(f"No component class is named {name!r}; import the module that defines it first.")


def component_by_tag(tag: str, attrs: Iterable[Any] = (), **kwargs: Any) -> Any:
    """A new component for a tag: `component_by_tag("linearGradient", id="sky")`. Raises `UnknownTagError`.

    `attrs` is not used; JustPy programs pass it.
    """
    cls = class_by_tag(tag)
    early = _early.get(tag)
    if early is None:
        return cls(**kwargs)
    component = cls(**{name: value for name, value in kwargs.items() if name in early})
    for name, value in kwargs.items():
        if name not in early:
            setattr(component, name, value)
    return component


get_tag: Callable[..., Any] = component_by_tag


@cache
def _classes() -> dict[str, type[Element]]:
    """What the vocabulary itself has. Made late: this module is imported by those who fill the vocabulary."""
    from tornjust.tags import base, forms, html, inputs, special, svg

    found: list[type[Element]] = [getattr(module, name) for module in (html, svg) for name in module.TAGS]
    found += (base.Div, forms.A, forms.Form, forms.Label)
    found += (inputs.Input, inputs.Option, inputs.Select, inputs.Textarea)
    tags: dict[str, type[Element]] = {cls.html_tag: cls for cls in found}
    # Not elements of HTML, but JustPy finds them by name.
    tags.update(hello=special.Hello, icon=special.Icon, space=special.Space)
    return tags

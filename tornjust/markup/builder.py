"""Calls -> components, with the handlers and values that the HTML names."""

from __future__ import annotations

import ast
import logging
from collections.abc import Mapping
from typing import Any

from tornjust.errors import ComponentError
from tornjust.events import Dict
from tornjust.markup.calls import Call
from tornjust.tags.base import Div
from tornjust.tags.registry import component_by_tag

log = logging.getLogger("tornjust")
_NOTHING = object()


class Builder:
    """Makes components. `scopes` are the caller's names, local before global; none for HTML that is not trusted."""

    def __init__(self, scopes: tuple[Mapping[str, Any], ...], dict_attribute: str) -> None:
        self.scopes = scopes
        self.dict_attribute = dict_attribute
        # The values of `dict_attribute` -> component, or list of components.
        self.names = Dict()
        # What could not be done, in words.
        self.problems: list[str] = []

    def build(self, call: Call, parent: Any) -> Any:
        """The component of a call, with all below it, as the last child of `parent`."""
        component = self.make(call)
        if self.scopes:
            for name, expression in call.expressions.items():
                self.evaluate(component, name, expression)
            for event, name in call.handlers.items():
                self.bind(component, event, name)
        if call.text:
            component.text = call.text
        if call.after:
            component.text_after = call.after
        if parent is not None:
            parent.add_component(component)
        for child in call.children:
            self.build(child, component)
        return component

    def make(self, call: Call) -> Any:
        if call.registered:
            component = component_by_tag(call.tag, **call.keywords)
        else:
            component = call.cls()
            for name, value in call.keywords.items():
                setattr(component, name, value)
        names = (self.dict_attribute, self.dict_attribute.replace("-", "_"))
        for name in names:
            if name in call.keywords:
                self.name(str(call.keywords[name]), component)
                break
        return component

    def name(self, name: str, component: Any) -> None:
        """Note a component under its name; several of one name are a list."""
        known = self.names.get(name)
        if known is None:
            self.names[name] = component
        elif isinstance(known, list):
            known.append(component)
        else:
            self.names[name] = [known, component]

    def evaluate(self, component: Any, name: str, expression: str) -> None:
        """`:name="expression"`: a literal of Python, or a name of the caller's. Nothing is run."""
        value = self.value(expression)
        if value is _NOTHING:
            self.problems.append(f':{name}="{expression}" is neither a literal nor a name of the caller')
        elif callable(getattr(Div, name, None)):
            self.problems.append(f":{name} would hide a method")
        else:
            setattr(component, name, value)
            if name == self.dict_attribute:
                self.name(str(value), component)

    def bind(self, component: Any, event: str, name: str) -> None:
        """`@event="name"`: a function of the caller's."""
        handler = self.look_up(name.strip())
        if not callable(handler):
            self.problems.append(f'@{event}="{name}" names no function of the caller')
            return
        try:
            component.on(event, handler)
        except ComponentError as error:
            self.problems.append(f"@{event}: {error}")

    def value(self, expression: str) -> Any:
        try:
            return ast.literal_eval(expression.strip())
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            return self.look_up(expression.strip())

    def look_up(self, dotted: str) -> Any:
        """What `name` or `name.attribute` stands for where the program called; `_NOTHING` if it is not that."""
        first, *rest = dotted.split(".")
        for scope in self.scopes:
            if first in scope:
                found = scope[first]
                break
        else:
            return _NOTHING
        for name in rest:
            if name.startswith("_") or not hasattr(found, name):
                return _NOTHING
            found = getattr(found, name)
        return found

    def report(self, left_out: list[str]) -> None:
        """Log once what the components lack of the HTML."""
        if left_out:
            log.warning("parse_html left out JavaScript: %s", _some(left_out))
        if self.problems:
            log.warning("parse_html: %s", _some(self.problems))


def _some(texts: list[str]) -> str:
    shown = list(dict.fromkeys(texts))
    more = f" and {len(shown) - 5} more" if len(shown) > 5 else ""
    return "; ".join(shown[:5]) + more

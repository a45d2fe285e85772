"""A component <-> the dictionary that JustPy makes of it, for programs that read it or override how it is made.

tornjust sends no such dictionaries. An overridden `convert_object_to_dict()` is called before each look at the
component, and what it puts into the dictionary is shown: its text, classes, style and attributes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tornjust.component import components_of

if TYPE_CHECKING:
    from tornjust.element import Element
    from tornjust.tags.base import JustpyBaseComponent

_COPIED = (
    "id vue_type show classes style set_focus html_tag class_name event_propagation inner_html animation debug "
    "transition"
).split()
_OF_FIELDS = {"debounce": "debounce", "input_type": "type", "value": "value", "checked": "checked"}
# Keys that change what is shown when an override changes them, beside the attributes.
_SHOWN = (
    "text",
    "classes",
    "style",
    "show",
    "inner_html",
    "html_tag",
    "set_focus",
    "animation",
    "value",
    "checked",
)
_ABSENT = object()


class Built(dict[str, Any]):
    """The dictionary of a component, which knows the component."""

    component: Element


def to_dict(node: Element, deep: bool = True) -> Built:
    """The dictionary of a component; with `deep`, of all below it as `object_props`."""
    state = node.__dict__
    built = Built((name, getattr(node, name)) for name in _COPIED)
    built.component = node
    built["attrs"] = attrs = {"id": str(node.id)} if node.id else {}
    for name, attribute in node._table().items():
        value = state.get(name, _ABSENT)
        if value is _ABSENT and name in node._given:
            value = getattr(node, name)
        if value is not _ABSENT and attribute not in ("class", "style", "id"):
            attrs[attribute] = value
    built["events"] = list(node._events())
    built["event_modifiers"] = dict(state.get("event_modifiers", {}))
    built["directives"] = {}
    built["scoped_slots"] = {
        name: child.convert_object_to_dict() for name, child in state.get("scoped_slots", {}).items()
    }
    for name in ("additional_properties", "drag_options"):
        if state.get(name):
            built[name] = state[name]
    for key, name in _OF_FIELDS.items():
        if hasattr(type(node), "checked"):
            built[key] = getattr(node, name)
    built["object_props"] = build_list(node) if deep else []
    text = getattr(node, "text", None)
    if text is not None:
        built["text"] = str(text)
        if node.html_entity:
            built["inner_html"] = built["text"]
    return built


def build_list(node: Any) -> list[Any]:
    """The dictionaries of the children, each after its `react()`."""
    built = []
    for child in list(components_of(node)):
        child.react(getattr(node, "data", {}))  # type: ignore[attr-defined]
        built.append(child.convert_object_to_dict())  # type: ignore[attr-defined]
    return built


def refresh(node: JustpyBaseComponent) -> None:
    """Call an overridden `convert_object_to_dict()`, and show what it says other than the component itself.

    What it said the last time is taken back before, so that `d["text"] += "!"` adds one mark only, however often.
    """
    state = node.__dict__
    shown: dict[str, tuple[Any, Any]] = state.get("_overlay", {})
    for name, (own, said) in shown.items():
        if state.get(name, _ABSENT) == said:
            _put(state, name, own)
    state["_shallow"] = True
    try:
        built = node.convert_object_to_dict()
        plain = to_dict(node, deep=False)
    finally:
        state["_shallow"] = False
    said = {name: built[name] for name in _SHOWN if name in built and built[name] != plain.get(name)}
    attrs = built.get("attrs", {})
    said.update({name: attrs[name] for name in attrs if attrs[name] != plain["attrs"].get(name, _ABSENT)})
    overlay = {}
    for name in {**shown, **said}:
        own = state.get(name, _ABSENT)
        if name in shown:
            _put(state, name, shown[name][1])  # as the browser has it, so that the comparison is with that
        value = said.get(name, own)
        if value is _ABSENT:
            delattr(node, name)
        else:
            if name not in node._table() and name not in _SHOWN:
                node.prop_list = [*node.prop_list, name]
            setattr(node, name, value)
        if name in said:
            overlay[name] = (own, value)
    state["_overlay"] = overlay


def _put(state: dict[str, Any], name: str, value: Any) -> None:
    if value is _ABSENT:
        state.pop(name, None)
    else:
        state[name] = value

"""What an element shows, as something that can be compared with what another one shows."""

from __future__ import annotations

from inspect import getattr_static
from typing import Any

from tornjust.attribute_names import DASHED
from tornjust.component import PLAIN, Component
from tornjust.element import Element
from tornjust.former import Former
from tornjust.functions import runs

# Lists and dictionaries of the component's own that say what it listens to.
_OWN = frozenset(("events", "event_modifiers", "additional_properties"))
# What says that an element has to be a new one: it moves, asks for the focus, or runs functions of the program; or the
# user writes something in it that the server does not hear of.
_FRESH = frozenset(
    "animation transition set_focus drag_options attributes prop_list no_events contenteditable".split()
) | {runs.KEPT}
# What a program's JavaScript draws in, plays or loads, and may not find as it has left it.
_SCRIPTED = frozenset("canvas video audio iframe object embed".split())
# What is not compared: `model` shows in other attributes, and an `id` is looked at by itself.
_NO_LOOK = frozenset(("model", "a", "add_to", "components", "id")) | _FRESH
_MOVES = ("animation", "transition", "set_focus", "drag_options")
_ASKED = (
    "_table _events _listens _more_attributes _chosen _live_value _motion _safe_text __getattr__ __getattribute__ "
    "convert_object_to_dict"
).split()
# What a component of the program's own keeps of itself, made anew with it.
_PARTS = (Component, list, dict, set, tuple)
_simple: dict[type[Any], bool] = {}

# Names to compare (None: it cannot be compared), lists to compare, and names that make it a new element.
Aspects = tuple[tuple[str, ...] | None, tuple[str, ...], tuple[str, ...]]
_aspects: dict[tuple[Any, ...], Aspects] = {}
MAX_ASPECTS = 2000
_TEXTS = frozenset((str, type(None)))
_NOT: Any = object()

# What an element shows, to be compared; None if it cannot be.
Look = tuple[Any, ...] | None


def whole_look(node: Component, state: dict[str, Any], children: list[Former] | None) -> Look:
    """What an element and all in it show; `children` if it has gone."""
    own = look_of(node, state)
    if own is None:
        return None
    inner = []
    if children is None:
        if _is_for_scripts(node, state):
            return None
        for child in state.get("components") or ():
            look = whole_look(child, child.__dict__, None) if len(child._up) == 1 else None
            if look is None:
                return None
            inner.append(look)
    else:
        for old in children:
            if not old.key or old.node._up not in ((), (node,)):
                return None
            look = whole_look(old.node, old.state, old.children)
            if look is None:
                return None
            inner.append(look)
    return (own, *inner)


def _is_for_scripts(node: Any, state: dict[str, Any]) -> bool:
    """Whether the program's JavaScript may put something into a new element: it is empty, and has an id."""
    if node.html_tag in _SCRIPTED:
        return True
    has_id = type(state.get("id")) is str
    return has_id and not (node._void or node._live or state.get("components") or state.get("text"))


def look_of(node: Any, state: dict[str, Any]) -> Look:
    """What an element by itself shows."""
    cls = type(node)
    shape = (cls, *state)
    aspects = _aspects.get(shape)
    if aspects is None:
        aspects = _aspects_of(cls, state)
        if len(_aspects) < MAX_ASPECTS:
            _aspects[shape] = aspects
    names, own, fresh = aspects
    if names is None:
        return None
    for name in fresh:
        if state[name]:
            return None
    values = [state[name] for name in names]
    if "value" in state and "value" in node._live:
        place = names.index("value")
        values[place] = _as_shown(values[place], state.get("type", type(node).type))
    types = set(map(type, values))
    if not types <= PLAIN:
        values = [_comparable(cls, name, value) for name, value in zip(names, values, strict=True)]
        if _NOT in values:
            return None
    elif types - _TEXTS:
        values += [type(value) for value in values]  # 1 is no True
    if "type" in state and state["type"] == "file":
        return None
    if "show" in state and not state["show"]:
        return None
    for name in own:
        values.append(repr(state[name]) if state[name] else "")
    given = state.get("id")
    # A number was given by us and read by the program; where it differs, the browser is told.
    return (cls, names, None if type(given) is int else given, *values)


def _as_shown(value: Any, kind: str) -> Any:
    """A field's value, the same for all that show the same: handlers keep numbers as text, as int, or as float."""
    if type(value) not in PLAIN:
        return value
    if kind not in ("number", "range"):
        return "" if value is None else str(value)
    if type(value) is str and "_" not in value:
        try:
            value = float(value) if "." in value or "e" in value.lower() else int(value)
        except ValueError:
            return value
    return int(value) if type(value) is float and value.is_integer() else value


def _aspects_of(cls: Any, state: dict[str, Any]) -> Aspects:
    """What there is to look at of elements with such a state."""
    if not _is_simple(cls):
        return None, (), ()
    own = tuple(sorted(name for name in state if name in _OWN))
    fresh = tuple(name for name in state if name in _FRESH)
    names = (name for name in state if name[:1] != "_" and name[:3] != "on_")
    if "_field" in state:
        # The number of a field, which may become that of the field before it.
        names = (name for name in names if name != "for")
    return tuple(sorted(name for name in names if name not in _OWN and name not in _NO_LOOK)), own, fresh


def _comparable(cls: Any, name: str, value: Any) -> Any:
    """What stands for the value of an attribute; `_NOT` if nothing does."""
    if type(value) in PLAIN:
        return type(value), value
    if name in cls._shown or name[:5] in DASHED or name in cls._dom:
        return _NOT
    # The program's own: what it stands for, unless it is a part of the component, made anew with it.
    return None if callable(value) or isinstance(value, _PARTS) else id(value)


def _is_simple(cls: type[Any]) -> bool:
    """Whether what elements of the class show follows from their attributes, as far as the program says."""
    known = _simple.get(cls)
    if known is None:
        ours = next((base for base in cls.__mro__ if base.__module__.startswith("tornjust.")), Element)
        same = all(getattr_static(cls, name, None) is getattr_static(ours, name, None) for name in _ASKED)
        read = all(not _is_property(cls, ours, name) for name in cls._shown)
        known = same and read and not any(getattr(cls, name, None) for name in _MOVES) and cls.show is True
        if len(_simple) < 10_000:
            _simple[cls] = known
    return known


def _is_property(cls: type[Any], ours: type[Any], name: str) -> bool:
    there = getattr_static(cls, name, None)
    return hasattr(type(there), "__set__") and there is not getattr_static(ours, name, None)

"""What a class of elements says about all of its elements, found out when it is first asked.

Which Python attribute becomes which attribute in the browser, which of them the class itself gives a value, and
whether its elements are *regular*: what they show follows from their state in the usual way, so that there can be
plans for them (plans.py). Nearly all are. And which keywords the constructor may store as they are.
"""

from __future__ import annotations

from inspect import getattr_static
from typing import Any

from tornjust import slips, wire
from tornjust.attribute_names import GLOBAL_ATTRIBUTES, dom_names
from tornjust.event_names import MORE_KEYWORDS
from tornjust.policy import NONCED

# Python attributes that change what is shown without being an attribute of the element.
STATE = frozenset(
    "text text_after inner_html html_entity show html_tag events event_modifiers event_propagation "
    "additional_properties set_focus debounce model attributes prop_list".split()
)
# What rendering asks an element for. A class that answers differently from the base is not regular, but for methods
# that plans know of.
ASKED = frozenset(
    "_table _events _listens _more_attributes _chosen _movement _motion _safe_text events components text inner_html "
    "html_entity show set_focus text_after __getattr__ __getattribute__".split()
)
_KNOWN = frozenset(("_events", "_more_attributes", "_chosen"))
# Attributes of which more is to be said than a value.
_MOVED = (wire.MOTION, wire.DRAG)
# Elements in whose text the parser drops a newline (HTML Standard, 13.1.2.5).
_DROP_NEWLINE = frozenset(("pre", "textarea", "listing"))
# Keywords that ask for more than to be stored.
_SPECIAL = frozenset(("add_to", "children", "components", "temp", "delete_flag"))


class ClassTable:
    """A table of a class before it is first read: most classes of the vocabulary are never used by a program."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, instance: object, owner: Any) -> Any:
        owner._tabulate()
        return owner.__dict__[self.name]


TABLES = tuple(
    map(
        ClassTable,
        ("_dom", "_shown", "_given", "_watched", "_met", "_direct", "_binds", "_swift", "_regular", "_plans"),
    )
)


def fill(cls: Any, base: Any) -> None:
    """Make the tables of a class of elements. `base` is the class that says how all elements are."""
    table = {"classes": "class", "style": "style", "animation": wire.MOTION, "transition": wire.MOTION}
    table["drag_options"] = wire.DRAG
    table.update(dom_names(GLOBAL_ATTRIBUTES))
    for parent in reversed(cls.__mro__):
        table.update(dom_names(parent.__dict__.get("attributes", ())))
    cls._dom = table
    cls._shown = frozenset(table) | STATE | cls._derived.keys()
    cls._given = tuple(
        name
        for name in table
        if _is_value(getattr(cls, name, None))
        or (name in ("transition", "drag_options") and getattr(cls, name))
    )
    cls._watched = cls._watches()
    cls._met, cls._direct, cls._binds = set(), set(), {}
    cls._swift = cls.__setattr__ is base.__setattr__ and all(
        _storable(cls, name) for name in ("a", "text", "classes", "id")
    )
    cls._regular = _is_regular(cls, base)
    cls._plans = {}


def _is_value(value: Any) -> bool:
    return isinstance(value, str | int | float) and value is not False and value != ""


def _is_regular(cls: Any, base: Any) -> bool:
    same = all(getattr_static(cls, name, None) is getattr_static(base, name, None) for name in ASKED - _KNOWN)
    special = cls._raw_text or cls._watched or any(cls._dom[name] in _MOVED for name in cls._given)
    return same and not special and cls.html_tag not in _DROP_NEWLINE | NONCED


def learn(cls: Any, name: str, event: str = "") -> None:
    """Note what may be done with a keyword that the constructor of `cls` meets for the first time.

    `event` is the event that it binds a handler of, if it does.
    """
    if len(cls._met) >= slips.MAX_NAMES:
        return
    cls._met.add(name)
    if not _storable(cls, name):
        return
    if not event:
        cls._direct.add(name)
    elif name not in MORE_KEYWORDS:  # which may be attributes, too
        cls._binds[name] = event


def _storable(cls: Any, name: str) -> bool:
    """Whether the constructor may store the value of a keyword as it is, and that is all there is to do."""
    if name in _SPECIAL or cls.temp is False or cls.delete_flag is False:
        return False
    return not hasattr(type(getattr_static(cls, name, None)), "__set__")  # a property wants to be asked

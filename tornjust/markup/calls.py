"""A `Node` -> the call of a class that makes the component: which class, and with which keywords.

Both the components and the Python source are made from the calls, so the two agree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from keyword import iskeyword
from typing import Any
from weakref import WeakKeyDictionary

from tornjust.attribute_names import dom_names
from tornjust.element import Element
from tornjust.event_names import KEYWORDS, MORE_KEYWORDS
from tornjust.html_text import BOOLEAN
from tornjust.markup.nodes import Node
from tornjust.tags import component_registry
from tornjust.tags.base import Div
from tornjust.tags.inputs import Select
from tornjust.tags.registry import known_class

# What JustPy's own attributes may be given as attributes in HTML.
_OWN = frozenset("text inner_html html_entity show set_focus animation event_propagation debounce".split())


@dataclass(slots=True)
class Call:
    """How one component is made."""

    tag: str
    cls: type[Element]
    # Keyword -> value; in the order of the HTML.
    keywords: dict[str, Any] = field(default_factory=dict)
    # From `:keyword="expression"` and `@event="name of a handler"`.
    expressions: dict[str, str] = field(default_factory=dict)
    handlers: dict[str, str] = field(default_factory=dict)
    text: str = ""
    after: str = ""
    children: list[Call] = field(default_factory=list)
    # Whether the program registered the class.
    registered: bool = False


def call(node: Node) -> Call:
    """How the component for `node` is made, and those for all below it."""
    registered = node.tag in component_registry
    cls = known_class(node.tag)
    made = Call(node.tag, cls or Div, text=node.text, after=node.after, registered=registered)
    if cls is None:
        made.keywords["html_tag"] = node.tag
    extra: list[str] = []
    for attribute, value in node.attributes.items():
        if attribute[0] == "@":
            made.handlers[attribute[1:]] = value
        elif attribute[0] == ":":
            name = keyword(made.cls, attribute[1:]) or attribute[1:].replace("-", "_")
            made.expressions[name] = value
        elif value or attribute not in ("class", "style", "id"):
            _attribute(made, attribute, value, extra)
    if extra:
        made.keywords["prop_list"] = extra
    made.children = [call(child) for child in node.children]
    if issubclass(made.cls, Select):
        _choose(made)
    return made


def keyword(cls: type[Element], attribute: str) -> str | None:
    """The keyword for an attribute that the class knows; None for others."""
    return _keywords(cls).get(attribute.lower())


def _attribute(made: Call, attribute: str, value: str, extra: list[str]) -> None:
    name = keyword(made.cls, attribute)
    if made.registered and name is None:
        name = attribute.replace("-", "_")
    if name is None and attribute.startswith(("data-", "aria-")) and "_" not in attribute:
        name = attribute.replace("-", "_")
    if name is None:
        spelled = attribute.replace("-", "_")
        given = None if hasattr(Div, spelled) else getattr(made.cls, spelled, None)
        own = given is not None and not callable(given)
        if own or spelled in _OWN:
            name = spelled
        else:
            name = _free_name(attribute)
            if name is None:
                return
            extra.append(attribute)
    if name == "classes":
        made.keywords[name] = " ".join(value.split())
    elif attribute in BOOLEAN and value.lower() in ("", attribute):
        made.keywords[name] = True
    else:
        made.keywords[name] = value


def _free_name(attribute: str) -> str | None:
    """A keyword for an attribute that no class knows; None when each spelling means something else."""
    for name in sorted(dom_names([attribute]), key=lambda name: (*_rank(name), name)):
        taken = name in KEYWORDS or name in MORE_KEYWORDS or hasattr(Div, name)
        if not (taken or name in ("a", "add_to", "children")):
            return name
    return None


def _keywords(cls: type[Element]) -> dict[str, str]:
    """Attribute in lower case -> the keyword that a program writes for it."""
    known = _keywords_of.get(cls)
    if known is not None:
        return known
    found = _keywords_of[cls] = {}
    for name, attribute in cls._dom.items():
        best = found.get(attribute.lower())
        if best is None or _rank(name) < _rank(best):
            found[attribute.lower()] = name
    if hasattr(cls, "form"):
        found.setdefault("form", "form")
    return found


# Class -> its keywords. They go by the class's table, which does not change.
_keywords_of: WeakKeyDictionary[type[Element], dict[str, str]] = WeakKeyDictionary()


def _rank(name: str) -> tuple[bool, bool]:
    return iskeyword(name), not name.isidentifier()


def _choose(made: Call) -> None:
    """The value of a select is what its options say: `selected` becomes `value`, so that the program can read it."""
    options = [option for option in _below(made) if option.tag == "option"]
    chosen = [option for option in options if option.keywords.pop("selected", False)]
    values = [str(option.keywords.get("value", " ".join(option.text.split()))) for option in chosen]
    if values and "value" not in made.keywords:
        made.keywords["value"] = values if made.keywords.get("multiple") else values[-1]


def _below(made: Call) -> list[Call]:
    return [one for child in made.children for one in (child, *_below(child))]

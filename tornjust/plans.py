"""What there is to write of an element: worked out once for all elements of a class with the same names in their state.

Most elements have few names in their state, and thousands of them the same. A plan says which of the names show, and
how, so that `render` need not ask each element for all that one could have. What a plan cannot tell, such as raw HTML
or movement, has none, and is written the general way; both write the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tornjust import wire
from tornjust.attribute_names import dashed
from tornjust.class_tables import ASKED, STATE
from tornjust.element import Element
from tornjust.functions import runs
from tornjust.html_text import BOOLEAN
from tornjust.nesting import OPENERS

# How many plans are kept for each class.
MAX_PLANS = 200
# Names that ask for the general way: most that change more than an attribute.
_ALLOWED = frozenset(
    "text events components show debounce event_propagation event_modifiers additional_properties".split()
)
_ODD = (
    STATE | ASKED | {runs.KEPT, "_watched", "_given", "_void", "_raw_text", "_dom", "_regular"}
) - _ALLOWED
# Names that change what the browser is told to send.
_SENDING = frozenset(("event_modifiers", "additional_properties"))
# Kinds of steps: a class, a text or a number as it is, the same where it is not empty, and all others.
CLASS, VALUE, FILLED, OTHER = range(4)
# Name, attribute, what stands before its value, the kind, and whether the value is the element's own or its class's.
Step = tuple[str, str, str, int, bool]


class Plan:
    """What to write. `names` are those in the state, in their order."""

    __slots__ = (
        "bare",
        "chooses",
        "end",
        "hearing",
        "hears",
        "hides",
        "leaf",
        "more",
        "names",
        "opens",
        "start",
        "steps",
        "tag",
        "void",
    )

    def __init__(self, cls: type[Element], names: tuple[str, ...], steps: tuple[Step, ...]) -> None:
        self.names = names
        self.tag = cls.html_tag
        # What stands before the key, and behind the content.
        self.start = f'<{self.tag} {wire.KEY}="'
        self.void = cls._void
        self.end = "/>" if self.void else f"</{self.tag}>"
        self.opens = self.tag in OPENERS
        self.steps = (
            *steps,
            *(_step(name, cls._dom[name], False) for name in cls._given if name not in names),
        )
        # Methods that the class has of its own: asked, where it has them.
        self.more = cls._more_attributes is not Element._more_attributes
        self.chooses = cls._chosen is not Element._chosen
        # Whether there may be somebody who listens, and by the values of which names it is known who.
        self.hears = "events" in names or cls._events is not Element._events
        self.hearing = None if _SENDING.intersection(names) else _hearing(cls)
        self.hides = "show" in names
        # Nothing but a text and a class; and whether these are all that the state has.
        plain = not (self.more or self.hears or self.hides or self.void or "components" in names)
        self.leaf = plain and all(kind == CLASS and own for *_, kind, own in self.steps)
        self.bare = self.leaf and {"text", "classes"} == set(names) - {"_up"}


def plan_of(cls: Any, names: tuple[str, ...]) -> Plan | None:
    """The plan of a class with plans, for elements with these names in their state; None where there is none."""
    plans: dict[tuple[str, ...], Plan | None] = cls._plans
    if names in plans:
        return plans[names]
    steps = _steps(cls._dom, names)
    plan = None if steps is None else Plan(cls, names, steps)
    if len(plans) < MAX_PLANS:
        plans[names] = plan
    return plan


def _steps(table: dict[str, str], names: tuple[str, ...]) -> tuple[Step, ...] | None:
    steps = []
    for name in names:
        attribute = table.get(name) or dashed(name)
        if name == "_number" and "id" not in names:
            attribute = "id"
        if name in _ODD or attribute in (wire.MOTION, wire.DRAG):
            return None
        if attribute is not None:
            steps.append(_step(name, attribute, True))
    return tuple(steps)


def _step(name: str, attribute: str, own: bool) -> Step:
    kind = CLASS if attribute == "class" else FILLED if attribute in ("style", "id") else VALUE
    return name, attribute, f' {attribute}="', OTHER if attribute in BOOLEAN else kind, own


def _hearing(cls: type[Element]) -> tuple[str, ...] | None:
    """The names on which depends what elements of a class listen to, beside their `events`; None if nobody knows."""
    method: Callable[..., Any] = cls._events
    return (
        (*cls._hearing, "debounce", "event_propagation")
        if method.__module__.startswith("tornjust.")
        else None
    )

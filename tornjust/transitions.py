"""The dictionary that a component's `transition` is: which classes each phase of coming and going has."""

from __future__ import annotations

from tornjust.element import PHASES
from tornjust.events import Dict


def create_transition() -> Dict:
    """A transition whose phases are all empty: `load`, `enter` and `leave`, each with `..._start` and `..._end`.

    Fill in the classes, as items or as attributes, before a component gets it; a changed one is assigned anew.

    >>> fade = create_transition()
    >>> fade.enter = "transition duration-300"
    >>> fade["enter_start"] = "opacity-0"
    """
    return Dict(dict.fromkeys(PHASES, ""))

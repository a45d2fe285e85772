"""States of an element, of its ``group`` or ``peer``, and its parts: from the name of a variant to a selector."""

from __future__ import annotations

import re
from typing import NamedTuple

from . import selectors

# Weakest first: of two rules for the same property, the later one in these tables wins.
STATES: dict[str, str] = {
    "first": ":first-child",
    "last": ":last-child",
    "odd": ":nth-child(odd)",
    "even": ":nth-child(even)",
    "visited": ":visited",
    "checked": ":checked",
    "empty": ":empty",
    "read-only": ":read-only",
    "only": ":only-child",
    "only-of-type": ":only-of-type",
    "first-of-type": ":first-of-type",
    "last-of-type": ":last-of-type",
    "target": ":target",
    "default": ":default",
    "indeterminate": ":indeterminate",
    "placeholder-shown": ":placeholder-shown",
    "required": ":required",
    "optional": ":optional",
    "valid": ":valid",
    "invalid": ":invalid",
    "in-range": ":in-range",
    "out-of-range": ":out-of-range",
    "open": "[open]",
    "group-hover": ":hover",
    "group-focus": ":focus",
    "group-focus-within": ":focus-within",
    "group-active": ":active",
    "group-visited": ":visited",
    "group-disabled": ":disabled",
    "group-open": "[open]",
    "peer-checked": ":checked",
    "peer-required": ":required",
    "peer-valid": ":valid",
    "peer-invalid": ":invalid",
    "peer-placeholder-shown": ":placeholder-shown",
    "peer-hover": ":hover",
    "peer-focus": ":focus",
    "peer-active": ":active",
    "peer-disabled": ":disabled",
    "focus-within": ":focus-within",
    "hover": ":hover",
    "focus": ":focus",
    "focus-visible": ":focus-visible",
    "active": ":active",
    "autofill": ":autofill",
    "enabled": ":enabled",
    "disabled": ":disabled",
    "inert": ":is([inert],[inert] *)",
    "rtl": ":dir(rtl)",
    "ltr": ":dir(ltr)",
}

PARTS: dict[str, str] = {
    "first-letter": "::first-letter",
    "first-line": "::first-line",
    "selection": "::selection",
    "marker": "::marker",
    "file": "::file-selector-button",
    "placeholder": "::placeholder",
    "backdrop": "::backdrop",
    "before": "::before",
    "after": "::after",
}

# The strength of variants that carry a value: the first kinds before the tables, the last between them.
_FIRST_KINDS = ("children", "not")
_LAST_KINDS = ("in", "has", "aria", "data", "nth", "own")

_RANKS = {name: rank for rank, name in enumerate((*_FIRST_KINDS, *STATES, *_LAST_KINDS, *PARTS), 1)}


class State(NamedTuple):
    """One variant: where its selector goes, the selector, and its strength."""

    where: str  # "own", "group", "peer", "in" or "part"
    selector: str
    rank: int
    fixed: bool  # whether the tables have it: a class with any other variant has no fixed place
    owner: str = ""  # the name of the group or peer: ``edit`` of ``group-hover/edit``
    before: str = ""  # what ``[.open_&]`` says to come before the class
    part: str = ""  # what ``[&::marker]`` says to come last


_NAMED = r"(.+)/([a-zA-Z][\w-]*)"
_COUNTED = r"(nth(?:-last)?(?:-of-type)?)-(\d{1,6}|\[(.+)\])"
_CHILDREN = {"*": ">*", "**": " *"}


def state(name: str) -> State | None:
    """The meaning of a variant's name; None when it is no state."""
    if name in STATES:
        where = name[:5] if name.startswith("group-") else name[:4] if name.startswith("peer-") else "own"
        return State(where, STATES[name], _RANKS[name], True)
    if name in PARTS:
        selector = PARTS[name]
        return State("part" if selector[:2] == "::" else "own", selector, _RANKS[name], True)
    if name in _CHILDREN:
        return State("own", _CHILDREN[name], _RANKS["children"], False)
    if name[:1] == "[":
        found = selectors.around(name[1:-1])
        if found is None:
            return None
        return State("own", found.after, _RANKS["own"], False, "", found.before, found.part)
    whose, _, rest = name.partition("-")
    if whose in ("group", "peer", "in"):
        return _of_another(whose, name, rest)
    valued = _valued(name)
    return None if valued is None else State("own", *valued, False)


def _of_another(whose: str, name: str, rest: str) -> State | None:
    """``group-empty``, ``peer-aria-checked``, ``in-[.open]``, ``group-hover/edit``.

    The table names the states of a group and a peer whose strength version 2 knows. All others are as strong as the
    state itself.
    """
    owner = ""
    named = re.fullmatch(_NAMED, name, re.ASCII) if "/" in name and whose != "in" else None
    if named:
        name, owner = named.groups()
        rest = name.partition("-")[2]
    if rest.startswith(("group-", "peer-")):
        return None
    if rest in STATES:
        return State(whose, STATES[rest], _RANKS[name if name in STATES else rest], False, owner)
    valued = _valued(rest)
    return None if valued is None else State(whose, *valued, False, owner)


def _valued(name: str) -> tuple[str, int] | None:
    """The selector and the rank of a state that carries a value: ``aria-checked``, ``has-[img]``."""
    selector: str | None = None
    kind, _, rest = name.partition("-")
    inner = rest[1:-1] if rest[:1] == "[" and rest[-1:] == "]" else ""
    if kind == "aria":
        selector = selectors.attribute("aria-", inner or f"{rest}=true")
    elif kind == "data":
        selector = selectors.attribute("data-", inner or rest)
    elif kind == "has":
        if inner:
            selector = selectors.content(inner)
        else:
            selector = _simple(rest)
        selector = selector and (None if ":has(" in selector else f":has({selector})")
    elif kind == "not":
        selector = selectors.condition(inner) if inner else _simple(rest)
        selector = selector and f":not({selector})"
    elif kind == "nth":
        found = re.fullmatch(_COUNTED, name, re.ASCII)
        if found:
            kinds = {"nth": "nth-child", "nth-last": "nth-last-child"}
            count = found[3] or found[2]
            selector = selectors.condition(f":{kinds.get(found[1], found[1])}({count})")
    elif name[:1] == "[" and name[-1:] == "]":
        kind, selector = "own", selectors.condition(name[1:-1])
    return (selector, _RANKS[kind]) if selector else None


def _simple(name: str) -> str | None:
    """The selector of a state of the element itself."""
    if name in STATES:
        return None if name.startswith(("group-", "peer-")) else STATES[name]
    valued = _valued(name)
    return valued and valued[0]

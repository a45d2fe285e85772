"""What may stand before a class name: ``md:dark:hover:`` to the media query, the selector and the place in
the cascade.

``parse("md:hover")`` answers once for all classes that carry the same variants.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from . import order
from .conditions import NAMED, Condition, condition
from .order import DARK, QUERY, SCREEN
from .states import PARTS, STATES, state

_READER = "(prefers-color-scheme:dark)"

SIMPLE = NAMED | STATES.keys() | PARTS.keys() | {"dark"}  # all names of variants without a value


class Frame(NamedTuple):
    """What makes ``md\\:p-4{padding:1rem}`` a rule, and the part of its place that this gives."""

    before: str
    after: str
    place: int


class Variant(NamedTuple):
    """All that the part before the class name says."""

    frames: tuple[Frame, ...] = (Frame(".", "", 0),)  # one for each rule; two when dark
    pseudo: str = ""  # selector after the class: ":hover"
    element: str = ""  # "::before": comes after everything else
    usual: bool = True  # False when they do not stand in the usual order: screen, dark, motion, states
    screen: int = 0  # its place among the screens
    media: str = ""
    only_screen: bool = False  # a screen that has a name, and nothing else


NO_VARIANT = Variant()

_BRACKET = re.compile(r"[\[\]():]")


def split(text: str) -> list[str] | None:
    """The pieces between colons, but for colons in brackets; None when brackets do not match.

    >>> split("md:[&:hover]:w-[calc(1px)]")
    ['md', '[&:hover]', 'w-[calc(1px)]']
    """
    if "[" not in text and "(" not in text:
        return text.split(":")
    pieces: list[str] = []
    open_brackets = ""
    start = 0
    for found in _BRACKET.finditer(text):
        sign = found[0]
        if sign == ":":
            if not open_brackets:
                pieces.append(text[start : found.start()])
                start = found.end()
        elif sign in "[(":
            open_brackets += sign
        elif open_brackets[-1:] != ("[" if sign == "]" else "("):
            return None
        else:
            open_brackets = open_brackets[:-1]
    return None if open_brackets else [*pieces, text[start:]]


@lru_cache(maxsize=1024)
def parse(text: str) -> Variant | None:
    """The meaning of ``"md:dark:hover"``; None when a name is unknown, said twice or contradicts another."""
    names = split(text)
    if names is None or len(set(names)) < len(names):
        return None
    dark = False
    asked: dict[str, Condition] = {}
    groups: dict[str, str] = {}  # ".group" -> the states that it is in
    outer = own = part = ""
    ranks: list[int] = []
    places: list[int] = []
    usual = True
    for name in names:
        if name == "dark":
            dark = True
            places.append(2)
            continue
        asks = condition(name)
        if asks is not None:
            if asks.about in asked:
                return None
            asked[asks.about] = asks
            places.append(1 if asks.screen else 3)
            usual = usual and asks.fixed
            continue
        found = state(name)
        if found is None:
            return None
        ranks.append(found.rank)
        places.append(100 + found.rank)
        usual = usual and found.fixed
        if found.where == "part" or found.part:
            if part:
                return None
            part = found.part or found.selector
        if found.where in ("group", "peer"):
            whose = f".{found.where}" + (f"\\/{found.owner}" if found.owner else "")
            groups[whose] = groups.get(whose, "") + found.selector
        elif found.where == "in":
            outer += f":where({found.selector}) "
        elif found.where == "own":
            outer += found.before
            own += found.selector
    screens = sum(asks.screen > 0 for asks in asked.values())
    usual = usual and len(ranks) < 3 and screens < 2 and len(asked) - screens < 2
    return Variant(
        frames=_frames(dark, list(asked.values()), outer + _ancestors(groups), order.states(ranks)),
        pseudo=own,
        element=part,
        usual=usual and places == sorted(places),
        screen=max((asks.screen for asks in asked.values()), default=0),
        media=" and ".join(asks.text for asks in asked.values()),
        only_screen=places == [1] and usual and names[0][:1] != "@",
    )


def _ancestors(groups: dict[str, str]) -> str:
    """What stands before the class: a group is an ancestor, a peer an earlier sibling, which comes last."""
    found = sorted(groups.items(), key=lambda item: item[0].startswith(".peer"))
    return "".join(
        f"{whose}{selector} ~ " if whose.startswith(".peer") else f"{whose}{selector} "
        for whose, selector in found
    )


def _frames(dark: bool, asked: list[Condition], before: str, states: int) -> tuple[Frame, ...]:
    media = [asks.text for asks in asked if asks.rule == "media"]
    media.sort(key=lambda query: query.startswith("("))  # a media type may only come first
    others = [(asks.rule, asks.text) for asks in asked if asks.rule != "media"]
    ranks = [asks.rank for asks in asked]
    screens = [asks for asks in asked if asks.screen]
    if len(screens) > 1:  # of several ranges, the narrower one wins
        ranks += [asks.range for asks in screens]
    place = (
        states + max(ranks, default=0) * QUERY + max((asks.screen for asks in screens), default=0) * SCREEN
    )
    if not dark:
        return (_frame(media, others, f"{before}.", place),)
    # By the class of an ancestor, and by an ancestor that leaves it to the reader's system.
    return (
        _frame(media, others, f".dark {before}.", place + DARK),
        _frame([*media, _READER], others, f".dark-auto {before}.", place + 2 * DARK),
    )


def _frame(media: list[str], others: list[tuple[str, str]], before: str, place: int) -> Frame:
    rules = [f"@media {' and '.join(media)}{{"] if media else []
    rules += [f"@{rule} {text}{{" for rule, text in others]
    return Frame("".join(rules) + before, "}" * len(rules), place)

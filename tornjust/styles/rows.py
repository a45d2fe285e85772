"""The words in which the tables of ``utilities/`` are written: a group is a place in the cascade and holds
rows.

A row is either a prefix over a scale (``mt`` over the margins gives ``mt-0`` ... ``-mt-96``) or a table of
names. ``declare`` turns a value of the scale into declarations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from .palette import COLORS, channels

Declare = Callable[[str], str]


class Row(NamedTuple):
    """``prefix-name`` for each name of ``scale``; ``prefix-[value]`` for a value of this kind."""

    prefix: str
    declare: Declare
    scale: Mapping[str, str]
    # "", "any", "length", "color", "number", "list", "shadow", "text" or "fonts" (arbitrary.py)
    arbitrary: str = ""
    suffix: str = ""  # what follows the class in the selector: "::placeholder"
    needs: str = ""  # a rule of shared.py; "{}" for the one that an arbitrary value names


class Names(NamedTuple):
    """Complete class names and their declarations. A name in several groups has several rules."""

    table: Mapping[str, str]
    suffix: str = ""
    needs: Mapping[str, str] = {}  # class name -> name in shared.py


Group = tuple[Row | Names, ...]

CHILDREN = " > :not([hidden]) ~ :not([hidden])"  # all children that are shown but the first one


def names(table: Mapping[str, str], suffix: str = "", needs: Mapping[str, str] | None = None) -> Group:
    return (Names(table, suffix, needs or {}),)


def words(prefix: str, declaration: str, values: str) -> Group:
    """Values that are their own name: ``words("float", "float:{}", "right left none")``."""
    return (Names({f"{prefix}-{value}": declaration.replace("{}", value) for value in values.split()}),)


def fill(template: str) -> Declare:
    """The template with each ``{}`` replaced by the value."""
    return lambda value: template.replace("{}", value)


def over(
    scale: Mapping[str, str],
    templates: Mapping[str, str],
    arbitrary: str = "any",
    suffix: str = "",
    needs: str = "",
) -> Group:
    """Several prefixes over one scale; they come one after the other in the cascade."""
    return tuple(
        Row(prefix, fill(template), scale, arbitrary, suffix, needs) for prefix, template in templates.items()
    )


def colors(prefix: str, declare: Declare, suffix: str = "", needs: str = "") -> Group:
    return (Row(prefix, declare, COLORS, "color", suffix, needs),)


def tint(declaration: str, name: str) -> Declare:
    """A colour whose opacity another class may set: ``tint("color", "text")``, ``text-opacity-50``."""

    def declare(color: str) -> str:
        rgb = channels(color)
        if not rgb:
            return f"{declaration}:{color}"
        return f"--tw-{name}-opacity:1;{declaration}:rgba({rgb},var(--tw-{name}-opacity))"

    return declare


def faded(color: str) -> str:
    """The colour with no opacity: what a gradient ends in as long as no ``to-*`` class says otherwise."""
    if color == "transparent":
        return "rgba(0,0,0,0)"
    return f"rgba({channels(color) or '255,255,255'},0)"

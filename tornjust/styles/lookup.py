"""A class name without its variants, ``-mt-4`` or ``w-[32px]``, to what the tables say about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from . import arbitrary
from .conditions import is_container_name
from .order import GROUP
from .palette import channels
from .rows import Declare, Names
from .scales import LEADING, OPACITY
from .shared import SHARED
from .utilities import GROUPS

# One rule of a class, without selector and media query:
# - the part of its place that the tables give,
# - whether that is all of it; an arbitrary value has only its row from the tables,
# - declarations,
# - what follows the class in the selector,
# - the name of a shared rule that it needs.
Found = tuple[int, bool, str, str, str]


class _Placed(NamedTuple):
    """A row of the tables, its place and the place of each of its names."""

    scale: dict[str, tuple[int, str]]  # name -> place in the row, value
    start: int
    declare: Declare
    suffix: str
    needs: str
    arbitrary: str


FIRST_GROUP = 16  # the groups below are those of engine.py
_ROW_STRIDE = 1 << 9  # more than any scale has names

_AFTER_ALL = (FIRST_GROUP + len(GROUPS)) * GROUP
_PROPERTY = r"\[(-{0,2}[a-zA-Z][\w-]*):(.+)\]"
_VARIABLE = r"-(?:\(((?:[a-z]+:)?--[\w-]+)\)|\[((?:[a-z]+:)?--[\w-]+)\])"

_NAMES: dict[str, tuple[Found, ...]] = {}
_ROWS: dict[str, tuple[_Placed, ...]] = {}


def _number_the_tables() -> None:
    """A group by its position, a class by its row and its position in the row."""
    numbered: dict[int, dict[str, tuple[int, str]]] = {}
    for group, rows in enumerate(GROUPS, FIRST_GROUP):
        for number, row in enumerate(rows):
            start = group * GROUP + number * _ROW_STRIDE
            if isinstance(row, Names):
                for place, (name, declarations) in enumerate(row.table.items(), start):
                    found = (place, True, declarations, row.suffix, row.needs.get(name, ""))
                    _NAMES[name] = (*_NAMES.get(name, ()), found)
                continue
            scale = numbered.get(id(row.scale))
            if scale is None:
                scale = {name: (index, value) for index, (name, value) in enumerate(row.scale.items())}
                numbered[id(row.scale)] = scale
            placed = _Placed(scale, start, row.declare, row.suffix, row.needs, row.arbitrary)
            _ROWS[row.prefix] = (*_ROWS.get(row.prefix, ()), placed)


_number_the_tables()


def find(name: str) -> tuple[Found, ...]:
    """The rules of a class name; none when it is in no table.

    The name is cut at its last hyphen, then at the one before, until what stands before the cut is a prefix
    that knows what stands behind it: ``bg-red-500`` is ``bg`` and ``red-500``.
    """
    complete = _NAMES.get(name)
    if complete is not None:
        return complete
    if "--" in name:
        name = _bracketed(name)
    minus = ""
    first = name[:1]
    if first == "-":
        minus, name = "-", name[1:]
    elif first == "[":
        return _property(name)
    elif first == "@":
        return _container(name)
    bracket = name.find("[")
    cut = len(name) if bracket < 0 else bracket
    rows = _ROWS.get(name)
    key = ""
    while True:
        if rows is not None:
            for scale, start, declare, suffix, needs, _ in rows:
                entry = scale.get(key)
                if entry is not None:
                    return ((start + entry[0], True, declare(entry[1]), suffix, needs),)
            if key[-1:] == "]" and key[0] == "[" and "]/" not in key:
                return _arbitrary(rows, key)
            if key[-1:] == "]" and key[:2] == "-[":
                return _arbitrary([row for row in rows if "-1" in row.scale], key[1:], "calc({} * -1)")
            if "/" in key:
                return _translucent(rows, key) or _leaded(rows, key)
        cut = name.rfind("-", 0, cut)
        if cut <= 0:
            return ()
        key = minus + name[cut + 1 :]
        if key == minus or name[cut + 1] == "-":
            return ()
        rows = _ROWS.get(name[:cut])


def _container(name: str) -> tuple[Found, ...]:
    """``@container/main``: a container with a name, for ``@md/main:flex``."""
    kind, _, owner = name.partition("/")
    if kind != "@container" or not is_container_name(owner):
        return ()
    ((place, _, declarations, suffix, needs),) = _NAMES[kind]
    return ((place, False, f"container-name:{owner};{declarations}", suffix, needs),)


def _property(name: str) -> tuple[Found, ...]:
    """``[mask-type:luminance]``: any property, stronger than all classes of the tables."""
    said = re.fullmatch(_PROPERTY, name, re.ASCII)
    value = arbitrary.value(said[2], "any") if said else None
    return ((_AFTER_ALL, False, f"{said[1]}:{value}", "", ""),) if said and value else ()


def _bracketed(name: str) -> str:
    """``bg-(--mine)/50`` or ``bg-[--mine]/50`` as ``bg-[var(--mine)]/50``."""

    def spelled(found: re.Match[str]) -> str:
        hint, _, variable = (found[1] or found[2]).rpartition(":")
        return f"-[{hint + ':' if hint else ''}var({variable})]"

    return re.sub(_VARIABLE, spelled, name, count=1, flags=re.ASCII)


def _arbitrary(rows: Iterable[_Placed], key: str, form: str = "{}") -> tuple[Found, ...]:
    """``[32px]``, by the first row that takes such a value."""
    for row in rows:
        value = arbitrary.value(key[1:-1], row.arbitrary)
        if value is not None:
            needs = row.needs
            if needs == "{}":
                needs = next((word for word in value.split() if word in SHARED), "")
            return ((row.start, False, row.declare(form.replace("{}", value)), row.suffix, needs),)
    return ()


def _translucent(rows: tuple[_Placed, ...], key: str) -> tuple[Found, ...]:
    """``red-500/50`` or ``[#123]/[0.3]``: a colour with an opacity, each of the scale or arbitrary."""
    name, _, opacity = key.rpartition("/")
    alpha = _alpha(opacity)
    if not alpha:
        return ()
    for row in rows:
        if row.arbitrary == "color":
            color = row.scale[name][1] if name in row.scale else _inside(name, "color")
            if color and color not in ("transparent", "inherit"):
                return ((row.start, False, row.declare(_faded(color, alpha)), row.suffix, row.needs),)
    return ()


def _alpha(text: str) -> str:
    """The opacity of a colour as a number: of ``50``, ``[0.5]`` or ``[50%]``."""
    if text in OPACITY:
        return OPACITY[text]
    inside = _inside(text, "number")
    if inside:
        return inside
    percent = _inside(text, "length").removesuffix("%") or text
    plain = re.fullmatch(r"\d{1,3}(?:\.\d{1,3})?", percent, re.ASCII) is not None
    return f"{float(percent) / 100:g}" if plain and float(percent) <= 100 else ""


def _faded(color: str, alpha: str) -> str:
    rgb = channels(color)
    # What only the browser knows, such as a custom property, it has to mix.
    return (
        f"rgba({rgb},{alpha})" if rgb else f"color-mix(in srgb,{color} {float(alpha) * 100:.6g}%,transparent)"
    )


def _inside(text: str, kind: str) -> str:
    """The value in brackets, "" when it is of another kind or refused."""
    return (arbitrary.value(text[1:-1], kind) or "") if text[:1] == "[" and text[-1:] == "]" else ""


def _leaded(rows: tuple[_Placed, ...], key: str) -> tuple[Found, ...]:
    """``lg/7`` or ``[13px]/[1.2]``: a size of text with another line height than its own."""
    name, _, leading = key.rpartition("/")
    height = LEADING.get(leading) or _inside(leading, "length")
    for row in rows:
        if height and "|" in next(iter(row.scale.values()), (0, ""))[1]:
            size = row.scale[name][1].partition("|")[0] if name in row.scale else _inside(name, row.arbitrary)
            if size:
                return ((row.start, False, row.declare(f"{size}|{height}"), row.suffix, row.needs),)
    return ()


@lru_cache(maxsize=4096)
def family(name: str) -> tuple[object, ...]:
    """What a class name has in common with those that it replaces, ``()`` if it is in no table.

    Of ``bg-red-500 bg-slate-50 bg-[#123]`` an element wears one: they come from one row. A row that lists complete
    names may hold several kinds, which set different properties (``tabular-nums``, ``slashed-zero``).
    """
    found = find(name)
    if name[:1] == "[":
        return (name.partition(":")[0],) if found else ()
    if name not in _NAMES:
        return tuple(place // _ROW_STRIDE for place, *_ in found)
    return tuple(
        (place // _ROW_STRIDE, frozenset(re.findall(r"(?:^|;)([\w-]+):", declarations)))
        for place, _, declarations, *_ in found
    )


def relatives(name: str) -> set[str]:
    """All names of the tables that have the family of this one."""
    kind = family(name)
    if name in _NAMES:
        return {other for other in _NAMES if family(other) == kind}
    return {
        full
        for prefix, rows in _ROWS.items()
        for row in rows
        if (row.start // _ROW_STRIDE,) == kind
        for full in _spelled(prefix, row)
    }


def _spelled(prefix: str, row: _Placed) -> Iterator[str]:
    """The class names of a row."""
    for key in row.scale:
        minus, name = ("-", key[1:]) if key[:1] == "-" else ("", key)
        yield f"{minus}{prefix}-{name}" if name else prefix


def all_names() -> set[str]:
    """Every class name of the tables, without variants and arbitrary values."""
    names = set(_NAMES)
    for prefix, rows in _ROWS.items():
        for row in rows:
            names.update(_spelled(prefix, row))
    return names

"""In development: a class that was probably meant to be a utility class -> the one that was meant.

Programs have classes of their own, for their style sheets and scripts, and nobody wants to be told about those. So a
class is named only when a utility class is one slip away from it, or differs by a value that the scale does not have;
and not when the program's own CSS, raw HTML or scripts mention it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from .components import COMPONENTS
from .icons import library
from .lookup import all_names, find
from .utilities.effects import BACKDROP, FILTERS
from .variants import SIMPLE, split

log = logging.getLogger("tornjust")

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-./"
_NUMBER = re.compile(r"(.*?-)(\d+(?:\.\d+)?)")
_JOINED = re.compile(r"([a-z]+)(\d+)")
# Slips of thought rather than of the finger.
_ALIASES = {
    "align-center": "items-center", "bold": "font-bold", "center": "text-center", "flex-center": "items-center",
    "float-center": "mx-auto", "font-italic": "italic", "margin-auto": "m-auto", "text-bold": "font-bold",
    "text-italic": "italic", "text-md": "text-base", "text-medium": "font-medium", "text-middle": "text-center",
    "text-normal": "text-base", "text-semibold": "font-semibold", "text-underline": "underline",
}  # fmt: skip
# What a class only prepares, for the class that makes it: as in version 2, and no longer in the later ones.
_MAKERS = {
    **dict.fromkeys(
        ["translate-x", "translate-y", "rotate", "skew-x", "skew-y", "scale-x", "scale-y"], "transform"
    ),
    **dict.fromkeys(FILTERS, "filter"),
    **{f"backdrop-{name}": "backdrop-filter" for name in BACKDROP},
}
_MOST_READ = 4_000_000  # characters of the program's own files

_looked_at: set[str] = set()
_MOST_LOOKED_AT = 10_000


class _Development:
    """Whether hints are given, and where the program's own style sheets and scripts lie."""

    on = False
    folder = Path("static")


def configure(on: bool, folder: Path) -> None:
    """Give hints or do not; `folder` holds the program's own style sheets and scripts."""
    _Development.on, _Development.folder = on, folder
    _looked_at.clear()
    _own_files.cache_clear()


def wanted() -> bool:
    """Whether `look` does anything."""
    return _Development.on


def look(tokens: Iterable[str], own: Iterable[object]) -> None:
    """Name the probable slips among classes that have no rules, each once. `own` is CSS and HTML of the program."""
    for token in tokens:
        if token in _looked_at or len(_looked_at) > _MOST_LOOKED_AT:
            continue
        _looked_at.add(token)
        meant = nearest(token)
        if (
            meant is not None
            and not any(token in str(text) for text in own if text)
            and token not in _own_files()
        ):
            log.warning("class %r has no rules; did you mean %r?", token, meant)


def look_for_makers(tokens: Iterable[str], page: Iterable[str]) -> None:
    """Name a class that does nothing because the one that makes it is nowhere on the page; once for each of those."""
    for token in tokens:
        maker = maker_of(token)
        if maker is None or maker in _looked_at:
            continue
        if any(_bare(other).removesuffix("-gpu") == maker for other in page):
            continue
        _looked_at.add(maker)
        log.warning("class %r does nothing without the class %r beside it", token, maker)


def maker_of(token: str) -> str | None:
    """The class without which this one does nothing: ``transform`` for ``hover:scale-105``; or None."""
    found = find(_bare(token))
    return _MAKERS.get(found[0][2].partition(":")[0].removeprefix("--tw-")) if found else None


def _bare(token: str) -> str:
    """A class without its variants and its mark."""
    return (split(token) or [token])[-1].strip("!")


@cache
def _own_files() -> str:
    """The program's own style sheets and scripts, one after the other."""
    texts: list[str] = []
    room = _MOST_READ
    for path in sorted(_Development.folder.rglob("*")) if _Development.folder.is_dir() else ():
        if path.suffix in (".css", ".js", ".html") and room > 0:
            try:
                texts.append(path.read_text(encoding="utf-8", errors="replace")[:room])
            except OSError:
                continue
            room -= len(texts[-1])
    return "\n".join(texts)


def nearest(token: str) -> str | None:
    """The utility class that was probably meant by one that does not exist, or None.

    >>> nearest("hover:bg-blu-500")
    'hover:bg-blue-500'
    """
    if not 3 <= len(token) <= 60 or "[" in token:
        return None
    before, colon, name = token.rpartition(":")
    if colon:
        variants = [_variant(word) for word in before.split(":")]
        if None in variants:
            return None
        before = ":".join(filter(None, variants))
        if before + colon + name != token and (_known(name) or name in COMPONENTS):
            return before + colon + name
    behind = "!" if name[-1:] == "!" else ""
    meant = _name(name.removesuffix("!"))
    return None if meant is None else before + colon + meant + behind


def _variant(word: str) -> str | None:
    """A variant, the one that was meant, or None."""
    return word if word in SIMPLE else next((slip for slip in _slips(word) if slip in SIMPLE), None)


def _name(name: str) -> str | None:
    sign = "!" if name[:1] == "!" else ""
    name = name[len(sign) :]
    if name in _ALIASES:
        return sign + _ALIASES[name]
    if name[:3] == "fa-":
        drawings = library() or {}
        icon = next((slip for slip in _slips(name[3:]) if slip in drawings), None)
        return None if icon is None else f"{sign}fa-{icon}"
    if _known(f"{name}-500"):  # a palette without a shade
        return f"{sign}{name}-500"
    number = _NUMBER.fullmatch(name)
    if number is not None:
        return _number(sign, number[1], float(number[2]))
    joined = _JOINED.fullmatch(name)
    if joined is not None and _known(f"{joined[1]}-{joined[2]}"):
        return f"{sign}{joined[1]}-{joined[2]}"
    # A short word is hardly ever a slip, and the plural is another word.
    if len(name) < (4 if "-" in name else 5):
        return None
    for slip in _slips(name):
        if (_known(slip) or slip in COMPONENTS) and slip + "s" != name and slip + "-" != name:
            return sign + slip
    return None


def _number(sign: str, prefix: str, value: float) -> str | None:
    """The nearest number that the scale has; or a slip in what stands before the number."""
    numbers = _numbers().get(prefix)
    if numbers:
        if value == 1 and _known(prefix[:-1]):
            return sign + prefix[:-1]
        text = min(numbers, key=lambda number: (abs(float(number) - value), float(number)))
        return f"{sign}{prefix}{text}"
    if len(prefix) < 5:  # too short to tell a slip from another word
        return None
    text = f"{value:g}"
    for slip in _slips(prefix[:-1]):
        if _known(f"{slip}-{text}"):
            return f"{sign}{slip}-{text}"
    return None


@cache
def _names() -> frozenset[str]:
    return frozenset(all_names())


def _known(name: str) -> bool:
    return name in _names()


@cache
def _numbers() -> dict[str, list[str]]:
    """What stands before a number -> the numbers that may follow: ``p-`` -> 0, 0.5, 1, ..."""
    found: dict[str, list[str]] = {}
    for name in _names():
        match = _NUMBER.fullmatch(name)
        if match is not None:
            found.setdefault(match[1], []).append(match[2])
    return found


def _slips(word: str) -> Iterator[str]:
    """Everything that is one slip away: two letters swapped, one wrong, one missing, one too many."""
    for place in range(len(word)):
        head, tail = word[:place], word[place:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail[1:] for letter in _LETTERS)
        yield head + tail[1:]
        yield from (head + letter + tail for letter in _LETTERS)
    yield from (word + letter for letter in _LETTERS)

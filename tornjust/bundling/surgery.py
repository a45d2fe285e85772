"""Cuts in `brython.js`: each names the text that it expects, and fails when that is not there exactly once."""

import re

from .vendor import BundleError


def replace(text: str, old: str, new: str, times: int = 1) -> str:
    """`text` with `new` in the one place where `old` is, or in as many as are expected."""
    if text.count(old) != times:
        raise BundleError(f"brython.js holds {old[:60]!r} {text.count(old)} times, expected {times}")
    return text.replace(old, new)


def between(text: str, start: str, end: str) -> str:
    """The text from `start`, which must be there once, up to the next `end`."""
    if text.count(start) != 1:
        raise BundleError(f"brython.js holds {start[:60]!r} {text.count(start)} times, expected once")
    begin = text.index(start)
    stop = text.find(end, begin)
    if stop < 0:
        raise BundleError(f"brython.js lacks {end[:60]!r} after {start[:60]!r}")
    return text[begin:stop]


def cut(text: str, start: str, end: str, put: str = "") -> str:
    """`text` with `put` instead of everything from `start` up to, and without, the next `end`."""
    return text.replace(between(text, start, end), put)


def find(pattern: str, text: str) -> str:
    """The first text that the regular expression `pattern` fits."""
    match = re.search(pattern, text, re.DOTALL)
    if match is None:
        raise BundleError(f"brython.js lacks the pattern {pattern[:60]!r}")
    return match.group(0)

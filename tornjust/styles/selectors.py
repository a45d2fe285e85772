"""Selectors that a class carries, ``[&>p]:mt-4`` or ``has-[:checked]:p-4``: text to a selector, or a refusal.

The text comes from whoever wrote the class, which may be a visitor. It is read by a grammar and written anew, so what
is not in the grammar cannot come out: no braces, no semicolon, no backslash, no quote but those that are put here, no
unclosed bracket. And it holds only what browsers know, since they drop a rule whose selector they do not. An underscore
stands for a space.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

MOST_CHARACTERS = 120

_PLAIN = frozenset(
    "active any-link autofill checked default disabled empty enabled first-child first-of-type focus focus-visible"
    " focus-within fullscreen hover in-range indeterminate invalid last-child last-of-type link only-child only-of-type"
    " optional out-of-range placeholder-shown read-only read-write required root target valid visited".split()
)
_LISTS = frozenset(["is", "where", "not", "has"])
_COUNTS = frozenset(["nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type"])
# Browsers take every name that begins with -webkit- for one of another browser, and keep the rule.
_PART = (
    r"::(?:(?:before|after|marker|selection|placeholder|backdrop|first-line|first-letter|file-selector-button)"
    r"|-webkit-[a-z-]+(?::hover|:active)?)"
)

# Patterns are compiled when first used: most programs have no such class.
_TYPE = r"\*|[a-zA-Z][a-zA-Z0-9]*(?:-[a-zA-Z0-9]+)*"
_NAME = r"[.#]-?[a-zA-Z][a-zA-Z0-9-]*"
_ATTRIBUTE = r"\[([a-zA-Z]+(?:-[a-zA-Z0-9]+)*)(?:([~|^$*]?=)(?:'([\w ./:-]*)'|([\w./:-]+)))?\]"
_PSEUDO = r":([a-z]+(?:-[a-z]+)*)(\(?)"
_COUNT = r"(odd|even|[+-]?\d{1,6}|[+-]?\d{0,6}n(?: ?[+-] ?\d{1,6})?)\)"
_COMBINATOR = r" *([>+~]) *|( )"
COUNT = _COUNT.removesuffix(r"\)")


class Around(NamedTuple):
    """What a selector puts around the class that stands for ``&``."""

    before: str
    after: str
    part: str  # "::marker" and the like, which can only come last


class _Refused(Exception):
    """The text is no selector that may stand here."""


class _Reader:
    """Reads a selector from left to right."""

    def __init__(self, text: str) -> None:
        if len(text) > MOST_CHARACTERS or not text.isascii():
            raise _Refused
        self.text = text.replace("_", " ")
        self.place = 0

    def take(self, pattern: str) -> re.Match[str] | None:
        found = re.compile(pattern, re.ASCII).match(self.text, self.place)
        if found is not None:
            self.place = found.end()
        return found

    @property
    def done(self) -> bool:
        return self.place == len(self.text)

    def combinator(self) -> str:
        found = self.take(_COMBINATOR)
        return (found[1] or " ") if found else ""

    def simple(self, within_has: bool) -> str:
        """One class, attribute or pseudo-class; "" when something else comes."""
        found = self.take(_NAME)
        if found:
            return found[0]
        found = self.take(_ATTRIBUTE)
        if found:
            name, sign, quoted, bare = found.groups()
            return f'[{name}{sign}"{quoted or bare or ""}"]' if sign else f"[{name}]"
        found = self.take(_PSEUDO)
        return self.pseudo(found[1], bool(found[2]), within_has) if found else ""

    def pseudo(self, name: str, opened: bool, within_has: bool) -> str:
        if not opened:
            if name not in _PLAIN:
                raise _Refused
            return f":{name}"
        if name in _COUNTS or name == "dir":
            found = self.take(_COUNT if name != "dir" else r"(ltr|rtl)\)")
            if found:
                return f":{name}({found[1]})"
        elif name in _LISTS and not (name == "has" and within_has):  # browsers refuse one inside of the other
            inner = self.list(name == "has", within_has or name == "has")
            if self.take(r"\)"):
                return f":{name}({inner})"
        raise _Refused

    def list(self, relative: bool, within_has: bool) -> str:
        """Selectors between commas."""
        out = [self.complex(relative, within_has)]
        while self.take(r" *, *"):
            out.append(self.complex(relative, within_has))
        return ",".join(out)

    def complex(self, relative: bool, within_has: bool) -> str:
        """Compounds with combinators between; a relative one may begin with a combinator."""
        before = self.combinator() if relative else ""
        out = before.strip() + self.compound(within_has)
        return out + self.rest(within_has)

    def rest(self, within_has: bool = False) -> str:
        """What follows a compound: combinators and further compounds."""
        out = ""
        while True:
            place = self.place
            between = self.combinator()
            if not between:
                return out
            if self.text[self.place : self.place + 1] in ("&", ""):  # belongs to what comes after
                self.place = place
                return out
            out += between + self.compound(within_has)

    def compound(self, within_has: bool = False) -> str:
        kind = self.take(_TYPE)
        out = (kind[0] if kind else "") + self.simples(within_has)
        if not out:
            raise _Refused
        return out

    def simples(self, within_has: bool = False) -> str:
        out = ""
        while one := self.simple(within_has):
            out += one
        return out


def _whole(text: str, read: Callable[[_Reader], str]) -> str | None:
    """What a reader reads if that is all of the text."""
    try:
        reader = _Reader(text)
        out = read(reader)
    except _Refused:
        return None
    return out if reader.done and out else None


def around(text: str) -> Around | None:
    """``&>p`` or ``.sidebar_&``, around a class; None when refused.

    >>> around("&>p"), around(".open_&_svg:hover"), around("&{}")
    (Around(before='', after='>p', part=''), Around(before='.open ', after=' svg:hover', part=''), None)
    """
    try:
        reader = _Reader(text)
        before = ""
        if not reader.take("&"):
            before = reader.complex(False, False)
            between = reader.combinator()
            if not between or not reader.take("&"):
                return None
            before += between
        after = reader.simples() + reader.rest()
        part = reader.take(_PART)
    except _Refused:
        return None
    return Around(before, after, part[0] if part else "") if reader.done and text != "&" else None


def condition(text: str) -> str | None:
    """What an element is, for ``:not()`` or after ``.group``: ``.open`` or ``[role=tab]:hover``; None when refused.

    >>> condition("[role=tab]:hover"), condition(".a{")
    ('[role="tab"]:hover', None)
    """
    return _whole(text, lambda reader: reader.simples())


def content(text: str) -> str | None:
    """What an element has, for ``:has()``: ``img`` or ``>.error,>.late``; None when refused.

    >>> content(">p.error"), content("p)")
    ('>p.error', None)
    """
    return _whole(text, lambda reader: reader.list(True, True))


def attribute(prefix: str, text: str) -> str | None:
    """``state=open`` after ``data-``: ``[data-state="open"]``; None when refused."""
    return _whole(f"[{prefix}{text}]", lambda reader: reader.simple(False))

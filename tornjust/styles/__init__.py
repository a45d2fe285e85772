"""Utility classes to CSS: ``rules("md:p-4")`` is the CSS of a class, ``sheet(classes)`` that of a page.

A page gets exactly the rules of the classes it uses. The meaning of the classes is that of Tailwind 2.2.19;
nothing is fetched and nothing is compiled in the browser. See ``docs/styling.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from .base import base
from .components import ANIMATED
from .engine import MOST_CHARACTERS, Rule, compute
from .icons import icon_names, is_icon
from .lookup import all_names, family, relatives
from .variants import split

__all__ = [
    "Rule",
    "all_names",
    "base",
    "family",
    "icon_names",
    "is_icon",
    "mentioned",
    "relatives",
    "rules",
    "sheet",
    "split",
    "stands_alone",
    "tokens_in",
]

_CACHED_CLASSES = 8192

_cached = lru_cache(maxsize=_CACHED_CLASSES)(compute)


def rules(token: str) -> tuple[Rule, ...]:
    """The CSS rules of one class, lowest place first; ``()`` when it is not a utility class.

    >>> rules("p-4")[0].css
    '.p-4{padding:1rem}'

    The last 8,192 answers are remembered, also those for unknown classes.
    """
    if len(token) > MOST_CHARACTERS:  # not even a key of the cache
        return ()
    return _cached(token)


def stands_alone(token: str) -> bool:
    """Whether a class is styled on pages without utility classes, too: icons and animations."""
    return token in ANIMATED or is_icon(token)


def sheet(tokens: Iterable[str]) -> tuple[str, list[int]]:
    """The style sheet of a set of classes: its text, and the place (``Rule.order``) of each rule in the text.

    A rule that is wanted later is inserted before the first rule with a higher place.

    >>> sheet(["p-4", "no-such-class", "flex"])[0]
    '.flex{display:flex}.p-4{padding:1rem}'
    """
    found = {order: css for token in tokens for order, css in rules(token)}
    orders = sorted(found)
    return "".join([found[order] for order in orders]), orders


_CLASS = re.compile(r"[^\s\"'`<>=]+")
# Brackets may hold what does not otherwise stand in a class: ``[&>p]:mt-4``, ``data-[state=open]:p-4``. Either all that
# is between white space and double quotes is a class, or it ends at the next single quote after a bracket.
_WITH_BRACKETS = (
    re.compile(r"(?<![^\s\"`])[^\s\"`\[]*\[[^\s\"`]*"),
    re.compile(r"(?<![^\s\"'`<>=])[^\s\"'`<>=\[]*(?:\[[^\s\"`\[\]]*\]?[^\s\"'`<>=\[]*)+"),
)


def tokens_in(html: str) -> set[str]:
    """What may be a class name in HTML or a script: the pieces between white space, quotes, ``<``, ``>``, ``=``.

    >>> sorted(tokens_in('<p class="m-4 italic">Hi</p>'))
    ['/p', 'Hi', 'class', 'italic', 'm-4', 'p']
    """
    found = set(_CLASS.findall(html))
    if "[" in html:
        for pattern in _WITH_BRACKETS:
            found.update(token.replace("&amp;", "&").replace("&gt;", ">") for token in pattern.findall(html))
    return found


@lru_cache(maxsize=256)
def mentioned(text: str) -> frozenset[str]:
    """The utility classes in raw HTML, a script, or a list of names. The last 256 answers are remembered.

    >>> sorted(mentioned("box.className = 'm-4 italic'"))
    ['italic', 'm-4']
    """
    return frozenset(token for token in tokens_in(text) if rules(token))

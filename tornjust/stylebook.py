"""Which rules of the style sheet a page brings: classes that were seen in its tree, in raw HTML and in scripts.

`page._styles` is what it comes to: class -> the revision since which browsers know its rules. A class stays in it, so
that a page which shows the same again has nothing to send.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from tornjust.page import WebPage
from tornjust.styles import hints, is_icon, mentioned, rules, stands_alone, tokens_in

# How a program names its own Font Awesome, which ours would only disturb.
_OWN_ICONS = re.compile("font-?awesome", re.IGNORECASE)


def note(page: WebPage, classes: Iterable[str], raw: Iterable[str]) -> None:
    """Remember the rules for these values of `classes` and pieces of raw HTML, as of the page's revision."""
    known = page._styles
    own = {token for text in classes for token in text.split()}
    found = own.union(*map(tokens_in, raw))
    strange = []
    for token in found:
        if token not in known:
            if _wants(page, token) and rules(token):
                known[token] = page._seen
            else:
                strange.append(token)
    if hints.wanted() and page.tailwind:
        hints.look(own.intersection(strange), (page.css, page.head_html, page.body_html))
        hints.look_for_makers(sorted(own), known)
    learn(page, page.safelist)


def learn(page: WebPage, *texts: Any) -> None:
    """Remember the rules for all classes that these texts name: raw HTML, scripts, lists."""
    for text in filter(None, texts):
        for token in mentioned(
            " ".join(map(str, text)) if isinstance(text, list | tuple | set) else str(text)
        ):
            if token not in page._styles and _wants(page, token):
                page._styles[token] = page._seen


def _wants(page: WebPage, token: str) -> bool:
    """Without utility classes a page still has icons and animations; with icons of its own it has none of ours."""
    if is_icon(token) and _OWN_ICONS.search(f"{page.head_html}{page.body_html}"):
        return False
    return bool(page.tailwind) or stands_alone(token)


def rules_since(page: WebPage, since: int) -> list[tuple[int, str]]:
    """The rules that browsers at that revision lack: place in the cascade, and text."""
    found: list[tuple[int, str]] = []
    for token, stamp in reversed(page._styles.items()):
        if stamp <= since:
            break
        found += rules(token)
    return found

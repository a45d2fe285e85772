"""A class name to its rules: split off the variants, look the rest up, write the CSS and its place."""

from __future__ import annotations

import string
from typing import NamedTuple

from .components import COMPONENTS, Component
from .icons import icon, is_icon
from .lookup import find
from .order import IMPORTANT, hashed
from .shared import SHARED
from .variants import NO_VARIANT, Variant, parse, split


class Rule(NamedTuple):
    """One CSS rule and its place: rules stand in a style sheet by rising ``order``."""

    order: int
    css: str


MOST_CHARACTERS = 160  # in a class name: longer ones are not looked up

_SHARED_RULES = {name: Rule(place, css) for place, (name, css) in enumerate(SHARED.items())}
_ESCAPES = {ord(sign): f"\\{sign}" for sign in string.punctuation if sign not in "-_"}


def escape(token: str) -> str:
    """The class name as it stands in a selector: ``md:w-1/2`` is ``md\\:w-1\\/2``.

    (CSSOM, "serialize an identifier": a digit cannot come first.)
    """
    if token[0].isalpha() and token.replace("-", "").isalnum():  # most are plain words: quicker by half
        return token
    text = token.translate(_ESCAPES)
    return f"\\3{text[0]} {text[1:]}" if text[0].isdigit() else text


def compute(token: str) -> tuple[Rule, ...]:
    """All rules of a class, the shared ones first; none when it is not a utility class."""
    variant: Variant | None = NO_VARIANT
    name = token
    if ":" in token:
        if "[" in token or "(" in token:  # which may hold colons
            pieces = split(token) or [""]
            before, name = ":".join(pieces[:-1]), pieces[-1]
        else:
            before, _, name = token.rpartition(":")
        if name != token:
            variant = parse(before)
    if variant is None or not name:
        return ()
    component = COMPONENTS.get(name)
    if component is not None:
        return _component(token, component, variant)
    if name[:2] == "fa" and name is token and is_icon(token):
        return tuple(Rule(*rule) for rule in icon(token, f".{escape(token)}"))
    important = name[0] == "!" or name[-1] == "!"
    if important:
        name = name[1:] if name[0] == "!" else name[:-1]
    found = find(name)
    frames, pseudo, element, usual = variant[:4]
    if not found or (element and found[0][3][:2] == "::"):  # a part has no parts
        return ()
    escaped = escape(token)
    out: list[Rule] = []
    for place, fixed, declarations, suffix, needs in found:
        if needs:
            out.append(_SHARED_RULES[needs])
        if element in ("::before", "::after"):
            declarations = f'content:var(--tw-content,"");{declarations}'
        if important:
            declarations = declarations.replace(";", "!important;") + "!important"
            place += IMPORTANT
        body = f"{escaped}{pseudo}{suffix}{element}{{{declarations}}}"
        for before, after, start in frames:
            at = start + place
            order = at if fixed and usual else hashed(at, token)
            out.append(Rule(order, before + body + after))
    return tuple(out)


_COMPONENT_STRIDE = 1 << 14  # more than any component has rules


def _component(token: str, component: Component, variant: Variant) -> tuple[Rule, ...]:
    """The rules of a class such as ``container``, which nothing but a screen may precede."""
    if variant is not NO_VARIANT and not (component.screens and variant.only_screen):
        return ()
    start = component.place + variant.screen * _COMPONENT_STRIDE
    selector = f".{escape(token)}"
    rules = []
    for place, text in enumerate(component.rules, start):
        css = text.replace("&", selector)
        if variant.media:
            css = f"@media {variant.media}{{{css}}}"
        rules.append(Rule(place, css))
    return tuple(rules)

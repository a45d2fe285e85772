"""A class name to its rules: split off the variants, look the rest up, write the CSS and its place."""

from __future__ import annotations

from typing import NamedTuple

from .components import COMPONENTS
from .lookup import Found, find
from .order import IMPORTANT, MEDIA, hashed
from .shared import SHARED
from .variants import DARK_MEDIA, NO_VARIANT, Variant, parse


class Rule(NamedTuple):
    """One CSS rule and its place: rules stand in a style sheet by rising ``order``."""

    order: int
    css: str


MOST_CHARACTERS = 160  # in a class name: longer ones are not looked up

_SHARED_RULES = {name: Rule(place, css) for place, (name, css) in enumerate(SHARED.items())}
_ESCAPES = {ord(character): f"\\{character}" for character in "!#%()*+,./:[]"}  # all that a class may hold


def escape(token: str) -> str:
    """The class name as it stands in a selector: ``md:w-1/2`` is ``md\\:w-1\\/2``.

    (CSSOM, "serialize an identifier": a digit cannot come first.)
    """
    text = token.translate(_ESCAPES)
    return f"\\3{text[0]} {text[1:]}" if text[0].isdigit() else text


def compute(token: str) -> tuple[Rule, ...]:
    """All rules of a class, the shared ones first; none when it is not a utility class."""
    bracket = token.find("[")
    cut = token.rfind(":") if bracket < 0 else token.rfind(":", 0, bracket)
    variant = parse(token[:cut]) if cut >= 0 else NO_VARIANT
    name = token[cut + 1 :]
    if variant is None or not name:
        return ()
    if name in COMPONENTS:
        return _component(token, name, variant)
    important = name[0] == "!"
    found = find(name[1:] if important else name)
    return _write(token, variant, important, found) if found else ()


def _write(token: str, variant: Variant, important: bool, found: tuple[Found, ...]) -> tuple[Rule, ...]:
    selector = f"{variant.ancestors}.{escape(token)}{variant.pseudo}"
    out: list[Rule] = []
    for place, fixed, declarations, suffix, needs in found:
        if needs:
            out.append(_SHARED_RULES[needs])
        if variant.element:
            if suffix[:2] == "::":
                return ()  # a part of a part
            suffix += variant.element
            if variant.element in ("::before", "::after"):
                declarations = f'content:var(--tw-content,"");{declarations}'
        if important:
            declarations = declarations.replace(";", "!important;") + "!important"
            place += IMPORTANT
        place += variant.place
        css = f"{selector}{suffix}{{{declarations}}}"
        fixed = fixed and variant.usual
        if variant.dark:
            out += _dark(token, variant, place, fixed, css)
            continue
        if variant.media:
            css = f"@media {variant.media}{{{css}}}"
        out.append(Rule(place if fixed else hashed(place, token), css))
    return tuple(out)


def _dark(token: str, variant: Variant, place: int, fixed: bool, css: str) -> list[Rule]:
    """Dark inside of the class ``dark``, and inside of ``dark-auto`` when the reader's system is dark."""
    out = []
    for number, query, within in ((1, "", ".dark"), (2, DARK_MEDIA, ".dark-auto")):
        at = place + number * MEDIA
        text = f"{within} {css}"
        media = " and ".join(filter(None, (variant.media, query)))
        if media:
            text = f"@media {media}{{{text}}}"
        out.append(Rule(at if fixed else hashed(at, token), text))
    return out


_COMPONENT_STRIDE = 1 << 14  # more than any component has rules


def _component(token: str, name: str, variant: Variant) -> tuple[Rule, ...]:
    """The rules of a class such as ``container``, which nothing but a screen may precede."""
    component = COMPONENTS[name]
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

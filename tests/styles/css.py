"""A small CSS parser for the tests: text to rules with normalised selectors and declarations."""

from __future__ import annotations

import re
from typing import NamedTuple


class Parsed(NamedTuple):
    media: tuple[str, ...]  # the conditions around the rule, "and" split
    selector: str  # one selector of the list, unescaped
    classes: tuple[str, ...]  # the class names in it, unescaped
    declarations: dict[str, str]  # property -> value; of two, the last


_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))")
_BRACES = re.compile(r"[{}]")
_CLASS = re.compile(r"\.((?:\\(?:[0-9a-fA-F]{1,6}\s?|.)|[\w-])+)")


def unescape(name: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], name)


def normal(value: str) -> str:
    """One way to write a value: no space around commas and brackets, no zero before the point."""
    value = " ".join(value.split())
    value = re.sub(r"\s*([,()>~+:])\s*", r"\1", value)
    value = re.sub(r"(?<![\d.])0\.(?=\d)", ".", value)
    value = value.replace("'", '"')
    return value


def _split(text: str, separator: str) -> list[str]:
    """Split outside parentheses, brackets and quotes."""
    parts, depth, quote, start = [], 0, "", 0
    for index, character in enumerate(text):
        if quote:
            quote = "" if character == quote and text[index - 1] != "\\" else quote
        elif text[index - 1 : index] == "\\":
            continue
        elif character in "\"'":
            quote = character
        elif character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
        elif character == separator and depth == 0:
            parts.append(text[start:index])
            start = index + 1
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


def declarations(body: str) -> dict[str, str]:
    out: dict[str, str] = {}
    for declaration in _split(body, ";"):
        name, _, value = declaration.partition(":")
        out.pop(name.strip(), None)
        out[name.strip()] = normal(value)
    return out


def parse(text: str) -> list[Parsed]:
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    return list(_parse(text, ()))


def _parse(text: str, media: tuple[str, ...]) -> list[Parsed]:
    out: list[Parsed] = []
    position = 0
    while (brace := _brace(text, position)) >= 0:
        prelude = text[position:brace].strip()
        end = _closing(text, brace)
        body = text[brace + 1 : end]
        position = end + 1
        if prelude.startswith("@media"):
            conditions = tuple(normal(part) for part in prelude[6:].strip().split(" and "))
            out += _parse(body, media + conditions)
        elif prelude.startswith(("@supports", "@container")):
            out += _parse(body, (*media, normal(prelude)))
        elif prelude.startswith(("@keyframes", "@-webkit-keyframes")):
            frames = {f"{rule.selector}": str(rule.declarations) for rule in _parse(body, ())}
            out.append(Parsed(media, " ".join(prelude.split()), (), frames))
        else:
            values = declarations(body)
            for selector in _split(prelude, ","):
                bare = re.sub(r"\[[^\]\\]*\]", "", selector)  # without attribute selectors
                classes = tuple(unescape(name) for name in _CLASS.findall(bare))
                out.append(Parsed(media, unescape(normal(selector)), classes, values))
    return out


def _brace(text: str, position: int) -> int:
    while (found := text.find("{", position)) >= 0 and text[found - 1] == "\\":
        position = found + 1
    return found


def _closing(text: str, brace: int) -> int:
    depth = 0
    for found in _BRACES.finditer(text, brace):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return found.start()
    raise ValueError(f"no closing brace for {text[brace - 40 : brace + 40]!r}")

"""Values in square brackets, ``w-[32px]``: the text between the brackets to a CSS value, or a refusal.

The text comes from whoever wrote the class, which may be a visitor. Only what cannot leave its declaration
passes: a list of allowed characters, allowed functions, closed parentheses. An underscore stands for a space. Quotes
pass only around what can be nothing but a text (``content-['*']``) or the name of a font.
"""

from __future__ import annotations

import re

MOST_CHARACTERS = 120

# Patterns are compiled when first used: most programs have no such class.
_ALLOWED = r"[\w.,#%()+*/-]+"
_FUNCTION = r"([a-zA-Z_-][\w-]*)?\("
_FUNCTIONS = frozenset(
    " calc min max clamp var env rgb rgba hsl hsla hwb lab lch oklab oklch minmax repeat fit-content"
    " color-mix light-dark cubic-bezier steps translate rotate scale skew blur brightness contrast opacity".split(
        " "
    )
)
_HINT = r"(color|length|number|any|list|percentage|angle|position):"
_HINT_KIND = {"percentage": "length", "angle": "length"}
_DIGITS = r"[+-]?(?:\d+\.?\d*|\.\d+)"
_KINDS = {
    "color": r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})"
    r"|(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color-mix|light-dark)\(.*\)|[a-zA-Z]+|var\(.*\)",
    "length": _DIGITS + r"(?:%|[a-z]+)?|(?:calc|min|max|clamp)\(.*\)|thin|medium|thick",
    "number": _DIGITS,
    "shadow": r".* .*|var\(.*\)|none|inherit",
}
_QUOTED = r"(['\"])[^'\"\\<>{};@`]*\1"
_TEXT = r"attr\([a-zA-Z][\w-]*\)|(?:open|close)-quote|none|normal|var\(--[\w-]+\)"
_FONT = r"[a-zA-Z-]+|var\(--[\w-]+\)"


def _balanced(text: str) -> bool:
    depth = 0
    for character in text:
        if character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            if depth < 0:
                return False
    return depth == 0


def _closed(text: str) -> bool:
    """Whether a text of bearable length leaves no parenthesis and no comment open."""
    return 0 < len(text) <= MOST_CHARACTERS and "/*" not in text and "*/" not in text and _balanced(text)


def _safe(text: str) -> bool:
    """Whether the text can stand in a declaration: it does not end it, open a rule or fetch anything."""
    return _closed(text) and re.fullmatch(_ALLOWED, text, re.ASCII) is not None


def _known_functions(text: str) -> bool:
    return all(name.lower() in _FUNCTIONS for name in re.findall(_FUNCTION, text, re.ASCII))


def value(text: str, kind: str) -> str | None:
    """The CSS value of ``text`` for a row that takes this kind; None when refused or of another kind.

    A hint says what the text itself does not: ``text-[color:var(--mine)]``.
    """
    hint = re.match(_HINT, text)
    said = ""
    if hint:
        said = _HINT_KIND.get(hint[1], hint[1])
        text = text[hint.end() :]
    if kind in ("text", "fonts"):
        return _texts(text, kind)
    if not kind or not _safe(text):
        return None
    text = _operators(_spaces(text))
    if not _known_functions(text):
        return None
    if kind == "any":
        return text or None
    if kind == "list":
        return _list(text)
    if said:
        return text if said == kind else None
    return text if kind in _KINDS and re.fullmatch(_KINDS[kind], text, re.ASCII) else None


def _quoted(text: str, plain: str) -> str | None:
    """A text in quotes, or one without that fits ``plain``."""
    if re.fullmatch(_QUOTED, text):
        return f'"{text[1:-1].replace("_", " ")}"'
    return text if re.fullmatch(plain, text, re.ASCII) else None


def _texts(text: str, kind: str) -> str | None:
    """A text, or fonts by their names."""
    if not _closed(text) or not text.isprintable():
        return None
    parts = [_quoted(part, _FONT) for part in text.split(",")] if kind == "fonts" else [_quoted(text, _TEXT)]
    return None if None in parts else ",".join(filter(None, parts))


def _spaces(text: str) -> str:
    """Underscores to spaces, except in the name of a custom property."""
    if "_" not in text:
        return text.strip()
    return re.sub(r"(var\(--[\w-]*)|_", lambda found: found[1] or " ", text, flags=re.ASCII).strip()


# In names, a sign is part of the name; elsewhere it stands between two operands, of which it needs spaces.
_OPERATOR = r"((?:var|env)\([\w-]*)|(?<=[\w%)]) ?([+*/-]) ?(?=[\w.(])"


def _operators(text: str) -> str:
    """``calc(100%-1rem)`` to ``calc(100% - 1rem)``, as a class name cannot hold spaces."""
    if not text.startswith(("calc(", "min(", "max(", "clamp(")):
        return text
    return re.sub(_OPERATOR, lambda found: found[1] or f" {found[2]} ", text, flags=re.ASCII)


def _list(text: str) -> str:
    """Commas outside parentheses separate the tracks of a grid: ``grid-cols-[1fr,2fr]``."""
    depth = 0
    out = []
    for character in text:
        depth += (character == "(") - (character == ")")
        out.append(" " if character == "," and depth == 0 else character)
    return "".join(out)

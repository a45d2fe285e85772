"""Calls -> Python source: single lines as JustPy's `commands`, and a whole program that makes the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from keyword import iskeyword

from tornjust.markup.calls import Call
from tornjust.markup.nodes import Document

# The width that the formatters of the day keep to.
_WIDTH = 99
_WORD = re.compile(r"[^0-9A-Za-z_]+")
_RESERVED = frozenset(("jp", "wp", "page"))


def commands(calls: list[Call], prefix: str) -> list[str]:
    """One line of Python for each component: `c1 = jp.P(classes='m-2', a=root, text='Hello')`."""
    lines = [f"root = {prefix}Div()"]
    count = 0

    def write(call: Call, parent: str) -> None:
        nonlocal count
        count += 1
        name = f"c{count}"
        arguments = [*_arguments(call, repr), f"a={parent}"]
        arguments += [f"{key}={text!r}" for key, text in _texts(call)]
        lines.append(f"{name} = {prefix}{call.cls.class_name}({', '.join(arguments)})")
        for child in call.children:
            write(child, name)

    for call in calls:
        write(call, "root")
    return lines


def program(document: Document, top: Call, name: str) -> str:
    """A program that makes the page, ready to run."""
    options = {
        "title": document.title,
        "lang": document.lang if document.lang != "en" else "",
        "body_classes": str(top.keywords.get("classes", "")),
        "body_style": str(top.keywords.get("style", "")),
    }
    given = [f"{key}={_literal(value)}" for key, value in options.items() if value]
    body = _statement("wp = jp.WebPage", given)
    calls = top.children
    if top.text:
        # A page holds elements only.
        calls = [Call("div", top.cls, text=top.text, children=top.children)]
    names = _Names()
    for call in calls:
        body.append("")
        body += _statements(call, "wp", names)
    comments = [f"# Left out: {what}." for what in dict.fromkeys(document.left_out)]
    lines = [
        f'"""Made from {name} by `python -m tornjust html`."""'.replace("\\", "/"),
        "",
        "import tornjust as jp",
        "",
        "",
        "def page():",
        *(f"    {line}" for line in comments),
        *(f"    {line}" if line else "" for line in body),
        "    return wp",
        "",
        "",
        'if __name__ == "__main__":',
        "    jp.justpy(page)",
    ]
    return "\n".join(lines) + "\n"


class _Names:
    """Names for variables, each given once."""

    def __init__(self) -> None:
        self.used: dict[str, int] = {}

    def take(self, call: Call) -> str:
        """A name for the component: from its id or name if it has one, else from its tag."""
        wanted = str(call.keywords.get("id") or call.keywords.get("name") or call.tag)
        word = _WORD.sub("_", wanted).strip("_").lower()
        if not word.isidentifier() or iskeyword(word) or word in _RESERVED:
            word = f"{_WORD.sub('_', call.tag)}_{word}".strip("_")
            if iskeyword(word):
                word += "_"
        while True:
            count = self.used[word] = self.used.get(word, 0) + 1
            name = word if count == 1 else f"{word}{count}"
            if count == 1 or name not in self.used:
                self.used.setdefault(name, 1)
                return name


def _statements(call: Call, parent: str, names: _Names) -> Iterator[str]:
    arguments = [*_arguments(call, _literal), *(f"{key}={_literal(text)}" for key, text in _texts(call))]
    arguments.append(f"a={parent}")
    name = ""
    if call.children or "id" in call.keywords or "name" in call.keywords:
        name = names.take(call)
    target = f"{name} = " if name else ""
    yield from _statement(f"{target}jp.{call.cls.class_name}", arguments)
    for child in call.children:
        yield from _statements(child, name, names)


def _statement(function: str, arguments: list[str]) -> list[str]:
    """A call in one line, or with one line for each argument."""
    line = f"{function}({', '.join(arguments)})"
    if len(line) + 4 <= _WIDTH and "\n" not in line:
        return [line]
    lines = [f"{function}("]
    for argument in arguments:
        lines.append(f"    {argument},")
    return [*lines, ")"]


def _arguments(call: Call, literal: object) -> list[str]:
    assert callable(literal)
    found = []
    awkward = {}
    for name, value in call.keywords.items():
        if name.isidentifier() and not iskeyword(name):
            found.append(f"{name}={literal(value)}")
        else:
            awkward[name] = value
    found += [f"{name}={expression.strip()}" for name, expression in call.expressions.items()]
    found += [f"{event}={handler.strip()}" for event, handler in call.handlers.items()]
    if awkward:
        found.append(f"**{literal(awkward)}")
    return found


def _texts(call: Call) -> Iterator[tuple[str, str]]:
    if call.text:
        yield "text", call.text
    if call.after:
        yield "text_after", call.after


def _literal(value: object) -> str:
    """A literal of Python as formatters write it, in double quotes."""
    if isinstance(value, str):
        if value.count("\n") > 1 and value.isprintable() is False and _plain(value):
            return '"""' + value.replace("\\", "\\\\") + '"""'
        single = repr(value)
        return single if '"' in value or single[0] == '"' else json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[" + ", ".join(_literal(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_literal(key)}: {_literal(item)}" for key, item in value.items()) + "}"
    return repr(value)


def _plain(text: str) -> bool:
    return '"""' not in text and not text.endswith('"') and all(c.isprintable() or c == "\n" for c in text)

"""Writes `tornjust/tags/html.pyi` and `svg.pyi`, which tell editors and type checkers what the two tables
say.

Run it after a change of a table: `python tests/tags/stubs.py`. A test compares the files with what it writes.
"""

from __future__ import annotations

import keyword as keywords
import textwrap
from pathlib import Path
from types import ModuleType

from tornjust.tags import html, svg

FOLDER = Path(html.__file__).parent

# Attributes that are no text.
BOOLEAN = frozenset(
    "allowfullscreen autofocus autoplay controls default disabled formnovalidate ismap loop muted open "
    "playsinline reversed selected".split()
)
WHOLE = frozenset("colspan rowspan span start".split())
SIZE = frozenset(("height", "width"))
ANY = frozenset("value max min high low optimum data name".split())

# What a shape needs, of the attributes that all elements of SVG share.
GEOMETRY = {
    "Circle": "cx cy r",
    "Ellipse": "cx cy rx ry",
    "Rect": "x y width height rx ry",
    "Path": "d",
    "Svg": "width height",
    "Use": "x y width height",
    "Image": "x y width height",
    "ForeignObject": "x y width height",
    "Stop": "stop_color stop_opacity",
}
ALWAYS = ["a: Any = ...", "text: Any = ...", "classes: str = ...", "style: str = ...", "click: Any = ..."]
PAINT = [f"{name}: float | str = ..." for name in "fill stroke stroke_width opacity transform".split()]


def spelled(attribute: str) -> str | None:
    """The Python name of an attribute; None when it has none."""
    if attribute in ("in", "from", "for"):
        return f"_{attribute}"
    name = attribute.replace("-", "_")
    return name if name.isidentifier() and not keywords.iskeyword(name) else None


def names(attributes: str) -> list[str]:
    """The Python names of a row of a table, each once."""
    return list(dict.fromkeys(name for name in map(spelled, attributes.split()) if name))


def html_type(name: str) -> str:
    """The type of an attribute of HTML."""
    if name in ANY:
        return "Any"
    if name in BOOLEAN:
        return "bool"
    if name in SIZE:
        return "float | str"
    return "int | str" if name in WHOLE else "str | None"


def init(own: list[str], always: list[str]) -> str:
    """The constructor, wrapped."""
    words = ", ".join(["self", "*", *own, *always, "**kwargs: Any"])
    lines = textwrap.wrap(words.replace(" ", "\0").replace(",\0", ", "), 102, break_long_words=False)
    body = "\n".join(" " * 8 + line.replace("\0", " ") for line in lines)
    return f"    def __init__(\n{body}\n    ) -> None: ..."


def element(name: str, base: str, attributes: list[str], own: list[str], always: list[str]) -> str:
    """One class: its annotated attributes, and what its constructor takes."""
    if not attributes and not own:
        return f"class {name}({base}): ..."
    lines = [f"    {attribute}" for attribute in attributes]
    constructor = init([f"{keyword} = ..." for keyword in own], always)
    return "\n".join([f"class {name}({base}):", *lines, constructor])


def head(module: ModuleType, base: str) -> str:
    """What comes before the classes."""
    listed = textwrap.fill(
        " ".join(f'"{name}",' for name in module.__all__),
        106,
        initial_indent="    ",
        subsequent_indent="    ",
    )
    table = Path(str(module.__file__)).name
    return (
        f"# Written by tests/tags/stubs.py from the table in {table}; do not edit.\n"
        "# fmt: off\n"
        f"from typing import Any\n\nfrom tornjust.tags.base import {base}\n\n"
        f"__all__ = [\n{listed}\n]\n\nTAGS: dict[str, str]\n"
    )


def html_stub() -> str:
    """The text of html.pyi."""
    parts = [head(html, "Div") + "PLAIN: str\nOWN: dict[str, str]\nVOID: frozenset[str]\n"]
    for name, attributes in html.TAGS.items():
        own = [f"{n}: {html_type(n)}" for n in names(attributes)]
        parts.append(element(name, "Div", own, own, ALWAYS))
    return "\n".join(parts) + "\n"


def svg_stub() -> str:
    """The text of svg.pyi."""
    shared = names(svg.PRESENTATION)
    common = [keyword.partition(":")[0] for keyword in (*ALWAYS, *PAINT)]
    parts = [head(svg, "Div") + "PRESENTATION: str\n"]
    lines = [f"    {name}: float | str" for name in shared]
    parts.append("\n".join(["class SVGElement(Div):", *lines, init([], [*ALWAYS, *PAINT])]))
    for name, attributes in svg.TAGS.items():
        # Only the shared attributes are annotated one by one: there would be hundreds of lines, all of one
        # type.
        own = [n for n in names(attributes + " " + GEOMETRY.get(name, "")) if n not in common]
        parts.append(element(name, "SVGElement", [], [f"{n}: float | str" for n in own], [*ALWAYS, *PAINT]))
    return "\n".join(parts) + "\n"


STUBS = {"html.pyi": html_stub, "svg.pyi": svg_stub}

if __name__ == "__main__":
    for file, make in STUBS.items():
        (FOLDER / file).write_text(make(), encoding="utf-8")

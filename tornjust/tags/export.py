"""A component -> HTML to read or to store, without anything that only a live page needs. Backs `to_html()`."""

from __future__ import annotations

from collections.abc import Iterator

from tornjust.component import components_of
from tornjust.element import Element
from tornjust.html_text import attribute_of, attribute_text, escape, quote


def to_html(node: Element, indent: int = 0, indent_step: int = 0, format: bool = True) -> str:
    """The HTML of `node` and all below it. With `format`, each part has a line of its own.

    `indent` is by how many spaces the first line is indented, `indent_step` by how many more each level is.
    """
    _name(node)
    return "".join(_parts(node, indent, indent_step, "\n" if format else "", None))


def _name(node: Element) -> None:
    """Have what others name, such as the field of a label, an id. Numbers that nobody has read are left out."""
    for name, value in [*node.__dict__.items()]:
        if isinstance(value, Element):
            attribute_of(node, name)
            if name == "_field":
                _ = value.id
    for child in components_of(node):
        if isinstance(child, Element):
            _name(child)


def _parts(node: Element, indent: int, step: int, end: str, chosen: frozenset[str] | None) -> Iterator[str]:
    margin = " " * indent
    yield f"{margin}<{node.html_tag}"
    yield from _attributes(node, chosen)
    if node._void:
        yield f"/>{end}"
        return
    yield f">{end}"
    text = getattr(node, "text", "")
    if node.inner_html:
        yield f"{node.inner_html}{end}"
    else:
        if text != "":
            yield _text(node, str(text)) + end
        for child in components_of(node):
            if isinstance(child, Element) and child.show:
                yield from _parts(child, indent + step, step, end, node._chosen() or chosen)
            after = getattr(child, "text_after", "")
            if after:
                yield escape(after) + end
    yield f"{margin}</{node.html_tag}>{end}"


def _text(node: Element, text: str) -> str:
    if node.html_entity:
        return text
    if node._raw_text:
        return node._safe_text(text)
    # The first line end in a <pre> is dropped by the parser (HTML Standard, 13.1.2.5).
    first = "\n" if text[:1] == "\n" and node.html_tag in ("pre", "textarea", "listing") else ""
    return first + escape(text)


def _attributes(node: Element, chosen: frozenset[str] | None) -> Iterator[str]:
    state = node.__dict__
    names = (*state, *(name for name in node._given if name not in state))
    found = [pair for pair in (attribute_of(node, name) for name in names) if pair is not None]
    found += ((name, attribute_text(name, value)) for name, value in node._more_attributes(chosen))
    for name, value in found:
        if value is not None:
            yield f' {name}="{quote(value)}"'

"""What stands around fields, and links: `Form`, `Label`, `A`."""

from __future__ import annotations

from tornjust.tags.base import Div


class Form(Div):
    """The `<form>` element."""

    html_tag = "form"
    attributes = "accept-charset action autocomplete enctype method name novalidate rel target".split()


class Label(Div):
    """The `<label>` element."""

    html_tag = "label"
    attributes = "for form".split()


class A(Div):
    """The `<a>` element."""

    html_tag = "a"
    attributes = "download href hreflang media ping referrerpolicy rel target type".split()


Link = A

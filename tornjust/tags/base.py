"""The classes at the top of the vocabulary: `Tailwind`, `JustpyBaseComponent`, `HTMLBaseComponent`, `Div`.

The names and their order are JustPy's, because programs subclass them and ask `isinstance`. What they do lives in
`Element`; here stands what is JustPy's own: class helpers, bookkeeping methods, and the global attributes of HTML
that came after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from tornjust.element import Element


class Tailwind:
    """Methods that handle classes in groups: setting one of a group takes the others of the group away."""


class JustpyBaseComponent(Tailwind, Element):
    """The base of components that are no HTML element of their own kind: charts, grids, and what a program adds."""

    vue_type = "html_component"
    allowed_events: list[str] = []


class HTMLBaseComponent(JustpyBaseComponent):
    """The base of everything that is an element."""

    allowed_events: list[str] = Element.allowed_events
    # Global attributes (HTML Standard, 3.2.6) beside those that JustPy knows.
    attributes: ClassVar[list[str]] = (
        "autocapitalize autofocus enterkeyhint inert inputmode itemid itemprop itemref itemscope itemtype popover "
        "translate"
    ).split()


class Div(HTMLBaseComponent):
    """The `<div>` element, and the base of every other one."""

    html_tag = "div"
    attributes: ClassVar[list[str]] = []

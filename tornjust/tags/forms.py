"""What stands around fields, and links: `Form`, `Label`, `A`. All three can point at another component."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn
from weakref import WeakSet

from tornjust import wire
from tornjust.element import Element
from tornjust.listener import known_id, need_id
from tornjust.tags.base import Div
from tornjust.tags.bounds import correct_form
from tornjust.tags.validation import judge_form

log = logging.getLogger("tornjust")


def id_of(component: Any) -> Any:
    """The id of a component that something points at; it gets one now if it has none."""
    need_id(component)
    return component.id


class Form(Div):
    """The `<form>` element. The browser sends what the fields hold, and the page stays: bind `submit`.

    The handler finds the fields in `msg.form_data`. Where fields have a `validate` function, `msg.valid` says whether
    all of them will do, and `msg.errors` maps the names of those that do not to what is wrong.
    """

    html_tag = "form"
    attributes: ClassVar[list[str]] = (
        "accept-charset action autocomplete enctype method name novalidate rel target"
    ).split()

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            a: Any = ...,
            submit: Any = ...,
            classes: str = ...,
            style: str = ...,
            name: str = ...,
            autocomplete: str = ...,
            novalidate: bool = ...,
            **kwargs: Any,
        ) -> None: ...

    else:

        def __init__(self, *given: NoReturn, **kwargs: Any) -> None:
            super().__init__(*given, **kwargs)
            need_id(self)

    def _events(self) -> list[str]:
        types = super()._events()
        if "submit" not in types:
            types.append("submit")
        return types

    def _take(self, event: str, fields: dict[str, Any]) -> dict[str, Any] | None:
        if event != "submit":
            return None
        right = correct_form(self, fields.get("form_data"))
        verdict = judge_form(self)
        return verdict if right is None else {"form_data": right, **(verdict or {})}

    def on_submit(self, msg: Any) -> Any:
        """Called when no `submit` handler is bound: logs which fields came, and changes nothing."""
        fields = [field.get("name") or field.get("id") for field in msg.form_data or ()]
        log.info("form %s was submitted with %s; bind submit= to handle it", self.id, fields)
        return True


class Label(Div):
    """The `<label>` element. `for_component` is the field that it names; a click on the label goes there."""

    html_tag = "label"
    attributes: ClassVar[list[str]] = ["for"]
    _derived: ClassVar[dict[str, str]] = {"form": "form"}
    _field: Any = None
    form: Any = None

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            a: Any = ...,
            text: Any = ...,
            for_component: Any = ...,
            classes: str = ...,
            style: str = ...,
            **kwargs: Any,
        ) -> None: ...

    @property
    def for_component(self) -> Any:
        """The field that this label names, or None."""
        return self._field

    @for_component.setter
    def for_component(self, component: Any) -> None:
        if self._field is not None:
            self._field.__dict__["_labels"].discard(self)
        self._field = component
        if component is not None:
            need_id(component)
            # Who has to know it when the field gets the number of one that looked the same (reconcile.py).
            component.__dict__.setdefault("_labels", WeakSet()).add(self)
        setattr(self, "for", None if component is None else known_id(component))

    def _more_attributes(self, chosen: frozenset[str] | None) -> Iterable[tuple[str, Any]]:
        if self.form is not None:
            yield "form", getattr(self.form, "id", self.form)


class A(Div):
    """The `<a>` element: a link to `href`, or to `bookmark`, a component (or an id) of the same page.

    With `scroll=True` a click scrolls there instead of jumping; `scroll_option` is how ("smooth", "auto"),
    `block_option` and `inline_option` say where the target comes to stand, as for `scrollIntoView`.
    `scroll_to` is a component, or an id, that is no `bookmark`. `download` is the name of the file to save.
    """

    html_tag = "a"
    attributes: ClassVar[list[str]] = (
        "download href hreflang media ping referrerpolicy rel target type"
    ).split()
    _derived: ClassVar[dict[str, str]] = dict.fromkeys(
        ("scroll", "scroll_to", "scroll_option", "block_option", "inline_option"), wire.SCROLL
    )

    href: Any = None
    rel: str = "noopener noreferrer"
    target: str = "_self"
    title: str = ""
    download: Any = None
    scroll: bool = False
    scroll_option: str = "smooth"
    block_option: str = "start"
    inline_option: str = "nearest"
    _bookmark: Any = None
    _scroll_to: Any = None

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            a: Any = ...,
            text: Any = ...,
            href: str | None = ...,
            bookmark: Any = ...,
            target: str = ...,
            title: str = ...,
            download: Any = ...,
            rel: str = ...,
            scroll: bool = ...,
            scroll_to: Any = ...,
            scroll_option: str = ...,
            block_option: str = ...,
            inline_option: str = ...,
            classes: str = ...,
            style: str = ...,
            click: Any = ...,
            **kwargs: Any,
        ) -> None: ...

    else:

        def __init__(self, *given: NoReturn, **kwargs: Any) -> None:
            super().__init__(*given, **kwargs)
            need_id(self)

    @property
    def bookmark(self) -> Any:
        """The component that a click leads to, or its id, or None."""
        return self._bookmark

    @bookmark.setter
    def bookmark(self, component: Any) -> None:
        self._bookmark = component
        if component is not None:
            self.scroll_to = component
            self.href = f"#{self.scroll_to}"

    @property
    def scroll_to(self) -> Any:
        """The id of what a click scrolls to, or None."""
        return self._scroll_to

    @scroll_to.setter
    def scroll_to(self, goal: Any) -> None:
        self._scroll_to = id_of(goal) if isinstance(goal, Element) else goal

    def _more_attributes(self, chosen: frozenset[str] | None) -> Iterable[tuple[str, Any]]:
        if self.scroll and self.scroll_to is not None:
            yield (
                wire.SCROLL,
                f"{self.scroll_to} {self.scroll_option} {self.block_option} {self.inline_option}",
            )


Link = A

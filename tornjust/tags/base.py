"""The classes at the top of the vocabulary: `Tailwind`, `JustpyBaseComponent`, `HTMLBaseComponent`, `Div`.

The names and their order are JustPy's, because programs subclass them and ask `isinstance`. What an element
can do stands in `Element`; here is what only JustPy's vocabulary has: utility classes in groups, the list of
pages of a component, and the global attributes of HTML that came after JustPy.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from tornjust.attribute_names import GLOBAL_ATTRIBUTES
from tornjust.current import current_tab
from tornjust.element import Element
from tornjust.errors import ComponentError, JavaScriptError
from tornjust.revision import key_of
from tornjust.styles import all_names
from tornjust.tags import dicts, groups
from tornjust.tags.export import to_html
from tornjust.tags.groups import PSEUDO_CLASSES, group_of

if TYPE_CHECKING:
    from typing_extensions import Self


log = logging.getLogger("tornjust")


class _Table:
    """A class attribute that is worked out when somebody reads it: an import needs no table of groups."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make

    def __get__(self, instance: object, owner: type) -> Any:
        return self.make()


class Tailwind:
    """Methods that handle classes in groups: setting one class of a group takes the others of the group away.

    `tw_dict` maps a group to its classes, `tw_reverse_dict` a class to its group, and `pseudo_classes` lists
    the words that may stand before a class, as in `hover:bg-red-500`.
    """

    pseudo_classes: ClassVar[list[str]] = PSEUDO_CLASSES
    classes: str = ""
    if TYPE_CHECKING:
        tw_dict: ClassVar[dict[str, list[str]]]
        tw_reverse_dict: ClassVar[dict[str, str]]
    else:
        tw_dict = _Table(groups.groups)
        tw_reverse_dict = _Table(group_of)

    def set_class(self, tw_class: str, modifier: str = "") -> str:
        """Set one utility class in place of those of its group: `set_class("flex")` takes `block` away.

        With a `modifier` such as "hover" or "md:dark", only classes with the same modifier are replaced. Returns the
        new classes. Raises `ComponentError` for what is no utility class; to use classes of your own, assign `classes`.
        """
        if not groups.is_class(tw_class):
            if len(tw_class.split()) > 1:
                raise ComponentError(
                    f"set_class takes one class, not {tw_class!r:.120}; for several: set_classes({tw_class!r:.120})"
                )
            raise ComponentError(
                f"No utility class named {tw_class!r}{_hint(tw_class)} For a class of your own, assign `classes`."
            )
        if modifier and not groups.is_modifier(modifier):
            raise ComponentError(
                f"No variant named {modifier!r}; docs/styling.md lists them: hover, md, dark, md:hover, ..."
            )
        goes = groups.rivals(tw_class)
        words = []
        for word in self.classes.split():
            variant, name = groups.split(word)
            if variant != modifier or not goes(name):
                words.append(word)
        self.classes = " ".join((*words, f"{modifier}:{tw_class}" if modifier else tw_class))
        return self.classes

    def set_classes(self, class_list: str | Iterable[str]) -> None:
        """`set_class` for each word: `set_classes("flex hover:bg-red-500")`, or a list. Sets all of them or none."""
        words = class_list.split() if isinstance(class_list, str) else class_list
        pairs = [groups.split(word) for word in words]
        before = self.classes
        try:
            for modifier, name in pairs:
                self.set_class(name, modifier)
        except ComponentError:
            self.classes = before
            raise

    def hidden(self, flag: bool = True) -> None:
        """Hide the element, or show it again. `flex`, `grid` and the like stay: it comes back as it was."""
        words = [word for word in self.classes.split() if word != "hidden"]
        self.classes = " ".join((*words, "hidden") if flag else words)

    def hidden_toggle(self) -> None:
        """Hide the element if it is shown, and the other way round."""
        self.hidden("hidden" not in self.classes.split())


class JustpyBaseComponent(Tailwind, Element):
    """The base of what is not one element of HTML: charts, grids, and components that a program adds.

    A subclass has a `vue_type` of its own. What JustPy would build with Vue is an empty `<div>` here.
    """

    if TYPE_CHECKING:
        # The components on all pages that are alive and listen to something: id -> component.
        instances: ClassVar[dict[Any, Element]]

    # Set while an override of `convert_object_to_dict()` is called for every look at this component alone.
    _shallow: bool = False

    @classmethod
    def _watches(cls) -> bool:
        own = cls.convert_object_to_dict is not JustpyBaseComponent.convert_object_to_dict
        return own or super()._watches()

    @classmethod
    def _tabulate(cls) -> None:
        super()._tabulate()
        if cls.vue_type != JustpyBaseComponent.vue_type:
            log.warning(
                "%s is a component for Vue (vue_type = %r), which tornjust does not have: the page shows an empty "
                "<%s> for it. docs/justpy.md says what to use instead.",
                cls.__name__,
                cls.vue_type,
                cls.html_tag,
            )

    def _refresh(self, data: Any) -> None:
        super()._refresh(data)
        if type(self).convert_object_to_dict is not JustpyBaseComponent.convert_object_to_dict:
            dicts.refresh(self)

    def initialize(self, **kwargs: Any) -> None:
        """Take keywords as the constructor does. Custom components of JustPy programs call it in theirs."""
        for keyword in ("a", "add_to"):
            parent = kwargs.get(keyword)
            if parent is not None and parent.components.find(self) >= 0:
                kwargs.pop(keyword)
        Element.__init__(self, **kwargs)

    def convert_object_to_dict(self) -> dict[str, Any]:
        """The dictionary that JustPy would send for this component and all below it.

        A subclass may override it: it is called before each look at the component, and what it changes in the
        dictionary (`text`, `classes`, `style`, `show`, `attrs`, ...) is shown. Changes of the component itself are
        welcome there, too.
        """
        return dicts.to_dict(self, deep=not self._shallow)

    @staticmethod
    def convert_dict_to_object(built: dict[str, Any]) -> Any:
        """A new component from such a dictionary, without its handlers."""
        from tornjust.tags.registry import class_by_name  # it knows all classes, which descend from this one

        component = class_by_name(built["class_name"])()
        for child in built.get("object_props", []):
            component.add(JustpyBaseComponent.convert_dict_to_object(child))
        for name in (
            "classes",
            "style",
            "show",
            "text",
            "inner_html",
            "set_focus",
            "animation",
            "transition",
            "id",
        ):
            if name in built:
                setattr(component, name, built[name])
        for name, value in built.get("attrs", {}).items():
            setattr(component, name.replace("-", "_"), value)
        return component

    def build_list(self) -> list[Any]:
        """The dictionaries of the children, as `convert_object_to_dict()` makes them."""
        return dicts.build_list(self)

    def add_page(self, wp: Any) -> None:
        """Note in `pages` that this component is on `wp`. Nothing depends on it; JustPy programs call it."""
        self.pages[wp.page_id] = wp

    add_page_to_pages = add_page

    async def run_method(self, command: str, websocket: Any = None) -> bool:
        """Call a method of the element in the browser: `await field.run_method("select()", msg.websocket)`.

        In the tab that is given, or whose event is being handled; outside of handlers in every tab. Returns True.
        """
        for tab in self._tabs(websocket):
            await tab._run_on(key_of(self), f"element.{command}")
        return True

    async def evaluate(self, code: str, *, timeout: float = 10.0, **values: Any) -> Any:
        """As `WebPage.evaluate`; the code knows this component as `element`.

        `height = await box.evaluate("element.scrollHeight")`
        """
        tabs = self._tabs(None)
        if len(tabs) != 1:
            raise JavaScriptError(
                f"{self!r} is shown by {len(tabs)} tabs; evaluate JavaScript in the handler of an event, which has "
                "one tab, or on a page that one tab shows"
            )
        return await tabs[0]._evaluate(code, timeout, values, key_of(self))

    def _tabs(self, websocket: Any) -> list[Any]:
        """The tab that is given, or whose event is being handled; else all that show the component."""
        tab = websocket or current_tab()
        if tab is not None and self._stands_on(tab.page):
            return [tab]
        return [tab for root in self._roots() for tab in getattr(root, "tabs", ())]

    def remove_page_from_pages(self, wp: Any) -> None:
        """Take `wp` out of `pages`; silent when it is not there."""
        self.pages.pop(wp.page_id, None)


class HTMLBaseComponent(JustpyBaseComponent):
    """The base of everything that is one element."""

    # Global attributes (HTML Standard, 3.2.6) beside those that JustPy knows. `hidden` is one, as long as
    # nobody gives it a value it is the method.
    attributes: ClassVar[list[str]] = (
        "autocapitalize autocorrect autofocus enterkeyhint hidden inert inputmode itemid itemprop itemref itemscope "
        "itemtype popover translate writingsuggestions"
    ).split()

    # The names that JustPy gives its lists of global attributes.
    used_global_attributes: ClassVar[list[str]] = GLOBAL_ATTRIBUTES
    html_global_attributes: ClassVar[list[str]] = [*GLOBAL_ATTRIBUTES, "class", "hidden", "style"]

    def add_scoped_slot(self, slot: str, component: Any) -> None:
        """Keep a component under the name of a slot of a Vue component; plain elements do not show it."""
        self.scoped_slots[slot] = component

    def add_attribute(self, attr: str, value: Any) -> Self:
        """Give this one element an attribute that its class does not know. Returns the component."""
        if attr not in self._dom and attr not in self.prop_list:
            self.prop_list = [*self.prop_list, attr]
        setattr(self, attr, value)
        return self

    def cancel_upload(self) -> None:
        """Give up the files that this form, field or drop zone is just sending; `upload_error` hears of it."""
        for root in self._roots():
            for session in list(root.__dict__.get("_tabs", {}).values()):
                session.uploads.cancel(self._key)

    def to_html(self, indent: int = 0, indent_step: int = 0, format: bool = True) -> str:
        """The HTML of this component and all below it, to read or to store; see `tags.export`."""
        return to_html(self, indent, indent_step, format)


class Div(HTMLBaseComponent):
    """The `<div>` element, and the base of every other one."""

    html_tag = "div"
    attributes: ClassVar[list[str]] = []
    if TYPE_CHECKING:
        # What nearly every call names. Further keywords are welcome: attributes of the element, or the
        # program's own.
        def __init__(
            self,
            *,
            a: Any = ...,
            text: Any = ...,
            classes: str = ...,
            style: str = ...,
            click: Any = ...,
            show: bool = ...,
            id: Any = ...,
            name: Any = ...,
            title: str = ...,
            inner_html: str = ...,
            data: dict[str, Any] = ...,
            model: Any = ...,
            **kwargs: Any,
        ) -> None: ...

        # A program may keep anything on a component.
        def __getattr__(self, name: str) -> Any: ...


def _hint(name: str) -> str:
    from difflib import get_close_matches  # needed for mistakes only

    near = get_close_matches(name, {*all_names(), *group_of()}, 3)
    return f"; did you mean {' or '.join(near)}?" if near else "."

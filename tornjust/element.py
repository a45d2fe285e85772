"""Element: a component that stands for one element of HTML or SVG. Attributes, classes, events; no rendering.

Which Python attribute becomes which attribute in the browser is a table per class (`_dom`), made when it is first
read: from its `attributes` list, `prop_list`, and the global attributes (`attribute_names.py`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from tornjust import slips
from tornjust.arguments import no_keyword
from tornjust.attribute_names import dom_names
from tornjust.children import Children
from tornjust.class_tables import TABLES, fill, learn
from tornjust.component import Component, FirstParent, FirstParents, lazy
from tornjust.errors import ComponentError
from tornjust.event_names import (
    KEYWORDS,
    MORE_KEYWORDS,
)
from tornjust.listener import Listener, known_id, next_id
from tornjust.revision import clock

if TYPE_CHECKING:
    from typing_extensions import Self

# The keys of a transition.
PHASES = tuple(f"{when}{part}" for when in ("load", "enter", "leave") for part in ("", "_start", "_end"))
# Keyword -> the event that it binds, or "" for one that is an attribute and nothing else. Grows with what programs use.
_MEANINGS = {**MORE_KEYWORDS, **KEYWORDS, **dict.fromkeys(("a", "text"), ""), "components": "components"}
_ABSENT: Any = object()
_append = list.append


class Element(Listener):
    """One element. Any keyword becomes an attribute of the Python object; those the element knows are shown.

    `a=` (or `add_to=`) names the parent. Keywords that are event names bind handlers. Subclasses may set class
    attributes (`classes = "p-4"`), extend `attributes`, and need not call `super().__init__()`.
    """

    # The parent that the constructor was given and the element was put into, in a tuple. Not in `__dict__`: most have
    # nothing else there than text and numbers, and in such a dictionary Python looks for no garbage. The dictionary is
    # not empty then: this tells one that is made from one that is set up again.
    __slots__ = ("_home",)

    html_tag: str = "div"
    vue_type: str = "html_component"
    # The attributes of this tag; a subclass or an instance may extend the list.
    attributes: ClassVar[list[str]] = []
    prop_list = lazy(list[str])

    classes: str = ""
    style: str = ""
    # Text that stands in the parent right after this element: P(text="see ") holding B(text="this", text_after="!").
    text_after: str = ""
    show: bool = True
    inner_html: str = ""
    html_entity: bool = False
    set_focus: bool = False
    delete_flag: bool = True
    temp: bool = True
    temp_flag: bool = True
    debug: bool = False
    drag_options: Any = None
    animation: Any = False
    transition: Any = None
    slot: Any = None
    data = lazy(dict[str, Any])
    pages = lazy(dict[int, Any])
    scoped_slots = lazy(dict[str, Any])
    directives = lazy(list[Any])

    # python name -> attribute name; see dom_names().
    _dom: ClassVar[dict[str, str]] = {}
    # The python names in _dom to which this class, or one above it, gives a value.
    _given: ClassVar[tuple[str, ...]] = ()
    # Keywords that the constructor has met, those of them that it may store as they are, and whether it may store
    # parent, text and classes so; see class_tables.py.
    _met: ClassVar[set[str]] = set()
    _direct: ClassVar[set[str]] = set()
    # Keyword -> event, of keywords that do no more than bind a handler.
    _binds: ClassVar[dict[str, str]] = {}
    # Whether there can be plans for its elements, and those that were made: names in the state -> plan; see plans.py.
    _regular: ClassVar[bool] = False
    _plans: ClassVar[dict[tuple[str, ...], Any]] = {}
    # The names on which depends what `_events` of this class says, beside `events`.
    _hearing: ClassVar[tuple[str, ...]] = ()
    # True for elements that can have no content, such as <br>.
    _void: ClassVar[bool] = False
    # Attributes that live on as properties of the element in the browser, where the user changes them.
    _live: ClassVar[frozenset[str]] = frozenset()
    # python name -> the attribute that `_more_attributes` makes of it, perhaps of several.
    _derived: ClassVar[dict[str, str]] = {}
    # True for <style> and its like, whose text is not parsed as HTML.
    _raw_text: ClassVar[bool] = False
    # Keywords that are tried in vain: name -> what is right; see slips.py.
    _hints: ClassVar[dict[str, str]] = {}
    # Whether `_refresh` has to run before each look at this component.
    _watched: bool = False

    if TYPE_CHECKING:
        _home: tuple[Component, ...]
        text: Any
        a: Any
        name: Any
    else:
        a = FirstParent()
        _up = FirstParents()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.class_name = cls.__name__
        for table in TABLES:
            setattr(cls, table.name, table)

    @classmethod
    def _tabulate(cls) -> None:
        """Make the tables that rendering, change tracking and the constructor read."""
        fill(cls, Element)

    @classmethod
    def _watches(cls) -> bool:
        """Whether the class has something to do before each look at one of its elements."""
        return cls.react is not Element.react

    class_name: str = "Element"

    def __init__(
        self, *given: NoReturn, a: Any = _ABSENT, text: Any = _ABSENT, classes: Any = _ABSENT, **more: Any
    ) -> None:
        state = self.__dict__
        if not self._swift or state or given:
            if given:
                raise no_keyword(self, given)
            named = {"text": text, "classes": classes, **more, "a": a}
            self._set_up({name: value for name, value in named.items() if value is not _ABSENT})
            return
        # Nothing is noted of what no browser has seen, and most keywords are values to keep as they are. One by one:
        # `update` would give each element a table of names of its own, a quarter more memory.
        if text is not _ABSENT:
            state["text"] = text
        if classes is not _ABSENT:
            state["classes"] = classes
        if more:
            direct, binds = self._direct, self._binds
            handlers: dict[str, Any] | None = None
            for name, value in more.items():
                if name in direct:
                    state[name] = value
                elif name in binds and value is not None:
                    if handlers is None:
                        handlers = {}
                    handlers.setdefault(binds[name], value)
                else:
                    if a is not _ABSENT:
                        more["a"] = a
                    state["_up"] = ()
                    self._set_up(more)
                    return
            if handlers is not None:
                for event, value in handlers.items():
                    self.on(event, value)
        if a is _ABSENT:
            state["_up"] = ()
        else:
            children = getattr(a, "components", None)
            if type(children) is Children and children.direct and state and not a._key:
                # As `append` does for what is new and has no children itself.
                _append(children, self)
                _set_home(self, children._alone)
            else:
                state["a"], state["_up"] = a, ()
                if a is not None:
                    self._join(a, "a")

    def _set_up(self, kwargs: dict[str, Any]) -> None:
        """What the constructor does with keywords of all kinds."""
        handlers: dict[str, Any] = {}
        # Nothing is noted of what no browser has seen, so the plain way to assign will do.
        plain = not self._key and type(self).__setattr__ is Component.__setattr__
        put = object.__setattr__ if plain else setattr
        direct = self._direct if plain else ()
        for name, value in kwargs.items():
            if name in direct:
                self.__dict__[name] = value
                continue
            event = _MEANINGS.get(name)
            if not event:
                if event is None or name in self._hints:
                    slips.note(type(self), name)
                    if len(_MEANINGS) < slips.MAX_NAMES:
                        _MEANINGS[name] = ""
                if plain and name not in self._met:
                    learn(type(self), name)
                put(self, name, value)
            elif event == "components":
                self.components = value
            elif value is None or (name in MORE_KEYWORDS and not callable(value)):
                put(self, name, value)
            else:
                handlers.setdefault(event, value)
                if name not in self._met:
                    learn(type(self), name, event)
                if name == event and name in MORE_KEYWORDS and not self._shows(name):
                    put(self, name, value)  # in JustPy no event: a callback for the component itself to call
        for event, value in handlers.items():
            self.on(event, value)
        if (self.temp is False or self.delete_flag is False) and self.id is None:
            self.id = next_id()
        if kwargs.get("children"):
            self.components.extend(kwargs["children"])
        for keyword in ("a", "add_to"):
            parent = kwargs.get(keyword)
            if parent is not None:
                self._join(parent, keyword)

    def _join(self, parent: Any, keyword: str) -> None:
        """Stand at the end of the parent that the constructor was given as `keyword`."""
        add = getattr(type(parent), "add_component", None)
        if add is Component.add_component:
            parent.components.append(self)
        elif add is not None:
            parent.add_component(self)
        else:
            raise ComponentError(
                f"{type(self).__name__}({keyword}={parent!r}): a parent is a component or a page, "
                f"not {type(parent).__name__}."
            )

    def _table(self) -> dict[str, str]:
        """Python name -> attribute name: the table of the class, and what this component alone has."""
        state = self.__dict__
        if "attributes" in state or "prop_list" in state:
            return {**self._dom, **dom_names((*self.attributes, *state.get("prop_list", ())))}
        return self._dom

    def _shows(self, name: str) -> bool:
        return super()._shows(name) or name in self._table()

    def _mark(self, name: str) -> None:
        if name not in ("attributes", "prop_list"):
            Component._mark(self, name)
        elif self._key:
            # Where the list of attributes itself changes, all that stand in it do.
            for changed in getattr(self, name):
                Component._mark(self, changed.replace("-", "_"))

    def __repr__(self) -> str:
        return (
            f"{type(self).__name__}(id: {known_id(self)}, html_tag: {self.html_tag}, vue_type: {self.vue_type}, "
            f"name: {self.__dict__.get('name', 'No name')}, number of components: {len(self)})"
        )

    def _movement(self) -> tuple[str, dict[str, str]]:
        """Animation and transition as the browser gets them: class names, single spaces between them."""
        animation = " ".join(self.animation.split()) if isinstance(self.animation, str) else ""
        transition = {}
        if isinstance(self.transition, Mapping):
            for phase, classes in self.transition.items():
                if phase in PHASES and classes:
                    transition[phase] = " ".join(str(classes).split())
        return animation, transition

    def _motion(self) -> str | None:
        """What tells the browser how this element moves; see `wire.MOTION`."""
        animation, transition = self._movement()
        if not animation and not transition:
            return None
        marks = self._marks or {}
        number = marks.get("animation", 0)
        told = [number, animation, transition]
        if animation and marks.get("classes", 0) > number and self.has_class("hidden"):
            told.append(1)
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))

    def _take(self, event: str, fields: dict[str, Any]) -> dict[str, Any] | None:
        """Store what the browser said about this element (a field's value) before handlers run.

        What is returned is added to the handlers' `msg`.
        """
        return None

    def _refuses(self, event: str, fields: dict[str, Any], page: Component, known: int) -> str:
        """Why a tab that knows the page of revision `known` cannot have changed this element so, or "" if it can."""
        return ""

    def _more_attributes(self, chosen: frozenset[str] | None) -> Iterable[tuple[str, Any]]:
        """Attributes that do not follow from one Python attribute; `chosen` are the values of the select around."""
        return ()

    def _is_unoffered(self) -> bool:
        """Whether it is a select whose value none of its options has: browsers are to show none, and not the first."""
        return False

    def _chosen(self) -> frozenset[str] | None:
        """The values that are chosen in this select; None for any other element."""
        return None

    def _live_value(self, name: str) -> Any:
        """The value of a `_live` property as the browser gets it."""
        return getattr(self, name, None)

    def _safe_text(self, text: str) -> str:
        """The text of a `_raw_text` element, which cannot be escaped: nothing in it may end the element."""
        return re.sub(f"(?i)<(?=/{self.html_tag}|!--)", r"\\3c ", text)

    # -- classes --------------------------------------------------------------------------------------------------

    def has_class(self, class_name: str) -> bool:
        """Whether `class_name` is one of the classes."""
        return class_name in self.classes.split()

    def remove_class(self, tw_class: str) -> None:
        """Take `tw_class`, or several with spaces between them, out of the classes; silent when they are not there."""
        words = self.classes.split()
        gone = tw_class.split()
        if any(word in words for word in gone):
            self.classes = " ".join(word for word in words if word not in gone)

    # -- parents, data and updates ----------------------------------------------------------------------------------

    def add_to(self, *parents: Any) -> Self:
        """Put this component at the end of each parent."""
        for parent in parents:
            self._join(parent, "add_to")
        return self

    def add_to_page(self, wp: Any) -> Self:
        """Put this component at the end of a page."""
        return self.add_to(wp)

    def delete(self) -> None:
        """Let go of everything below, unless `delete_flag` is False."""
        if self.delete_flag:
            if not self._up:
                self.__dict__["_key"] = 0  # no browser shows it any more, so nothing has to be noted
            super().delete()

    def react(self, data: Any) -> None:
        """Override to bring this component up to date before each look at it; `data` is the parent's `data`."""

    def set_model(self, value: Any) -> None:
        """Write `value` to what `model` names: `[page or component, key]`, or `[dictionary, key]`."""
        owner, key, *_ = self.model
        (owner.data if hasattr(owner, "data") else owner)[key] = value

    def get_model(self) -> Any:
        """The value that `model` names."""
        try:
            owner, key, *_ = self.model
            return (owner.data if hasattr(owner, "data") else owner)[key]
        except (TypeError, ValueError, KeyError, IndexError) as error:
            raise ComponentError(
                f"model {self.model!r:.120} is no [page or component, key] or [dictionary, key] whose key is there, as "
                f"after wp.data['name'] = '' ({type(error).__name__}: {error})"
            ) from error

    def model_update(self) -> None:
        """Bring the component up to date with its model. Override it to show something else than the text."""
        self.text = str(self.get_model())

    if TYPE_CHECKING:
        model: Any

    def _refresh(self, data: Any) -> None:
        """Run what the program wants to run before each look at this component."""
        if "model" in self.__dict__:
            clock.ask(self.model_update)
        clock.ask(self.react, data)

    async def update(self, socket: Any = None, *, react: Any = None) -> Self:
        """Send what changed to every tab that shows this component, or to one (`msg.tab`). Returns the component."""
        for root in self._roots():
            push: Callable[[Any], Awaitable[Any]] | None = getattr(root, "update", None)
            if push is not None and root is not self:
                await push(socket)
        return self


_set_home = Element._home.__set__  # type: ignore[attr-defined]
Element._tabulate()

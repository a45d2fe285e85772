"""Identity, children and change stamps: what every node of a page's tree has, and nothing that knows HTML.

A component is plain Python: attributes are assigned, children are a list. Two things make changes cheap to find:

* one `__setattr__` notes, for a component that a browser has already seen, which attribute changed in which
  revision (`_marks`);
* the children list notes who came, went and moved (`Children`), and keeps the children that were touched ordered
  by their newest change, so that a look for changes reads the newest ones and stops at the first old one.

A component that no browser has seen yet (its `_key` is 0) notes nothing: it will be sent whole.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, SupportsIndex, TypeVar, cast, overload

from tornjust.children import Children
from tornjust.errors import ComponentError
from tornjust.event_names import EventList
from tornjust.revision import clock

if TYPE_CHECKING:
    from typing_extensions import Self

T = TypeVar("T")
# Types whose equality says all about them: assigning an equal value of these is no change.
PLAIN = frozenset({str, int, float, bool, type(None)})
_MISSING = object()
# Attributes whose assignment asks for something to be done, also when the value is the same.
_REQUESTS = frozenset(("set_focus", "animation"))


class lazy(Generic[T]):
    """A class attribute that becomes the instance's own value when it is first read: `events = lazy(list)`.

    Saves an empty list or dictionary on each of thousands of components that never use it. It defines no `__set__`,
    so an assigned value is found first and costs nothing.
    """

    __slots__ = ("make", "name")

    def __init__(self, make: Callable[[], T]) -> None:
        self.make = make
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, instance: None, owner: type) -> Any: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object | None, owner: type) -> Any:
        if instance is None:
            return self
        value = instance.__dict__[self.name] = self.make()
        return value


class readable(Generic[T]):
    """A method that is read like an attribute, as with `property`, but gives way to a value that the program assigns.

    Any name may be a program's own: one that keeps its TabGroup as `page.tabs` must not meet an error.
    """

    __slots__ = ("work",)

    def __init__(self, work: Callable[[Any], T]) -> None:
        self.work = work

    @overload
    def __get__(self, instance: None, owner: type) -> Any: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object | None, owner: type) -> Any:
        return self if instance is None else self.work(instance)


class FirstParent:
    """`a` of an element whose constructor put it where it stands; see `Element._home`."""

    def __get__(self, instance: Any, owner: type) -> Any:
        try:
            return instance._home[0]
        except AttributeError:
            raise AttributeError(f"{owner.__name__!r} object has no attribute 'a'") from None


class FirstParents:
    """`_up` of such an element, as long as it stands there."""

    def __get__(self, instance: Any, owner: type) -> tuple[Component, ...]:
        try:
            home: tuple[Component, ...] = instance._home
            return home
        except AttributeError:
            return ()


class _LazyEvents:
    """`events` of a component that listens to none yet."""

    def __get__(self, instance: Component | None, owner: type) -> Any:
        if instance is None:
            return self
        value = instance.__dict__["events"] = EventList(instance)
        return value


class _LazyChildren:
    """`components` of a component that has none yet."""

    def __get__(self, instance: Component | None, owner: type) -> Any:
        if instance is None:
            return self
        value = instance.__dict__["components"] = Children(instance)
        value.direct = type(instance).add_component is Component.add_component
        return value


class Component:
    """A node of the tree. State lives in class attributes until it is set, so no `__init__` has to run."""

    # The browser's name for this node; 0 as long as no browser has seen it.
    _key: int = 0
    # The newest revision in which this node or something below it changed.
    _stamp: int = 0
    # The nodes in whose `components` this one stands, once for each time.
    _up: tuple[Component, ...] = ()
    # Attribute name -> revision of its newest change.
    _marks: dict[str, int] | None = None
    # Whether text was ever shown between the children, beside the `text` of this node.
    _texts: bool = False
    # The python attribute names that show in the browser; filled per class by those who render.
    _shown: frozenset[str] = frozenset()

    if TYPE_CHECKING:
        components: Children
        events: list[str]
    else:
        events = _LazyEvents()
        components = _LazyChildren()

    # -- attributes -----------------------------------------------------------------------------------------------

    def __setattr__(self, name: str, value: Any) -> None:
        state = self.__dict__
        if name == "components":
            present = state.get("components")
            if present:
                if value is present:
                    return  # `self.components += [...]` assigns the list that it has just changed in place
                state["components"] = present.successor()
            self.components.replace(value)
            return
        if "_key" not in state:
            object.__setattr__(self, name, value)
            return
        old = state.get(name, _MISSING)
        if old is _MISSING and type(value) in PLAIN:
            old = getattr(type(self), name, _MISSING)
        object.__setattr__(self, name, value)
        same = type(old) is type(value) and type(value) in PLAIN and old == value
        # Asking for the focus or an animation once more is something to do again, not a state that is there already.
        if same and not (value and name in _REQUESTS) and (name != "open" or clock.looking):
            return  # users open and close by themselves, so that `open` asks, too; but a hook says it again and again
        if name in self._shown or self._shows(name):
            self._mark(name)

    def __delattr__(self, name: str) -> None:
        object.__delattr__(self, name)
        if self._key and self._shows(name):
            self._mark(name)

    def _shows(self, name: str) -> bool:
        """Whether an attribute of this name can change what the browser shows."""
        return name in self._shown or name.startswith(("data_", "aria_", "data-", "aria-"))

    def _mark(self, name: str) -> None:
        """Note that what the browser shows of `name` changed now. Does nothing before a browser saw the component."""
        if not self._key:
            return
        marks = self._marks
        if marks is None:
            marks = self.__dict__["_marks"] = {}
        now = marks[name] = clock.stamp()
        if self._stamp != now:
            self._touch(now)

    def _touch(self, now: int = 0) -> None:
        """Tell the ancestors, once per revision, that something changed below them. `now` is the present revision."""
        now = now or clock.stamp()
        node: Component = self
        while node._stamp != now:
            node.__dict__["_stamp"] = now
            owners = node._up
            if len(owners) != 1:  # nearly always there is one parent
                for owner in owners:
                    if owner._key:
                        owner.components.note(node, now)
                        owner._touch(now)
                return
            owner = owners[0]
            if not owner._key:
                return
            owner.components.note(node, now)
            node = owner

    def _inherit(self, was: dict[str, Any]) -> None:
        """Take over what was known of a component whose element is this one's from here on; `was` are its attributes.

        It looked the same; see reconcile.py. Names and revisions are taken over by those who call.
        """

    # -- events ---------------------------------------------------------------------------------------------------

    def has_event_function(self, event_type: str) -> bool:
        """Whether a handler of `event_type` is bound."""
        return callable(getattr(self, f"on_{event_type}", None))

    async def run_event_function(
        self, event_type: str, event_data: Any, create_namespace_flag: bool = True
    ) -> Any:
        """Call the handler of `event_type` and await it where it is asynchronous. Returns what it returns."""
        result = getattr(self, f"on_{event_type}")(event_data)
        return await result if isinstance(result, Awaitable) else result

    # -- children -------------------------------------------------------------------------------------------------

    def add_component(self, child: Any, position: int | None = None, slot: Any = None) -> Self:
        """Put `child` at the end, or at `position` as `list.insert` does. Returns this component."""
        if position is None:
            self.components.append(child)
        else:
            self.components.insert(position, child)
        return self

    def add(self, *children: Any) -> Self:
        """Put the children at the end, in order. Returns this component."""
        for child in children:
            self.add_component(child)
        return self

    def __add__(self, child: Any) -> Self:
        return self.add(child)

    def __iadd__(self, child: Any) -> Self:
        return self.add(child)

    def add_first(self, child: Any) -> None:
        """Put `child` before all others."""
        self.add_component(child, 0)

    def remove_component(self, component: Any) -> Self:
        """Take `component` out. Raises `ComponentError` when it is not a direct child."""
        index = self.components.find(component)
        if index < 0:
            raise ComponentError(
                f"{component!r} is not a direct child of {self!r}, so it cannot be removed from it; "
                "call remove() of the component whose `components` holds it."
            )
        del self.components[index]
        return self

    def remove(self, component: Any) -> None:
        """As `remove_component`, but returns nothing."""
        self.remove_component(component)

    def get_components(self) -> Children:
        """The children: the list itself, not a copy."""
        return self.components

    def first(self) -> Any:
        """The first child. Raises `IndexError` when there is none."""
        return self.components[0]

    def last(self) -> Any:
        """The last child. Raises `IndexError` when there is none."""
        return self.components[-1]

    def __len__(self) -> int:
        children = self.__dict__.get("components")
        return 0 if children is None else len(children)

    def __getitem__(self, index: SupportsIndex) -> Any:
        return self.components[index]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.components)

    def delete_components(self) -> None:
        """Delete every child that stands nowhere else, with all below it, and leave the list empty."""
        children = self.__dict__.get("components")
        if children:
            before = tuple(children)
            children.clear()
            for child in before:
                if not child._up:  # what stands elsewhere too stays whole
                    child.delete()

    def delete(self) -> None:
        """Let go of everything below. What holds this component decides whether it stays on a page."""
        self.delete_components()

    # -- where it stands ------------------------------------------------------------------------------------------

    def _roots(self) -> list[Component]:
        """The nodes at the top of every tree that this one stands in: pages, or loose components."""
        roots: dict[int, Component] = {}
        seen: set[int] = set()
        todo: list[Component] = [self]
        while todo:
            node = todo.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            if node._up:
                todo.extend(node._up)
            else:
                roots[id(node)] = node
        return list(roots.values())

    def _stands_on(self, top: Component) -> bool:
        """Whether `top` is this node or an ancestor of it."""
        node: Component = self
        while node is not top:
            owners = node._up
            if len(owners) != 1:  # nearly always there is one parent
                return any(parent._stands_on(top) for parent in owners)
            node = owners[0]
        return True


def is_shown(node: Any, top: Component) -> bool:
    """Whether `node` and all that it stands in up to `top` have `show`; in one place, if it stands in several."""
    while node is not top:
        owners = node._up
        if not owners or not node.show:  # without a parent, the way led to another page
            return False
        if len(owners) != 1:
            return any(is_shown(parent, top) for parent in owners)
        node = owners[0]
    return True


def disabled_since(node: Any, top: Component | None) -> int:
    """The revision since which browsers keep users from pressing it (HTML Standard, 4.10.18.5); -1 if they do not.

    It is disabled itself, or by a fieldset that it is in. 0: as long as a browser has known it. What stands in several
    places of `top` (None: of all pages) can be pressed if it can be in one of them.
    """
    return _marked_disabled(node) if getattr(node, "disabled", False) else _disabled_around(node, top)


def _disabled_around(node: Any, top: Component | None) -> int:
    while node is not top:
        if len(node._up) != 1:
            ways = [
                _marked_disabled(owner) if _disables(owner, node) else _disabled_around(owner, top)
                for owner in node._up
                if top is None or owner._stands_on(top)
            ]
            return -1 if -1 in ways else max(ways, default=-1)
        owner = node._up[0]
        if getattr(owner, "html_tag", "") == "fieldset" and _disables(owner, node):
            return _marked_disabled(owner)
        node = owner
    return -1


def _marked_disabled(node: Component) -> int:
    return node._marks.get("disabled", 0) if node._marks else 0


def _disables(owner: Any, child: Any) -> bool:
    """Whether it is a disabled fieldset, and `child` not the legend that stays usable in it."""
    if getattr(owner, "html_tag", "") != "fieldset" or not getattr(owner, "disabled", False):
        return False
    legends = (node for node in owner.components if getattr(node, "html_tag", "") == "legend")
    return next(legends, None) is not child


def components_of(node: Component) -> Sequence[Component]:
    """The children of `node`, without making an empty list for a leaf."""
    return cast("Sequence[Component]", node.__dict__.get("components") or ())


def events_of(node: Component) -> Iterable[str]:
    """The events that somebody listens to there, without making an empty list where nobody does."""
    return cast("Iterable[str]", node.__dict__.get("events", ()))

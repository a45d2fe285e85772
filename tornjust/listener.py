"""Listener: a component that listens to events. Handlers are bound here, and the browser is told what to send."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any, ClassVar

from tornjust import wire
from tornjust.binding import Handler, bind, limit, limits, milliseconds
from tornjust.component import Component, lazy
from tornjust.errors import ComponentError
from tornjust.event_names import EVENTS, KNOWN_EVENTS, PSEUDO_EVENTS, EventList, check_event_name
from tornjust.functions import run_of, runs

_ids = count(1)


class _Number:
    """`id` of an element that was given a number and nobody has read yet.

    Until then it stands in `_number`: an element that is made anew and looks as another did may take over that of the
    other, and browsers need not hear of it (reconcile.py).
    """

    def __get__(self, instance: Any, owner: type) -> Any:
        if instance is None:
            return self  # unlike any value, so that None, too, is a change
        state = instance.__dict__
        number = state.get("_number")
        if number is not None:
            state["id"] = number
        return number


class Listener(Component):
    """A component with handlers of events. It gets an `id` with its first one, as programs may look it up by that."""

    if TYPE_CHECKING:
        id: Any
    else:
        id = _Number()
    # Whether the constructor may store its parent, text, classes and id as they are; see class_tables.py.
    _swift: ClassVar[bool] = False
    event_propagation: bool = True
    # Milliseconds for which input has to rest before it is sent.
    debounce: int = 0
    allowed_events: list[str] = EVENTS
    event_modifiers = lazy(dict[str, dict[str, Any]])
    additional_properties = lazy(list[str])

    def on(
        self,
        event_type: str,
        func: Handler,
        *,
        debounce: int | None = None,
        throttle: int | None = None,
        immediate: bool = False,
    ) -> None:
        """Call `func(self, msg)` at each event of that type; a handler bound earlier for it is replaced.

        A plain function gets this component as `self`, a bound method keeps its own; one that is marked with
        `@jp.client` runs in the browser instead. `debounce` and `throttle` are
        milliseconds; `immediate` sends the first event at once. Raises `ComponentError` for a name that is no event
        (see `add_event`), for a handler that cannot be called and for a time that is no number.
        """
        if event_type not in KNOWN_EVENTS and event_type not in self.allowed_events:
            raise ComponentError(
                f"No event of type {event_type!r} supported by {type(self).__name__}; {_meant(event_type)}"
                f"call add_event({event_type!r}) first if a script fires it."
            )
        run = run_of(func)
        if not known_id(self):
            give_id(self)
        if run is not None:
            if not run.marked.both:
                self.remove_event(event_type)
            runs.add(self, event_type, run)
            if not run.marked.both:
                return
            func = runs.on_server(run, self)
        elif runs.KEPT in self.__dict__:
            runs.drop(self, event_type)
        object.__setattr__(self, f"on_{event_type}", bind(self, event_type, func))
        events = self.events
        if event_type not in events:
            if type(events) is EventList and not self._key:
                list.append(events, event_type)  # nobody has to hear of it
            else:
                events.append(event_type)
        if debounce is not None or throttle is not None or "event_modifiers" in self.__dict__:
            limit(self.event_modifiers, event_type, debounce, throttle, immediate)
        if self._key:
            self._mark("events")

    def add_event(self, event_type: str) -> None:
        """Allow `on(event_type, ...)` for a name that is not an event of the DOM."""
        check_event_name(event_type)
        if event_type not in self.allowed_events:
            self.allowed_events = [*self.allowed_events, event_type]

    add_allowed_event = add_event

    def remove_event(self, event_type: str) -> None:
        """The browser no longer sends `event_type`, or runs a function at it; the handler stays bound."""
        runs.drop(self, event_type)
        if event_type in self.events:
            self.events.remove(event_type)
            self._mark("events")

    def _events(self) -> list[str]:
        """The event types for which the browser is to send something."""
        types = list(self.__dict__.get("events", ()))
        if not PSEUDO_EVENTS.isdisjoint(types):
            types = [name for name in types if name not in PSEUDO_EVENTS]
        if "drop" in types and "dragover" not in types:
            types.append("dragover")  # without it, a browser lets nothing be dropped
        return types

    def _listens(self) -> str:
        """The value of the attribute that tells the browser what to send; see `wire.write_listens`."""
        types = self._events()
        stops = not self.event_propagation
        if not types:
            return ""
        modifiers = limits(self.__dict__.get("event_modifiers", {}))
        if self.debounce and "input" not in modifiers:
            modifiers["input"] = ("d", milliseconds("debounce", self.debounce), False)
        return wire.write_listens(types, modifiers, self.__dict__.get("additional_properties", []), stops)


def give_id(component: Any) -> None:
    """Give a component that has no id one of its own."""
    if component._swift:
        component.__dict__["_number"] = next_id()
        component._mark("id")
    else:
        component.id = next_id()


def need_id(component: Any) -> None:
    """Give a component an id of its own unless it has one."""
    if known_id(component) is None:
        give_id(component)


def known_id(component: Any) -> Any:
    """The id of a component, as it stands in the browser; the program has not read it thereby."""
    state = component.__dict__
    if "id" not in state and "_number" in state:
        return state["_number"]
    return component.id


def next_id() -> int:
    """The next number for the `id` attribute of a component that needs one."""
    return next(_ids)


def _meant(event: str) -> str:
    from difflib import get_close_matches  # needed for mistakes only

    near = get_close_matches(str(event), KNOWN_EVENTS, 1)
    return f"did you mean {near[0]!r}? Else " if near else ""

"""Fields: elements whose value the user changes, and what the browser says about them -> `value` and
`checked`.

A field sends its `input` events (those that are set in one go send `change`) even when the program binds
none, so that `value` is up to date in every handler. What arrives is stored before any handler runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from math import isfinite
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from tornjust.component import Component, components_of
from tornjust.listener import need_id
from tornjust.tags import bounds
from tornjust.tags.base import Div
from tornjust.tags.forms import Form
from tornjust.tags.validation import Validate, judge

# Events of a user who changes the value, and those after which it is new.
_CHANGES = frozenset(("input", "change", "upload"))
_TAKEN = _CHANGES | {"select"}
# Types that have a value beside the one that the user changes.
_TICKED = frozenset(("radio", "checkbox"))
# A number as a number field reports it (HTML Standard, 2.3.4.3).
_NUMBER = re.compile(r"-?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?", re.ASCII)


class Input(Div):
    """The `<input>` element.

    `value` is what the user typed: text, for `type="number"` a number, or "" when the field was emptied.
    `checked` tells of a radio button or checkbox; a radio button's `value` stays what the program gave. `form` is
    the `Form` that it belongs to when it stands elsewhere. `debounce` is how many milliseconds after the last key
    the browser waits before it sends. `no_events=True` sends nothing. `model=[page, key]` works both ways.
    `validate` is a function that says whether the value will do; see `validation`.
    """

    html_tag = "input"
    attributes: ClassVar[list[str]] = (
        "accept alt autocomplete autofocus capture checked dirname disabled formaction formenctype "
        "formmethod formnovalidate formtarget height list max maxlength min minlength multiple name pattern "
        "placeholder popovertarget popovertargetaction readonly required size src step type value webkitdirectory width"
    ).split()
    # Attributes of the class above that this one has in Python only.
    _unwritten: ClassVar[frozenset[str]] = frozenset()
    _void = True
    _live: ClassVar[frozenset[str]] = frozenset(("value", "checked"))
    _derived: ClassVar[dict[str, str]] = {"form": "form"}
    _hearing = ("type", "no_events")

    type: str = "text"
    value: Any = ""
    checked: Any = False
    debounce: int = 200
    no_events: bool = False
    form: Any = None
    validate = Validate()
    # The number that came from the browser, and how the user wrote it.
    _typed: tuple[Any, str] | None = None
    # Who wants to hear of each new value: the drafts of tabs in which it was written lately (drafts.py).
    _drafts: Iterable[Any] = ()

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            a: Any = ...,
            type: str = ...,
            value: Any = ...,
            checked: Any = ...,
            name: str = ...,
            placeholder: str = ...,
            disabled: bool = ...,
            readonly: bool = ...,
            required: bool = ...,
            multiple: bool = ...,
            autofocus: bool = ...,
            autocomplete: str = ...,
            min: Any = ...,
            max: Any = ...,
            step: Any = ...,
            minlength: int = ...,
            maxlength: int = ...,
            size: int = ...,
            pattern: str = ...,
            list: Any = ...,
            accept: str = ...,
            form: Any = ...,
            model: Any = ...,
            validate: Any = ...,
            message: Any = ...,
            debounce: int = ...,
            no_events: bool = ...,
            classes: str = ...,
            style: str = ...,
            input: Any = ...,
            change: Any = ...,
            **kwargs: Any,
        ) -> None: ...

    else:

        def __init__(self, *given: NoReturn, **kwargs: Any) -> None:
            super().__init__(*given, **kwargs)
            if not self.no_events:
                need_id(self)

    def _mark(self, name: str) -> None:
        super()._mark(name)
        if name == "value":
            for draft in tuple(self._drafts):
                draft.look(self)

    def _inherit(self, was: dict[str, Any]) -> None:
        state = self.__dict__
        if self.type in ("number", "range") and "value" in was:
            # The same number, which the user or the program may have written in another way.
            state["_typed"] = (self.value, _shown(was["value"], self.type, was.get("_typed")))
        if "_drafts" in was:
            drafts = state["_drafts"] = was["_drafts"]
            for draft in tuple(drafts):
                draft.move(self)

    @classmethod
    def _tabulate(cls) -> None:
        super()._tabulate()
        cls._dom = {name: written for name, written in cls._dom.items() if written not in cls._unwritten}
        cls._given = tuple(name for name in cls._given if name in cls._dom)

    def __repr__(self) -> str:
        mine = f"input_type: {self.type}, value: {self.value}, checked: {self.checked}"
        return f"{super().__repr__()[:-1]}, {mine})"

    # -- events
    # ---------------------------------------------------------------------------------------------------

    def _events(self) -> list[str]:
        types = super()._events()
        if not self.no_events and self.type not in bounds.BUTTONS:
            own = "change" if self.type in bounds.AT_ONCE else "input"
            if own not in types:
                types.append(own)
        return types

    def _refuses(self, event: str, fields: dict[str, Any], page: Component, known: int) -> str:
        if event not in _CHANGES:
            return ""
        reason = bounds.refusal(self, page, fields, known)
        if reason and self.type != "file":
            # The browser shows something else: it is to show what counts.
            self._mark("value")
            for field in self._group() if self.type == "radio" else (self,):
                field._mark("checked")
        return reason

    def _corrections(self, said: dict[str, Any]) -> dict[str, Any]:
        """What a browser said of this field that cannot be so, as it is."""
        return bounds.corrections(self, said)

    def _take(self, event: str, fields: dict[str, Any]) -> dict[str, Any] | None:
        if event not in _TAKEN or (event == "select" and bounds.is_readonly(self)):
            return self._corrections(fields) or None
        self._store(fields)
        verdict = judge(self)
        if event in _CHANGES and self.type not in _TICKED:
            return verdict  # see `_refuses`
        right = self._corrections(fields)
        return {**right, **(verdict or {})} if right else verdict

    def _store(self, fields: dict[str, Any]) -> None:
        """Take over the value that the browser says."""
        kind = self.type
        if kind == "radio":
            if fields.get("checked") is False:
                return
            for radio in self._group():
                radio.checked = radio is self
            self._report(self.value)
        elif kind == "checkbox":
            checked = fields.get("checked")
            if isinstance(checked, bool):
                self.checked = checked
                self._report(checked)
        else:
            value = fields.get("value")
            if isinstance(value, str):
                if kind == "file":
                    # Not as a change: to tell a browser about it would empty the field.
                    self.__dict__["value"] = value
                else:
                    self.value = self._read(value)
                self._report(self.value)

    def _read(self, text: str) -> Any:
        """The value that the text of the field stands for."""
        if self.type != "number":
            return text
        number = _number(text)
        self.__dict__["_typed"] = (number, text)
        return number

    def _report(self, value: Any) -> None:
        if "model" in self.__dict__:
            self.set_model(value)

    def _group(self) -> Iterator[Input]:
        """The radio buttons of which one is checked: same name and form (HTML Standard, 4.10.5.1.15)."""
        yield self
        name = getattr(self, "name", None)
        if not name:
            return
        radios: list[tuple[Input, Component | None]] = []
        mine: list[Component | None] = []
        todo: list[tuple[Component, Component | None]] = [(root, None) for root in self._roots()]
        while todo:
            node, owner = todo.pop()
            if isinstance(node, Form):
                owner = node
            elif isinstance(node, Input) and node.type == "radio" and getattr(node, "name", None) == name:
                form = node.form if isinstance(node.form, Form) else owner
                if node is self:
                    mine.append(form)
                else:
                    radios.append((node, form))
            todo.extend((child, owner) for child in components_of(node))
        for radio, form in radios:
            if form in mine:
                yield radio

    # -- what the browser shows
    # ------------------------------------------------------------------------------------

    def _live_value(self, name: str) -> Any:
        if name == "checked":
            return bool(self.checked)
        if self.type == "file":
            return ""  # a script may empty a file field, and nothing else
        return _shown(self.value, self.type, self._typed)

    def _more_attributes(self, chosen: frozenset[str] | None) -> Iterable[tuple[str, Any]]:
        form = self.form
        if form is not None:
            yield "form", getattr(form, "id", form)
        if self.type == "checkbox" and self.value == "" and "value" not in self.__dict__:
            yield "value", ""  # without one, HTML's value would be "on"

    def model_update(self) -> None:
        """Show the model's value. Override it to show something made from it."""
        value = self.get_model()
        if self.type == "checkbox":
            self.checked = bool(value)
        elif self.type == "radio":
            self.checked = _text(self.value) == _text(value)
            # The others of the group need no model of their own; to look for them costs a walk over the page.
            if self.__dict__.get("_modelled", self) != value:
                self.__dict__["_modelled"] = value
                for radio in self._group():
                    radio.checked = _text(radio.value) == _text(value)
        else:
            self.value = value


class InputChangeOnly(Input):
    """An `Input` that sends nothing while the user types, and `change` when they have finished."""

    def _events(self) -> list[str]:
        types = [event for event in super()._events() if event != "input"]
        if not self.no_events and "change" not in types:
            types.append("change")
        return types


class Textarea(Input):
    """The `<textarea>` element. `value` is its content, and `text` another name for it."""

    html_tag = "textarea"
    attributes: ClassVar[list[str]] = (
        "autocomplete autofocus cols dirname disabled maxlength minlength name placeholder readonly required "
        "rows wrap"
    ).split()
    _unwritten: ClassVar[frozenset[str]] = frozenset(Input.attributes) - frozenset(attributes)
    _void = False
    type = "textarea"
    rows: Any = "4"
    cols: Any = "50"

    @property
    def text(self) -> str:
        """The content as it is written into the page."""
        return _text(self.value)

    @text.setter
    def text(self, value: Any) -> None:
        self.value = value


class EditorMD(Textarea):
    """A field for Markdown. JustPy hands it to an editor written in JavaScript; here it is a `Textarea`."""


class Select(Input):
    """The `<select>` element; its children are `Option`s. `value` is the value of the chosen one.

    Without a `value`, it is what browsers choose: an option that is `selected`, or else the first. With `multiple=True`
    it is the list of those that are chosen; assign a new list to change it.

        sizes = jp.Select(a=wp, value="M")
        for size in ("S", "M", "L"):
            jp.Option(a=sizes, value=size, text=size)
    """

    html_tag = "select"
    attributes: ClassVar[list[str]] = "autocomplete autofocus disabled multiple name required size".split()
    _unwritten: ClassVar[frozenset[str]] = frozenset(Input.attributes) - frozenset(attributes)
    _void = False
    type = "select"
    multiple: Any = False
    value: Any = bounds.UsualChoice()
    # A program may keep anything under this name, as custom components of JustPy programs do, and fill itself from it.
    _hints: ClassVar[dict[str, str]] = {
        "options": "give it children: for size in sizes: jp.Option(a=select, value=size, text=size)"
    }

    def _chosen(self) -> frozenset[str]:
        if "value" not in self.__dict__ and type(self).value is None:
            return frozenset()  # the browser's choice
        return frozenset(self._values())

    def _is_unoffered(self) -> bool:
        return (
            not self.multiple and "value" in self.__dict__ and not bounds.has_option(self, _text(self.value))
        )

    def _values(self) -> list[str]:
        value = self.value
        return [_text(item) for item in value] if isinstance(value, list | tuple | set) else [_text(value)]

    def _live_value(self, name: str) -> Any:
        if name != "value":
            return super()._live_value(name)
        return self._values() if self.multiple else _text(self.value)

    def _store(self, fields: dict[str, Any]) -> None:
        values = fields.get("chosen")
        if not self.multiple or not isinstance(values, list):
            super()._store(fields)
            return
        self.value = [value for value in values if isinstance(value, str)]
        self._report(self.value)


class Option(Div):
    """The `<option>` element. Without a `value`, its text is the value."""

    html_tag = "option"
    attributes: ClassVar[list[str]] = "disabled label selected value".split()

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            a: Any = ...,
            value: Any = ...,
            text: Any = ...,
            label: str = ...,
            disabled: bool = ...,
            selected: bool = ...,
            **kwargs: Any,
        ) -> None: ...

    def _more_attributes(self, chosen: frozenset[str] | None) -> Iterable[tuple[str, Any]]:
        if not chosen or getattr(self, "selected", False):
            return
        if bounds.option_value(self) in chosen:
            yield "selected", True


def _number(text: str) -> float | int | str:
    """The number that a number field reports; "" for none."""
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        return ""
    try:
        return int(text)
    except ValueError:  # a fraction, or more digits than Python reads
        number = float(text)
        return number if isfinite(number) else ""


def _shown(value: Any, kind: str, typed: tuple[Any, str] | None) -> str:
    """How a field writes its value."""
    if typed is not None and typed[0] is value:
        return typed[1]  # 1e3 stays 1e3 for who wrote it so
    if type(value) is float and kind in ("number", "range") and value.is_integer():
        return str(int(value)) if abs(value) < 1e21 else str(value)  # 2, and not 2.0, as browsers write it
    return _text(value)


def _text(value: Any) -> str:
    return "" if value is None else str(value)

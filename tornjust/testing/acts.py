"""What a test does on a page, as its user: click, type, press keys, choose, drag. Mixed into `Page`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tornjust import wire
from tornjust.client_py.capture import Capture
from tornjust.client_py.fields import Fields
from tornjust.component import Component
from tornjust.errors import TornjustError
from tornjust.testing.document import Document, Element
from tornjust.testing.files import files
from tornjust.testing.reader import Event

_MODIFIERS = {"Alt": "altKey", "Control": "ctrlKey", "Meta": "metaKey", "Shift": "shiftKey"}


class NotPossible(TornjustError, AssertionError):
    """No user of a browser could do that."""


class Acts:
    """The acting half of a `Page`. Each method waits until the server has answered, unless `settle` is False."""

    dom: Document
    fields: Fields
    capture: Capture

    def find(self, what: Component | str | None = None, **attributes: str) -> Element:
        """See `Page`."""
        raise NotImplementedError

    def settle(self, timeout: float = 10) -> None:
        """See `Page`."""
        raise NotImplementedError

    def fire(
        self,
        event: str,
        what: Component | str | None = None,
        *,
        fields: Mapping[str, Any] | None = None,
        settle: bool = True,
        **attributes: str,
    ) -> None:
        """Fire any event at an element, or at the page itself where none is named.

        `fields` are what its message carries beside what the element says: `fields={"pageX": 5}`.
        """
        node = self.find(what, **attributes) if what is not None or attributes else None
        self.capture.dispatch(event, node, Event(event, node, **(fields or {})))
        if settle:
            self.settle()

    def click(self, what: Component | str | None = None, *, settle: bool = True, **attributes: str) -> None:
        """Click an element; checkboxes and radio buttons change first, and a submit button submits its form."""
        node = self.find(what, **attributes)
        changed = self.dom.press(node)
        self.capture.dispatch("click", node, Event("click", node))
        if changed:
            self.capture.dispatch("input", node, Event("input", node))
            self.capture.dispatch("change", node, Event("change", node))
        form = self.dom.form_to_submit(node)
        if form is not None:
            self.capture.dispatch("submit", form, Event("submit", form))
        if settle:
            self.settle()

    def type(
        self, text: str, what: Component | str | None = None, *, settle: bool = True, **attributes: str
    ) -> None:
        """Replace the text of a field, as a user who types it and leaves the field.

        Raises `NotPossible` for one that is `readonly` or `disabled`.
        """
        node = self.find(what, **attributes)
        _check_free(node, "readonly", "disabled")
        self.dom.focused = node
        self.dom.set_property(node, "value", text)
        self.fields.note_typing(self.dom.key(node))
        self.capture.dispatch("input", node, Event("input", node, data=text[-1:] or None))
        if settle:
            self.blur()
            self.settle()

    def blur(self) -> None:
        """Leave the field that has the focus."""
        node, self.dom.focused = self.dom.focused, None
        if node is not None:
            self.capture.flush()
            self.capture.dispatch("change", node, Event("change", node))
            self.capture.dispatch("blur", node, Event("blur", node))
            self.fields.note_blur(self.dom.key(node))

    def choose(self, value: str | list[str], what: Component | str | None = None, **attributes: str) -> None:
        """Choose an option of a select, or a list of options of one that is `multiple`.

        Raises `NotPossible` for what it does not offer, and where it is `disabled`.
        """
        node = self.find(what, **attributes)
        _check_free(node, "disabled")
        offered = self.dom.offers(node)
        for one in [value] if isinstance(value, str) else value:
            if one not in offered:
                raise NotPossible(
                    f"{one!r} cannot be chosen; what can be is {', '.join(map(repr, offered)) or 'nothing'}"
                )
        self.dom.set_property(node, "value", value)
        self.capture.dispatch("change", node, Event("change", node))
        self.settle()

    def upload(
        self,
        *given: Any,
        to: Component | str | None = None,
        settle: bool = True,
        **attributes: str,
    ) -> None:
        """Choose files in a file field: paths, or tuples (name, content) or (name, content, type).

        The field is `to`, or the one with these attributes. They are sent when the form is submitted, or at once where
        the field has an `upload` handler. Without any file, what was chosen before is given up.
        """
        node = self.find(to, **attributes)
        chosen = files(given)
        self.dom.chosen[self.dom.key(node)] = chosen
        self.dom.set_property(node, "value", f"C:\\fakepath\\{chosen[0].name}" if chosen else "")
        self.capture.dispatch("input", node, Event("input", node))
        self.capture.dispatch("change", node, Event("change", node))
        if settle:
            self.settle()

    def drop(
        self, *given: Any, to: Component | str | None = None, settle: bool = True, **attributes: str
    ) -> None:
        """Drop files, given as for `upload`, on an element."""
        node = self.find(to, **attributes)
        self.capture.dispatch("drop", node, Event("drop", node, dropped=files(given)))
        if settle:
            self.settle()

    def press(
        self, key: str, what: Component | str | None = None, *, settle: bool = True, **attributes: str
    ) -> None:
        """Press a key, such as "a", "Enter" or "Control+s", in an element or, where none is named, in the page.

        Enter in a field of a form submits it.
        """
        *held, name = key.split("+") if len(key) > 1 else [key]
        node = self.find(what, **attributes) if what is not None or attributes else self.dom.focused
        data: dict[str, Any] = dict.fromkeys(_MODIFIERS.values(), False)
        data.update(dict.fromkeys((_MODIFIERS[one] for one in held), True))
        data.update(key=name, code=f"Key{name.upper()}" if len(name) == 1 else name, location=0, repeat=False)
        self.capture.dispatch("keydown", node, Event("keydown", node, key_data=data))
        form = None
        if node is not None and name == "Enter" and node.tag == "input":
            self.capture.dispatch("change", node, Event("change", node))
            form = next(node.iterancestors("form"), None)
        if form is not None:
            self.capture.dispatch("submit", form, Event("submit", form))
        self.capture.dispatch("keyup", node, Event("keyup", node, key_data=data))
        if settle:
            self.settle()

    def drag(self, what: Component | str, onto: Component | str, *, settle: bool = True) -> None:
        """Drag one element and drop it on another. What travels is what its `drag_options` say."""
        node, goal = self.find(what), self.find(onto)
        data = json.loads(node.get(wire.DRAG) or "{}").get("data")
        formats = data if isinstance(data, dict) else {} if data is None else {"text/plain": str(data)}
        carried = {
            "text": formats.get("text/plain", ""),
            **formats,
            "types": list(formats),
            "files": [],
            "source": node.get("id") or "",
        }
        for name, target in (("dragstart", node), ("dragenter", goal), ("drop", goal), ("dragend", node)):
            self.capture.dispatch(name, target, Event(name, target, data_transfer=carried))
        if settle:
            self.settle()


def _check_free(node: Element, *names: str) -> None:
    for name in names:
        if node.get(name) is not None:
            raise NotPossible(f"<{node.tag}> is {name}, so that no user can change it")

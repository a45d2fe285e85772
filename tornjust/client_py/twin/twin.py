"""A component in the browser: the names of the server's components, on an element of the document."""

from tornjust import wire
from tornjust.client_py.twin.attributes import BOOLEAN, dom_name, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# What can be read of an element, but is the server's to change.
READABLE = "id name href src type action method target rel download srcset accept pattern list form media kind".split()
PLAIN_DATA = (str, int, float, bool, type(None))


class Local:
    """`self.local`: whatever a function wants to keep about a component in this tab. The server never hears of it."""

    def __getattr__(self, name: str) -> "Any":
        raise AttributeError(
            f"self.local has no {name!r} yet: assign it first, or ask with getattr(self.local, {name!r}, None)"
        )


class Twin:
    """One component. What a function assigns shows at once, and the server learns of it with the next event."""

    def __init__(self, tab: "Any", node: "Any", key: int) -> None:
        self._tab = tab
        self._found = node
        # The server's name for it; 0 for an element that was made here.
        self._key = key
        self._kind = ""
        self._handlers: Any = {}
        self._local: Any = None

    if TYPE_CHECKING:
        classes: str

    # -- looking --------------------------------------------------------------------------------------------------

    @property
    def element(self) -> "Any":
        """The element of the document."""
        if self._key:
            node = self._tab.dom.find(self._key)
            if node is not None:
                self._found = node
        return self._found

    @property
    def page(self) -> "Any":
        """The page."""
        return self._tab.page

    @property
    def local(self) -> "Any":
        """Values that stay in this tab: `self.local.clicks = 3`."""
        if self._local is None:
            self._local = Local()
        return self._local

    @property
    def components(self) -> "list[Any]":
        """The children, in order: those of the server and those that were made here."""
        tab = self._tab
        return [tab.twin(node) for node in tab.desk.children(self.element)]

    @property
    def parent(self) -> "Any":
        """The component around this one, or None directly on the page."""
        tab = self._tab
        node = tab.dom.parent(self.element)
        while node is not None and not tab.dom.is_root(node):
            if tab.dom.key(node) or tab.dom.attribute(node, tab.LOCAL):
                return tab.twin(node)
            node = tab.dom.parent(node)
        return None

    def __getattr__(self, name: str) -> "Any":
        tab = self._tab
        node = self.element
        if name == "text":
            return tab.desk.text(node)
        if name == "value":
            return tab.desk.value(node)
        if name == "checked":
            return bool(tab.dom.get_property(node, "checked"))
        if name == "show":
            return tab.desk.is_there(node) and tab.dom.attribute(node, wire.OFF) is None
        method = tab.method(self._kind, name)
        if method is not None:
            return lambda *args, **kwargs: method(self, *args, **kwargs)
        attribute = dom_name(name)
        if attribute is None and name.strip("_") in READABLE:
            attribute = name.strip("_")
        if attribute is None:
            raise AttributeError(
                f"{self!r} has no {name!r} in the browser; it has what its element has (text, classes, style, show,"
                " value, data_... and so on), and methods of its class that are marked with @jp.client. What only"
                " this tab needs to know belongs into self.local."
            )
        if attribute in BOOLEAN:
            return (
                tab.dom.get_property(node, attribute) is True
                or tab.dom.attribute(node, attribute) is not None
            )
        value = tab.dom.attribute(node, attribute)
        return "" if value is None and attribute[:5] not in ("data-", "aria-") else value

    def __repr__(self) -> str:
        node = self.element
        return f"<{self._tab.desk.tag(node)} {self._key or 'made here'}>"

    # -- changing -------------------------------------------------------------------------------------------------

    def __setattr__(self, name: str, value: "Any") -> None:
        if name[0] == "_":
            object.__setattr__(self, name, value)
            return
        if name == "set_focus":
            if value:
                self.focus()
            return
        attribute = dom_name(name)
        if attribute is None:
            hint = (
                "only the server changes it"
                if name in READABLE
                else f"keep what only this tab needs in self.local.{name}"
            )
            raise AttributeError(f"a function in the browser cannot set {name!r} of a component: {hint}.")
        if not isinstance(value, PLAIN_DATA):
            raise TypeError(f"{name} = {value!r}: an attribute holds text, a number, true, false or None")
        self._tab.show(self.element, attribute, value)
        if self._key:
            self._tab.claims.note(self._key, attribute, name, value)

    def has_class(self, name: str) -> bool:
        """Whether `name` is one of the classes."""
        return name in self.classes.split()

    def set_class(self, name: str, modifier: str = "") -> str:
        """Set one utility class in place of those of its group, as on the server."""
        before = modifier + ":" if modifier else ""
        others = [before + other for other in self._tab.group(name)]
        words = [word for word in self.classes.split() if word not in others and word != before + name]
        words.append(before + name)
        self.classes = " ".join(words)
        return str(self.classes)

    def set_classes(self, class_list: str) -> None:
        """`set_class` for each word."""
        for word in class_list.split():
            # A colon in brackets belongs to the class, or to one modifier: `data-[a=b]:hover:p-4`.
            first, end, rest = word.rpartition("]:")
            words, bracket, value = rest.partition("[")
            modifier, colon, name = words.rpartition(":")
            self.set_class(name + bracket + value, first + (end if colon else end[:1]) + modifier)

    def remove_class(self, name: str) -> None:
        """Take `name`, or several with spaces between them, out of the classes."""
        gone = name.split()
        self.classes = " ".join([word for word in self.classes.split() if word not in gone])

    def hidden(self, flag: bool = True) -> None:
        """Hide the element by its class, or show it again."""
        words = [word for word in self.classes.split() if word != "hidden"]
        if flag:
            words.append("hidden")
        self.classes = " ".join(words)

    def hidden_toggle(self) -> None:
        """Hide the element if it is shown, and the other way round."""
        self.hidden(not self.has_class("hidden"))

    def focus(self) -> None:
        """Move the focus there."""
        self._tab.desk.focus(self.element)

    # -- children -------------------------------------------------------------------------------------------------

    def add_component(self, child: "Any", position: "int | None" = None) -> "Any":
        """Put an element that was made here at the end, or at a position. Returns this component."""
        if not isinstance(child, Twin) or child._key:
            raise TypeError(
                f"{child!r} cannot be added: only elements made here, as by jp.Div(...), can be moved here"
            )
        self._tab.desk.put(self.element, child._found, position)
        return self

    def add(self, *children: "Any") -> "Any":
        """Put elements that were made here at the end."""
        for child in children:
            self.add_component(child)
        return self

    def __add__(self, child: "Any") -> "Any":
        return self.add(child)

    __iadd__ = __add__

    def remove_component(self, child: "Any") -> "Any":
        """Take out an element that was made here."""
        if child._key:
            raise TypeError(
                f"{child!r} belongs to the server: hide it with `show = False`, or let a handler remove it"
            )
        self._tab.forget(child)
        self._tab.dom.remove(child._found)
        return self

    remove = remove_component

    def delete_components(self) -> None:
        """Take out all elements that were made here."""
        for child in self.components:
            if not child._key:
                self.remove_component(child)

    def __len__(self) -> int:
        return len(self.components)

    def __getitem__(self, index: int) -> "Any":
        return self.components[index]

    def __iter__(self) -> "Any":
        return iter(self.components)

    def __bool__(self) -> bool:
        return True


class Page:
    """The page that the tab shows."""

    def __init__(self, tab: "Any") -> None:
        self._tab = tab
        self.local = Local()
        self.named = Named(tab)

    def __getattr__(self, name: str) -> "Any":
        raise AttributeError(
            f"the page has no {name!r} in the browser; it has named[...], components, add(...) and local"
        )

    @property
    def components(self) -> "list[Any]":
        """What stands directly on the page."""
        tab = self._tab
        return [tab.twin(node) for node in tab.desk.children(tab.dom.root)]

    def add_component(self, child: "Any", position: "int | None" = None) -> "Any":
        """Put an element that was made here on the page."""
        self._tab.desk.put(self._tab.dom.root, child._found, position)
        return self

    def add(self, *children: "Any") -> "Any":
        """Put elements that were made here at the end of the page."""
        for child in children:
            self.add_component(child)
        return self


class Named:
    """`page.named["total"]`: the component whose `name` is total."""

    def __init__(self, tab: "Any") -> None:
        self._tab = tab

    def get(self, name: str, default: "Any" = None) -> "Any":
        """The component of that name, or `default`."""
        node = self._tab.desk.named(name)
        return default if node is None else self._tab.twin(node)

    def __getitem__(self, name: str) -> "Any":
        found = self.get(name)
        if found is None:
            raise KeyError(
                f"no component on this page is named {name!r} (name=...), or it is not shown; what a function here is"
                " to show later needs the class `hidden` instead of show=False"
            )
        return found

    def __contains__(self, name: str) -> bool:
        return self.get(name) is not None


class Event:
    """What happened: the fields of the server's `msg`, and what else the browser's event has."""

    def __init__(self, fields: "dict[str, Any]", native: "Any") -> None:
        self._fields = fields
        # The browser's own event.
        self.native = native

    def __getattr__(self, name: str) -> "Any":
        if name in self._fields:
            return self._fields[name]
        return read_native(self.native, name)

    def __getitem__(self, name: str) -> "Any":
        return getattr(self, name)

    def get(self, name: str, default: "Any" = None) -> "Any":
        """A field, or `default`."""
        return self._fields.get(name, default)

    def prevent_default(self) -> None:
        """The browser is not to do what it does at such an event."""
        if self.native is not None:
            self.native.preventDefault()

    def stop(self) -> None:
        """No element further up hears of it."""
        self._fields["stopped"] = True


def read_native(native: "Any", name: str) -> "Any":
    """A property of the browser's event; None when it has no such property."""
    try:
        return getattr(native, name)
    except AttributeError:
        return None


__all__ = ["Event", "Page", "Twin", "shown"]

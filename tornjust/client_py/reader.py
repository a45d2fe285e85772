"""DOM event -> the plain data that its message carries. Reads the document, changes nothing."""

from browser import document, window
from javascript import JSON

from tornjust import wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

get_js = window.Reflect.get
has_js = window.Reflect.has
stringify = window.JSON.stringify

# Parts of an event that travel with every message (see the inventory of `msg`).
KEY_FIELDS = ("altKey", "ctrlKey", "shiftKey", "metaKey", "code", "key", "location", "repeat")
FILE_FIELDS = ("name", "size", "type", "lastModified")
TOUCH_FIELDS = (
    "identifier", "clientX", "clientY", "pageX", "pageY", "screenX", "screenY", "radiusX", "radiusY", "force",
)  # fmt: skip
# The `keyCode` of what an input method takes (UI Events, 8.3.1); Safari ends a word before it tells of the key.
COMPOSES = 229
KEY_EVENTS = ("keydown", "keyup", "keypress")
TEXT_EVENTS = ("input", "beforeinput", "compositionstart", "compositionupdate", "compositionend")
CLIPBOARD_EVENTS = ("copy", "cut", "paste")


class Reader:
    """What capture asks; the test kit has one of its own for its own kind of document."""

    def __init__(self) -> None:
        # The id of the element that is being dragged, if it is one of this page.
        self.dragged = ""

    def fields(
        self, name: str, event: "Any", target: "Any", node: "Any", properties: "list[str]"
    ) -> "dict[str, Any]":
        """What the message of a component's event carries."""
        if name == "submit":
            form: dict[str, Any] = {"event_target": target.id or ""}
            send_form(form, event, node)
            read(form, event, properties)
            return form
        found = target.id or ""
        mine = found if node is target else node.id or ""
        fields: dict[str, Any] = {"event_target": found, "event_current_target": mine}
        value = get_js(target, "value")
        if isinstance(value, str) or isinstance(value, (int, float)):
            fields["value"] = value
        tag = target.nodeName
        if tag == "INPUT" or "-" in tag:  # elements that programs define may be checked, too
            checked = get_js(target, "checked")
            if isinstance(checked, bool):
                fields["checked"] = checked
        if tag == "INPUT" and target.type == "file":
            files = list(target.files)
            if name == "upload":
                send_files(fields, files)
            else:
                fields["files"] = describe(files, -1)
        elif tag == "SELECT" and target.multiple:
            fields["chosen"] = values_of(target.selectedOptions)
        kind = tag if node is target else node.nodeName
        if kind == "INPUT":
            fields["input_type"] = node.type
        elif kind == "SELECT" or kind == "TEXTAREA":
            fields["input_type"] = kind.lower()
        if name == "drop" or name == "paste":
            send_files(
                fields, carried_files(get_js(event, "dataTransfer" if name == "drop" else "clipboardData"))
            )
        if name != "click":
            self.more(fields, name, event)
        if properties:
            read(fields, event, properties)
        return fields

    def page_fields(self, name: str, event: "Any", properties: "Any" = ()) -> "dict[str, Any]":
        """What the message of a page event carries."""
        fields: dict[str, Any] = {"visibility": document.visibilityState}
        if name == "hashchange" or name == "popstate":
            fields["url"] = window.location.href
        elif name == "resize":
            fields["width"] = window.innerWidth
            fields["height"] = window.innerHeight
        elif name == "scroll":
            fields["scroll_x"] = window.scrollX
            fields["scroll_y"] = window.scrollY
        elif event is not None:
            self.more(fields, name, event)
        read(fields, event, properties)
        return fields

    def more(self, fields: "dict[str, Any]", name: str, event: "Any") -> None:
        """What some kinds of events carry beside that."""
        if name in KEY_EVENTS:
            data = fields["key_data"] = parts(event, KEY_FIELDS)
            if get_js(event, "isComposing") or get_js(event, "keyCode") == COMPOSES:
                data["isComposing"] = True  # the input method's Enter, not the user's
        elif name in TEXT_EVENTS:
            if has_js(event, "data"):
                data = event.data
                fields["data"] = data if isinstance(data, str) else None
        elif name in CLIPBOARD_EVENTS:
            fields["data_transfer"] = transfer(event.clipboardData)
        elif has_js(event, "dataTransfer"):
            carried = event.dataTransfer
            if carried:
                fields["data_transfer"] = {**transfer(carried), "source": self.dragged}


def parts(source: "Any", names: "tuple[str, ...]") -> "dict[str, Any]":
    """Some properties of a JavaScript object, those that it has."""
    found = {}
    for name in names:
        value = get_js(source, name)
        if isinstance(value, (str, int, float, bool)):
            found[name] = value
    return found


def read(fields: "dict[str, Any]", event: "Any", properties: "Any") -> None:
    """Add further properties of the event; "target.scrollTop" asks a property for its own."""
    for name in properties:
        value = event
        for part in name.split("."):
            value = get_js(value, part) if is_object(value) else None
        value = plain(value)
        if value is not None:
            fields[name] = value


def is_object(value: "Any") -> bool:
    """Whether it can have properties."""
    return bool(value) and not isinstance(value, (str, int, float, bool))


def plain(value: "Any") -> "Any":
    """A property as plain data: an element is its id; None for what cannot travel."""
    if isinstance(value, (str, int, float, bool)):
        return value
    if not is_object(value):
        return None
    if has_js(value, "nodeType"):
        return str(get_js(value, "id") or "")
    if has_js(value, "getData"):
        return transfer(value)
    try:
        if has_js(value, "item"):
            return [parts(item, TOUCH_FIELDS) for item in value]
        text = stringify(value)
    except Exception:
        return None  # it holds itself, as a window does
    return JSON.parse(text) if isinstance(text, str) and text != "{}" else None


def transfer(carried: "Any") -> "dict[str, Any]":
    """What is dragged, or on the clipboard: its text in each format, and its files."""
    found: dict[str, Any] = {"text": carried.getData("text"), "types": list(carried.types)}
    for kind in found["types"]:
        if kind != "Files":
            found[kind] = carried.getData(kind)
    found["files"] = describe(carried.files, -1)
    return found


def describe(files: "Any", number: int) -> "list[dict[str, Any]]":
    """What is said of files; those whose content is sent, too, are counted from `number` on (-1: it is not)."""
    said = []
    for file in files:
        entry = parts(file, FILE_FIELDS)
        folder = get_js(file, "webkitRelativePath")
        if folder:
            entry["folder"] = folder
        if number >= 0:
            entry[wire.NUMBER] = number
            number += 1
        said.append(entry)
    return said


def send_files(fields: "dict[str, Any]", files: "list[Any]") -> None:
    """Have the content of files sent along with the event."""
    fields["files"] = describe(files, 0)
    if files:
        fields[wire.FILES] = files


def carried_files(carried: "Any") -> "list[Any]":
    """The files that the user dropped or pasted; folders are none."""
    files = []
    if carried:
        for item in get_js(carried, "items"):
            if item.kind == "file":
                entry = item.webkitGetAsEntry()
                if not entry or not entry.isDirectory:
                    files.append(item.getAsFile())
    return files


def send_form(fields: "dict[str, Any]", event: "Any", form: "Any") -> None:
    """What a form that is submitted holds."""
    chosen: list[Any] = []
    fields["form_data"] = [form_item(element, chosen) for element in form.elements]
    if chosen:
        fields[wire.FILES] = chosen
    submitter = event.submitter
    if submitter:
        fields["submitter"] = {"id": submitter.id or "", **parts(submitter, ("name", "value"))}


def values_of(options: "Any") -> "list[Any]":
    """The values of the options that are chosen."""
    return [option.value for option in options]


def form_item(element: "Any", chosen: "list[Any]") -> "dict[str, Any]":
    """One element of a form that is submitted. The files that are chosen in it are added to `chosen`."""
    item: dict[str, Any] = {"html_tag": element.nodeName.lower()}
    for name in element.getAttributeNames():
        if not name.startswith("data-tj"):
            item[name] = element.getAttribute(name)
    item["id"] = element.id or ""
    item["name"] = element.getAttribute("name") or ""
    item["value"] = get_js(element, "value") if has_js(element, "value") else ""
    if has_js(element, "checked"):
        item["checked"] = element.checked
    if element.nodeName == "INPUT" and element.type == "file":
        item["files"] = describe(element.files, len(chosen))
        chosen.extend(element.files)
    if element.nodeName == "SELECT" and element.multiple:
        item["chosen"] = values_of(element.selectedOptions)
    return item

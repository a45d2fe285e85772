"""DOM event -> the plain data that its message carries. Reads the document, changes nothing."""

from browser import document, window

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

get_js = window.Reflect.get
has_js = window.Reflect.has

# Parts of an event that travel with every message (see the inventory of `msg`).
KEY_FIELDS = ("altKey", "ctrlKey", "shiftKey", "metaKey", "code", "key", "location", "repeat")
FILE_FIELDS = ("name", "size", "type", "lastModified")


class Reader:
    """What capture asks; the test kit has one of its own for its own kind of document."""

    def fields(
        self, name: str, event: "Any", target: "Any", node: "Any", properties: "list[str]"
    ) -> "dict[str, Any]":
        """What the message of a component's event carries."""
        fields: dict[str, Any] = {"event_target": target.id or ""}
        if name == "submit":
            fields["form_data"] = [form_item(element) for element in node.elements]
            return fields
        fields["event_current_target"] = node.id or ""
        tag = target.nodeName
        if tag in ("INPUT", "TEXTAREA", "SELECT", "BUTTON"):
            fields["value"] = target.value
            if tag == "INPUT":
                kind = target.type
                fields["input_type"] = kind
                fields["checked"] = target.checked
                if kind == "file":
                    fields["files"] = [parts(file, FILE_FIELDS) for file in target.files]
            elif tag == "SELECT" and target.multiple:
                fields["values"] = [option.value for option in target.selectedOptions]
        if name == "input" and has_js(event, "data"):
            data = event.data
            fields["data"] = data if isinstance(data, str) else None
        elif name in ("keydown", "keyup", "keypress"):
            fields["key_data"] = parts(event, KEY_FIELDS)
        for part in properties:
            value = get_js(event, part)
            if isinstance(value, (str, int, float, bool)):
                fields[part] = value
        return fields

    def page_fields(self, name: str, event: "Any") -> "dict[str, Any]":
        """What the message of a page event carries."""
        fields: dict[str, Any] = {"visibility": document.visibilityState}
        if name in ("keydown", "keyup", "keypress"):
            fields["key_data"] = parts(event, KEY_FIELDS)
        return fields


def parts(source: "Any", names: "tuple[str, ...]") -> "dict[str, Any]":
    """Some properties of a JavaScript object."""
    return {name: get_js(source, name) for name in names}


def form_item(element: "Any") -> "dict[str, Any]":
    """One element of a form that is submitted."""
    item: dict[str, Any] = {"html_tag": element.nodeName.lower()}
    for name in element.getAttributeNames():
        if not name.startswith("data-tj"):
            item[name] = element.getAttribute(name)
    item["id"] = element.id or ""
    item["value"] = get_js(element, "value") if has_js(element, "value") else ""
    if has_js(element, "checked"):
        item["checked"] = element.checked
    if element.nodeName == "SELECT" and element.multiple:
        item["values"] = [option.value for option in element.selectedOptions]
    return item

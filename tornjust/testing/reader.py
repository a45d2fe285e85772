"""An event of the test kit -> what its message carries (see `client_py/reader.py`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tornjust.testing.document import Document, Element


class Event:
    """What the runtime reads of a DOM event."""

    def __init__(self, kind: str, target: Element, **fields: Any) -> None:
        self.type = kind
        self.target = target
        self.fields = fields


class Reader:
    """Reads a `Document`."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def fields(
        self, name: str, event: Event, target: Element, node: Element, properties: list[str]
    ) -> dict[str, Any]:
        """What the message of a component's event carries."""
        fields: dict[str, Any] = {"event_target": target.get("id") or ""}
        if name == "submit":
            fields["form_data"] = [
                self._form_item(item) for item in node.iter("input", "textarea", "select", "button")
            ]
            return fields
        fields["event_current_target"] = node.get("id") or ""
        if target.tag in ("input", "textarea", "select", "button"):
            fields["value"] = self.document.get_property(target, "value")
            _split(fields)
            if target.tag == "input":
                fields["input_type"] = target.get("type") or "text"
                fields["checked"] = self.document.get_property(target, "checked")
        fields.update(event.fields)
        return fields

    def page_fields(self, name: str, event: Event) -> dict[str, Any]:
        """What the message of a page event carries."""
        return {"visibility": "visible", **event.fields}

    def _form_item(self, node: Element) -> dict[str, Any]:
        item = {name: value for name, value in node.attrib.items() if not name.startswith("data-tj")}
        item.update(
            html_tag=node.tag, id=node.get("id") or "", value=self.document.get_property(node, "value")
        )
        _split(item)
        if node.tag == "input":
            item["checked"] = self.document.get_property(node, "checked")
        return item


def _split(fields: dict[str, Any]) -> None:
    """A select of several values sends them all, and the first by itself."""
    if isinstance(fields["value"], list):
        fields["values"] = fields["value"]
        fields["value"] = fields["values"][0] if fields["values"] else ""

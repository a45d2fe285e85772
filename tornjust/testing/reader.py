"""An event of the test kit -> what its message carries (see `client_py/reader.py`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tornjust import wire
from tornjust.testing.files import File

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
            chosen: list[File] = []
            fields["form_data"] = [
                self._form_item(item, chosen) for item in node.iter("input", "textarea", "select", "button")
            ]
            return _with_files(fields, chosen)
        fields["event_current_target"] = node.get("id") or ""
        if target.tag in ("input", "textarea", "select", "button"):
            fields["value"] = self.document.get_property(target, "value")
            _split(fields)
            if target.tag == "input":
                fields["checked"] = self.document.get_property(target, "checked")
                if target.get("type") == "file":
                    files = self.document.files(target)
                    fields["files"] = _describe(files, 0 if name == "upload" else -1)
                    if name == "upload":
                        _with_files(fields, files)
        if node.tag in ("input", "textarea", "select"):
            fields["input_type"] = (node.get("type") or "text") if node.tag == "input" else node.tag
        fields.update(event.fields)
        if name == "drop":
            dropped = fields.pop("dropped", [])
            fields["files"] = _describe(dropped, 0)
            _with_files(fields, dropped)
        return fields

    def page_fields(self, name: str, event: Event | None, properties: Any = ()) -> dict[str, Any]:
        """What the message of a page event carries."""
        return {"visibility": "visible", **(event.fields if event is not None else {})}

    def _form_item(self, node: Element, chosen: list[File]) -> dict[str, Any]:
        item = {name: value for name, value in node.attrib.items() if not name.startswith("data-tj")}
        item.update(
            html_tag=node.tag,
            id=node.get("id") or "",
            name=node.get("name") or "",
            value=self.document.get_property(node, "value"),
        )
        _split(item)
        if node.tag == "input":
            item["checked"] = self.document.get_property(node, "checked")
            if node.get("type") == "file":
                files = self.document.files(node)
                item["files"] = _describe(files, len(chosen))
                chosen.extend(files)
        return item


def _describe(files: list[File], number: int) -> list[dict[str, Any]]:
    """What is said of files; those whose content is sent, too, are counted from `number` on (-1: it is not)."""
    return [
        {
            "name": file.name,
            "size": len(file.content),
            "type": file.type,
            "lastModified": 0,
            **({wire.NUMBER: number + index} if number >= 0 else {}),
        }
        for index, file in enumerate(files)
    ]


def _with_files(fields: dict[str, Any], files: list[File]) -> dict[str, Any]:
    """The fields of an event to which these files belong."""
    if files:
        fields[wire.FILES] = files
    return fields


def _split(fields: dict[str, Any]) -> None:
    """A select of several values sends them all, and the first by itself."""
    if isinstance(fields["value"], list):
        fields["chosen"] = fields["value"]
        fields["value"] = fields["chosen"][0] if fields["chosen"] else ""

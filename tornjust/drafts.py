"""What a user writes in a field, while a handler of theirs changes that field -> the text in which both are.

The tab says of which revision its field shows what the server says. What handlers of its events have made of the field
since is put into the text that arrives: of `Hello and`, written before the tab knew that a handler has taken `Hello`
and emptied the field, only ` and` comes in. What other tabs and tasks put there gives way to the user, as ever.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakSet, ref

from tornjust import wire
from tornjust.client_py.merge import TEXT_TYPES, merge
from tornjust.current import current_session
from tornjust.inbox import Event
from tornjust.listener import known_id

# A user writes in one field at a time; changes of those before are on their way for a moment only.
MOST_FIELDS = 4
MOST_CHANGES = 50
# Characters of all changes of a field together: nobody fills the memory with them.
MOST_TEXT = 100_000


class Draft:
    """A field: what is in it, and what handlers of the tab's events have made of it. The field tells it of changes."""

    __slots__ = ("__weakref__", "changes", "drafts", "node", "text")

    def __init__(self, node: Any, drafts: Drafts) -> None:
        self.node = ref(node)
        self.drafts = drafts
        # (revision, before, after)
        self.changes: list[tuple[int, str, str]] = []
        self.keep(node)
        node.__dict__.setdefault("_drafts", WeakSet()).add(self)

    def move(self, node: Any) -> None:
        """The field has been made anew, and `node` stands for its element."""
        self.node = ref(node)
        self.keep(node)

    def keep(self, node: Any) -> None:
        """What is in the field now, nobody has to know."""
        self.text: str = node._live_value("value")

    def look(self, node: Any) -> None:
        """Something is put into the field: note it if it comes from a handler, and not from the user."""
        before = self.text
        self.keep(node)
        session = self.drafts.session()
        ours = session is not None and current_session() is session and not self.drafts.taking
        if ours and self.text != before:
            self.changes.append(((node._marks or {}).get("value", 0), before, self.text))
            while sum(len(old) + len(new) for _, old, new in self.changes) > MOST_TEXT:
                del self.changes[0]
            del self.changes[:-MOST_CHANGES]

    def bring(self, text: str, base: int) -> str:
        """A text from a tab whose field shows what was so at that revision, with what became of it since."""
        self.changes = [change for change in self.changes if change[0] > base]
        for _, before, after in self.changes:
            text = merge(before, text, after)
        return text


class Drafts:
    """The fields in which a tab has written lately, by key."""

    def __init__(self, session: Any) -> None:
        self.session = ref(session)
        self.fields: dict[int, Draft] = {}
        # Whether what an event says is just being put into its field.
        self.taking = False

    def bring(self, event: Event) -> None:
        """Put into what an event says of fields what handlers have made of them meanwhile."""
        base = event.more.get(wire.BASED) if event.more else None
        base = min(base, event.since) if type(base) is int else event.since
        said = event.fields
        if said.get("value") and isinstance(said["value"], str):
            # What listens may stand around the field.
            draft = self.fields.get(event.key) or self._of_id(said.get("event_target"))
            if draft is not None:
                said["value"] = draft.bring(said["value"], base)
        items = said.get("form_data")
        for item in items if isinstance(items, list) else ():
            if isinstance(item, dict) and isinstance(item.get("value"), str):
                draft = self._of_id(item.get("id"))
                if draft is not None:
                    item["value"] = draft.bring(item["value"], base)

    def _of_id(self, name: Any) -> Draft | None:
        """The field whose element has that id."""
        for draft in self.fields.values():
            node = draft.node()
            if node is not None and str(known_id(node)) == name:
                return draft
        return None

    def keep(self, node: Any, event: Event) -> None:
        """The field holds the value that the event said."""
        draft = self.fields.get(event.key)
        if draft is not None:
            draft.keep(node)
        elif getattr(node, "type", "") in TEXT_TYPES and "value" in node._live:
            self.fields[event.key] = Draft(node, self)
            if len(self.fields) > MOST_FIELDS:
                del self.fields[next(iter(self.fields))]

    def forget(self, key: int) -> None:
        """A function in the browser has made of the field what the handler made of it here."""
        self.fields.pop(key, None)

"""`jp.client.storage`: the values that a browser keeps for functions of the program, as a dictionary of plain data."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MISSING: "list[Any]" = []


class Storage:
    """Values by name. Each is kept as JSON: what is read is a copy, and a change in it is kept when it is assigned.

    `texts` is where they are, the browser's `localStorage` or the like; `dumps` and `loads` write and read JSON.
    """

    def __init__(self, texts: "Any", dumps: "Any", loads: "Any") -> None:
        self._texts = texts
        self._dumps = dumps
        self._loads = loads

    def get(self, name: str, default: "Any" = None) -> "Any":
        """The value, or `default`."""
        text = self._texts.getItem(name)
        if not isinstance(text, str):
            return default
        try:
            return self._loads(text)
        except Exception:
            # What a script of the site has put there need not be JSON.
            return text

    def __getitem__(self, name: str) -> "Any":
        value = self.get(name, MISSING)
        if value is MISSING:
            raise KeyError(name)
        return value

    def __setitem__(self, name: str, value: "Any") -> None:
        self._texts.setItem(name, self._dumps(value))

    def __delitem__(self, name: str) -> None:
        if name not in self:
            raise KeyError(name)
        self._texts.removeItem(name)

    def __contains__(self, name: str) -> bool:
        return isinstance(self._texts.getItem(name), str)

    def __len__(self) -> int:
        return int(self._texts.length)

    def __iter__(self) -> "Any":
        return iter(self.keys())

    def __eq__(self, other: object) -> bool:
        return dict(self.items()) == (dict(other.items()) if isinstance(other, Storage) else other)

    def __repr__(self) -> str:
        return repr(dict(self.items()))

    def keys(self) -> "list[str]":
        """The names, as a list: it stays the same while values are set and deleted."""
        return [self._texts.key(i) for i in range(len(self))]

    def values(self) -> "list[Any]":
        """The values, as a list."""
        return [self[name] for name in self.keys()]

    def items(self) -> "list[tuple[str, Any]]":
        """(name, value) of all, as a list."""
        return [(name, self[name]) for name in self.keys()]

    def pop(self, name: str, default: "Any" = MISSING) -> "Any":
        """Removes a value and gives it, or `default`. Raises `KeyError` where there is neither."""
        value = self.get(name, default)
        if value is MISSING:
            raise KeyError(name)
        self._texts.removeItem(name)
        return value

    def setdefault(self, name: str, default: "Any" = None) -> "Any":
        """The value; `default` becomes it where there is none."""
        if name not in self:
            self[name] = default
        return self[name]

    def update(self, values: "Any" = (), **more: "Any") -> None:
        """Sets several values, as `dict.update` does."""
        for name, value in dict(values, **more).items():
            self[name] = value

    def clear(self) -> None:
        """Removes all of them."""
        self._texts.clear()

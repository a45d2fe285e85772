"""What a handler receives: `msg`, a dictionary whose items are attributes too and whose missing names are empty."""

from __future__ import annotations

import copy
from typing import Any

_new = dict.__new__
_update = dict.update


class Dict(dict[str, Any]):
    """A dictionary with attribute access, all the way down; a missing name gives an empty, false `Dict`.

    An empty `Dict` that was reached through a missing name puts itself in place when something is stored in it, so
    that `options.title.text = "x"` works.
    """

    def __init__(self, /, *args: Any, **kwargs: Any) -> None:
        dict.__init__(self, *args, **kwargs)
        # One is made for each event: what dict does itself is done at once, and only what holds more is looked into.
        for value in self.values():
            if type(value) is dict or type(value) is list:
                self._deepen()
                break

    @staticmethod
    def of(values: dict[str, Any], nested: bool) -> Dict:
        """As `Dict(values)`, where it is known whether dictionaries or lists are among the values."""
        new: Dict = _new(Dict)
        _update(new, values)
        if nested:
            new._deepen()
        return new

    def _deepen(self) -> None:
        """Take over the dictionaries and lists inside."""
        for key, value in self.items():
            dict.__setitem__(self, key, _deep(value))

    def update(self, /, *args: Any, **kwargs: Any) -> None:
        """As `dict.update`; dictionaries and lists inside are taken over as `Dict` and lists of them."""
        items = Dict(*args, **kwargs)
        super().update(items)
        if items:
            self._settle()

    def setdefault(self, key: str, default: Any = None) -> Any:
        """As `dict.setdefault`; a dictionary is taken over, and given back, as `Dict`."""
        if key not in self:
            self[key] = default
        return self[key]

    def copy(self) -> Dict:
        """A `Dict` with the same values."""
        new = Dict()
        dict.update(new, self)
        return new

    __copy__ = copy

    def __or__(self, other: Any) -> Dict:  # type: ignore[override]
        if not isinstance(other, dict):
            return NotImplemented
        new = self.copy()
        new.update(other)
        return new

    def __ror__(self, other: Any) -> Dict:  # type: ignore[override]
        if not isinstance(other, dict):
            return NotImplemented
        new = Dict(other)
        new.update(self)
        return new

    def __ior__(self, other: Any) -> Dict:  # type: ignore[override]
        self.update(other)
        return self

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, _deep(value))
        self._settle()

    def _settle(self) -> None:
        """Something is in it now: put it in its place, if it was reached through a missing name."""
        hook = self.__dict__.pop("_hook", None)
        if hook is not None:
            parent, name = hook
            parent[name] = self

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return self[name]

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def __delattr__(self, name: str) -> None:
        try:
            del self[name]
        except KeyError:
            raise AttributeError(name) from None

    def __missing__(self, key: str) -> Dict:
        child = Dict()
        child.__dict__["_hook"] = (self, key)
        return child

    def __deepcopy__(self, memo: dict[int, Any]) -> Dict:
        new = memo[id(self)] = Dict()
        for key, value in self.items():
            dict.__setitem__(new, key, copy.deepcopy(value, memo))
        return new

    def to_dict(self) -> dict[str, Any]:
        """A plain dictionary with plain dictionaries inside."""
        return {key: _plain(value) for key, value in self.items()}


def _deep(value: Any) -> Any:
    if isinstance(value, Dict):
        return value
    if type(value) is dict:
        return Dict(value)
    if type(value) is list:
        return [_deep(item) for item in value]
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, Dict):
        return value.to_dict()
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value

"""What a handler receives: `msg`, a dictionary whose items are attributes too and whose missing names are empty."""

from __future__ import annotations

from typing import Any


class Dict(dict[str, Any]):
    """A dictionary with attribute access, all the way down; a missing name gives an empty, false `Dict`.

    An empty `Dict` that was reached through a missing name puts itself in place when something is stored in it, so
    that `options.title.text = "x"` works.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__()
        self.update(*args, **kwargs)

    def update(self, *args: Any, **kwargs: Any) -> None:
        """As `dict.update`; dictionaries and lists inside are taken over as `Dict` and lists of them."""
        for key, value in dict(*args, **kwargs).items():
            self[key] = value

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, _deep(value))
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
        return Dict(self)

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

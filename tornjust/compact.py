"""Compact JSON, for what is written with every message."""

from __future__ import annotations

import json
from collections.abc import Callable
from json import encoder
from typing import Any

_standard = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


def _prepared() -> Callable[[Any, int], tuple[str, ...]] | None:
    """The encoder that `JSONEncoder.encode` makes anew for each call, which costs more than a short message itself."""
    make = getattr(encoder, "c_make_encoder", None)
    try:
        made: Any = make(  # type: ignore[misc]
            None, _standard.default, encoder.encode_basestring, None, ":", ",", False, False, True
        )
        return made if "".join(made(['"', {"ä": None}], 0)) == '["\\"",{"ä":null}]' else None
    except (TypeError, ValueError):
        return None  # a Python that has none, or another one


_encode = _prepared()


def encode(value: Any) -> str:
    """`value` as JSON without blanks and without escapes for what is not ASCII.

    Raises `TypeError` for what JSON does not have, and `RecursionError` for what contains itself.
    """
    if _encode is None or type(value) is not list:
        return _standard.encode(value)
    return "".join(_encode(value, 0))

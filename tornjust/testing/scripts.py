"""JavaScript in the test kit: nothing runs it, so a test says what it would give."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tornjust import wire
from tornjust.client_py.transport import Transport

# What code gives: a test's own function. It gets the code, and the values that go with it as keywords.
Answers = Callable[..., Any]


def answer(transport: Transport, root_key: int, value: dict[str, Any], javascript: Answers | None) -> None:
    """Tell the server what came of a script, if it wants to know: what `javascript(code, **values)` returns.

    An exception in it is what an error in the code would be.
    """
    if "answer" not in value and "send" not in value:
        return
    told: dict[str, Any] = {}
    try:
        if javascript is None:
            raise RuntimeError(
                "the test kit runs no JavaScript; set page.javascript = lambda code, **values: ..."
            )
        result = javascript(value["code"], **value.get("values", {}))
        if result is not None:
            told["result"] = result
    except Exception as error:
        told["error"] = f"{type(error).__name__}: {error}"
    if "answer" in value:
        if "result" in told:
            told["result"] = json.dumps(told["result"])
        transport.send(root_key, wire.ANSWER, {"number": value["answer"], **told})
    else:
        fields = {"visibility": "visible", "request_id": value.get("request"), **told}
        transport.send(root_key, "result_ready", fields)

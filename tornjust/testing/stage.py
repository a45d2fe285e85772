"""What Motion wants of a browser, without one: movements take no time here (see `client_py/motion/stage.py`)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tornjust import wire


class Stage:
    """A stage on which every movement is over as soon as it begins."""

    def parse(self, text: str) -> Any:
        """JSON -> value."""
        return json.loads(text)

    def movers(self, area: Any) -> list[Any]:
        """The elements in `area` that move."""
        return list(area.xpath(f"descendant::*[@{wire.MOTION}]"))

    def is_hidden(self, node: Any) -> bool:
        """Whether the element has the class `hidden`."""
        return "hidden" in (node.get("class") or "").split()

    def is_still(self) -> bool:
        """Whether the reader asked for less motion."""
        return False

    def flush(self, node: Any) -> None:
        """Nothing is painted here."""

    def soon(self, call: Callable[[], None]) -> None:
        """Call a function now."""
        call()

    def when_done(self, node: Any, kind: str, call: Callable[[], None]) -> None:
        """It is done."""
        call()

"""What a program probably did not mean to do: said in the log while it is developed, and once only."""

from __future__ import annotations

import logging
from collections.abc import Hashable

log = logging.getLogger("tornjust")

# Things that are remembered, so that a program with generated names does not fill the memory.
MOST_SAID = 1000

# Whether the program is being developed; see `configure`.
enabled = False
_said: set[Hashable] = set()


def configure(debug: bool) -> None:
    """Say whether the program is being developed."""
    global enabled
    enabled = debug


def once(what: Hashable, text: str, *args: object) -> None:
    """Write a warning, unless one about `what` was written before."""
    if enabled and what not in _said and len(_said) < MOST_SAID:
        _said.add(what)
        log.warning(text, *args)

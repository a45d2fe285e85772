"""`library(name, extra, who)`: another library, or an error that says how to install it."""

from __future__ import annotations

import importlib
from typing import Any

from tornjust.errors import MissingLibraryError


def library(name: str, extra: str, who: str) -> Any:
    """The module `name`, which the extra `extra` installs, for `who`. Raises `MissingLibraryError`."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        if error.name is not None and name.partition(".")[0] != error.name.partition(".")[0]:
            raise  # the library is there, and lacks something itself
        raise MissingLibraryError(
            f"{who} needs a library that is not installed ({name}). Install it with:\n"
            f"    python -m pip install 'tornjust[{extra}]'"
        ) from error

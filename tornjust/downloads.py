"""What programs give their users to store: text, bytes, a file or pieces as they come, each at an address of its own.

The address holds 128 random bits and works for the visitor of the tab that it was made for, as long as that tab is
there; what lies in memory goes a minute after it was fetched.
"""

from __future__ import annotations

import mimetypes
import secrets
from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

from tornjust.errors import ComponentError, MissingFileError
from tornjust.names import clean_name

# Downloads of one tab that are kept; the oldest goes.
MAX_OFFERS = 50
# Bytes of one piece of a stream.
CHUNK = 256 * 1024


class Offer(NamedTuple):
    """One download. `content` is bytes, the path of a file, or an iterator of pieces, which can be fetched once."""

    tab: Any
    content: Any
    name: str
    content_type: str


class Offers:
    """All that can be fetched: token -> offer."""

    def __init__(self) -> None:
        self._offers: dict[str, Offer] = {}

    def add(self, tab: Any, data: Any, name: str | None, content_type: str | None) -> str:
        """Keep a download for a tab; returns its token. Raises as `offer` does."""
        made = offer(tab, data, name, content_type)
        mine = [token for token, other in self._offers.items() if other.tab is tab]
        for token in mine[: max(0, len(mine) - MAX_OFFERS + 1)]:
            self.drop(token)
        token = secrets.token_urlsafe(16)
        self._offers[token] = made
        return token

    def get(self, token: str) -> Offer | None:
        """The download of that token, if its tab is still there."""
        found = self._offers.get(token)
        return found if found is not None and found.tab.open else None

    def name(self, token: str) -> str:
        """What it will be called."""
        return self._offers[token].name

    def drop(self, token: str) -> None:
        """It cannot be fetched any more."""
        self._offers.pop(token, None)

    def forget(self, tab: Any) -> None:
        """The tab has gone."""
        for token in [token for token, other in self._offers.items() if other.tab is tab]:
            self.drop(token)


def offer(tab: Any, data: Any, name: str | None, content_type: str | None) -> Offer:
    """What a program gives -> an offer.

    `data` is text, bytes, the `Path` of a file, an open file, a file that a user sent, or an iterator of pieces. A name
    is needed where `data` has none. Raises `MissingFileError` for a path where there is no file, and `ComponentError`
    for anything else.
    """
    own = getattr(data, "name", None)
    path = data if isinstance(data, PathLike) else getattr(data, "path", None)
    content: Any
    if isinstance(path, PathLike):
        content = Path(path)
        if not content.is_file():
            raise MissingFileError(f"download({str(path)!r}): there is no such file (looked in {Path.cwd()})")
        own = own if isinstance(own, str) and own else content.name
    elif isinstance(data, str):
        content, own = data.encode("utf-8", "replace"), None
    elif isinstance(data, bytes | bytearray | memoryview):
        content, own = bytes(data), None
    elif hasattr(data, "read"):
        content = _pieces(data)
    elif hasattr(data, "__aiter__") or hasattr(data, "__next__"):
        content, own = data, None
    else:
        raise ComponentError(
            f"download() got {type(data).__name__} {data!r:.60}; it takes text, bytes, the Path of a file, an open "
            "file, or a generator of text or bytes"
        )
    if name is None and not isinstance(own, str):
        hint = f" (for a file, give Path({data!r}))" if isinstance(data, str) and len(data) < 200 else ""
        raise ComponentError(f"download() needs a name for what it stores, as in name='report.csv'{hint}")
    known = clean_name(name if name is not None else own)
    kind = content_type or mimetypes.guess_type(known)[0] or "application/octet-stream"
    if kind.startswith("text/") and "charset" not in kind and isinstance(data, str):
        kind += "; charset=utf-8"
    if any(ord(c) < 32 for c in kind):
        raise ComponentError(f"content_type={content_type!r} is no media type")
    return Offer(tab, content, known, kind)


def _pieces(file: Any) -> Iterator[Any]:
    with file:
        while piece := file.read(CHUNK):
            yield piece


offers = Offers()

"""The header lines of a request, of which most are the same in thousands of requests: those are read once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from tornado.httputil import HTTPHeaders, HTTPInputError

# Headers that ask for what only Tornado's way has.
_UNUSUAL = ("Cookie", "Transfer-Encoding", "Expect", "Upgrade")
# What a cookie may hold (RFC 9110, section 5.5).
_ALLOWED = bytes((9, *range(0x20, 0x7F), *range(0x80, 0x100)))
# Blocks of header lines that are remembered at a time; but for their cookies, those of all tabs of a browser are alike.
_MOST_KNOWN = 500
_LONGEST_KNOWN = 2000  # bytes
_known: dict[bytes, Usual] = {}


class Usual(NamedTuple):
    """What a block of header lines says, without a cookie."""

    headers: HTTPHeaders
    # The same by their usual names, for a quick look.
    texts: dict[str, str]
    # Bytes of the body.
    length: int
    # Whether the client wants the connection to end with the answer.
    last: bool


class Headers(HTTPHeaders):
    """The headers of a block that is known, and a cookie. They are only read."""

    def __init__(self, usual: Usual, cookie: str) -> None:
        self._usual = usual
        self._texts = {**usual.texts, "Cookie": cookie}

    def __getitem__(self, name: str) -> str:
        return self._texts[_usual_name(name)]

    def get(self, name: str, default: Any = None) -> Any:
        """A header's text; `default` when there is none."""
        return self._texts.get(_usual_name(name), default)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and _usual_name(name) in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def get_list(self, name: str) -> list[str]:
        """As in `HTTPHeaders`."""
        return (
            [self._texts["Cookie"]] if _usual_name(name) == "Cookie" else self._usual.headers.get_list(name)
        )

    def get_all(self) -> Iterator[tuple[str, str]]:
        """As in `HTTPHeaders`."""
        yield from self._usual.headers.get_all()
        yield "Cookie", self._texts["Cookie"]


@lru_cache(maxsize=1000)
def _usual_name(name: str) -> str:
    return "-".join(map(str.capitalize, name.split("-")))


def read_headers(block: bytes) -> tuple[HTTPHeaders, Usual] | None:
    """What the lines of a block, which begins and ends with a line break, say; None if they are unusual."""
    start = block.find(b"\r\nCookie:")
    if start < 0:
        start = block.find(b"\r\ncookie:")
    if start < 0:
        usual = _known.get(block) or _read_usual(block)
        return usual and (usual.headers, usual)
    end = block.find(b"\r\n", start + 2)
    rest = block[:start] + block[end:]
    usual = _known.get(rest) or _read_usual(rest)
    cookie = block[start + 9 : end]
    if usual is None or cookie.translate(None, _ALLOWED):
        return None
    return Headers(usual, cookie.decode("latin1").strip(" \t")), usual


def _read_usual(block: bytes) -> Usual | None:
    if block.count(b"\n") != block.count(b"\r\n"):
        return None  # Tornado takes a line feed alone for the end of a line, and two for the end of the head
    try:
        headers = HTTPHeaders.parse(block[2:].decode("latin1"))
    except HTTPInputError:
        return None
    length = headers.get("Content-Length", "0")
    connection = headers.get("Connection", "keep-alive").lower()
    if (
        any(name in headers for name in _UNUSUAL)
        or re.fullmatch("[0-9]{1,7}", length) is None
        or connection not in ("keep-alive", "close")
    ):
        return None
    usual = Usual(headers, dict(headers), int(length), connection == "close")
    if len(block) <= _LONGEST_KNOWN:
        _known[block] = usual
        if len(_known) > _MOST_KNOWN:
            del _known[next(iter(_known))]
    return usual

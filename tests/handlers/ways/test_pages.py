"""Pages, and whatever else the functions of pages return."""

from __future__ import annotations

import gzip
import re

import pytest

from .conftest import Ways, went
from .line import Line
from .program import ANSWERS


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize(
    "more", [(), ("Connection: close",), ("Range: bytes=2-5",), ("Accept-Encoding: gzip",)]
)
def test_pages_and_other_answers_are_alike(ways: Ways, name: str, more: tuple[str, ...]) -> None:
    """Twice on one connection, and then something else."""
    before = went["requests"]
    said = []
    for server in ways:
        line = Line(server, f"{name} {more}")
        got = []
        for path in (name.replace(" ", "-"), f"{name.replace(' ', '-')}?a=1&b=%20&a=", "text"):
            headers = "\r\n".join((f"Host: {line.host}", f"Cookie: {line.cookie}", *more))
            line.send(f"GET /{path} HTTP/1.1\r\n{headers}\r\n\r\n".encode())
            head, body = line.answer(name == "empty" and path != "text")
            if b"data-tornjust-root" in body or name in ("page", "slow", "large"):
                # Tokens are others each time.
                body = re.sub(
                    rb"[A-Za-z0-9_-]{16,}|\d+", b"#", gzip.decompress(body) if body[:1] == b"\x1f" else body
                )
            got.append((line.neutral(re.sub(r"Content-Length: .*", "", "\n".join(head))), body, line.ended))
            if line.ended or more[:1] == ("Connection: close",):
                break
        got.append(("", line.rest() if name == "broken stream" else b"", line.ended))
        line.socket.close()
        said.append(got)
    assert said[0] == said[1]
    assert went["requests"] > before

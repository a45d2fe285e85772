"""Header lines that are read once."""

from __future__ import annotations

import pytest
from tornado.httputil import HTTPHeaders

from tornjust import headers


def test_headers_that_are_known_read_as_tornados_own() -> None:
    block = "Host: a.example\r\nX-List: 1\r\nx-list: 2\r\nAccept-Language: de\r\n"
    found = headers.read_headers(f"\r\n{block}Cookie: \ta=b; c=d \r\n".encode())
    assert found is not None
    ours, own = found[0], HTTPHeaders.parse(f"{block}Cookie: \ta=b; c=d \r\n")
    assert dict(ours) == dict(own)
    assert sorted(ours.get_all()) == sorted(own.get_all())
    assert len(ours) == len(own)
    for name in ("HOST", "cookie", "Cookie", "x-list", "X-LIST", "accept-Language", "None", "x--y"):
        assert (ours.get(name), name in ours, ours.get_list(name)) == (
            own.get(name),
            name in own,
            own.get_list(name),
        )
    with pytest.raises(KeyError):
        ours["Origin"]
    assert 5 not in ours


def test_what_is_remembered_of_headers_is_bounded() -> None:
    for number in range(2 * headers._MOST_KNOWN):
        assert headers.read_headers(f"\r\nHost: a{number}.example\r\n".encode()) is not None
    assert len(headers._known) == headers._MOST_KNOWN
    large = f"\r\nX: {'x' * headers._LONGEST_KNOWN}\r\n".encode()
    assert headers.read_headers(large) is not None
    assert large not in headers._known

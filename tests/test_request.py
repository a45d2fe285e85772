"""What a page function is told about the visit."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tornjust.request import URL, Headers, MultiDict, Request


def visit(url: str = "http://example.org:8000/shop/5?tag=a&tag=b&empty=", **more: Any) -> Request:
    """A visit; `more` replaces what it is made of."""
    parts: dict[str, Any] = {
        "method": "GET",
        "headers": lambda: [("Accept", "text/html"), ("X-Twice", "1"), ("X-Twice", "2")],
        "cookies": lambda: {"theme": "dark"},
        "client": ("10.0.0.7", 4711),
        "path_params": {"number": 5},
    }
    return Request(url=url, **{**parts, **more})


def test_what_programs_read():
    request = visit(session_id="abc")
    assert request.method == "GET"
    assert request.path_params == {"number": 5}
    assert request.cookies["theme"] == "dark"
    assert (request.client.host, request.client.port) == ("10.0.0.7", 4711)
    assert request.session_id == request.state.session_id == "abc"


def test_without_sessions_the_attribute_is_missing():
    assert not hasattr(visit(), "session_id")


def test_the_query():
    query = visit().query_params
    assert len(query) == 2
    assert query["tag"] == query.get("tag") == "b"
    assert query.getlist("tag") == ["a", "b"]
    assert query.multi_items() == [("tag", "a"), ("tag", "b"), ("empty", "")]
    assert dict(query.items()) == {"tag": "b", "empty": ""}
    assert "empty" in query
    assert query.get("missing", "x") == "x"
    with pytest.raises(KeyError):
        query["missing"]


def test_the_query_is_decoded():
    assert visit("http://h/?q=a%20b%26c+d&%C3%A4=%FF").query_params.multi_items() == [
        ("q", "a b&c d"),
        ("ä", "\ufffd"),
    ]


def test_headers_in_any_case():
    headers = visit().headers
    assert headers["accept"] == headers["ACCEPT"] == headers.get("Accept") == "text/html"
    assert "aCCept" in headers
    assert headers.getlist("X-Twice") == ["1", "2"]
    assert 5 not in headers


def test_the_url():
    url = visit("https://ada:pw@example.org:8000/shop/5?a=1#top").url
    assert str(url) == "https://ada:pw@example.org:8000/shop/5?a=1#top"
    assert (url.scheme, url.path, url.query, url.fragment) == ("https", "/shop/5", "a=1", "top")
    assert (url.hostname, url.port, url.username, url.password) == ("example.org", 8000, "ada", "pw")
    assert url.netloc == "ada:pw@example.org:8000"
    assert url.is_secure
    assert url == "https://ada:pw@example.org:8000/shop/5?a=1#top"
    assert str(url.replace(path="/", query="")) == "https://ada:pw@example.org:8000/#top"
    assert {url: 1}[URL(str(url))] == 1
    with pytest.raises(AttributeError):
        url.nothing  # noqa: B018


def test_parts_of_the_address_may_be_replaced_one_by_one():
    url = URL("http://example.org/a")
    assert str(url.replace(scheme="https")) == "https://example.org/a"
    assert str(url.replace(port=81)) == "http://example.org:81/a"
    assert str(url.replace(hostname="example.com")) == "http://example.com/a"
    assert str(url.replace(username="ada", password="pw")) == "http://ada:pw@example.org/a"
    assert str(url.replace(hostname="::1", port=81, path="/b")) == "http://[::1]:81/b"


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ({"port": None}, "http://ada:pw@Example.org/a"),
        ({"port": 81}, "http://ada:pw@Example.org:81/a"),
        ({"hostname": "h"}, "http://ada:pw@h:80/a"),
        ({"password": None}, "http://ada@Example.org:80/a"),
        ({"username": None}, "http://Example.org:80/a"),
        ({"username": "bob"}, "http://bob:pw@Example.org:80/a"),
    ],
)
def test_the_other_parts_of_the_address_stay(parts, text):
    assert str(URL("http://ada:pw@Example.org:80/a").replace(**parts)) == text


def test_an_address_in_brackets_keeps_them():
    assert str(URL("http://[::1]/").replace(port=81)) == "http://[::1]:81/"
    assert str(URL("http://[::1]:80/").replace(port=None)) == "http://[::1]/"
    url = URL("http://[::1]:80/")
    assert url.replace(hostname=url.hostname) == url


def test_the_base_url():
    assert str(visit().base_url) == "http://example.org:8000/"


def test_the_scope():
    request = visit()
    assert request["path"] == "/shop/5"
    assert request["method"] == "GET"
    assert request["query_string"] == b"tag=a&tag=b&empty="
    assert request["path_params"] == {"number": 5}
    with pytest.raises(KeyError):
        request["nothing"]


def test_the_body():
    request = visit(body=b'{"a": 1}')
    assert asyncio.run(request.body()) == b'{"a": 1}'
    assert asyncio.run(request.json()) == {"a": 1}
    assert asyncio.run(visit(body=b"a=1&a=2&b=").form()).multi_items() == [("a", "1"), ("a", "2"), ("b", "")]


def test_reprs_show_what_is_in_them():
    assert repr(MultiDict([("a", "1")])) == "MultiDict([('a', '1')])"
    assert repr(Headers([("A", "1")])).endswith("([('a', '1')])")
    assert repr(URL("http://h/")) == "URL('http://h/')"


def test_a_request_is_a_mapping_too() -> None:
    request = Request(
        method="GET", url="http://host/a?b=c", headers=list, cookies=dict, client=("::1", 1), path_params={}
    )
    assert "path" in request
    assert request.get("path") == "/a"
    assert request.get("missing", 3) == 3
    assert dict(request)["query_string"] == b"b=c"

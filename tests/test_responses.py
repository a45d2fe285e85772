"""Answers that are no pages: what goes into them, and what cannot."""

from __future__ import annotations

import pytest

import tornjust as jp
from tornjust.responses import disposition, location


def test_content_and_its_type():
    assert jp.Response(b"\0\1", media_type="image/png").content_type == "image/png"
    assert jp.Response("ä").body == "ä".encode()
    assert jp.Response().content_type is None
    assert jp.PlainTextResponse("x").content_type == "text/plain; charset=utf-8"
    assert (
        jp.HTMLResponse("x", media_type="text/html; charset=ascii").content_type == "text/html; charset=ascii"
    )
    assert jp.JSONResponse({"a": ["ä", None, 1.5]}).body == '{"a":["ä",null,1.5]}'.encode()


@pytest.mark.parametrize("content", [5, {"a": 1}, object()])
def test_content_that_is_no_text(content):
    with pytest.raises(jp.PageError, match="content has to be text or bytes"):
        jp.PlainTextResponse(content)


@pytest.mark.parametrize("content", [object(), float("nan"), {(1, 2): 3}])
def test_what_is_no_json(content):
    with pytest.raises(jp.PageError, match="is no JSON"):
        jp.JSONResponse(content)


def test_cookies():
    answer = jp.Response()
    answer.set_cookie("theme", "dark", max_age=60, httponly=True)
    answer.delete_cookie("old", path="/a")
    assert answer.cookie_headers[0] == "theme=dark; HttpOnly; Max-Age=60; Path=/; SameSite=Lax"
    assert "old=; " in answer.cookie_headers[1]
    assert "Max-Age=0; Path=/a" in answer.cookie_headers[1]


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("/a?b=c&d=%20#e", "/a?b=c&d=%20#e"),
        ("https://example.org/ü", "https://example.org/%C3%BC"),
        ("/x\r\nSet-Cookie: a=b", "/x%0D%0ASet-Cookie:%20a=b"),
        ("/\ud800", "/?"),
    ],
)
def test_an_address_becomes_one_header(address, sent):
    assert location(address) == sent
    answer = jp.RedirectResponse(address)
    assert (answer.status_code, answer.headers["Location"]) == (307, sent)


def test_a_file_that_is_missing(tmp_path):
    with pytest.raises(jp.PageError, match=r"nothing.txt', which is no file"):
        jp.FileResponse(tmp_path / "nothing.txt")
    with pytest.raises(jp.PageError, match="is no file"):
        jp.FileResponse(tmp_path)


def test_a_file_may_have_any_name():
    assert disposition("a.txt") == 'attachment; filename="a.txt"'
    assert disposition('a"\r\nX: y.txt') == "attachment; filename*=UTF-8''a%22%0D%0AX%3A%20y.txt"


def test_a_stream_needs_something_to_stream():
    with pytest.raises(jp.PageError, match="needs an iterator"):
        jp.StreamingResponse(5)

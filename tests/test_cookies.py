"""Cookies: any text travels, nothing else gets into the header with it."""

from __future__ import annotations

from http.cookies import SimpleCookie

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tornjust import cookies
from tornjust.errors import PageError


def test_attributes():
    assert cookies.header("a", "b") == "a=b; HttpOnly; Path=/; SameSite=Lax"
    line = cookies.header(
        "a", 5, max_age=60, path="/x", domain="example.org", secure=True, httponly=False, samesite="Strict"
    )
    assert line == "a=5; Domain=example.org; Max-Age=60; Path=/x; SameSite=Strict; Secure"


def test_deletion_says_so_in_both_ways():
    assert "Max-Age=0" in cookies.header("a", "", max_age=0)
    assert "expires=Thu, 01 Jan 1970" in cookies.header("a", "", max_age=0)


def test_a_cookie_for_all_sites_is_secure():
    assert cookies.header("a", "b", samesite="none").endswith("SameSite=None; Secure")
    assert "SameSite" not in cookies.header("a", "b", samesite=None)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_comes_back_and_the_header_is_one_plain_line(text):
    line = cookies.header("name", text)
    assert line.isascii()
    assert line.isprintable()
    found = SimpleCookie(line)
    assert list(found) == ["name"]
    assert cookies.value(found["name"].value) == text


def test_text_that_is_no_text_is_sent_all_the_same():
    assert cookies.value(SimpleCookie(cookies.header("a", "x\ud800"))["a"].value) == "x?"


@pytest.mark.parametrize(
    "name", ["", "a b", "a=b", "a;b", "a\r\nSet-Cookie: x", "ä", 'a"', "path", "expires"]
)
def test_bad_names(name):
    with pytest.raises(PageError, match="cookie name"):
        cookies.header(name, "x")


@pytest.mark.parametrize(
    "attributes",
    [
        {"path": "/;domain=evil.org"},
        {"path": "/\r\nX: y"},
        {"domain": "a\nb"},
        {"domain": "a,b"},
        {"samesite": "always"},
    ],
)
def test_bad_attributes(attributes):
    with pytest.raises(PageError, match="cookie"):
        cookies.header("a", "b", **attributes)


def test_a_cookie_that_browsers_would_drop_is_refused():
    cookies.header("a", "x" * 4000)
    with pytest.raises(PageError, match="browsers keep 4096"):
        cookies.header("a", "ä" * 1000)


def test_a_foreign_cookie_stays_as_it_is():
    assert cookies.value("caf\xe9") == "caf\xe9"


@pytest.mark.parametrize(
    ("cookie_path", "path", "sent"),
    [
        ("/", "/", True),
        ("/", "/admin", True),
        ("/admin", "/admin", True),
        ("/admin", "/admin/", True),
        ("/admin", "/admin/users", True),
        ("/admin", "/administrator", False),
        ("/admin", "/Admin", False),
        ("/admin", "/", False),
        ("/admin/", "/admin/users", True),
        ("/admin/", "/admin", False),
        ("admin", "/anything", True),
    ],
)
def test_the_paths_that_a_cookie_is_sent_with(cookie_path, path, sent):
    assert cookies.reaches(cookie_path, path) is sent

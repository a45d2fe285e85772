"""The content security policy: what a page may run, written so that one can read it."""

from __future__ import annotations

import base64
import hashlib
import logging
import re

import pytest

from tornjust import policy
from tornjust.errors import SettingsError
from tornjust.policy import DEFAULT, Policy, check_inner, handler_hashes, new_nonce, with_nonce


def parts(header: tuple[str, str] | None) -> dict[str, str]:
    """The directives of a header."""
    assert header is not None
    return dict((part + " ").split(" ", 1) for part in header[1].split("; "))


def test_scripts_run_by_their_nonce_and_nothing_is_evaluated():
    name, text = Policy().header("", "", "abc") or ("", "")
    assert name == "Content-Security-Policy"
    assert "script-src 'self' 'nonce-abc' 'strict-dynamic'" in text
    assert "script-src-attr 'none'" in text
    assert "style-src-elem 'self' 'nonce-abc'; style-src-attr 'unsafe-inline'" in text
    assert "unsafe-eval" not in text
    assert text.count("unsafe-inline") == 1


def test_images_frames_fonts_media_and_requests_are_open():
    found = parts(Policy().header("", "", "abc"))
    for name in ("img-src", "frame-src", "font-src", "media-src", "connect-src"):
        assert found[name].startswith("*")


def test_every_nonce_is_another_and_needs_no_quotes():
    nonces = {new_nonce() for _ in range(100)}
    assert len(nonces) == 100
    assert all(re.fullmatch(r"[\w-]{22}", nonce) for nonce in nonces)


def test_a_setting_replaces_directives_of_the_default():
    found = parts(Policy("img-src 'self'; object-src 'none'; report-uri /csp").header("", "", "abc"))
    assert found["img-src"].strip() == "'self'"
    assert found["object-src"].strip() == "'none'"
    assert found["report-uri"].strip() == "/csp"
    assert found["script-src"].strip() == DEFAULT["script-src"].replace("{nonce}", "'nonce-abc'")


def test_a_page_replaces_directives_of_the_setting():
    found = parts(
        Policy("img-src 'self'").header("img-src 'none'; style-src-elem 'self' {nonce} https:", "", "n")
    )
    assert found["img-src"].strip() == "'none'"
    assert found["style-src-elem"].strip() == "'self' 'nonce-n' https:"


def test_it_can_be_off_and_it_can_only_report():
    assert Policy("off").header("", "", "abc") is None
    name, _ = Policy(report_only=True).header("", "", "abc") or ("", "")
    assert name == "Content-Security-Policy-Report-Only"


@pytest.mark.parametrize("text", ["img-src 'self', *", "IMG SRC", "é *", "5 *"])
def test_what_is_no_policy_is_named(text):
    with pytest.raises(SettingsError, match="is no directive"):
        Policy(text)


def test_what_may_stand_in_a_page_itself():
    assert Policy().inline("") == {"script", "style"}
    assert Policy("script-src 'self'").inline("") == {"style"}
    assert Policy("script-src 'self'").inline("script-src-elem 'self' {nonce}") == {"script", "style"}
    assert Policy().inline("style-src-elem 'unsafe-inline'") == {"script", "style"}
    assert Policy().inline("style-src-elem 'unsafe-inline' 'nonce-constant'") == {"script"}
    assert Policy("off").inline("") == set()


def test_a_policy_may_stand_on_several_lines_and_stays_one_header():
    found = parts(Policy("img-src\r\n 'self'\n*;\nobject-src 'none'").header("", "", "abc"))
    assert found["img-src"].strip() == "'self' *"


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("<script>a</script>", "<script nonce=N>a</script>"),
        ('<SCRIPT src="x">', '<SCRIPT nonce=N src="x">'),
        ("<style>b</style><link rel=stylesheet>", "<style nonce=N>b</style><link nonce=N rel=stylesheet>"),
        # In a script's own text: the string stays one string.
        ('<script>s = "<style>"</script>', '<script nonce=N>s = "<style nonce=N>"</script>'),
        ("<scripted-thing>", "<scripted-thing>"),
        ("a < script > b", "a < script > b"),
        ("&lt;script>", "&lt;script>"),
    ],
)
def test_raw_html_gets_the_nonce(html, marked):
    assert with_nonce(html, "N") == marked


def sha256(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


def test_handlers_in_the_pages_own_html_are_named_by_their_hash():
    html = (
        "<b onclick='a(&quot;1&quot;)' title='onload=x'>text onclick=no</b><i onload=b></i><!-- <i onx=c> -->"
    )
    assert handler_hashes(html) == (sha256('a("1")'), sha256("b"))
    assert handler_hashes("<p>on = off</p>") == ()
    found = parts(Policy().header("", html, "abc"))
    assert found["script-src-attr"].split() == ["'unsafe-hashes'", sha256('a("1")'), sha256("b")]


def test_a_stricter_rule_for_handlers_is_kept():
    found = parts(Policy("script-src-attr 'report-sample'").header("", "<b onclick=a>", "abc"))
    assert found["script-src-attr"].strip() == "'report-sample'"


def test_sheets_that_the_programs_css_imports_may_be_loaded():
    css = "@import url(https://fonts.example.com/css?family=A+B);@IMPORT '//cdn.example.com:8080/x.css' print; p {}"
    found = parts(
        Policy().header("", '<style>@import url( "https://one.example.com/a.css" )</style>', "n", css)
    )
    assert found["style-src-elem"].split() == [
        "'self'",
        "'nonce-n'",
        "https://fonts.example.com",
        "cdn.example.com:8080",
        "https://one.example.com",
    ]
    assert parts(Policy().header("", "", "n", "@import 'own.css'; p {}")) == parts(
        Policy().header("", "", "n")
    )
    stricter = parts(Policy("style-src-elem 'self'").header("", "", "n", css))
    assert stricter["style-src-elem"].split() == ["'self'"]


def test_handlers_in_components_are_named_once_in_the_log(caplog, monkeypatch):
    monkeypatch.setattr(policy, "_warned", set())
    with caplog.at_level(logging.WARNING):
        check_inner("<p>no handler, on = off</p>")
        check_inner("<b ondrop='one()'>")
        check_inner("<b ondrop='two()'>")
    assert len(caplog.records) == 1
    assert "ondrop=... in inner_html will not run" in caplog.text
    assert "body_html" in caplog.text

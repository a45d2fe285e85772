"""A cookie and its attributes -> the `Set-Cookie` header; and the way back for its value (RFC 6265)."""

from __future__ import annotations

import re
from http.cookies import Morsel
from typing import Any

from tornjust.errors import PageError

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_SAFE_ATTRIBUTE = re.compile(r"[^\x00-\x1f\x7f;,]*")
# As a browser counts: what is longer it drops without a word.
MAX_SIZE = 4096


def check_name(name: str) -> str:
    """The name, if a cookie may have it. Raises `PageError` otherwise."""
    if not _NAME.fullmatch(name):
        raise PageError(
            f"cookie name {name!r:.60} cannot be sent: it may hold letters, digits and !#$%&'*+-.^_`|~, and no "
            "space, '=', ';' or line break"
        )
    return name


def header(
    name: str,
    value: Any,
    *,
    max_age: int | None = None,
    path: str = "/",
    domain: str | None = None,
    secure: bool = False,
    httponly: bool = True,
    samesite: str | None = "lax",
) -> str:
    """The value of a `Set-Cookie` header. Any text may be the cookie's value; it is quoted where that is needed.

    `max_age` is in seconds: None keeps the cookie until the browser is closed, 0 deletes it. Raises `PageError` for
    what cannot be sent.
    """
    morsel: Morsel[str] = Morsel()
    text = str(value)
    # Octal escapes stand for bytes, so that any character can travel; `value` puts them together again.
    coded = text.encode("utf-8", "replace").decode("latin-1")
    check_name(name)
    try:
        morsel.set(name, text, _quoted(coded))
    except Exception:  # a name that http.cookies keeps for itself, such as "path"
        raise PageError(f"cookie name {name!r} is the name of a cookie's attribute; choose another") from None
    morsel["path"] = _attribute("path", path)
    if domain:
        morsel["domain"] = _attribute("domain", domain)
    if max_age is not None:
        morsel["max-age"] = int(max_age)
        if max_age <= 0:
            morsel["expires"] = "Thu, 01 Jan 1970 00:00:00 GMT"
    if samesite:
        if samesite.lower() not in ("lax", "strict", "none"):
            raise PageError(f"samesite of cookie {name!r} is {samesite!r}; it is 'lax', 'strict' or 'none'")
        morsel["samesite"] = samesite.capitalize()
    # Browsers drop SameSite=None without Secure.
    morsel["secure"] = secure or (samesite is not None and samesite.lower() == "none")
    morsel["httponly"] = httponly
    line = morsel.OutputString()
    if len(name) + len(morsel.coded_value) > MAX_SIZE:
        raise PageError(
            f"cookie {name!r} has {len(morsel.coded_value)} bytes; browsers keep {MAX_SIZE}. Keep the data on the "
            "server, under request.session_id"
        )
    return line


def value(text: str) -> str:
    """The value of a received cookie, its quotes and escapes already taken off, as it was when it was set."""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def reaches(cookie_path: str, path: str) -> bool:
    """Whether a browser sends a cookie of that path with a request for `path` (RFC 6265, 5.1.4)."""
    if not cookie_path.startswith("/"):
        return True  # it gets the folder of the request that it is set by (5.2.4)
    return path == cookie_path or path.startswith(
        cookie_path if cookie_path.endswith("/") else f"{cookie_path}/"
    )


def _quoted(text: str) -> str:
    if re.fullmatch(r"[!#$%&'*+.^_`|~:/?@<>\[\](){}=0-9A-Za-z-]*", text):
        return text
    escaped = "".join(
        f"\\{ord(char):03o}" if not " " <= char <= "~" or char in ',;"\\' else char for char in text
    )
    return f'"{escaped}"'


def _attribute(name: str, text: str) -> str:
    if not _SAFE_ATTRIBUTE.fullmatch(text) or not text.isascii():
        raise PageError(f"cookie attribute {name} {text!r:.60} cannot be sent: no ';', ',' or line break")
    return text

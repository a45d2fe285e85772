"""What a page may load and run: its Content-Security-Policy, and the nonces that the program's own scripts need.

The default lets through what comes from this server, and everything that the program itself put into the page's raw
HTML, which carries a nonce that no other page has. It needs neither 'unsafe-eval' nor 'unsafe-inline' for scripts,
so markup that somebody smuggles in later runs nothing. See docs/security.md.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import re
import secrets
from functools import lru_cache
from html.parser import HTMLParser

from tornjust.errors import SettingsError

log = logging.getLogger("tornjust")

# Directive -> sources. {nonce} stands for the page's nonce.
DEFAULT = {
    "default-src": "'self'",
    # What a script with the nonce loads may run, too: many libraries come in several parts.
    "script-src": "'self' {nonce} 'strict-dynamic'",
    "script-src-attr": "'none'",
    "style-src-elem": "'self' {nonce}",
    "style-src-attr": "'unsafe-inline'",
    "img-src": "* data: blob:",
    "media-src": "* data: blob:",
    "font-src": "* data:",
    "connect-src": "* ws: wss: data: blob:",
    "frame-src": "* data: blob:",
    "worker-src": "'self' blob:",
    "object-src": "'self'",
    "base-uri": "'self'",
    "frame-ancestors": "'self'",
}
# Pages of ours that run nothing: errors.
STILL = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'self'"
_DIRECTIVE = re.compile(r"([a-z][a-z-]*)((?:\s+[^\s;,]+)*)")
# Tags that such a policy asks for a nonce.
NONCED = frozenset(("script", "style", "link", "SCRIPT", "STYLE", "LINK"))
_NEEDS_NONCE = re.compile(rf"<({'|'.join(sorted(NONCED))})(?=[\s>])")
_HANDLER = re.compile(r"<[a-z][^<>]*?\s(on[a-z]+)\s*=", re.IGNORECASE)
# The server of a sheet that the program's own CSS imports.
_IMPORT = re.compile(r"@import\s+(?:url\(\s*)?[\"']?((?:https?:)?//[a-z0-9.-]+(?::[0-9]+)?)", re.IGNORECASE)
_warned: set[str] = set()


class Policy:
    """The policy of an application's pages. `text` is the setting CSP; raises `SettingsError` for what is none.

    "" is the default, "off" sends none. Directives that `text` names replace the default's of that name.
    """

    def __init__(self, text: str = "", report_only: bool = False) -> None:
        self.name = "Content-Security-Policy" + ("-Report-Only" if report_only else "")
        self._base = None if text.strip().lower() == "off" else {**DEFAULT, **directives(text)}
        # Of pages without directives or raw HTML of their own.
        self._usual = _join(tuple((self._base or {}).items()))
        self._usual_inline = self._inline("")

    def inline(self, own: str) -> frozenset[str]:
        """Which elements may hold their content themselves on a page with these directives: "script", "style".

        None where no policy is sent: a proxy may add one that we cannot see.
        """
        return self._inline(own) if own else self._usual_inline

    def _inline(self, own: str) -> frozenset[str]:
        return frozenset() if self._base is None else _inline(tuple(self._base.items()), own)

    def header(self, own: str, raw: str, nonce: str, css: str = "") -> tuple[str, str] | None:
        """Name and value of the header for one page, or None.

        `own` are directives of that page; `raw` is HTML that the program wrote, whose on... attributes may run. What
        that and `css`, the program's too, import by `@import` may be loaded.
        """
        if self._base is None:
            return None
        if not own and not raw and "@import" not in css.lower():
            template = self._usual
        else:
            merged = {**self._base, **directives(own)}
            hashes = handler_hashes(raw)
            if hashes and merged.get("script-src-attr") == "'none'":
                merged["script-src-attr"] = "'unsafe-hashes' " + " ".join(hashes)
            imported = dict.fromkeys(found.removeprefix("//") for found in _IMPORT.findall(css + raw))
            if imported and merged.get("style-src-elem") == DEFAULT["style-src-elem"]:
                merged["style-src-elem"] += "".join(f" {source}" for source in imported)
            template = _join(tuple(merged.items()))
        return self.name, template.replace("{nonce}", f"'nonce-{nonce}'")


def new_nonce() -> str:
    """128 random bits, as text that needs no quotes in HTML."""
    return secrets.token_urlsafe(16)


@lru_cache(maxsize=64)
def directives(text: str) -> dict[str, str]:
    """`img-src 'self'; object-src 'none'` -> the sources of each directive. Raises `SettingsError`."""
    found = {}
    for part in filter(None, map(str.strip, text.split(";"))):
        match = _DIRECTIVE.fullmatch(part)
        if match is None:
            raise SettingsError(
                f"content security policy {part!r:.80} is no directive; write a name and its sources, as in "
                "\"img-src 'self' https://example.org\", with semicolons between directives"
            )
        found[match[1]] = " ".join(match[2].split())
    return found


def with_nonce(html: str, nonce: str) -> str:
    """Raw HTML of the program with the nonce in each of its script, style and link tags.

    Without quotes: where a script's own text holds such a tag in a string, the string stays one.
    """
    # A function, since a template would be parsed anew for each nonce.
    return _NEEDS_NONCE.sub(lambda tag: f"<{tag[1]} nonce={nonce}", html)


@lru_cache(maxsize=256)
def handler_hashes(html: str) -> tuple[str, ...]:
    """The hashes by which a policy names the on... attributes in raw HTML (CSP Level 3, 'unsafe-hashes')."""
    if not _HANDLER.search(html):
        return ()
    reader = _Handlers()
    reader.feed(html.replace("\r\n", "\n").replace("\r", "\n"))
    reader.close()
    digests = (hashlib.sha256(code.encode("utf-8", "replace")).digest() for code in reader.found)
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


@lru_cache(maxsize=1000)
def check_inner(html: str) -> None:
    """Say once in the log that on... attributes in a component's raw HTML do not run, and what does."""
    found = _HANDLER.search(html)
    if found is None or found[1].lower() in _warned:
        return
    _warned.add(found[1].lower())
    log.warning(
        "%s=... in inner_html will not run: the page's content security policy runs no scripts from there "
        "(%.60r). Use a component with an event handler, or put the HTML into body_html, or see the setting CSP.",
        found[1],
        html[found.start() :],
    )


class _Handlers(HTMLParser):
    """The code of all on... attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, code in attrs:
            if name.startswith("on") and code:
                self.found[code] = None


def _join(pairs: tuple[tuple[str, str], ...]) -> str:
    return "; ".join(f"{name} {sources}".strip() for name, sources in pairs)


@lru_cache(maxsize=64)
def _inline(base: tuple[tuple[str, str], ...], own: str) -> frozenset[str]:
    merged = {**dict(base), **directives(own)}
    return frozenset(kind for kind in ("script", "style") if _lets_in(_sources(merged, kind)))


def _sources(merged: dict[str, str], kind: str) -> list[str]:
    """What counts for an element: the nearest of the directives that there are (CSP Level 3, 6.8.3)."""
    names = (f"{kind}-src-elem", f"{kind}-src", "default-src")
    return next((merged[name].split() for name in names if name in merged), [])


def _lets_in(sources: list[str]) -> bool:
    """Whether an element with the page's nonce passes. Browsers ignore 'unsafe-inline' beside a nonce or a hash."""
    return "{nonce}" in sources or (
        "'unsafe-inline'" in sources
        and not any(source.startswith(("'nonce-", "'sha", "'strict-dynamic'")) for source in sources)
    )

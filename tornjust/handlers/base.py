"""What all handlers share: the visitor's session, the same-origin proof, and how errors look."""

from __future__ import annotations

import asyncio
import gzip
import logging
import math
import re
import time
import uuid
from collections.abc import Callable
from functools import lru_cache
from typing import Any, cast

from tornado.httputil import HTTPHeaders, format_timestamp
from tornado.web import HTTPError, RequestHandler, decode_signed_value

from tornjust.addresses import below
from tornjust.errors import MessageError, TornjustError
from tornjust.policy import STILL
from tornjust.session import Session
from tornjust.settings import Settings
from tornjust.shell import error_document
from tornjust.tabs import Tabs
from tornjust.tracebacks import program_traceback
from tornjust.visitors import Visitors

log = logging.getLogger("tornjust")

# Bytes. Below this a packet is not saved.
COMPRESS_FROM = 1000
_PREFIX = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*")
_TITLES = {
    403: "Not allowed",
    404: "Page not found",
    405: "Method not allowed",
    421: "Unknown host",
    429: "Too many requests",
    503: "Too many visitors",
}
_FOREIGN = (
    "request from another origin: {}, and not {}. If this is our own page behind a proxy, have the proxy pass the Host "
    "header on; if it is a page that may do this, name its origin in the setting ORIGINS"
)


# With every answer that a browser may show, whoever made it.
SECURE_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "SAMEORIGIN"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
)
_USUAL_HEADERS = {"Content-Type": "text/html; charset=UTF-8", **dict(SECURE_HEADERS)}


class Visit:
    """Mixin for request and socket handlers: who is asking."""

    def of_app(self: Any) -> tuple[Settings, Tabs]:
        """The application's settings and tabs."""
        settings = self.application.settings
        return settings["tornjust_settings"], settings["tornjust_tabs"]

    async def lag(self: Any) -> None:
        """Wait as long as the setting LATENCY says."""
        settings, _ = self.of_app()
        if settings.latency:
            await asyncio.sleep(settings.latency / 1000)

    def cookie_name(self: Any) -> str:
        """The session cookie's name. Cookies ignore the port, so two programs on one host need two names."""
        settings, _ = self.of_app()
        if settings.session_cookie_name:
            return cast(str, settings.session_cookie_name)
        port = self.request.host.rpartition(":")[2]
        return f"tornjust_session_{port}" if port.isdigit() else "tornjust_session"

    def session_id(self: Any) -> str | None:
        """The visitor's session id from the signed cookie; None when there is none or its signature is wrong."""
        settings, _ = self.of_app()
        header = self.request.headers.get("Cookie")
        if not settings.sessions or not header:
            return None
        name = self.cookie_name()

        def verify() -> str | None:
            morsel = self.request.cookies.get(name)
            days = settings.cookie_max_age / 86400
            secret = self.application.settings["cookie_secret"]
            value = decode_signed_value(
                secret, name, morsel and morsel.value, max_age_days=days, min_version=2
            )
            return value.decode() if value else None

        visitors: Visitors = self.application.settings["tornjust_visitors"]
        return visitors.find(name, header, verify)

    def is_own_origin(self: Any, origin: str) -> bool:
        """Whether pages of that origin may speak for our tabs: those of this host, and what the settings name."""
        settings, _ = self.of_app()
        origin = origin.lower()
        if settings.origins and origin in settings.origins.lower().replace(",", " ").split():
            return True
        # What the browser says, and pages cannot forge; older ones, and those that came by http, say nothing.
        site = self.request.headers.get("Sec-Fetch-Site")
        if site in ("same-site", "cross-site"):
            return False
        scheme, _, host = origin.rpartition("//")
        # Anybody on the way can write what comes by http. The other way round is a proxy that does not tell the scheme.
        plain = scheme == "http:" and self.request.protocol == "https"
        # "same-origin" while the names differ: a proxy that does not pass the Host on.
        return bool((host == self.request.host.lower() and not plain) or site == "same-origin")

    def is_local(self: Any) -> bool:
        """Whether the request is the proxy's, or this machine's, own; nobody counts those."""
        context: Any = getattr(self.request.connection, "context", None)
        trusted = getattr(context, "trusted", None)
        if trusted is None:  # served by Tornado's own server
            return self.request.remote_ip in ("127.0.0.1", "::1")
        return bool(trusted and context.remote_ip == context._orig_remote_ip)

    def find_tab(self: Any, token: str) -> Session | None:
        """The tab of that token, if it is this visitor's."""
        _, tabs = self.of_app()
        return cast("Session | None", tabs.get(token, self.session_id()))

    def is_stranger(self: Any, token: str) -> bool:
        """Whether no tab of this visitor's has that token, nor had it just now."""
        _, tabs = self.of_app()
        return not tabs.has_left(token, self.session_id())

    def hang_up(self: Any) -> None:
        """Close the connection, so that nobody takes what was sent for the whole."""
        stream = getattr(self.request.connection, "stream", None)
        if stream is not None:
            stream.close()

    def check_same_origin(self: Any) -> None:
        """Refuse what another site's page sends. A browser names the origin; other clients need the tab's token."""
        headers = self.request.headers
        origin = headers.get("Origin")
        if origin is None:
            foreign = headers.get("Sec-Fetch-Site") in ("same-site", "cross-site")
        else:
            foreign = not self.is_own_origin(origin)
        if foreign:
            raise MessageError(_FOREIGN.format(origin, self.request.host), 403)


def packed(data: bytes, asked: HTTPHeaders, set_header: Callable[[str, str], None]) -> bytes:
    """An answer's body, compressed where that is worth it and the client takes it, as its request's headers say."""
    if len(data) < COMPRESS_FROM:
        return data
    set_header("Vary", "Accept-Encoding")
    if "gzip" not in asked.get("Accept-Encoding", ""):
        return data
    set_header("Content-Encoding", "gzip")
    return gzip.compress(data, compresslevel=5, mtime=0)


@lru_cache(maxsize=1)
def http_date(second: int) -> str:
    """A time as HTTP writes it, made once for all answers of a second."""
    return format_timestamp(second)


def is_prefix(text: str) -> bool:
    """Whether a text is the path of a prefix: "" or /one/or/more/names."""
    return _PREFIX.fullmatch(text) is not None


class Handler(Visit, RequestHandler):
    """Base of the request handlers."""

    # Which of the counts of requests this is.
    kind = "other"
    session_kept = True
    # Seconds after which a visitor who asked for too much may come back.
    retry_after = 0.0
    # What `prefix` has found out.
    _prefix: str | None = None
    # The methods that a path answers, where it was asked by another.
    allow: frozenset[str] | set[str] = frozenset()

    def clear(self) -> None:
        """As Tornado's, with our default headers and in fewer steps."""
        self._headers = HTTPHeaders({**_USUAL_HEADERS, "Date": http_date(int(time.time()))})
        settings, _ = self.of_app()
        if settings.hsts and self.request.protocol == "https":
            self.set_header("Strict-Transport-Security", f"max-age={settings.hsts}")
        self._write_buffer: list[bytes] = []
        self._status_code = 200
        self._reason = "OK"

    def compute_etag(self) -> str | None:
        return None  # what is served here either changes all the time or names its own hash

    def check_etag_header(self) -> bool:
        return "Etag" in self._headers and super().check_etag_header()

    def prefix(self) -> str:
        """What stands before our paths when a proxy serves the program below a path of its own."""
        if self._prefix is None:
            self._prefix = self._find_prefix()
        return self._prefix

    def _find_prefix(self) -> str:
        own: str = self.application.settings["tornjust_prefix"]
        if own or not self.from_proxy():
            return own
        told = self.request.headers.get("X-Forwarded-Prefix", "").rstrip("/")
        return told if is_prefix(told) else ""

    def from_proxy(self) -> bool:
        """Whether the request comes from a proxy that the settings trust."""
        context = getattr(self.request.connection, "context", None)
        return bool(getattr(context, "trusted", False))

    def own_path(self) -> str:
        """The path that was asked for, below the prefix."""
        own: str = self.application.settings["tornjust_prefix"]
        path = self.request.path
        if own and (path == own or path.startswith(own + "/")):
            return path[len(own) :] or "/"
        return path

    def full_url(self) -> str:
        """The address as the visitor has it."""
        query = f"?{self.request.query}" if self.request.query else ""
        return f"{self.request.protocol}://{self.request.host}{self.prefix()}{self.own_path()}{query}"

    def below_prefix(self, address: str) -> str:
        """An address of the program: `/path` is one of its own paths, and stands below the prefix."""
        return below(self.prefix(), address)

    def ensure_session(self) -> str | None:
        """The visitor's session id; a new visitor is given one.

        What another site's page posts comes without the cookie (SameSite): it gets an id, but must not replace the
        visitor's. `session_kept` is then False.
        """
        settings, _ = self.of_app()
        if not settings.sessions:
            return None
        found = self.session_id()
        if found is not None:
            return found
        fresh = uuid.uuid4().hex
        if self.request.method not in ("GET", "HEAD") and (
            self.request.headers.get("Sec-Fetch-Site") == "cross-site"
        ):
            self.session_kept = False
            return fresh
        self.set_signed_cookie(
            self.cookie_name(),
            fresh,
            expires_days=settings.cookie_max_age / 86400,
            path=self.prefix() or "/",
            httponly=True,
            samesite="Lax",
            secure=self.request.protocol == "https",
        )
        return fresh

    def send(self, body: str | bytes) -> None:
        """Finish with a text, compressed where that is worth it and the client takes it.

        Tornado's own `compress_response` would lengthen the head of every small answer too.
        """
        data = body.encode() if isinstance(body, str) else body
        self.finish(data if self._headers_written else packed(data, self.request.headers, self.set_header))

    def send_error(self, status_code: int = 500, **kwargs: Any) -> None:
        """An error page, unless the answer has begun: then it breaks off, so that nobody takes it for the whole."""
        if not self._headers_written:
            super().send_error(status_code, **kwargs)
            return
        self.hang_up()
        if not self._finished:
            self.finish()

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        settings, _ = self.of_app()
        error = kwargs.get("exc_info", (None, None, None))[1]
        trace = message = ""
        title = _TITLES.get(
            status_code, "Something went wrong" if status_code >= 500 else f"Error {status_code}"
        )
        if isinstance(error, HTTPError) and error.log_message:
            message = error.log_message
        elif error is not None and settings.debug:
            message = f"{type(error).__name__}: {error}"
            # An error of ours says all in its message; where it was raised is no news.
            trace = "" if isinstance(error, TornjustError) else program_traceback(error)
        elif status_code >= 500:
            message = "The server could not make this page. The reason is in its log."
        if self.retry_after:
            self.set_header("Retry-After", str(math.ceil(self.retry_after)))
        if self.allow:
            self.set_header("Allow", ", ".join(sorted(self.allow)))
        self.set_header("Content-Security-Policy", STILL)
        self.set_header("Cache-Control", "no-store")
        self.finish(error_document(title, message, trace, self.prefix()))

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        if isinstance(value, HTTPError):
            log.info("%s %s: %s", value.status_code, self.request.path, value.log_message or value.reason)
        else:
            log.error("%s %s failed", self.request.method, self.request.path, exc_info=(typ, value, tb))

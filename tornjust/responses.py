"""What a page function may return instead of a page: an answer that is sent as it is.

    def orders(request):
        return jp.JSONResponse({"open": 3})

The classes have the names and arguments of Starlette's, which JustPy programs use.
"""

from __future__ import annotations

import json
import mimetypes
from collections.abc import AsyncIterable, Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tornjust import cookies
from tornjust.errors import PageError

Chunks = AsyncIterable[str | bytes] | Iterable[str | bytes]


class Response:
    """An answer. `content` is text or bytes; `headers` can be changed until it is sent.

    `media_type` becomes the Content-Type, with the charset where it is text. Raises `PageError` for other content.
    """

    media_type: str | None = None

    def __init__(
        self,
        content: Any = None,
        status_code: int = 200,
        headers: Mapping[str, str] | None = None,
        media_type: str | None = None,
        background: Any = None,
    ) -> None:
        self.status_code = status_code
        self.headers: dict[str, str] = {str(name): str(text) for name, text in (headers or {}).items()}
        self.media_type = media_type or self.media_type
        self.background = background
        self.cookie_headers: list[str] = []
        self.body = self.render(content)

    def render(self, content: Any) -> bytes:
        """Content -> bytes; for subclasses to override."""
        if content is None:
            return b""
        if isinstance(content, bytes | bytearray | memoryview):
            return bytes(content)
        if isinstance(content, str):
            return content.encode("utf-8", "replace")
        raise PageError(
            f"{type(self).__name__} got {type(content).__name__} {content!r:.60}; content has to be text or bytes "
            "(JSONResponse takes dictionaries and lists)"
        )

    @property
    def content_type(self) -> str | None:
        """The Content-Type header."""
        kind = self.media_type
        if kind is not None and kind.startswith("text/") and "charset" not in kind:
            return f"{kind}; charset=utf-8"
        return kind

    def set_cookie(
        self,
        key: str,
        value: Any = "",
        max_age: int | None = None,
        path: str = "/",
        domain: str | None = None,
        secure: bool = False,
        httponly: bool = False,
        samesite: str | None = "lax",
    ) -> None:
        """Send a cookie; `max_age` in seconds, None until the browser is closed. Raises `PageError`."""
        self.cookie_headers.append(
            cookies.header(
                key,
                value,
                max_age=max_age,
                path=path,
                domain=domain,
                secure=secure,
                httponly=httponly,
                samesite=samesite,
            )
        )

    def delete_cookie(self, key: str, path: str = "/", domain: str | None = None) -> None:
        """Have the browser forget a cookie."""
        self.set_cookie(key, max_age=0, path=path, domain=domain)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(status_code={self.status_code}, {len(self.body)} bytes)"


class PlainTextResponse(Response):
    """Text."""

    media_type = "text/plain"


class HTMLResponse(Response):
    """HTML that the program wrote as a whole. It comes without a content security policy, unless `headers` has one."""

    media_type = "text/html"


class JSONResponse(Response):
    """Anything that `json.dumps` takes. Raises `PageError` for what it does not."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        try:
            text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        except (TypeError, ValueError) as error:
            raise PageError(f"JSONResponse got {content!r:.80}, which is no JSON: {error}") from None
        return text.encode("utf-8", "replace")


class RedirectResponse(Response):
    """Sends the browser to `url`. 307, the default, keeps the method; 303 is for the answer to a form."""

    def __init__(
        self,
        url: Any,
        status_code: int = 307,
        headers: Mapping[str, str] | None = None,
        background: Any = None,
    ) -> None:
        super().__init__(b"", status_code, headers, background=background)
        self.headers["Location"] = location(url)


class StreamingResponse(Response):
    """Sends what an iterator gives, piece by piece as it comes: text or bytes, from a generator of either kind."""

    def __init__(
        self,
        content: Chunks,
        status_code: int = 200,
        headers: Mapping[str, str] | None = None,
        media_type: str | None = None,
        background: Any = None,
    ) -> None:
        super().__init__(None, status_code, headers, media_type, background)
        if not hasattr(content, "__aiter__") and not hasattr(content, "__iter__"):
            raise PageError(
                f"StreamingResponse got {type(content).__name__}; it needs an iterator or a generator"
            )
        self.chunks = content


class FileResponse(Response):
    """A file from the disk, of any size. `filename` has the browser store it under that name.

    Raises `PageError` when there is no such file.
    """

    def __init__(
        self,
        path: str | Path,
        status_code: int = 200,
        headers: Mapping[str, str] | None = None,
        media_type: str | None = None,
        background: Any = None,
        filename: str | None = None,
        content_disposition_type: str = "attachment",
    ) -> None:
        self.path = Path(path)
        if not self.path.is_file():
            raise PageError(f"FileResponse got {str(path)!r}, which is no file (looked in {Path.cwd()})")
        guess = mimetypes.guess_type(filename or self.path.name)[0] or "application/octet-stream"
        super().__init__(None, status_code, headers, media_type or guess, background)
        if filename is not None:
            self.headers.setdefault("Content-Disposition", disposition(filename, content_disposition_type))


def location(url: Any) -> str:
    """An address as a header may carry it: what is not allowed there, line breaks too, is percent-encoded."""
    return quote(str(url).encode("utf-8", "replace"), safe=":/%#?=@[]!$&'()*+,;~")


def disposition(filename: str, kind: str = "attachment") -> str:
    """The Content-Disposition of a file with any name (RFC 6266)."""
    plain = quote(filename.encode("utf-8", "replace"), safe="")
    if plain == filename:
        return f'{kind}; filename="{filename}"'
    return f"{kind}; filename*=UTF-8''{plain}"

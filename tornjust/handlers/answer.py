"""A `Response` that a page function returned -> the bytes of the answer."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from email.utils import formatdate
from pathlib import Path
from typing import Any

from tornado import httputil
from tornado.iostream import StreamClosedError
from tornado.web import StaticFileHandler

from tornjust.errors import PageError
from tornjust.handlers.base import Handler
from tornjust.responses import Chunks, FileResponse, Response, StreamingResponse

# Bytes of one piece of a file.
CHUNK = 256 * 1024


async def send_response(handler: Handler, response: Response) -> None:
    """Send it. Raises `PageError` for a status or a header that cannot be sent."""
    status = response.status_code
    if type(status) is not int or not 200 <= status <= 599:
        raise PageError(f"{response!r} has status {status!r}; it has to be a number from 200 to 599")
    handler.set_status(status)
    handler.clear_header("Content-Type")
    if response.content_type is not None:
        handler.set_header("Content-Type", response.content_type)
    for name, text in response.headers.items():
        try:
            handler.set_header(name, text)
        except ValueError:
            raise PageError(f"header {name!r}: {text!r:.80} cannot be sent; it holds a line break") from None
    for cookie in response.cookie_headers:
        handler.add_header("Set-Cookie", cookie)
    if isinstance(response, FileResponse):
        await _file(handler, response.path)
    elif isinstance(response, StreamingResponse):
        await _stream(handler, response.chunks)
    elif status in (204, 304):
        handler.finish()
    else:
        handler.send(response.body)


async def _stream(handler: Handler, chunks: Chunks) -> None:
    handler.set_header("X-Accel-Buffering", "no")  # nginx would keep the pieces until the end
    # The visitor may leave at any time; then the generator is closed, and can clean up.
    async with contextlib.aclosing(_pieces(chunks)) as pieces:
        with contextlib.suppress(StreamClosedError):
            if handler.request.method != "HEAD":
                async for piece in pieces:
                    handler.write(piece)
                    await handler.flush()
            handler.finish()


async def _pieces(chunks: Chunks) -> AsyncGenerator[str | bytes, None]:
    source: Any = chunks
    try:
        if hasattr(source, "__aiter__"):
            async for piece in source:
                yield piece
        else:
            for piece in source:
                yield piece
    finally:
        close = getattr(source, "aclose", None) or getattr(source, "close", None)
        if close is not None:
            result = close()
            if asyncio.iscoroutine(result) or hasattr(result, "__await__"):
                await result


async def _file(handler: Handler, path: Path) -> None:
    """The file, or the part of it that was asked for (RFC 9110, 14)."""
    state = path.stat()
    size = state.st_size
    tag = f'"{state.st_mtime_ns:x}-{size:x}"'
    handler.set_header("Etag", tag)
    handler.set_header("Last-Modified", formatdate(state.st_mtime, usegmt=True))
    handler.set_header("Accept-Ranges", "bytes")
    asked = handler.request.headers
    if tag in asked.get("If-None-Match", ""):
        handler.set_status(304)
        handler.finish()
        return
    start, end = 0, size
    if handler.get_status() == 200 and "Range" in asked and asked.get("If-Range", tag) == tag:
        found = httputil._parse_request_range(asked["Range"])
        if found is not None:
            first, behind = found
            start = max(0, size + first) if first is not None and first < 0 else first or 0
            end = size if behind is None else min(size, behind)
            if start >= end:
                handler.set_status(416)
                handler.set_header("Content-Range", f"bytes */{size}")
                handler.finish()
                return
            handler.set_status(206)
            handler.set_header("Content-Range", httputil._get_content_range(start, end, size))
    handler.set_header("Content-Length", str(end - start))
    if handler.request.method != "HEAD":
        with contextlib.suppress(StreamClosedError):
            for piece in StaticFileHandler.get_content(str(path), start, end):
                handler.write(piece)
                await handler.flush()
    handler.finish()

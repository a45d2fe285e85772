"""A response of Starlette, as programs for JustPy return it: an ASGI application that says itself what to send."""

from __future__ import annotations

import asyncio
from typing import Any

from tornado.iostream import StreamClosedError

from tornjust.handlers.base import Handler


def is_asgi_response(result: Any) -> bool:
    """Whether a page function returned one. tornjust does not import Starlette, so it is known by what it has."""
    return callable(result) and hasattr(result, "raw_headers") and hasattr(result, "status_code")


async def send_asgi_response(handler: Handler, response: Any) -> None:
    """Have it say what to send, and send it (ASGI 3.0, HTTP)."""
    gone = asyncio.Event()
    head_only = handler.request.method == "HEAD"

    async def receive() -> dict[str, Any]:
        # What a stream asks beside its work, to learn that the visitor has left.
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            handler.set_status(message["status"])
            handler.clear_header("Content-Type")
            for key, value in message.get("headers", ()):
                name, text = key.decode("latin-1"), value.decode("latin-1")
                put = handler.add_header if name.lower() == "set-cookie" else handler.set_header
                put(name, text)
        elif message["type"] == "http.response.body" and not gone.is_set():
            try:
                if message.get("body") and not head_only:
                    handler.write(bytes(message["body"]))
                if not message.get("more_body"):
                    handler.finish()  # here, as its background task comes after this
                elif not head_only:
                    await handler.flush()
            except StreamClosedError:
                gone.set()

    await response(_scope(handler), receive, send)


def _scope(handler: Handler) -> dict[str, Any]:
    request = handler.request
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.protocol,
        "path": request.path,
        "query_string": request.query.encode("latin-1", "replace"),
        "root_path": "",
        "headers": [
            (name.lower().encode("latin-1"), text.encode("latin-1", "replace"))
            for name, text in request.headers.get_all()
        ],
    }

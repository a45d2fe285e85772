"""What both servers serve: pages whose handlers write down what they hear, and answers of all kinds."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import tornjust as jp

# What the handlers of each run have heard.
heard: dict[str, list[str]] = {}
buttons: dict[str, list[jp.Button]] = {}


def page(request: Any) -> jp.WebPage:
    """A page whose handlers write down what they are asked."""
    wp = jp.WebPage()
    said = heard.setdefault(request.headers.get("x-run", ""), [])
    shown = jp.P(a=wp, text="0")

    def click(self: Any, msg: Any) -> None:
        said.append(f"click {len(said)}")
        shown.text = f"clicked {len(said)}"

    async def stream(self: Any, msg: Any) -> None:
        said.append("stream")
        for step in "ab":
            shown.text = f"{step} {len(said)}"
            await msg.page.update()

    def large(self: Any, msg: Any) -> None:
        said.append("large")
        shown.text = f"{len(said)} " + "large " * 3000

    def boom(self: Any, msg: Any) -> None:
        said.append("boom")
        raise RuntimeError("meant")

    buttons[request.headers.get("x-run", "")] = [
        jp.Button(a=wp, click=handler) for handler in (click, stream, large, boom)
    ]
    return wp


def made(text: str) -> jp.WebPage:
    """A small page."""
    wp = jp.WebPage()
    jp.P(a=wp, text=text)
    return wp


async def slow_page(request: Any) -> jp.WebPage:
    await asyncio.sleep(0.02)
    request.session_id = request.session_id
    return made("slow")


def failing_page(request: Any) -> jp.WebPage:
    raise RuntimeError("meant")


def streamed() -> Iterator[bytes]:
    yield from (b"one ", b"", b"two " * 20_000, b"three")


async def streamed_slowly() -> AsyncIterator[str]:
    for piece in "abc":
        yield piece
        await asyncio.sleep(0.01)


async def broken() -> AsyncIterator[str]:
    yield "begin"
    await asyncio.sleep(0.01)
    raise RuntimeError("meant")


FILE = Path(jp.__file__)
ANSWERS: dict[str, Callable[[Any], Any]] = {
    "page": lambda request: made("page"),
    "slow": slow_page,
    "fails": failing_page,
    "large": lambda request: made("large " * 50_000),
    "text": lambda request: jp.PlainTextResponse("text"),
    "json": lambda request: jp.JSONResponse({"a": [1, "\u20ac"]}, headers={"X-More": "1"}),
    "empty": lambda request: jp.Response(b"", status_code=204),
    "redirect": lambda request: jp.RedirectResponse("/text"),
    "teapot": lambda request: jp.PlainTextResponse("short", status_code=418),
    "query": lambda request: jp.PlainTextResponse(repr(sorted(request.query_params.items()))),
    "stream": lambda request: jp.StreamingResponse(streamed()),
    "slow stream": lambda request: jp.StreamingResponse(streamed_slowly(), media_type="text/event-stream"),
    "broken stream": lambda request: jp.StreamingResponse(broken()),
    "file": lambda request: jp.FileResponse(FILE),
    "none": lambda request: None,
}

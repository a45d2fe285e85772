"""Many visits, slow clients and abandoned tabs leave the server as it was. TORNJUST_SOAK=10000 is a long run of it."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import os
import random
import re
import tracemalloc
from typing import Any

from tornado.httpclient import AsyncHTTPClient, HTTPError, HTTPRequest
from tornado.websocket import websocket_connect

import tornjust as jp
from tornjust.testing import App
from tornjust.testing.document import Document

# How a visitor's tab hears of changes.
WAYS = ("socket", "answers", "park", "poll")
VISITS = int(os.environ.get("TORNJUST_SOAK", "120"))


def a_page() -> jp.WebPage:
    wp = jp.WebPage()

    def clicked(self: Any, msg: Any) -> None:
        jp.P(a=wp, text="clicked")

    for number in range(30):
        jp.Button(a=wp, text=f"button {number}", click=clicked)
    return wp


_cookies: dict[int, str] = {}


async def visit(app: App, dice: random.Random) -> None:
    """Somebody looks, clicks, and leaves properly or just vanishes. Without the runtime, which has a memory too."""
    url = f"http://127.0.0.1:{app.port}"
    client = AsyncHTTPClient()
    # Somebody who comes again and again: what the server remembers of visitors is bounded, but grows at first.
    cookie = _cookies.get(app.port, "")
    answer = await client.fetch(url, headers={"Cookie": cookie})
    if not cookie:
        cookie = _cookies[app.port] = answer.headers["Set-Cookie"].partition(";")[0]
    headers = {"Cookie": cookie, "Origin": url}
    document = Document(answer.body.decode())
    assert document.config is not None
    base, tab = document.config["base"], document.config["tab"]
    key = re.search(r'<button data-tj="(\d+)"', answer.body.decode())
    assert key

    async def post(kind: str, body: str) -> None:
        await client.fetch(f"{url}{base}/{kind}/{tab}", method="POST", body=body, headers=headers)

    way = dice.choice(WAYS)
    if way == "socket":
        request = HTTPRequest(f"{url}{base}/socket/{tab}".replace("http", "ws", 1), headers=headers)
        socket = await websocket_connect(request)
        await socket.write_message(json.dumps(["sync", document.config["revision"]]))
        await socket.read_message()
    for number in range(dice.randint(0, 3)):
        event = json.dumps(["event", number + 1, 0, int(key[1]), "click", {}])
        if way == "socket":
            await socket.write_message(event)
            if dice.random() < 0.8:  # or the answer is left unread
                await socket.read_message()
        else:
            await post("event", event)
    if way == "poll":
        for _ in range(2):
            await client.fetch(f"{url}{base}/poll/{tab}/0", headers=headers)
    elif way == "park":
        # Somebody who waits for news, and goes before there are any.
        with contextlib.suppress(HTTPError):
            await client.fetch(f"{url}{base}/park/{tab}/1000000000", headers=headers, request_timeout=0.02)
    if way == "socket":
        socket.close()
    if dice.random() < 0.5:
        await post("leave", "")


def sweep(app: App) -> None:
    """As if those that vanished had been silent for longer than the settings allow."""
    assert app.application
    tabs = app.application.settings["tornjust_tabs"]
    for session in tabs:
        session.seen_at -= 1e6
    app.run(tabs.sweep())
    # Sockets that have ended are forgotten now and then, too.
    assert app._server
    app._server.look()  # type: ignore[attr-defined]


def test_memory_returns_to_where_it_was(tornjust_app: App) -> None:
    dice = random.Random(7)
    tornjust_app.serve(a_page)

    def used() -> int:
        for _ in range(50):  # until the server has heard of the last connections' end
            tornjust_app.run(asyncio.sleep(0.1))
            sweep(tornjust_app)
            if not len(tornjust_app.application.settings["tornjust_tabs"]):  # type: ignore[union-attr]
                break
        for _ in range(3):
            gc.collect()
        return tracemalloc.get_traced_memory()[0]

    for _ in range(50):  # fills caches and pools
        tornjust_app.run(visit(tornjust_app, dice))
    tracemalloc.start()
    try:
        tornjust_app.run(visit(tornjust_app, dice))
        before = used()
        # What one page costs, to compare with.
        kept = [a_page() for _ in range(10)]
        cost = (tracemalloc.get_traced_memory()[0] - before) / len(kept)
        kept.clear()
        before = used()
        for _ in range(VISITS):
            tornjust_app.run(visit(tornjust_app, dice))
        grown = used() - before
    finally:
        tracemalloc.stop()
    # Caches of a few hundred entries fill up; pages do not stay.
    assert grown < VISITS * cost / 10, f"{grown} bytes after {VISITS} visits; one page takes {cost:.0f}"
    assert tornjust_app.application is not None
    assert len(tornjust_app.application.settings["tornjust_tabs"]) == 0
    assert tornjust_app.application.settings["tornjust_tabs"].parked == 0
    assert not tornjust_app.application.settings["tornjust_sockets"]
    print(f"{grown} bytes more after {VISITS} visits; one page takes {cost:.0f}")


def test_slow_clients_hold_up_nobody(tornjust_app: App) -> None:
    """Requests that come byte by byte, answers that nobody reads: others are served as before."""
    tornjust_app.serve(a_page, websockets=False)
    port = tornjust_app.port

    async def crawl(part: bytes) -> None:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            for byte in part:
                writer.write(bytes([byte]))
                await asyncio.sleep(0.05)
        except OSError:
            pass
        finally:
            writer.close()

    async def hold() -> list[asyncio.Task[None]]:
        head = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + b"x" * 1000
        body = b"POST /_tornjust/event/abc HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000\r\n\r\n[[[["
        return [asyncio.ensure_future(crawl(head if number % 2 else body)) for number in range(100)]

    crawling = tornjust_app.run(hold())
    for _ in range(5):
        tab = tornjust_app.open()
        tab.click("button 3")
        assert "clicked" in tab.text
    for task in crawling:
        task.cancel()
    tornjust_app.run(asyncio.wait_for(asyncio.gather(*crawling, return_exceptions=True), 5))

"""A Chromium that is talked to over its own protocol.

Playwright makes every tab visible and switches off what browsers do with pages that nobody looks at: hidden and frozen
tabs, pages made in advance, pages kept for the back button, restored sessions. Here they are as users have them.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import shutil
import subprocess
import time
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from conftest import CHROMIUM_ARGUMENTS
from tornado.websocket import WebSocketClientConnection, websocket_connect

SECONDS = 8


class Tab:
    """A tab of it."""

    def __init__(self, chromium: Chromium, target: str) -> None:
        self.chromium = chromium
        self.target = target
        self.session = ""

    def send(self, method: str, **params: Any) -> Any:
        """Call a method of the protocol for this tab."""
        if not self.session:
            # Only now: no page is made in advance for a tab that somebody looks into.
            found = self.chromium.send("Target.attachToTarget", targetId=self.target, flatten=True)
            self.session = found["sessionId"]
        return self.chromium.send(method, self.session, **params)

    def js(self, code: str) -> Any:
        """What an expression gives."""
        answer = self.send("Runtime.evaluate", expression=code, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def until(self, code: str) -> None:
        """Wait until an expression is true."""
        end = time.monotonic() + SECONDS
        while True:
            with contextlib.suppress(AssertionError, RuntimeError):
                if self.js(code):
                    return
            assert time.monotonic() < end, code
            self.chromium.pause(0.03)

    def shows(self, text: str) -> None:
        """Wait until a text can be seen."""
        self.until(f"document.body.innerText.includes({json.dumps(text)})")

    def ready(self, path: str) -> None:
        """Wait until the page of that path answers events."""
        self.until(
            f"location.pathname === {json.dumps(path)}"
            " && document.documentElement.hasAttribute('data-tornjust-ready')"
        )

    def go(self, url: str) -> None:
        """Go to another address."""
        self.send("Page.navigate", url=url)

    def back(self) -> None:
        """Press the back button."""
        entries = self.send("Page.getNavigationHistory")
        before = entries["entries"][entries["currentIndex"] - 1]["id"]
        self.send("Page.navigateToHistoryEntry", entryId=before)

    def click(self) -> None:
        """Click the page's button."""
        self.js("document.querySelector('button').click()")

    def front(self) -> None:
        """Show this tab; the one before is hidden."""
        self.chromium.send("Target.activateTarget", targetId=self.target)


class Chromium:
    """One browser. `folder` is where it keeps its profile; it is the caller's to remove."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder = folder
        self.loop = asyncio.new_event_loop()
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        path = shutil.which("chromium") or shutil.which("chromium-browser") or "google-chrome"
        port_file = folder / "DevToolsActivePort"
        port_file.unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [
                path,
                *CHROMIUM_ARGUMENTS,
                "--headless=new",
                "--remote-debugging-port=0",
                f"--user-data-dir={folder}",
                *arguments,
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + 4 * SECONDS
        while not port_file.exists() or len(port_file.read_text().split()) < 2:
            assert time.monotonic() < end, "Chromium does not start"
            time.sleep(0.05)
        port, path = port_file.read_text().split()
        self._socket: WebSocketClientConnection
        self._run(self._connect(f"ws://127.0.0.1:{port}{path}"))
        self._reading = self.loop.create_task(self._read())

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(asyncio.wait_for(work, SECONDS))

    async def _connect(self, url: str) -> None:
        self._socket = await websocket_connect(url)

    async def _hang_up(self) -> None:
        self._socket.close()  # writes, which wants a running loop

    async def _read(self) -> None:
        while (text := await self._socket.read_message()) is not None:
            message = json.loads(text)
            waiting = self._waiting.pop(message.get("id"), None)
            if waiting is not None and not waiting.done():
                waiting.set_result(message)

    def send(self, method: str, session: str = "", **params: Any) -> Any:
        """Call a method of the protocol. Raises `RuntimeError` with what is wrong."""
        number = next(self._numbers)
        message: dict[str, Any] = {"id": number, "method": method, "params": params}
        if session:
            message["sessionId"] = session

        async def call() -> Any:
            answer = self._waiting[number] = self.loop.create_future()
            await self._socket.write_message(json.dumps(message))
            return await answer

        answer = self._run(call())
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    def pause(self, seconds: float) -> None:
        """Wait a little."""
        self.loop.run_until_complete(asyncio.sleep(seconds))

    def open(self, url: str) -> Tab:
        """A new tab, which is shown; the one before is hidden."""
        return Tab(self, self.send("Target.createTarget", url=url)["targetId"])

    def tabs(self, url: str) -> list[Tab]:
        """The tabs at addresses that begin so."""
        found = self.send("Target.getTargets")["targetInfos"]
        return [
            Tab(self, one["targetId"])
            for one in found
            if one["type"] == "page" and one["url"].startswith(url)
        ]

    def close(self) -> None:
        """End it, as a user does."""
        with contextlib.suppress(Exception):
            self.send("Browser.close")
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        self.process.kill()
        self.process.wait(10)
        self._reading.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            self.loop.run_until_complete(self._reading)
        self._run(self._hang_up())
        self.loop.run_until_complete(asyncio.sleep(0))
        self.loop.close()

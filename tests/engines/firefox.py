"""Firefox, driven over WebDriver BiDi (W3C), which it speaks itself: version 129 or later, and Debian's ESR."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from tornado.websocket import WebSocketClientConnection, websocket_connect

from .engine import SECONDS, Engine

NAMES = ["firefox-esr", "firefox"]
# What would ask somebody else's server for something, or show a page of Firefox's own.
QUIET = {
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage": "about:blank",
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.push.connection.enabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.enabled": False,
}


class Firefox(Engine):
    """One window, in a profile of its own."""

    name = "firefox"

    def __init__(self, path: str) -> None:
        self._profile = Path(tempfile.mkdtemp(prefix="tornjust-firefox-"))
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in QUIET.items()]
        (self._profile / "user.js").write_text("".join(lines))
        log = self._profile / "log"
        with log.open("wb") as file:
            self._process = subprocess.Popen(
                [
                    *(path, "--headless", "--no-remote", "--profile", str(self._profile)),
                    *("--remote-debugging-port", "0", "about:blank"),
                ],
                stdout=file,
                stderr=file,
                env={**os.environ, "HOME": str(self._profile)},
            )
        self._loop = asyncio.new_event_loop()
        self._count = 0
        self._errors: list[str] = []
        try:
            self._line: WebSocketClientConnection = self._wait(self._connect(log), 60)
            self._send("session.new", capabilities={})
            self._send("session.subscribe", events=["log.entryAdded"])
            self._context = self._send("browsingContext.getTree")["contexts"][0]["context"]
        except BaseException:
            self._end()
            raise

    async def _connect(self, log: Path) -> WebSocketClientConnection:
        while True:
            found = re.search(r"WebDriver BiDi listening on (ws://\S+)", log.read_text(errors="replace"))
            if found:
                return await websocket_connect(found[1] + "/session", max_message_size=10**8)
            await asyncio.sleep(0.1)

    async def _hang_up(self) -> None:
        while await self._line.read_message() is not None:
            pass
        self._line.close()

    def _wait(self, work: Coroutine[Any, Any, Any], seconds: float = 4 * SECONDS) -> Any:
        return self._loop.run_until_complete(asyncio.wait_for(work, seconds))

    def _send(self, method: str, **parameters: Any) -> Any:
        """A command's result. Events that come before it are noted."""
        self._count += 1
        number = self._count

        async def exchange() -> Any:
            await self._line.write_message(json.dumps({"id": number, "method": method, "params": parameters}))
            while True:
                text = await self._line.read_message()
                assert text is not None, "Firefox has closed the connection"
                message = json.loads(text)
                if message.get("method") == "log.entryAdded" and message["params"]["level"] == "error":
                    self._errors.append(str(message["params"]["text"]))
                if message.get("id") == number:
                    assert message["type"] == "success", f"{method}: {message}"
                    return message["result"]

        return self._wait(exchange())

    def open(self, url: str) -> None:
        self._send("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def back(self) -> None:
        self._send("browsingContext.traverseHistory", context=self._context, delta=-1)

    def reload(self) -> None:
        self._send("browsingContext.reload", context=self._context, wait="complete")

    def _evaluate(self, expression: str) -> Any:
        answer = self._send(
            "script.evaluate", expression=expression, target={"context": self._context}, awaitPromise=True
        )
        assert answer["type"] == "success", answer
        return answer["result"]

    def run(self, body: str) -> Any:
        text = self._evaluate(f"(async () => JSON.stringify(await (async () => {{ {body} }})() ?? null))()")[
            "value"
        ]
        return json.loads(text)

    def act(self, source: dict[str, Any]) -> None:
        self._send("input.performActions", context=self._context, actions=[source])

    def choose(self, selector: str, path: str) -> None:
        element = {"sharedId": self._evaluate(f"document.querySelector({json.dumps(selector)})")["sharedId"]}
        self._send("input.setFiles", context=self._context, element=element, files=[path])

    def errors(self) -> list[str]:
        self.run("")  # what was told before this has come by then
        errors, self._errors = self._errors, []
        return errors

    def close(self) -> None:
        try:
            self._send("browser.close")
            self._wait(self._hang_up())
        finally:
            self._end()

    def _end(self) -> None:
        self._loop.close()
        self._process.terminate()
        self._process.wait(timeout=30)
        shutil.rmtree(self._profile, ignore_errors=True)

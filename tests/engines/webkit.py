"""WebKitGTK, the engine of Safari, in its small browser, driven by its WebDriver (W3C)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from serving import free_port

from .engine import SECONDS, Engine

DRIVER = "WebKitWebDriver"
# Where Debian, Ubuntu and Fedora put the browser.
BROWSERS = ["usr/lib/*/webkit2gtk-4.*/MiniBrowser", "usr/libexec/webkit2gtk-4.*/MiniBrowser"]


class WebKit(Engine):
    """One window on a screen that nobody sees."""

    name = "webkit"

    def __init__(self, driver: str, browser: str, screens: str) -> None:
        self._home = Path(tempfile.mkdtemp(prefix="tornjust-webkit-"))
        reading, writing = os.pipe()
        self._screen = subprocess.Popen(
            [screens, "-displayfd", str(writing), "-screen", "0", "1280x1000x24", "-nolisten", "tcp"],
            pass_fds=[writing],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as numbers:
            screen = numbers.readline().strip()
        self._console = self._home / "console"
        self._read = 0
        port = free_port()
        self._url = f"http://127.0.0.1:{port}"
        with self._console.open("wb") as file:
            self._driver = subprocess.Popen(
                [driver, f"--port={port}"],
                stdout=file,
                stderr=subprocess.DEVNULL,
                env={
                    **os.environ,
                    "DISPLAY": f":{screen}",
                    "GDK_BACKEND": "x11",
                    "HOME": str(self._home),
                    "LIBGL_ALWAYS_SOFTWARE": "1",
                    "NO_AT_BRIDGE": "1",
                    "GSETTINGS_BACKEND": "memory",
                    "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
                    # It has none in a container, and what it shows here is ours.
                    "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
                },
            )
        try:
            self._url += self._begin(browser)
        except BaseException:
            self._end()
            raise

    def _begin(self, browser: str) -> str:
        """Open the window. Returns the path of its session."""
        end = time.monotonic() + SECONDS
        while not self._answers():
            assert time.monotonic() < end, f"{DRIVER} does not start"
            time.sleep(0.1)
        options = {
            "binary": browser,
            "args": ["--automation", "--enable-write-console-messages-to-stdout=true"],
        }
        session = self._ask(
            "POST", "/session", {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        )
        return f"/session/{session['sessionId']}"

    def _answers(self) -> bool:
        try:
            self._ask("GET", "/status")
        except OSError:
            return False
        return True

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        data = json.dumps(body or {}).encode() if method == "POST" else None
        request = urllib.request.Request(
            self._url + path, data, {"Content-Type": "application/json"}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=4 * SECONDS) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{path}: {error.read().decode()[:500]}") from None

    def open(self, url: str) -> None:
        self._ask("POST", "/url", {"url": url})

    def back(self) -> None:
        self._ask("POST", "/back")

    def reload(self) -> None:
        self._ask("POST", "/refresh")

    def run(self, body: str) -> Any:
        script = (
            f"const done = arguments[0]; (async () => {{ {body} }})()"
            ".then(value => done([JSON.stringify(value ?? null)]), error => done(String(error)))"
        )
        answer = self._ask("POST", "/execute/async", {"script": script, "args": []})
        assert isinstance(answer, list), answer
        return json.loads(answer[0])

    def act(self, source: dict[str, Any]) -> None:
        self._ask("POST", "/actions", {"actions": [source]})

    def choose(self, selector: str, path: str) -> None:
        (element,) = self._ask("POST", "/element", {"using": "css selector", "value": selector}).values()
        self._ask("POST", f"/element/{element}/value", {"text": path})

    def errors(self) -> list[str]:
        with self._console.open(errors="replace") as file:
            file.seek(self._read)
            text = file.read()
            self._read = file.tell()
        return [line for line in text.splitlines() if line.startswith("CONSOLE") and " ERROR" in line]

    def close(self) -> None:
        try:
            self._ask("DELETE", "")
        finally:
            self._end()

    def _end(self) -> None:
        for process in (self._driver, self._screen):
            process.terminate()
            process.wait(timeout=30)
        shutil.rmtree(self._home, ignore_errors=True)

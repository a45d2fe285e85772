"""The suite, and the server that it is let loose on.

The suite's client sends broken and unusual frames and expects an echo, which our endpoint never gives. `Echo` is our
handler, on our server and with our settings, whose messages come back. Bad frames at the endpoint itself are the
business of tests/handlers/test_frames.py.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Awaitable, Iterable
from pathlib import Path
from typing import Any

from tornado.web import Application

from tornjust.app import make_application
from tornjust.handlers.socket import SocketHandler
from tornjust.settings import Settings

# The last release. It is written in Python 2 and pins all that it needs.
PIN = "autobahntestsuite==25.10.1"
FOLDER = Path(__file__).parent.parent.parent / ".autobahn"
# Invalid close codes (1005, 65535, ...), which Tornado takes. Nothing is done for such a frame but to close.
KNOWN = frozenset(f"7.9.{number}" for number in range(1, 10))
# Compression, which we do not offer: what travels is short, and each connection would cost a window of memory.
UNUSED = ("12.*", "13.*")


class Echo(SocketHandler):
    """Our handler, with nothing behind it but an echo."""

    def open(self) -> None:  # type: ignore[override]
        self.set_nodelay(True)

    def on_message(self, text: str | bytes) -> Awaitable[None] | None:
        return self.write_message(text, binary=isinstance(text, bytes))

    def on_close(self) -> None:
        pass


def application() -> Application:
    """Ours, with an echo at /echo. Some cases send 16 MB in one message."""
    made = make_application(Settings(max_message=16 * 2**20, max_messages_per_second=100_000))
    made.add_handlers(".*", [("/echo", Echo)])
    return made


def python2() -> str | None:
    """The interpreter that the suite needs."""
    told = os.environ.get("AUTOBAHN_PYTHON")
    if told:
        return told
    pyenv = sorted(Path.home().glob(".pyenv/versions/2.7.*/bin/python2.7"))
    return str(pyenv[-1]) if pyenv else shutil.which("python2.7")


def install() -> None:
    """Put the suite into a folder of its own. Raises `SystemExit` where it cannot be had."""
    if (FOLDER / "autobahntestsuite").is_dir():
        return
    python = python2()
    if python is None:
        raise SystemExit("Autobahn's suite needs Python 2.7: put it on PATH or name it in AUTOBAHN_PYTHON")
    command = [python, "-m", "pip", "install", "--quiet", "--target", str(FOLDER), PIN]
    subprocess.run(command, check=True, timeout=600)


def why_not() -> str | None:
    """Why the suite cannot be run here, None if it can."""
    if python2() is None:
        return "no Python 2.7 for Autobahn's suite"
    if not (FOLDER / "autobahntestsuite").is_dir():
        return "Autobahn's suite is not installed (python -m tests.autobahn)"
    return None


def run(
    address: str, folder: Path, cases: Iterable[str], excluded: Iterable[str] = UNUSED, seconds: float = 900
) -> dict[str, dict[str, Any]]:
    """Run cases against `ws://...`; returns what the suite says of each, by its number."""
    spec = folder / "cases.json"
    told = {
        "outdir": str(folder),
        "servers": [{"agent": "tornjust", "url": address}],
        "cases": list(cases),
        "exclude-cases": list(excluded),
        "exclude-agent-cases": {},
    }
    spec.write_text(json.dumps(told))
    python = python2()
    assert python
    # Not PYTHONPATH: one of its packages is found through a .pth file only.
    start = f"import site; site.addsitedir({str(FOLDER)!r}); from autobahntestsuite.wstest import run; run()"
    command = [python, "-W", "ignore", "-c", start, "-m", "fuzzingclient", "-s", str(spec)]
    without = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    ended = subprocess.run(command, env=without, cwd=folder, timeout=seconds, capture_output=True, text=True)
    index = folder / "index.json"
    assert index.exists(), ended.stdout + ended.stderr
    found: dict[str, dict[str, Any]] = json.loads(index.read_text())["tornjust"]
    return found


def failed(found: dict[str, dict[str, Any]]) -> set[str]:
    """The numbers of the cases that failed."""
    return {case for case, told in found.items() if "FAILED" in (told["behavior"], told["behaviorClose"])}

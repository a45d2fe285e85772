"""Programs that are run as users run them, in a process of their own."""

from __future__ import annotations

import contextlib
import html
import http.client
import json
import os
import re
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
HELLO = ROOT / "examples" / "hello_ajax.py"

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a program file; returns its path."""

    def writes(source: str, name: str = "program.py") -> Path:
        path = tmp_path / name
        path.write_text(textwrap.dedent(source))
        return path

    return writes


def run(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run `python -m tornjust ARGUMENTS`, which is expected to end by itself."""
    command = [sys.executable, "-m", "tornjust", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=20)


def config_of(source: str) -> dict[str, object]:
    found = re.search(r'data-tornjust-root="([^"]*)"', source)
    assert found
    config: dict[str, object] = json.loads(html.unescape(found[1]))
    return config


class Program:
    """A program that serves. `stdout` and `stderr` are what it has said so far."""

    def __init__(self, folder: Path, command: list[str], env: dict[str, str] | None = None) -> None:
        self.out, self.err = folder / "stdout", folder / "stderr"
        with self.out.open("w") as out, self.err.open("w") as err:
            self.process = subprocess.Popen(
                command, cwd=folder, stdout=out, stderr=err, env={**os.environ, **(env or {})}
            )
        ready = self.wait_for(r"tornjust is ready at http://127\.0\.0\.1:(\d+)")
        self.port = int(ready[1])

    @property
    def stdout(self) -> str:
        return self.out.read_text()

    @property
    def stderr(self) -> str:
        return self.err.read_text()

    def wait_for(self, pattern: str) -> re.Match[str]:
        """Wait until it has printed that."""
        end = time.monotonic() + 15
        while time.monotonic() < end:
            found = re.search(pattern, self.stdout)
            if found:
                return found
            assert self.process.poll() is None, self.stderr
            time.sleep(0.02)
        raise AssertionError(f"not within 15 s: {pattern!r}; it printed {self.stdout!r} {self.stderr!r}")

    def get(self, path: str = "/") -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        with contextlib.closing(connection):
            connection.request("GET", path)
            return connection.getresponse().read().decode()

    def stop(self, number: int, seconds: float = 3) -> int:
        """Send a signal; returns the exit status. The process has to end within `seconds`."""
        self.process.send_signal(number)
        return self.process.wait(seconds)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Program]]:
    """Start a program on a free port; it is killed at the end if it still runs."""
    started: list[Program] = []

    def start(*arguments: str | Path, python: bool = False, env: dict[str, str] | None = None) -> Program:
        own = [] if python else ["-m", "tornjust"]
        port = [] if python else ["--port", "0"]
        path, *rest = map(str, arguments)
        program = Program(tmp_path, [sys.executable, *own, path, *port, *rest], env)
        started.append(program)
        return program

    yield start
    for program in started:
        program.process.kill()
        program.process.wait(5)

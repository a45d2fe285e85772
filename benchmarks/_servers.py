"""Starts the servers of the benchmark, and asks them for what they have used."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


class Server:
    """A server process: `bare` or `tornjust`. It ends with the `with` block."""

    def __init__(self, kind: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / "_serve.py"), kind],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=HERE,
        )
        self.port = 0

    def wait(self) -> None:
        """Wait until it listens on `port`."""
        self.port = int(self._answer())

    def ask(self, name: str, value: Any = None) -> Any:
        """Send a command and wait for its answer."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps([name, value]) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def cpu(self) -> float:
        """Seconds of processor time that the server has used so far."""
        return float(self.ask("cpu"))

    def _answer(self) -> Any:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("a server of the benchmark ended; the reason stands above")
        return json.loads(line)

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *error: object) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()

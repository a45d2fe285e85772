"""The processes behind a comparison: a Python that has JustPy, and programs that are served by either library."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
# JustPy's last release that works, and the newest of what it needs that it works with.
JUSTPY = "justpy==0.2.8"
PINS = (HERE / "justpy.txt").read_text(encoding="utf-8").split()


def reference_python(path: Path) -> Path:
    """The Python of the virtual environment at `path`, which is made and filled if it is absent."""
    python = path / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(path)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, *PINS], check=True)
        subprocess.run([*install, "--no-deps", JUSTPY], check=True)
    return python


class Launcher:
    """Starts and ends programs under one library; see launch.py."""

    def __init__(self, engine: str, python: Path, folder: Path) -> None:
        self.engine = engine
        self.folder = folder
        env = {**os.environ, "PYTHONHASHSEED": "0", "NO_INTERNET": "True"}
        env["PYTHONPATH"] = str(ROOT) if engine == "tornjust" else ""
        self._process = subprocess.Popen(
            [str(python), str(HERE / "launch.py"), engine],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=(folder / f"{engine}.err").open("w"),
            text=True,
            env=env,
        )

    def start(self, program: Path, *, ajax: bool = False) -> Program:
        """Run a program; it is not waited for."""
        port = free_port()
        log = self.folder / f"{program.stem}.{self.engine}{'.ajax' if ajax else ''}.log"
        pid = self._ask({"program": str(program.resolve()), "port": port, "ajax": ajax, "log": str(log)})
        return Program(self, pid, port, log)

    def end(self, pid: int) -> None:
        """End a program."""
        self._ask({"end": pid})

    def close(self) -> None:
        """End the launcher."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=10)

    def _ask(self, order: dict[str, Any]) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            err = (self.folder / f"{self.engine}.err").read_text()
            raise RuntimeError(f"{self.engine} cannot be started:\n{err}")
        return int(answer)


class Program:
    """A program that runs."""

    def __init__(self, launcher: Launcher, pid: int, port: int, log: Path) -> None:
        self.launcher = launcher
        self.pid = pid
        self.port = port
        self.log = log

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def wait(self, seconds: float = 15) -> bool:
        """Whether it listens, within some seconds."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with socket.socket() as probe:
                probe.settimeout(1)
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return True
            if self.has_ended():
                return False
            time.sleep(0.05)
        return False

    def has_ended(self) -> bool:
        """Whether it stopped by itself, as far as the system tells."""
        try:
            return Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
        except OSError:
            return False

    def output(self) -> str:
        """What it printed and logged."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def end(self) -> None:
        """End it."""
        self.launcher.end(self.pid)


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

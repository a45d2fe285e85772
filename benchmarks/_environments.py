"""The environments of the peers: each framework in a virtual environment of its own, made when it is first needed."""

import json
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = HERE / ".peers"
# What JustPy needs, as for the comparison of programs with it.
PINS = HERE.parent / "tests" / "compare" / "justpy.txt"

# Peer -> what pip is asked for, one list for each call. JustPy's own pins no longer give a server that starts: what
# it needs is named here, and the package itself comes without its dependencies.
PACKAGES: dict[str, list[list[str]]] = {
    "justpy": [["--no-deps", "justpy==0.2.8"], PINS.read_text(encoding="utf-8").split()],
    "nicegui": [["nicegui>=3,<4"]],
    "dash": [["dash>=4,<5"]],
    "streamlit": [["streamlit>=1.40,<2"]],
}


def python_of(peer: str) -> str:
    """The interpreter that runs a peer; ours for what needs no environment of its own.

    Raises `subprocess.CalledProcessError` when the packages cannot be installed.
    """
    if peer not in PACKAGES:
        return sys.executable
    folder = FOLDER / peer
    python = folder / "bin" / "python"
    stamp = folder / "packages.json"
    wanted = json.dumps(PACKAGES[peer])
    if stamp.exists() and stamp.read_text() == wanted:
        return str(python)
    print(f"making an environment for {peer} ...", file=sys.stderr, flush=True)
    venv.create(folder, with_pip=True, clear=True)
    for packages in PACKAGES[peer]:
        command = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install", *packages]
        subprocess.run(command, check=True, stdout=sys.stderr)
    stamp.write_text(wanted)
    return str(python)


def version_of(peer: str, package: str) -> str:
    """The installed version of a package in a peer's environment."""
    code = f"import importlib.metadata as m; print(m.version({package!r}))"
    return subprocess.run(
        [python_of(peer), "-c", code], check=True, capture_output=True, text=True
    ).stdout.strip()

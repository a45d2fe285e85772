"""A small client to make scripts of, and where they are kept."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tornjust.bundling import store, worker


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small client: `wire.py` and `client_py/` as in the package. Compression is most of what one takes to make."""
    monkeypatch.setattr(store, "QUALITY", 1)
    folder = tmp_path / "tree"
    (folder / "client_py").mkdir(parents=True)
    (folder / "wire.py").write_text('"""The protocol."""\n\nEVENT = "event"\n')
    (folder / "client_py" / "__init__.py").write_text("")
    (folder / "client_py" / "main.py").write_text("from tornjust import wire\n\nprint(wire.EVENT)\n")
    return folder


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("TORNJUST_CACHE_DIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return folder


@pytest.fixture
def no_build(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """After a call of this, making a script fails the test."""

    def refuse(*_: object, **__: object) -> str:
        raise AssertionError("a finished script was there, but it was made anew")

    return lambda: monkeypatch.setattr(worker, "run", refuse)

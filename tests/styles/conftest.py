"""The official style sheets that the tests compare with: fetched by package managers, kept in pytest's cache
only.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest


def _run(command: list[str], where: Path) -> None:
    try:
        subprocess.run(command, cwd=where, check=True, capture_output=True, timeout=120)
    except (subprocess.SubprocessError, OSError) as error:
        said = (getattr(error, "stderr", b"") or b"").decode(errors="replace")[-200:]
        pytest.skip(f"no official build to compare with, {command[-1]} cannot be fetched: {error} {said}")


class Official:
    """``official.text("tailwindcss@2.2.19", "dist/base.css")``: a file of a published package."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def text(self, package: str, path: str) -> str:
        where = self.folder / package.replace("/", "+").replace("@", "=")
        if not where.exists():
            self._fetch(package, where)
        return (where / path).read_text(encoding="utf-8")

    def _fetch(self, package: str, where: Path) -> None:
        work = self.folder / "work"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        if "==" in package:  # Python's
            _run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", package], work)
            with zipfile.ZipFile(next(work.glob("*.whl"))) as wheel:
                wheel.extractall(work / "package")
        else:
            npm = shutil.which("npm")
            if npm is None:
                pytest.skip(f"npm is not installed, so {package} cannot be fetched to compare with")
            _run([npm, "pack", "--silent", package], work)
            with tarfile.open(next(work.glob("*.tgz"))) as archive:
                archive.extractall(work)
        (work / "package").rename(where)
        shutil.rmtree(work, ignore_errors=True)


@pytest.fixture(scope="session")
def official(request: pytest.FixtureRequest) -> Official:
    assert request.config.cache is not None
    return Official(request.config.cache.mkdir("official-styles"))

"""The official style sheets that the tests compare with: fetched by package managers, kept in pytest's cache
only.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from .css import declarations


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
        """Several processes of one run may want a package at once: each fetches into a folder of its own, and
        what gets its name has all of its files.
        """
        with tempfile.TemporaryDirectory(dir=self.folder) as work:
            self._unpack(package, Path(work))
            try:
                (Path(work) / "package").rename(where)
            except OSError:
                if not where.exists():  # another process was first
                    raise

    def _unpack(self, package: str, work: Path) -> None:
        """The package's files, in ``work / "package"``."""
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


@pytest.fixture(scope="session")
def official(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Official:
    cache = getattr(request.config, "cache", None)  # pytest runs without one, if asked to
    return Official(cache.mkdir("official-styles") if cache else tmp_path_factory.mktemp("official-styles"))


Styles = list[tuple[str, str]]  # what it is, all its computed properties

# Every element of the page and its pseudo-elements, as far as there are any, in document order. An element
# with data-focus is focused while it is measured.
_MEASURE = """() => {
  const all = [];
  const measure = (what, style) => {
    all.push([what, Array.from(style, name => name + ":" + style.getPropertyValue(name)).join(";\\n")]);
  };
  for (const element of document.querySelectorAll("html, body, body *")) {
    if (element.dataset.focus !== undefined) element.focus();
    const what = element.tagName.toLowerCase() + " " + (element.getAttribute("class") || "");
    measure(what, getComputedStyle(element));
    for (const part of ["::before", "::after"]) {
      const style = getComputedStyle(element, part);
      if (style.content !== "none" && style.content !== "normal") measure(what + part, style);
    }
    if (element.placeholder) measure(what + "::placeholder", getComputedStyle(element, "::placeholder"));
    if (element.dataset.focus !== undefined) element.blur();
  }
  return all;
}"""


@pytest.fixture
def computed(page: Page) -> Callable[[str, str], Styles]:
    """``computed(html, css)``: the computed styles of a page, as Chromium sees them."""
    page.set_viewport_size({"width": 1000, "height": 800})

    def measure(html: str, css: str) -> Styles:
        page.set_content(f"<!DOCTYPE html><html><head><style>{css}</style></head><body>{html}</body></html>")
        return [(what, text) for what, text in page.evaluate(_MEASURE)]

    return measure


def differences(ours: Styles, official: Styles) -> list[str]:
    """What differs, one line for each property of each element."""
    assert len(ours) == len(official)
    out = []
    for (what, mine), (_, theirs) in zip(ours, official, strict=True):
        if mine != theirs:
            one, other = declarations(mine), declarations(theirs)
            out += [
                f"{what} {name}: {one.get(name)} instead of {other.get(name)}"
                for name in sorted(one | other)
                if one.get(name) != other.get(name)
            ]
    return out

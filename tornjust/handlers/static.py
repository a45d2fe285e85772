"""The program's own files below /static: those of its folder, and nothing private, whatever way it is asked for."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

from tornado.web import HTTPError, StaticFileHandler

from tornjust.handlers.base import Handler
from tornjust.limits import seldom

log = logging.getLogger("tornjust")

# Never served, wherever they lie: sources, byte code, configuration, keys, databases, logs, what editors leave behind.
PRIVATE = frozenset(
    """
    .py .pyc .pyo .pyd .pyi .pyx .ipynb .env .cfg .ini .toml .conf .lock .sh .bat .ps1 .service .pem .key .p12 .pfx .jks
    .kdbx .ovpn .db .db3 .sqlite .sqlite3 .sql .pickle .pkl .dump .log .bak .old .orig .rej .save .swp .swo .tmp
    """.split()
)
PRIVATE_NAMES = frozenset(
    """
    __pycache__ venv env node_modules dockerfile makefile pipfile procfile
    id_rsa id_dsa id_ecdsa id_ed25519 shadow passwd
    """.split()
)
# Where the working directory itself is served, these are the program's too, and no pictures for its pages.
PRIVATE_BESIDE_SOURCES = frozenset(".yaml .yml .xml .cert .crt .csr .tf .tfvars .md .rst .in".split())
SECRETIVE = (
    "secret",
    "credential",
    "password",
    "passwd",
    "token",
    "requirements",
    "docker-compose",
    "package-lock",
)


def is_private(parts: tuple[str, ...], beside_sources: bool = False) -> bool:
    """Whether a path below the folder, in its parts, leads to something that is nobody's business."""
    for part in parts:
        name = part.lower()
        # Dots and spaces at the end, and what stands behind a colon, mean the same file to Windows.
        if (
            name[:1] in (".", "#")
            or name[-1:] in (".", " ", "~", "#")
            or ":" in name
            or not name.isprintable()
        ):
            return True
        if name in PRIVATE_NAMES:
            return True
        suffixes = {f".{suffix}" for suffix in name.split(".")[1:]}
        if suffixes & PRIVATE:
            return True
        if beside_sources and (suffixes & PRIVATE_BESIDE_SOURCES or name.startswith(SECRETIVE)):
            return True
    return False


def find_file(folder: str | Path, path: str) -> Path | None:
    """The file that `path`, decoded and with slashes, means below `folder`; None where there is none to be served.

    Links are followed, and both the path and what it leads to have to be below the folder, and public.
    """
    root = Path(folder).resolve()
    parts = tuple(path.replace(os.sep, "/").split("/"))
    if any(part in ("", ".", "..") for part in parts):
        return None
    beside_sources = Path.cwd().is_relative_to(root)
    if is_private(parts, beside_sources):
        return None
    try:
        file = root.joinpath(*parts).resolve()
        if not file.is_relative_to(root) or is_private(file.relative_to(root).parts, beside_sources):
            return None
        return file if file.is_file() else None
    except (OSError, ValueError, RuntimeError):  # too long, with a NUL, a ring of links
        return None


class StaticHandler(Handler, StaticFileHandler):
    """GET and HEAD of a file, with ETag, Last-Modified and ranges (RFC 9110)."""

    kind = "static"
    # Of Handler, which has none for pages.
    compute_etag = StaticFileHandler.compute_etag

    def validate_absolute_path(self, root: str, absolute_path: str) -> str | None:
        """The file's real place. Raises `HTTPError` 404, also where there is something that is not served."""
        path = self.path_args[0] if self.path_args else ""
        file = find_file(root, path)
        if file is None:
            self._hint(root, path)
            raise HTTPError(404, f"There is no file at {self.request.path}.")
        return str(file)

    def _hint(self, root: str, path: str) -> None:
        """In development: JustPy served the working directory. Say so, where a file lies there."""
        settings, _ = self.of_app()
        here = find_file(Path.cwd(), path) if settings.debug else None
        if here is not None and here.parent != Path(root).resolve() and seldom(f"static {here}"):
            log.warning(
                "%s is not in %s, but in the working directory: move it, or set STATIC_DIRECTORY=.",
                path,
                settings.static_directory,
            )

    @classmethod
    def get_absolute_path(cls, root: str, path: str) -> str:
        """`validate_absolute_path` finds the place."""
        return root

    def get_content_type(self) -> str:
        """With the charset where it is text: files are UTF-8."""
        kind: str = super().get_content_type()
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def set_extra_headers(self, path: Any) -> None:
        """Browsers ask whether it has changed, before they show what they have."""
        if "Cache-Control" not in self._headers:
            self.set_header("Cache-Control", "no-cache")

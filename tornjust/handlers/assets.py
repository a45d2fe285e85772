"""Files under names that hold their hash, which browsers keep for ever."""

from __future__ import annotations

from typing import Any

from tornado.web import HTTPError

from tornjust import compiled, shell
from tornjust.handlers.base import Handler

_FOREVER = "public, max-age=31536000, immutable"


class SheetHandler(Handler):
    """Style sheets made for pages."""

    kind = "asset"

    def get(self, name: str) -> None:
        """Send the style sheet of that name."""
        self._send(shell.sheets.get(name))

    def _send(self, file: shell.File | None) -> None:
        if file is None:
            raise HTTPError(404, f"There is no file at {self.request.path}.")
        self.set_header("Content-Type", f"{file.content_type}; charset=utf-8")
        self.set_header("Cache-Control", _FOREVER)
        self.send(file.body)


class OwnFileHandler(SheetHandler):
    """Files of the package's static folder, asked for as name-HASH.suffix."""

    def get(self, name: str) -> None:
        """Send the file, if it is the version that was asked for."""
        stem, _, suffix = name.rpartition(".")
        plain = f"{stem.rpartition('-')[0]}.{suffix}"
        try:
            file = shell.static_file(plain)
        except OSError:
            file = None
        self._send(file if file is not None and file.name == name else None)


class ScriptHandler(Handler):
    """The runtime and its extras, compressed beforehand."""

    def get(self, name: str) -> None:
        """Send the script in the smallest form that the browser takes."""
        asset: Any = self.application.settings["tornjust_asset"].find(name)
        self._send(asset)

    def _send(self, asset: Any) -> None:
        if asset is None:
            raise HTTPError(404, f"There is no file at {self.request.path}.")
        accepted = self.request.headers.get("Accept-Encoding", "")
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.set_header("Cache-Control", _FOREVER)
        self.set_header("Vary", "Accept-Encoding")
        if asset.brotli is not None and "br" in accepted:
            self.set_header("Content-Encoding", "br")
            self.finish(asset.brotli)
        elif "gzip" in accepted:
            self.set_header("Content-Encoding", "gzip")
            self.finish(asset.gzip)
        else:
            self.finish(asset.raw)


class FunctionHandler(ScriptHandler):
    """Functions of the program that run in the browser, asked for under a name that stands for their content."""

    async def get(self, name: str) -> None:  # type: ignore[override]
        """Send the script, as soon as it is compiled."""
        self._send(await compiled.get(name))

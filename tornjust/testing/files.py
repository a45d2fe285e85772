"""Files that a test chooses or drops, and how they get to the server (see `client_py/uploads/carrier.py`)."""

from __future__ import annotations

import asyncio
import mimetypes
import secrets
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from tornado.httpclient import AsyncHTTPClient, HTTPRequest

from tornjust.testing.platform import Platform


class File(NamedTuple):
    """A file on the user's side."""

    name: str
    content: bytes
    type: str


def files(given: Iterable[Any]) -> list[File]:
    """Paths, or tuples of name, content and, if it is not to be guessed from the name, type."""
    found = []
    for one in given:
        name, content, *kind = (
            (Path(one).name, Path(one).read_bytes()) if isinstance(one, str | Path) else one
        )
        data = content.encode() if isinstance(content, str) else content
        found.append(File(name, data, kind[0] if kind else mimetypes.guess_type(name)[0] or ""))
    return found


class Carrier:
    """Sends files; `shown` is what a page's <progress> elements would show, as (loaded, total)."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        self.shown: list[tuple[int, int]] = []

    def size(self, file: File) -> int:
        """Bytes of a file."""
        return len(file.content)

    def post(
        self,
        url: str,
        parts: list[tuple[str, File]],
        progress: Callable[[int], Any],
        done: Callable[[int], Any],
    ) -> Sending:
        """POST files by name; `progress(bytes)` on their way, `done(status)` at the end, 0 without answer."""
        boundary = secrets.token_hex(16)
        body = b"".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{_quoted(file.name)}"\r\n'
            f"Content-Type: {file.type or 'application/octet-stream'}\r\n\r\n".encode()
            + file.content
            + b"\r\n"
            for name, file in parts
        )
        request = HTTPRequest(
            self.platform.url + url,
            method="POST",
            body=body + f"--{boundary}--\r\n".encode(),
            headers={
                **self.platform.headers(),
                "Content-Type": f"multipart/form-data; boundary={boundary}",
            },
            request_timeout=60,
        )
        sending = Sending()
        self.platform.spawn(self._post(request, url, sending, progress, done))
        return sending

    async def _post(
        self,
        request: HTTPRequest,
        url: str,
        sending: Sending,
        progress: Callable[[int], Any],
        done: Callable[[int], Any],
    ) -> None:
        sending.task = asyncio.current_task()
        progress(len(request.body))
        try:
            answer = await AsyncHTTPClient().fetch(request, raise_error=False)
            status = 0 if answer.code == 599 else answer.code
        except OSError:
            status = 0
        self.platform.requests.append(("POST", url, status))
        done(status)

    def refuse(self, url: str) -> None:
        """DELETE."""
        request = HTTPRequest(self.platform.url + url, method="DELETE", headers=self.platform.headers())

        async def send() -> None:
            await AsyncHTTPClient().fetch(request, raise_error=False)

        self.platform.spawn(send())

    def check(self, files: list[File], call: Callable[[bool], Any]) -> None:
        """A test's files can always be read."""
        call(True)

    def show(self, node: Any, loaded: int, total: int) -> None:
        """Note what would be shown."""
        if self.shown[-1:] != [(loaded, total)]:
            self.shown.append((loaded, total))


class Sending:
    """A request that is under way."""

    task: asyncio.Task[Any] | None = None

    def abort(self) -> None:
        """Break it off."""
        if self.task is not None:
            self.task.cancel()


def _quoted(name: str) -> str:
    return name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")

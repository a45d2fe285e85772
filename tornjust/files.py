"""Files that browsers sent: what a handler gets for each, and where they lie until it has taken what it wants."""

from __future__ import annotations

import base64
import contextlib
import logging
import os
import shutil
import tempfile
import weakref
from pathlib import Path
from typing import IO, Any

from tornjust.errors import UploadError
from tornjust.events import Dict
from tornjust.names import amount, clean_name
from tornjust.settings import Settings

log = logging.getLogger("tornjust")


class UploadedFile(Dict):
    """One file that the user sent: `name`, `size` in bytes, `type` and `lastModified` (milliseconds), as the browser
    said, and the content when it is asked for.

    `name` is only the last part of a path and free of control characters, but two users may send the same. Of a
    folder (`webkitdirectory`), `folder` says where in it the file was, with "/" between names.

    The content lies on disk, not in memory. `save(path)` keeps it, `path` names the temporary file, `open()` reads it
    as a stream, `read()` gives it as bytes, and `file_content` as base64 text, as JustPy programs expect. The temporary
    file goes when nobody holds this object any more; once `path` was asked for, when the last tab has left the page.
    """

    def __init__(self, fields: dict[str, Any], temporary: Temporary, held: list[Temporary]) -> None:
        super().__init__(fields)
        self.__dict__["_temporary"] = temporary
        self.__dict__["_held"] = held

    @property
    def path(self) -> Path:
        """Where the content lies: a temporary file, or what `save` made of it."""
        temporary: Temporary = self.__dict__["_temporary"]
        held: list[Temporary] = self.__dict__["_held"]
        if temporary not in held and temporary.removes:
            held.append(temporary)
        return temporary.path

    def open(self) -> IO[bytes]:
        """The content as a stream of bytes; use it in a `with` statement."""
        path: Path = self.__dict__["_temporary"].path
        return path.open("rb")

    def read(self) -> bytes:
        """The whole content."""
        path: Path = self.__dict__["_temporary"].path
        return path.read_bytes()

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Keep the file: move it to `path`, and return where it is.

        Folders that are missing are made, and a file that is there is replaced. If `path` is an existing folder, or
        ends in "/", the file goes there under its `name`, with a number where that is taken.
        """
        target = Path(path)
        if target.is_dir() or str(path).endswith(("/", os.sep)):
            target = _free(target / clean_name(str(self["name"])))
        target.parent.mkdir(parents=True, exist_ok=True)
        self.__dict__["_temporary"].move(target)
        return target

    def _content(self) -> str:
        return base64.b64encode(self.read()).decode("ascii")

    def __missing__(self, key: str) -> Any:
        return self._content() if key == "file_content" else super().__missing__(key)

    def __contains__(self, key: object) -> bool:
        return key == "file_content" or super().__contains__(key)

    def get(self, key: str, default: Any = None) -> Any:
        """As `dict.get`; knows `file_content`, too."""
        return self._content() if key == "file_content" else super().get(key, default)

    # A copy would be about the same file.
    def copy(self) -> UploadedFile:
        """This object itself: a copy would be about the same file."""
        return self

    __copy__ = copy

    def __deepcopy__(self, memo: dict[int, Any]) -> UploadedFile:
        return self

    def __hash__(self) -> int:  # type: ignore[override]
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other


class Temporary:
    """A file on disk that is removed together with this object, unless it was moved."""

    def __init__(self, store: Store) -> None:
        handle, name = tempfile.mkstemp(prefix="upload-", dir=store.folder())
        self.path = Path(name)
        self.size = 0
        self._store = store
        self._out: IO[bytes] | None = os.fdopen(handle, "wb")
        self._remover = weakref.finalize(self, _remove, name)
        self._counted = [0]
        weakref.finalize(self, store.forget, self._counted)

    @property
    def removes(self) -> bool:
        """Whether the file is still a temporary one."""
        return bool(self._remover.alive)

    def write(self, data: bytes) -> None:
        """More content. Raises `UploadError` where the server has no room."""
        assert self._out is not None
        self._store.take(len(data), self._counted)
        try:
            self._out.write(data)
        except OSError as error:
            raise no_room(error) from error
        self.size += len(data)

    def close(self) -> None:
        """That was all."""
        out, self._out = self._out, None
        if out is not None:
            try:
                out.close()
            except OSError as error:
                raise no_room(error) from error

    def discard(self) -> None:
        """Remove it now."""
        with contextlib.suppress(UploadError):
            self.close()
        self._remover()
        self._store.forget(self._counted)

    def move(self, target: Path) -> None:
        """Make it a file that stays."""
        if not self.removes:
            shutil.copyfile(self.path, target)
            return
        shutil.move(self.path, target)
        # Temporary files are for the server alone; one that stays has the rights of any new file.
        target.chmod(0o666 & ~_umask)
        self._remover.detach()
        self._store.forget(self._counted)
        self.path = target


class Store:
    """The folder of an application's temporary files, and how much may lie there. Made when the first file comes."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        # Bytes that lie there.
        self.used = 0
        self._folder: str | None = None

    def folder(self) -> str:
        """The folder. It is removed when the process ends."""
        if self._folder is None or not Path(self._folder).is_dir():
            root = self.settings.upload_directory or None
            try:
                if root is not None:
                    Path(root).mkdir(parents=True, exist_ok=True)
                self._folder = tempfile.mkdtemp(prefix="tornjust-", dir=root)
            except OSError as error:
                raise no_room(error) from error
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        return self._folder

    def take(self, size: int, counted: list[int]) -> None:
        """Count bytes that come. Raises `UploadError` when they are too many."""
        if self.used + size > self.settings.max_upload_storage:
            log.error(
                "uploads that wait for their handlers fill the room that MAX_UPLOAD_STORAGE gives them: %s",
                amount(self.settings.max_upload_storage),
            )
            raise UploadError("The server has no room for it at the moment.")
        self.used += size
        counted[0] += size

    def forget(self, counted: list[int]) -> None:
        """Those bytes are no longer there."""
        self.used -= counted[0]
        counted[0] = 0


def no_room(error: OSError) -> UploadError:
    """What the user is told when the disk is full or cannot be written; the log says the rest."""
    log.error("an upload could not be stored: %s", error)
    return UploadError("The server could not store it.")


def _free(path: Path) -> Path:
    """A path like this one that nothing lies at."""
    number = 1
    found = path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return found


def _remove(name: str) -> None:
    with contextlib.suppress(OSError):
        Path(name).unlink()


# The one way to read it is to set it, so it is read before there are threads.
_umask = os.umask(0o077)
os.umask(_umask)

"""The keys that sign session cookies: from the settings, or made once and kept for the user who runs the program."""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import sys
import zlib
from pathlib import Path

from tornjust.settings import Settings

log = logging.getLogger("tornjust")


def signing_keys(settings: Settings) -> tuple[dict[int, str], int]:
    """All keys that are good, by a number that a cookie can name, and the number of the one that signs."""
    current = settings.secret_key or kept_key()
    keys = [current, *settings.secret_key_fallbacks.split()]
    return {_number(key): key for key in reversed(keys)}, _number(current)


def kept_key() -> str:
    """A key that is the same at the next start, so that visitors keep their sessions.

    It lies in a file that only this user can read. Where none can be kept, the key is good for this run.
    """
    path = state_folder() / "session.key"
    try:
        return _read(path) or _make(path)
    except OSError as error:
        log.info("sessions end with this run: %s cannot be kept (%s). Set SECRET_KEY.", path, error)
        return secrets.token_hex(32)


def state_folder() -> Path:
    """Where programs keep what is to survive, but is no document (XDG Base Directory Specification)."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "tornjust"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "tornjust"


def _read(path: Path) -> str | None:
    try:
        state = path.lstat()
        if os.name == "posix" and (state.st_mode & 0o177777 != 0o100600 or state.st_uid != os.getuid()):
            # Others may have read it, or put it there.
            log.warning("%s was open to others; the sessions that it signed end", path)
            path.unlink()
            return None
        text = path.read_text(encoding="ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    return text if len(text) == 64 else None


def _make(path: Path) -> str:
    """Write a new key so that no reader ever sees half of one; of two programs that start together, one wins."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = secrets.token_hex(32)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(
        os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii"
    ) as file:
        file.write(key)
    try:
        if _read(path) is None:
            with contextlib.suppress(FileNotFoundError):
                path.unlink()
            os.link(draft, path)
    except FileExistsError:
        pass
    except OSError:  # a file system without links
        draft.replace(path)
        return key
    finally:
        draft.unlink(missing_ok=True)
    return _read(path) or key


def _number(key: str) -> int:
    return zlib.crc32(key.encode())

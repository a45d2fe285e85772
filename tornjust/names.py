"""Names of files that come from somewhere else, and sizes, as people read them."""

from __future__ import annotations

import unicodedata

# Bytes; what file systems take.
MAX_NAME = 255
# Joiners are no printable characters, but letters of some scripts and emoji need them.
_JOINERS = "\u200c\u200d"


def clean_name(name: object) -> str:
    """What a browser says a file is called -> a name without folders that no file system has to fear."""
    last = str(name).replace("\\", "/").rpartition("/")[2]
    last = "".join(c for c in last if c.isprintable() or c in _JOINERS)
    last = unicodedata.normalize("NFC", last).encode("utf-8", "ignore").decode().strip().rstrip(".")
    stem, dot, suffix = last.rpartition(".")
    while len(last.encode()) > MAX_NAME:
        if not stem or len(suffix.encode()) > 50:
            stem, dot, suffix = last, "", ""
        stem = stem[:-1]
        last = stem + dot + suffix
    return last or "file"


def clean_folder(path: object) -> str:
    """Where in a folder the browser says that a file was, without anything that leads out of it."""
    parts = str(path).replace("\\", "/").split("/")[:-1][:50]
    return "/".join(clean_name(part) for part in parts if part.strip(" ."))


def amount(size: int) -> str:
    """Bytes as people read them: "1.5 MB"."""
    value = float(size)
    for unit in ("bytes", "kB", "MB", "GB"):
        if value < 1000 or unit == "GB":
            break
        value /= 1000
    return (
        f"{value:.0f} {unit}"
        if unit == "bytes" or value >= 100
        else f"{value:.1f} {unit}".replace(".0 ", " ")
    )

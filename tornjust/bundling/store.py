"""Where finished scripts lie: in the installed package, or in the user's cache, found by a key of all inputs.

One script is one folder: `<key>/` with the script, its extras, their compressed forms, and `bundle.json`, which names
them. A folder appears by one rename, so that a reader sees all of it or nothing, and two processes may build at the
same time.
"""

import contextlib
import gzip
import hashlib
import importlib.util
import json
import os
import shutil
import stat
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .minify import minifier
from .modules import client_sources
from .vendor import brython_js

# Goes up when something that no input file shows changes what is built.
RECIPE = 7

MANIFEST = "bundle.json"
# Of Brotli, from 0 to 11: visitors wait less, whoever starts the program a second more.
QUALITY = 11


@dataclass(frozen=True)
class Asset:
    """One finished script. The name carries a hash of the content, so browsers may keep it for ever.

    `brotli` is None where the package `brotli` was not installed when the script was made. `extras` are scripts to load
    after this one, by pages that use them.
    """

    name: str
    raw: bytes
    gzip: bytes
    brotli: bytes | None
    extras: tuple["Asset", ...] = ()

    @property
    def stem(self) -> str:
        """The name without hash: "tornjust", or that of an extra."""
        return self.name.rpartition("-")[0]

    def find(self, name: str) -> "Asset | None":
        """This script or one of its extras, by its whole name."""
        return next((asset for asset in (self, *self.extras) if asset.name == name), None)


def make_asset(script: str, stem: str = "tornjust", extras: tuple[Asset, ...] = ()) -> Asset:
    """Compresses `script` as far as it goes. The same text gives the same asset."""
    raw = script.encode()
    return Asset(_name(stem, raw), raw, gzip.compress(raw, 9, mtime=0), _brotli(raw), extras)


def _name(stem: str, raw: bytes) -> str:
    return f"{stem}-{hashlib.sha256(raw).hexdigest()[:16]}.js"


def _brotli(raw: bytes) -> bytes | None:
    if importlib.util.find_spec("brotli") is None:
        return None
    import brotli

    packed: bytes = brotli.compress(raw, quality=QUALITY)
    return packed


def input_key(folder: Path) -> str:
    """A hash of everything that decides what the script for the client code in `folder` looks like.

    Takes a few milliseconds. Raises `BundleError` where the installed Brython is not the pinned one.
    """
    digest = hashlib.sha256(f"{RECIPE}\n".encode())
    digest.update(hashlib.sha256(brython_js()).digest())
    own = Path(__file__).parent
    files = sorted([*own.glob("*.py"), *own.glob("*.js")])
    parts = [(path.name, path.read_bytes().replace(b"\r\n", b"\n")) for path in files]
    for name, content in [*parts, *client_sources(folder)]:
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def tools_key() -> str:
    """Which optional tools are here: a script made without them is of no use once they are installed."""
    tools = f"{minifier()} {importlib.util.find_spec('brotli') is not None}"
    return hashlib.sha256(tools.encode()).hexdigest()[:8]


def load(folder: Path, key: str = "") -> Asset | None:
    """The asset in `folder`, or None when there is none, it is damaged, or it was made from other inputs than `key`."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if key and manifest["key"] != key:
            return None
        extras = tuple(_read(folder, name, manifest["brotli"]) for name in manifest["extras"])
        return _read(folder, manifest["name"], manifest["brotli"], extras)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _read(folder: Path, name: str, brotli: bool, extras: tuple[Asset, ...] = ()) -> Asset:
    """One script of a folder. Raises `ValueError` when it is damaged."""
    packed = (folder / f"{name}.br").read_bytes() if brotli else None
    asset = Asset(name, (folder / name).read_bytes(), (folder / f"{name}.gz").read_bytes(), packed, extras)
    if name != _name(asset.stem, asset.raw):
        raise ValueError(f"{name} does not hold what its name says")
    return asset


def save(asset: Asset, folder: Path, key: str) -> None:
    """Writes `asset` to `folder`, in place of what is there. Raises `OSError` where that is not allowed."""
    if load(folder, key) == asset:
        return  # Another process was faster; readers may be at it.
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        temporary.chmod(0o755)
        for one in (asset, *asset.extras):
            (temporary / one.name).write_bytes(one.raw)
            (temporary / f"{one.name}.gz").write_bytes(one.gzip)
            if one.brotli is not None:
                (temporary / f"{one.name}.br").write_bytes(one.brotli)
        manifest = {
            "key": key,
            "name": asset.name,
            "brotli": asset.brotli is not None,
            "extras": [extra.name for extra in asset.extras],
        }
        (temporary / MANIFEST).write_text(json.dumps(manifest) + "\n", encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        try:
            temporary.rename(folder)
        except OSError:
            # Another process was faster; what it wrote was made from the same inputs.
            if load(folder, key) is None:
                raise
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def cache_folder() -> Path | None:
    """The user's cache: TORNJUST_CACHE_DIR, else the platform's own place; None for a user without a home."""
    own = os.environ.get("TORNJUST_CACHE_DIR")
    if own:
        return Path(own)
    variable = {"win32": "LOCALAPPDATA", "darwin": ""}.get(sys.platform, "XDG_CACHE_HOME")
    base = os.environ.get(variable)
    if base:
        return Path(base) / "tornjust"
    below = {"win32": "AppData/Local", "darwin": "Library/Caches"}.get(sys.platform, ".cache")
    try:
        return Path.home() / below / "tornjust"
    except RuntimeError:
        return None


def temporary_folder() -> Path | None:
    """Where to keep scripts when the cache cannot be written: a folder below the temporary one that only we can write.

    None where somebody else owns it: what lies there is served to browsers, so it must be ours.
    """
    if not hasattr(os, "getuid"):
        return Path(tempfile.gettempdir()) / "tornjust"  # Windows: the temporary folder is the user's own.
    folder = Path(tempfile.gettempdir()) / f"tornjust-{os.getuid()}"
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)
    try:
        status = folder.lstat()
    except OSError:
        return None
    ours = stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid() and not status.st_mode & 0o022
    return folder if ours else None


def keepers() -> list[Path]:
    """The folders that may hold finished scripts, the preferred one first."""
    return [folder for folder in (cache_folder(), temporary_folder()) if folder is not None]

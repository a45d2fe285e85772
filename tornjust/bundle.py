"""What the browser gets of Brython and of us: one script, ready to serve.

    script = client_script()
    script.name      "tornjust-0123456789abcdef.js"
    script.raw       what it holds; script.gzip and script.brotli are the same, compressed
    script.extras    what only some pages load

The script holds the part of the pinned `brython` package that runs compiled Python, and the modules of
`tornjust/client_py/` with `tornjust/wire.py`, compiled ahead of time. It brings no Python source, calls no eval, and
asks the server for no module. A folder in `client_py/` is an extra, such as `motion`: a script of its own, for pages
that use it. All of it comes out of the installed package, where the wheel's build has put it; else out of
the user's cache; else it is made, which takes some seconds and is logged.

    python -m tornjust bundle [--to DIR] [--check] [--clean]

does the same by hand.
"""

import argparse
import json
import logging
import shutil
import sys
import time
from pathlib import Path

from tornjust.bundling import worker
from tornjust.bundling.compiler import run_script
from tornjust.bundling.modules import MAIN, Module, check_imports, client_modules, extra_modules
from tornjust.bundling.store import (
    Asset,
    input_key,
    keepers,
    load,
    make_asset,
    save,
    tools_key,
)
from tornjust.bundling.vendor import BundleError

__all__ = ["Asset", "BundleError", "build", "client_script", "compile_module", "main"]

log = logging.getLogger("tornjust.bundle")

PACKAGE = Path(__file__).parent
BUILT = PACKAGE / "static" / "built"


def client_script(source: Path = PACKAGE, built: Path = BUILT) -> Asset:
    """The script for the browser, made if need be.

    `source` is the folder with `wire.py` and `client_py/`; `built` is where a wheel carries the finished script. Both
    default to this package's own. What is made goes to the cache: TORNJUST_CACHE_DIR, else the user's cache folder,
    else a temporary folder. Raises `BundleError` when the installed Brython is not the pinned one, when quickjs-ng is
    missing and nothing is ready, or when client code cannot run in a browser.
    """
    key = input_key(source)
    folders = _folders(key)
    ready = _finished(key, [built, *folders])
    if ready is not None:
        return ready
    start = time.perf_counter()
    asset = build(source, lines=False)
    where = next((folder for folder in folders if _try_save(asset, folder, key)), None)
    log.info(
        "made the browser's script in %.1f s: %d kB, %s",
        time.perf_counter() - start,
        len(asset.brotli or asset.gzip) // 1000,
        f"kept in {where}" if where else "could not be kept: no folder is writable",
    )
    return asset


def _folders(key: str) -> list[Path]:
    """Where the script of that key is kept, or may be."""
    name = f"{key[:24]}-{tools_key()}"
    return [keeper / name for keeper in keepers()]


def _finished(key: str, folders: list[Path]) -> Asset | None:
    """The script of that key, if it is in one of the folders."""
    return next(filter(None, (load(folder, key) for folder in folders)), None)


def build(source: Path = PACKAGE, minify: bool = True, lines: bool = True) -> Asset:
    """Makes the script from the client code in the folder `source`. The same inputs give the same bytes.

    `minify` false leaves white space and names as they are, to read the result. With `lines` false, which is how it
    is served, tracebacks name the function but not the line. Raises `BundleError`.
    """
    more = extra_modules(source)
    text, *texts = worker.run(
        [client_modules(source), *more.values()], whole=True, minify=minify, lines=lines
    )
    extras = tuple(
        make_asset(extra + run_script(f"tornjust.client_py.{name}.start"), stem=name)
        for name, extra in zip(more, texts, strict=True)
    )
    # The browser's half asks for an extra by its name alone.
    names = json.dumps(dict(zip(more, (extra.name for extra in extras), strict=True)))
    # As the next thing after this script, and before any other, but not below it on the stack: whenever a browser notes
    # where something comes from (an exception, a request), it reads again the source of all that is on the stack.
    start = f"queueMicrotask(function () {{ {run_script(MAIN).strip()} }});\n"
    return make_asset(f"{text};\n__BRYTHON__.tornjust_extras={names};\n{start}", extras=extras)


def compile_module(source: str, name: str, filename: str) -> str:
    """Compiles one more Python module for the browser: a script to load after `client_script()`.

    `source` is its text, `name` its dotted name, `filename` what tracebacks show. The script registers the module;
    it runs when another module imports it, or by `__BRYTHON__.tornjust_run(name)`. It may import the runtime's
    modules. Raises `BundleError` naming file and line where the text is not valid Python or imports what is not there.
    """
    module = Module(name, source, filename)
    check_imports([*client_modules(PACKAGE), module])
    return worker.run([[module]], whole=False)[0]


def main(argv: list[str] | None = None) -> int:
    """The command `python -m tornjust bundle`. Returns the exit status: 0, or 1 after an error message."""
    parser = argparse.ArgumentParser(
        prog="python -m tornjust bundle", description="Make the browser's script."
    )
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--to", type=Path, metavar="DIR", help="make it anew and write it to DIR")
    choice.add_argument(
        "--check",
        action="store_true",
        help="make it anew and compare it with the one in the cache, or with a second one; nothing is written",
    )
    choice.add_argument(
        "--clean", action="store_true", help="remove what was made: cached scripts and built ones"
    )
    options = parser.parse_args(argv)
    try:
        if options.clean:
            return _clean()
        if options.check:
            return _check()
        if options.to:
            asset = build(lines=False)
            save(asset, options.to, input_key(PACKAGE))
        else:
            logging.basicConfig(level=logging.INFO, format="%(message)s")
            asset = client_script()
    except (BundleError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(_describe(asset))
    return 0


def _check() -> int:
    key = input_key(PACKAGE)
    first = _finished(key, _folders(key)) or build(lines=False)
    if first != build(lines=False):
        print("error: two builds from the same inputs differ", file=sys.stderr)
        return 1
    print(_describe(first))
    return 0


def _clean() -> int:
    for folder in (BUILT, *keepers()):
        if folder.is_dir():
            shutil.rmtree(folder)
            print(f"removed {folder}")
    return 0


def _describe(asset: Asset) -> str:
    lines = []
    for one in (asset, *asset.extras):
        packed = "no brotli" if one.brotli is None else f"brotli {len(one.brotli):,}"
        lines.append(f"{one.name}: {len(one.raw):,} bytes, gzip {len(one.gzip):,}, {packed}")
    return "\n".join(lines)


def _try_save(asset: Asset, folder: Path, key: str) -> bool:
    try:
        save(asset, folder, key)
    except OSError as error:
        log.debug("cannot write %s: %s", folder, error)
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())

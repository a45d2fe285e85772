"""Functions of the program -> scripts to serve: checked at start, compiled beside it, kept on disk by content.

    compiled.prepare(debug)          when a server starts
    await compiled.get(name)         when a browser asks for a script

What is in the cache costs nothing; the rest is compiled in a thread, about a second for each run of the compiler, and
a browser that asks meanwhile waits.
"""

from __future__ import annotations

import asyncio
import json
import logging
import shutil
import threading
import time
from concurrent.futures import Future
from pathlib import Path

from tornjust import bundle
from tornjust.bundling import worker
from tornjust.bundling.derive import regex_script
from tornjust.bundling.minify import minified
from tornjust.bundling.modules import Module
from tornjust.bundling.store import Asset, input_key, keepers, load, make_asset, save, tools_key
from tornjust.bundling.vendor import brython_js, regex_js
from tornjust.errors import TornjustError
from tornjust.functions import scripts
from tornjust.functions.scripts import Script
from tornjust.tags.groups import all_rivals

log = logging.getLogger("tornjust")

# Scripts in the cache; the oldest go.
MOST_KEPT = 300

_assets: dict[str, Future[Asset]] = {}
_lock = threading.Lock()


def prepare(debug: bool) -> None:
    """Check all functions that are marked so far, and begin to compile them.

    Raises `ClientCodeError` with file and line for what cannot run in a browser.
    """
    scripts.debug = debug
    scripts.recipe = f"{input_key(bundle.PACKAGE)[:24]}-{tools_key()}"
    scripts.find_groups = all_rivals
    scripts.on_new = announce
    announce([script for made in scripts.check_all() for script in made.all()])


def announce(made: list[Script]) -> None:
    """These scripts will be asked for."""
    todo: list[tuple[Script, Future[Asset]]] = []
    with _lock:
        for script in made:
            name = script.name
            if name not in _assets:
                future: Future[Asset] = Future()
                _assets[name] = future
                todo.append((script, future))
    if todo:
        threading.Thread(target=_compile, args=(todo,), daemon=True, name="tornjust-compile").start()


async def get(name: str) -> Asset | None:
    """The script of that name; None when no page has been told of it. Raises `BundleError` when it does not compile."""
    future = _assets.get(name)
    if future is None:
        return None
    return await asyncio.wrap_future(future)


def _compile(todo: list[tuple[Script, Future[Asset]]]) -> None:
    missing = []
    for script, future in todo:
        ready = _load(script)
        if ready is None:
            missing.append((script, future))
        else:
            future.set_result(ready)
    if not missing:
        return
    start = time.perf_counter()
    try:
        texts: list[str] = worker.run([[_module(script)] for script, _ in missing], whole=False)
    except Exception as error:
        if len(missing) > 1:  # find out which one it is
            for one in missing:
                _compile([one])
            return
        log.error("functions for the browser do not compile: %s", error)
        missing[0][1].set_exception(
            error if isinstance(error, TornjustError) else bundle.BundleError(str(error))
        )
        return
    for (script, future), text in zip(missing, texts, strict=True):
        asset = make_asset(_before(script) + text + _start(script), stem=script.module)
        _save(script, asset)
        future.set_result(asset)
    names = ", ".join(script.shown for script, _ in missing)
    log.info("compiled the functions for the browser in %s: %.1f s", names, time.perf_counter() - start)


def _module(script: Script) -> Module:
    return Module(script.module, script.text, script.shown)


def _before(script: Script) -> str:
    """What a module of the library stands on."""
    if script.file is not None or script.module != "re":
        return ""
    return minified(regex_script(brython_js().decode(), regex_js())) + ";\n"


def _start(script: Script) -> str:
    """Runs the module, at once or when what it imports is there. A module of the library waits to be imported."""
    if script.file is None:
        return ""
    name = json.dumps(script.module)
    return (
        f";(function (b) {{ if (b.tornjust_start) b.tornjust_start({name});"
        f" else (b.tornjust_queue = b.tornjust_queue || []).push({name}); }})(__BRYTHON__);\n"
    )


def _folder(keeper: Path, script: Script) -> Path:
    return keeper / "functions" / script.name


def _load(script: Script) -> Asset | None:
    for keeper in keepers():
        ready = load(_folder(keeper, script), script.name)
        if ready is not None:
            return ready
    return None


def _save(script: Script, asset: Asset) -> None:
    for keeper in keepers():
        folder = _folder(keeper, script)
        try:
            save(asset, folder, script.name)
            _prune(folder.parent)
        except OSError as error:
            log.debug("cannot write %s: %s", folder, error)
        else:
            return


def _prune(folder: Path) -> None:
    kept = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime)
    for path in kept[:-MOST_KEPT]:
        shutil.rmtree(path, ignore_errors=True)

"""The short-lived process that compiles: a JSON request on standard input, a JSON answer on standard output.

The engine and the compiler take about 35 MB; they end with this process instead of staying in the server. The parent
starts it through `run`, with a `tornjust` package that holds nothing but a path, so that neither Tornado nor the
application is imported here.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from .compiler import MISSING_ENGINE, Compiler, module_script
from .constants import constants_of, with_constants
from .derive import runtime_js
from .minify import minified
from .modules import Module
from .plain import is_apart, treats_objects_plainly
from .vendor import LICENCE, BundleError, brython_js

PACKAGE = Path(__file__).parent.parent

_BOOT = (
    "import sys, types; package = types.ModuleType('tornjust'); package.__path__ = [sys.argv[1]];"
    " sys.modules['tornjust'] = package; from tornjust.bundling.worker import main; main()"
)

# A build takes one to three seconds; this is for a machine that is badly overloaded.
TIMEOUT_SECONDS = 300


def run(groups: list[list[Module]], whole: bool, minify: bool = True, lines: bool = True) -> list[str]:
    """Compiles each group of modules, in a process of its own, and returns the JavaScript of each.

    With `whole`, the runtime stands before the first group. `minify` asks for short names and no white space, as far
    as a minifier is installed. Without `lines`, tracebacks name functions only. Raises `BundleError`.
    """
    request = {
        "groups": [[vars(module) for module in modules] for modules in groups],
        "whole": whole,
        "minify": minify,
        "lines": lines,
    }
    # The child must find the packages that this process finds, whatever has been done to sys.path.
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "PYTHONIOENCODING": "utf-8",
    }
    done = subprocess.run(
        [sys.executable, "-c", _BOOT, str(PACKAGE)],
        input=json.dumps(request).encode(),
        capture_output=True,
        env=environment,
        cwd=PACKAGE.parent,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    if done.returncode:
        raise BundleError(
            f"compiling for the browser failed:\n{done.stderr.decode(errors='replace').strip()}"
        )
    answer: dict[str, Any] = json.loads(done.stdout)
    if "error" in answer:
        raise BundleError(answer["error"])
    scripts: list[str] = answer["js"]
    return scripts


def main() -> None:
    """What the process does."""
    request = json.load(sys.stdin)
    answer: dict[str, Any]
    try:
        groups = [[Module(**item) for item in group] for group in request.pop("groups")]
        answer = {"js": _scripts(groups, **request)}
    except BundleError as error:
        answer = {"error": str(error)}
    json.dump(answer, sys.stdout)


def _scripts(groups: list[list[Module]], whole: bool, minify: bool, lines: bool) -> list[str]:
    source = brython_js().decode()
    compiler = Compiler(source)
    everything = [module for modules in groups for module in modules]
    plain = not lines and treats_objects_plainly(everything)
    constants = constants_of(everything) if not lines else {}
    scripts = []
    for modules in groups:
        parts = [
            compiler.compile(
                with_constants(m.source, constants),
                m.name,
                m.filename,
                m.package,
                lines,
                plain and not is_apart(m.name),
            )
            for m in modules
        ]
        # One by one: as statements of one text, the functions that are called at once would become terms of a comma
        # expression, without the parenthesis by which V8 knows that it has to compile them now, and not a second time.
        scripts.append("".join(map(minified, parts) if minify else parts))
    if whole:
        files = runtime_js(source).split("\n;\n")
        if minify:
            files = [minified(file) for file in files if file.strip()]
        # Brython's own code is in strict mode, compiled code is not (stock Brython runs it through `new Function`).
        scripts[0] = LICENCE + "(function () {\n" + ";\n".join(files) + "\n})();\n" + scripts[0]
    return scripts


__all__ = ["MISSING_ENGINE", "main", "module_script", "run"]

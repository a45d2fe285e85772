"""The modules that the browser gets, one for each file with marked functions, and what else they load."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tornjust.errors import ClientCodeError
from tornjust.functions import marks
from tornjust.functions.files import SourceFile, known_files
from tornjust.functions.writer import Writer

# What decides, beside the text, what is compiled; part of each script's name. Set by those who compile.
recipe = ""
# Whether tabs show what went wrong. Set by those who serve.
debug = False


def _no_groups(words: set[str]) -> list[list[str]]:
    return []


# The groups of utility classes, of which an element wants one, with one of `words` in them. Set by those who know them.
find_groups: Callable[[set[str]], list[list[str]]] = _no_groups


@dataclass
class Script:
    """What the browser gets of one file, before it is compiled, and what the server has to know about it.

    `module` is its name in the browser, `shown` the file that tracebacks name. `file` is None for a module of the
    standard library.
    """

    module: str
    shown: str
    file: SourceFile | None = None
    text: str = ""
    # The scripts of other files, whose functions are used here.
    needs: list[Script] = field(default_factory=list)
    # Modules of the standard library.
    library: set[str] = field(default_factory=set)
    # Every string in it: a utility class may be among them.
    strings: set[str] = field(default_factory=set)
    # The attributes of components that its functions assign.
    writes: set[str] = field(default_factory=set)
    # The names in `page.named[...]`; None stands for any.
    named: set[str] | None = field(default_factory=set)
    # The functions of the server that its functions may call.
    servers: dict[str, marks.ServerFunction] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name under which it is served; another one for other content."""
        digest = hashlib.sha256(f"{recipe}\0{self.module}\0{self.shown}\0{self.text}".encode())
        return f"{self.module}-{digest.hexdigest()[:16]}.js"

    def all(self) -> list[Script]:
        """The scripts to load, those that others need first."""
        found: dict[str, Script] = {}

        def add(script: Script) -> None:
            if script.module not in found:
                for name in sorted(script.library):
                    add(_library(name))
                for other in script.needs:
                    if other is not self:
                        add(other)
                found[script.module] = script

        add(self)
        return list(found.values())


def script_of(file: SourceFile) -> Script:
    """The script of a file. Raises `ClientCodeError` with one line for each thing that is wrong."""
    pieces = file.sent()
    if file.made is not None and file.made[0] == len(pieces):
        known: Script = file.made[1]
        return known
    script = Script(file.module, file.shown, file)
    # Known before it is written: two files may use functions of each other.
    file.made = (len(pieces), script)
    try:
        Writer(script, pieces, script_of, find_groups).write()
    except ClientCodeError:
        file.made = None
        raise
    if on_new is not None:
        on_new(script.all())
    return script


# Called with the scripts that were found to be needed. Set by those who compile.
on_new: Callable[[list[Script]], None] | None = None


def loading(scripts: list[Script]) -> dict[str, Any]:
    """What a tab is told to load these scripts."""
    return {"scripts": [script.name for script in scripts], "debug": debug}


def named(name: str) -> Script | None:
    """The script that is served under that name."""
    for file in known_files():
        for script in file.made[1].all() if file.made is not None else ():
            if script.name == name:
                found: Script = script
                return found
    return None


def check_all() -> list[Script]:
    """Check every file in which something is marked. Raises `ClientCodeError` for the first that is wrong."""
    return [script_of(file) for file in known_files() if file.sent()]


@cache
def _library(name: str) -> Script:
    """A module of the standard library, as the browser gets it."""
    path = Path(__file__).parent.parent / "library" / f"{name}.py"
    needs = ["math"] if name == "random" else []
    return Script(
        name, f"{name}.py", None, path.read_text(encoding="utf-8"), [_library(other) for other in needs]
    )

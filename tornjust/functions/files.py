"""A program's file as text: where its functions stand, and which of them are marked for the browser.

The whole file is looked at, also for functions inside of functions that have not run yet, so that what the browser
gets of a file is the same from the start on.
"""

from __future__ import annotations

import ast
import hashlib
import linecache
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from tornjust.errors import ClientCodeError

Function = ast.FunctionDef | ast.AsyncFunctionDef
# On what a decorator returns its kind by: see `marks`.
MARK = "_tornjust_mark"

_files: dict[str, SourceFile] = {}
_modules: dict[str, str] = {}


class Piece:
    """One function or class of a file. `name` is its dotted name within the file."""

    def __init__(self, file: SourceFile, node: Function | ast.ClassDef, around: tuple[ast.AST, ...]) -> None:
        self.file = file
        self.node = node
        # The functions and classes in which it is written, outermost first.
        self.around = around
        self.name = ".".join([_name(outer) for outer in around] + [node.name])

    @property
    def line(self) -> int:
        """The line of its `def`."""
        return self.node.lineno

    @property
    def owner(self) -> str:
        """The class of which it is a method, or ""."""
        return _name(self.around[-1]) if self.around and isinstance(self.around[-1], ast.ClassDef) else ""

    @property
    def variable(self) -> str:
        """Its name in the module that the browser gets, where all functions stand side by side."""
        return self.name.replace(".", "__")


class SourceFile:
    """One file of a program. `shown` is how tracebacks in the browser name it."""

    def __init__(self, path: str, scope: dict[str, Any]) -> None:
        self.path = path
        self.scope = scope
        self.shown = _shown(path)
        self.module = _module_name(path)
        self.lines = linecache.getlines(path, scope)
        self.text = "".join(self.lines)
        if not self.text:
            raise ClientCodeError(
                f"{path}: the source of functions for the browser must be readable; write them into a file."
            )
        self.tree = ast.parse(self.text, path)
        self.pieces = list(self._find(self.tree, ()))
        # Functions that are sent although nothing marks them: those that check fields.
        self.asked: set[int] = set()
        # What was made of it, and of how many pieces; see `scripts`.
        self.made: Any = None

    def _find(self, node: ast.AST, around: tuple[ast.AST, ...]) -> Iterator[Piece]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, Function | ast.ClassDef):
                yield Piece(self, child, around)
                yield from self._find(child, (*around, child))
            else:
                yield from self._find(child, around)

    def piece(self, function: Callable[..., Any]) -> Piece:
        """Where a function is written."""
        name, line = function.__name__, function.__code__.co_firstlineno
        for piece in self.pieces:
            if piece.node.name == name and _first_line(piece.node) <= line <= piece.line:
                return piece
        raise ClientCodeError(
            f"{self.shown}:{line}: the source of {name}() was not found there;"
            " a function for the browser is written with `def`, and its file must not change while it runs."
        )

    def mark(self, piece: Piece) -> str:
        """How a piece is marked: "client", "both", "server" or ""."""
        for decorator in piece.node.decorator_list:
            kind = self.kind(decorator)
            if kind:
                return kind
        return "client" if piece.line in self.asked else ""

    def kind(self, decorator: ast.expr) -> str:
        """What a decorator marks something as: as `mark`."""
        value: Any = None
        if isinstance(decorator, ast.Name):
            value = self.scope.get(decorator.id)
        elif isinstance(decorator, ast.Attribute) and isinstance(decorator.value, ast.Name):
            value = getattr(self.scope.get(decorator.value.id), decorator.attr, None)
        kind = getattr(value, MARK, "")
        return kind if isinstance(kind, str) else ""

    def sent(self) -> list[Piece]:
        """What the browser gets: everything that is marked `client` or `both`, and functions that check fields."""
        checks = {
            keyword.value.id
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Call)
            for keyword in node.keywords
            if keyword.arg == "validate" and isinstance(keyword.value, ast.Name)
        }
        self.asked |= {
            piece.line
            for piece in self.pieces
            if not piece.around and piece.node.name in checks and isinstance(piece.node, Function)
        }
        inside: set[int] = set()
        found = []
        for piece in self.pieces:
            if self.mark(piece) in ("client", "both") and not inside & {id(outer) for outer in piece.around}:
                found.append(piece)
                inside.add(id(piece.node))
        return found


def source_file(path: str, scope: dict[str, Any]) -> SourceFile:
    """The file at `path`; `scope` holds the names of its module."""
    file = _files.get(path)
    # A program that is run once more, as tests do, has new names.
    if file is None or file.scope is not scope:
        linecache.checkcache(path)
        file = _files[path] = SourceFile(path, scope)
    return file


def locate(function: Callable[..., Any]) -> Piece:
    """The piece of a file that is this function. Raises `ClientCodeError` where there is no source."""
    return source_file(function.__code__.co_filename, function.__globals__).piece(function)


def note_caller(frame: FrameType) -> None:
    """Code in that frame marks a class; its file has client code."""
    source_file(frame.f_code.co_filename, frame.f_globals)


def known_files() -> list[SourceFile]:
    """The files in which something has been marked."""
    return list(_files.values())


def _name(node: ast.AST) -> str:
    return str(getattr(node, "name", ""))


def _first_line(node: Function | ast.ClassDef) -> int:
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])


def _shown(path: str) -> str:
    """The path as the program's author thinks of it; folders of the machine are nobody's business."""
    whole = Path(path).resolve()
    program = getattr(sys.modules.get("__main__"), "__file__", None)
    for folder in filter(None, [Path(program).resolve().parent if program else None, Path.cwd()]):
        if whole.is_relative_to(folder):
            return whole.relative_to(folder).as_posix()
    return whole.name


def _module_name(path: str) -> str:
    """A name for the browser's module: that of the file, with a few digits where another file has it already."""
    stem = "".join(c if c.isascii() and c.isalnum() else "_" for c in Path(path).stem)
    name = f"app_{stem}"
    if _modules.setdefault(name, path) != path:
        name += "_" + hashlib.sha256(path.encode()).hexdigest()[:6]
        _modules[name] = path
    return name

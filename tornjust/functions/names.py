"""What a name in a client function means in the browser, and the complaint about one that means nothing there."""

from __future__ import annotations

import ast
import builtins
import copy
import functools
import importlib
import inspect
import symtable
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tornjust.functions.files import Function, Piece

# Built-in functions that a page does not offer, and why.
_REASONS = {
    "__import__": "cannot find modules by their names",
    "compile eval exec": "needs a compiler, which is not there",
    "open": "needs files, which are not there",
    "breakpoint copyright credits exit help input license quit": "needs a console, which is not there",
    "globals": "would give what functions use of the module, and nothing else of it; use the names themselves",
    "vars": "would give what the runtime keeps of a component, not its attributes; use getattr(),"
    " or locals() for a function's variables",
}
NOT_BUILT_IN = {name: reason for names, reason in _REASONS.items() for name in names.split()}
BUILT_IN = frozenset(name for name in dir(builtins) if not name.startswith("__")) - NOT_BUILT_IN.keys()
# What every object of JavaScript has, and Brython takes for its own where it is the name of a variable.
TAKEN = frozenset(("hasOwnProperty", "__proto__"))
# Modules of the standard library that the browser has; see tornjust/library/.
LIBRARY = frozenset(("collections", "itertools", "json", "math", "random", "re", "time"))
_LIBRARY_FOLDER = Path(__file__).parent.parent / "library"
# Modules that exist in the browser only.
BROWSER = frozenset(("browser", "browser.html", "browser.aio", "javascript"))
# What there is, for a complaint about what there is not.
MODULES = (
    f"there are {', '.join(sorted(LIBRARY))}, and the modules of the browser itself"
    f" ({', '.join(sorted(BROWSER))}). Let a function with @jp.server do what needs more."
)
# The longest value of the program that is written into what the browser gets.
MOST_CONSTANT = 100_000


@functools.cache
def offered(module: str) -> frozenset[str]:
    """What a module of the library has in the browser; empty where that is not known, as with `re`.

    Each is a part of Python's own module, so a name that Python knows may be missing.
    """
    found: set[str] = set()
    for node in ast.parse((_LIBRARY_FOLDER / f"{module}.py").read_text()).body:
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            return frozenset()
        if isinstance(node, Function | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {
                name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name)
            }
    # What it needs for itself is none of it.
    return frozenset(found & set(dir(importlib.import_module(module))))


def names_used(piece: Piece) -> list[str]:
    """The names that a function or class takes from around it, sorted."""
    node = _plain(piece.node)
    table = symtable.symtable(ast.unparse(node), piece.file.shown, "exec")
    names = {
        symbol.get_name()
        for symbol in table.get_symbols()
        if symbol.is_referenced() and not symbol.is_assigned()
    }
    names |= set(_globals(table.get_children()))
    names.discard(piece.node.name if not piece.around else "")
    return sorted(names)


def _globals(tables: list[symtable.SymbolTable]) -> Iterator[str]:
    for table in tables:
        for symbol in table.get_symbols():
            # Python takes what is bound in a function called `top` for global, too (CPython issue 119698).
            if symbol.is_declared_global() or (symbol.is_global() and not symbol.is_local()):
                yield symbol.get_name()
        yield from _globals(table.get_children())


def _plain(node: Function | ast.ClassDef) -> Function | ast.ClassDef:
    """A copy without decorators and annotations, which do not travel."""
    new = copy.deepcopy(node)
    new.decorator_list = []
    for inner in ast.walk(new):
        if isinstance(inner, ast.arg):
            inner.annotation = None
        elif isinstance(inner, Function):
            inner.returns = None
            if inner is not new:
                inner.decorator_list = list(inner.decorator_list)
        elif isinstance(inner, ast.AnnAssign):
            inner.annotation = ast.Constant(value=None)
    return new


def bound_by(node: ast.AST) -> str | None:
    """The name that a part of the source gives to something, if it gives one."""
    if isinstance(node, ast.arg):
        return node.arg
    if isinstance(node, Function | ast.ClassDef | ast.ExceptHandler):
        return node.name
    return node.id if isinstance(node, ast.Name) else None


def line_of(piece: Piece, name: str) -> int:
    """The first line on which a piece mentions a name."""
    lines = [node.lineno for node in ast.walk(piece.node) if isinstance(node, ast.Name) and node.id == name]
    return min(lines, default=piece.line)


def is_outside_of_classes(node: ast.AST, name: str) -> bool:
    """Whether the source mentions `name` outside of the classes in it."""
    if isinstance(node, ast.ClassDef):
        return False
    if isinstance(node, ast.Name):
        return node.id == name
    return any(is_outside_of_classes(child, name) for child in ast.iter_child_nodes(node))


def uses_of(piece: Piece, name: str) -> list[tuple[int, list[str]]]:
    """(line, attributes) of each use of `name`: `jp.client.after` gives ["client", "after"], a bare one []."""
    uses = _Uses(name)
    uses.visit(piece.node)
    return uses.found


class _Uses(ast.NodeVisitor):
    def __init__(self, name: str) -> None:
        self.name = name
        self.found: list[tuple[int, list[str]]] = []

    def visit_Attribute(self, node: ast.Attribute) -> None:
        path: list[str] = []
        part: ast.AST = node
        while isinstance(part, ast.Attribute):
            path.insert(0, part.attr)
            part = part.value
        if isinstance(part, ast.Name) and part.id == self.name:
            self.found.append((part.lineno, path))
        else:
            self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        if node.id == self.name:
            self.found.append((node.lineno, []))

    def visit_arg(self, node: ast.arg) -> None:
        """Annotations do not travel."""

    def _visit_function(self, node: Function) -> None:
        for part in (node.args, *node.body):
            self.visit(part)

    visit_FunctionDef = _visit_function
    visit_AsyncFunctionDef = _visit_function


def bound_around(piece: Piece, name: str) -> bool:
    """Whether `name` is a variable of a function around the piece."""
    return any(isinstance(outer, Function) and name in _locals(outer) for outer in piece.around)


def bound_in(piece: Piece) -> set[str]:
    """The variables of the piece and of the functions in it."""
    functions = [node for node in ast.walk(piece.node) if isinstance(node, Function)]
    return {name for function in functions for name in _locals(function)}


def _locals(function: Function) -> set[str]:
    args = function.args
    found = {arg.arg for arg in [*args.posonlyargs, *args.args, *args.kwonlyargs]}
    found |= {arg.arg for arg in (args.vararg, args.kwarg) if arg is not None}
    todo: list[ast.AST] = list(function.body)
    while todo:
        node = todo.pop()
        if isinstance(node, Function | ast.ClassDef):
            found.add(node.name)
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {alias.asname or alias.name.split(".")[0] for alias in node.names}
        todo.extend(ast.iter_child_nodes(node))
    return found


def constant(value: Any) -> str | None:
    """A value of the program as Python text, if it is plain data; else None."""
    try:
        text = repr(value)
        if len(text) > MOST_CONSTANT or not _is_plain(value) or ast.literal_eval(text) != value:
            return None
    except (ValueError, SyntaxError, RecursionError, TypeError):
        return None
    return text


def _is_plain(value: Any) -> bool:
    kind = type(value)
    if kind in (list, tuple, set, frozenset):
        return kind is not frozenset and all(map(_is_plain, value))
    if kind is dict:
        return all(map(_is_plain, value)) and all(map(_is_plain, value.values()))
    return kind in (str, int, float, bool, type(None))


def what(value: Any) -> str:
    """What a value of the program is, in a complaint."""
    if inspect.isfunction(value):
        return "a function of the server"
    if inspect.isclass(value):
        return f"the class {value.__name__}"
    if callable(value):
        return f"{type(value).__name__} {getattr(value, '__name__', '')}".strip()
    return f"which is {type(value).__name__}"


def advice(value: Any) -> str:
    """What to do about it."""
    if inspect.isfunction(value):
        return (
            "which is not marked: put @jp.client on it to have it in the browser,"
            " or @jp.server to call it from there"
        )
    if hasattr(value, "html_tag"):
        if inspect.isclass(value):
            return "which is made on the server; in the browser there are the elements of HTML: jp.Div(...)"
        return (
            "a component: reach it by self, its children, or event.page.named[...] with the name that it has"
        )
    if inspect.isclass(value):
        return "which is not marked: put @jp.client on it if it can run in the browser"
    return "which cannot be sent there: only plain data can (text, numbers, true, false, None, lists, dictionaries)"

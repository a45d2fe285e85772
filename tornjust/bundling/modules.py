"""Which Python modules go to the browser, and whether everything that they import is there.

In: the folder of the `tornjust` package. Out: a list of `Module`, in an order that is always the same. The order does
not matter for running: a module runs when it is first imported, as in CPython.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .strip import is_type_checking
from .vendor import BundleError

# What the runtime itself brings. `browser` has more modules in stock Brython, so its names are checked one by one.
BUILT_IN = ("browser", "browser.aio", "browser.html", "javascript")
BROWSER_NAMES = frozenset(
    "DOMEvent DOMNode alert aio bind confirm console doc document html prompt scope self win window".split()
)

MAIN = "tornjust.client_py.main"


@dataclass(frozen=True)
class Module:
    """One module for the browser: its dotted name, its text, and the file name that tracebacks show."""

    name: str
    source: str
    filename: str
    package: bool = False


def client_modules(folder: Path) -> list[Module]:
    """The modules that every page has: `wire.py` and what lies directly in `client_py/` below `folder`.

    `tornjust` itself is an empty package in the browser: its `__init__.py` is the server's. Raises `BundleError` when
    a file is missing, is not valid Python, or imports what is not in the browser.
    """
    return [module for module in _all_modules(folder) if not _extra(module)]


def extra_modules(folder: Path) -> dict[str, list[Module]]:
    """The extras: what pages load that use it. Each folder in `client_py/` is one; its name -> its modules.

    An extra may import the modules of `client_modules`. Its module `start` is run when the script has loaded.
    """
    extras: dict[str, list[Module]] = {}
    for module in _all_modules(folder):
        name = _extra(module)
        if name:
            extras.setdefault(name, []).append(module)
    return extras


def _extra(module: Module) -> str:
    """The extra to which a module belongs, or ""."""
    parts = module.name.split(".")
    return parts[2] if len(parts) > 3 or (module.package and len(parts) == 3) else ""


def _all_modules(folder: Path) -> list[Module]:
    modules = [Module("tornjust", "", "tornjust/__init__.py", package=True)]
    has_init = False
    for path in _client_files(folder):
        parts = ["tornjust", *path.relative_to(folder).with_suffix("").parts]
        package = parts[-1] == "__init__"
        has_init = has_init or parts == ["tornjust", "client_py", "__init__"]
        name = ".".join(parts[:-1] if package else parts)
        filename = "/".join(("tornjust", *path.relative_to(folder).parts))
        modules.append(Module(name, _read(path), filename, package))
    if not has_init:
        modules.append(Module("tornjust.client_py", "", "tornjust/client_py/__init__.py", package=True))
    modules.sort(key=lambda module: module.name)
    if not any(module.name == MAIN for module in modules):
        raise BundleError(f"{folder / 'client_py' / 'main.py'} is missing: the browser starts with it")
    check_imports(modules)
    return modules


def client_sources(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Name and content of each client file, for the key of the cache. Does not parse anything."""
    for path in _client_files(folder):
        yield path.relative_to(folder).as_posix(), path.read_bytes().replace(b"\r\n", b"\n")


def check_imports(modules: list[Module]) -> None:
    """Raises `BundleError` naming file and line of the first import that could not be satisfied in the browser."""
    trees = {module.name: _parse(module) for module in modules}
    # What `from X import name` may ask for; None where that cannot be known.
    names = {name: _bound(tree) for name, tree in trees.items()}
    names |= {"browser": BROWSER_NAMES, "browser.html": None, "browser.aio": None, "javascript": None}
    for module in modules:
        for line, name in _missing(module, trees[module.name], names):
            raise BundleError(
                f"{module.filename}:{line}: cannot import {name!r}: it does not exist in the browser."
                f" Client code can import its own modules and {', '.join(BUILT_IN)}"
            )


def _client_files(folder: Path) -> list[Path]:
    return [folder / "wire.py", *sorted((folder / "client_py").rglob("*.py"))]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise BundleError(f"cannot read {path}: {error}") from error


def _parse(module: Module) -> ast.Module:
    try:
        return ast.parse(module.source, module.filename)
    except SyntaxError as error:
        raise BundleError(f"{module.filename}:{error.lineno}: SyntaxError: {error.msg}") from error


def _missing(
    module: Module, tree: ast.Module, names: Mapping[str, frozenset[str] | None]
) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of each import in `module` that nothing provides."""
    for node in _imports(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name not in names)
            continue
        origin = _absolute(module, node)
        if origin not in names:
            yield node.lineno, origin
            continue
        known = names[origin]
        for alias in node.names:
            name = f"{origin}.{alias.name}"
            if alias.name != "*" and name not in names and known is not None and alias.name not in known:
                yield node.lineno, name


def _bound(tree: ast.Module) -> frozenset[str] | None:
    """The names that a module may have: a few too many, never one too few. None where it imports all of another."""
    found = {"__name__", "__file__", "__doc__"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.alias):
            if node.name == "*":
                return None
            found.add(node.asname or node.name.split(".")[0])
    return frozenset(found)


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    """The dotted name after `from`, with the leading dots of a relative import resolved."""
    if not node.level:
        return node.module or ""
    parts = module.name.split(".")
    up = node.level - 1 if module.package else node.level
    if up >= len(parts):
        return "." * node.level + (node.module or "")
    return ".".join([*parts[: len(parts) - up], *([node.module] if node.module else [])])


def _imports(node: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    """Every import statement below `node`, except those for type checkers only."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        yield node
        return
    children: Iterator[ast.AST] = ast.iter_child_nodes(node)
    if is_type_checking(node):
        children = iter(getattr(node, "orelse", ()))
    for child in children:
        yield from _imports(child)

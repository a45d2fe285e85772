"""Writes the module that the browser gets of one file: its marked functions, on the lines on which they stand there.

A first line brings the names that they use: elements, constants by value, modules, functions of other files and of
the server. Everything is checked here, so what is wrong is said with the program's own file and line.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Callable
from difflib import get_close_matches
from types import ModuleType
from typing import TYPE_CHECKING, Any

from tornjust.errors import ClientCodeError
from tornjust.functions import marks, names
from tornjust.functions.files import Piece, SourceFile

if TYPE_CHECKING:
    from tornjust.functions.scripts import Script

# Methods of a component that change its classes.
_CLASS_METHODS = frozenset(
    ("set_class", "set_classes", "remove_class", "toggle_class", "hidden", "hidden_toggle")
)
# How a module finds the tab that it runs in. Where there is no browser, somebody else brings it.
CONNECT = "from tornjust.client_py.twin.start import tab as _tj_tab"


class Writer:
    """Fills one script. `script_of` gives the script of another file, `find_groups` groups of utility classes."""

    def __init__(
        self,
        script: Script,
        pieces: list[Piece],
        script_of: Callable[[SourceFile], Script],
        find_groups: Callable[[set[str]], list[list[str]]],
    ) -> None:
        self.script = script
        self.script_of = script_of
        self.find_groups = find_groups
        assert script.file is not None
        self.file = script.file
        self.pieces = pieces
        self.first: dict[str, str] = {}
        self.problems: list[str] = []
        self.short: dict[str, list[Piece]] = {}
        for piece in pieces:
            if not piece.owner:
                self.short.setdefault(piece.node.name, []).append(piece)

    def write(self) -> None:
        """Check the pieces, and write them. Raises `ClientCodeError` with one line for each thing that is wrong."""
        for piece in self.pieces:
            self._check(piece)
        if self.problems:
            raise ClientCodeError("\n".join(self.problems))
        module = self.script.module
        first = [f"{CONNECT}; _tj = _tj_tab.program({module!r})"]
        first += filter(None, self.first.values())
        last = []
        lines = [""]
        for piece in self.pieces:
            # The first line is taken by what comes before; no function that uses an import can stand there.
            lines += [""] * (piece.line - 1 - len(lines))
            lines += _lines(piece)
            if piece.variable != piece.node.name and not piece.owner:
                last.append(f"{piece.node.name} = {piece.variable}")
        groups = self.find_groups(self.script.strings) if "classes" in self.script.writes else []
        if groups:
            first.insert(1, f"_tj.groups({groups!r})")
        table = ", ".join(f"{piece.name!r}: {piece.variable}" for piece in self.pieces)
        last.append(f"_tj.define({{{table}}})")
        lines[0] = "; ".join(first)
        self.script.text = "\n".join([*lines, "; ".join(last)]) + "\n"

    # -- one function ---------------------------------------------------------------------------------------------

    def _problem(self, piece: Piece, line: int, text: str) -> None:
        problem = f"{self.file.shown}:{line}: {text}"
        if problem not in self.problems:
            self.problems.append(problem)

    def _check(self, piece: Piece) -> None:
        for name in names.names_used(piece):
            self._name(piece, name)
        for node in ast.walk(piece.node):
            self._node(piece, node)
            given = names.bound_by(node)
            if given is not None and given in names.TAKEN:
                self._problem(
                    piece,
                    getattr(node, "lineno", piece.line),
                    f"{piece.name}() uses the name {given!r}, which every object of JavaScript has already;"
                    f" give the parameter, variable or function another one, such as {given.strip('_')}_.",
                )
        if isinstance(piece.node, ast.ClassDef):
            for decorator in piece.node.decorator_list:
                if not self.file.kind(decorator):
                    self._problem(
                        piece,
                        decorator.lineno,
                        f"the class {piece.name} has the decorator {ast.unparse(decorator)}, which the browser does not"
                        " have: write out what it makes, such as __init__().",
                    )
        if piece.around and not piece.owner and len(self.short[piece.node.name]) > 1:
            lines = " and ".join(str(other.line) for other in self.short[piece.node.name])
            self._problem(
                piece,
                piece.line,
                f"two functions for the browser are named {piece.node.name} (lines {lines}); rename one of them.",
            )

    def _node(self, piece: Piece, node: ast.AST) -> None:
        script = self.script
        if isinstance(node, ast.Import):
            for alias in node.names:
                self._import(piece, node.lineno, alias.name)
                self._members(piece, alias.asname or alias.name, alias.name)
        elif isinstance(node, ast.ImportFrom):
            self._import(piece, node.lineno, "." * node.level + (node.module or ""))
            for alias in node.names:
                self._member(piece, node.lineno, node.module or "", alias.name)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            script.strings.add(node.value)
        elif isinstance(node, ast.Attribute):
            if isinstance(node.ctx, ast.Store):
                script.writes.add(node.attr)
            elif node.attr in _CLASS_METHODS:
                script.writes.add("classes")
                if node.attr.startswith("hidden"):
                    script.strings.add("hidden")
            elif node.attr == "__class__" or node.attr == "super":
                self._problem(
                    piece, node.lineno, f"{node.attr} has no meaning in a function for the browser."
                )
            elif node.attr == "named" and script.named is not None and not _is_indexed(piece, node):
                script.named = None
        elif isinstance(node, ast.Subscript) and _is_named(node.value):
            if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
                if script.named is not None:
                    script.named.add(node.slice.value)
            else:
                script.named = None
        elif isinstance(node, ast.Call):
            self._call(piece, node)

    def _call(self, piece: Piece, node: ast.Call) -> None:
        function = node.func
        if isinstance(function, ast.Name) and function.id == "setattr" and len(node.args) > 1:
            name = node.args[1]
            if isinstance(name, ast.Constant) and isinstance(name.value, str):
                self.script.writes.add(name.value)
            else:
                self.script.writes.add("*")
        if not (
            isinstance(function, ast.Attribute)
            and function.attr == "call"
            and _ends(function.value, "server")
        ):
            return
        argument = node.args[0] if node.args else None
        if not isinstance(argument, ast.Constant):
            return  # a function, which is checked by its name
        found = [
            marked
            for marked in _functions(self.file.scope)
            if isinstance(marked, marks.ServerFunction) and marked.piece.node.name == argument.value
        ]
        if found:
            self.script.servers[str(argument.value)] = found[0]
        else:
            self._problem(
                piece,
                node.lineno,
                f"server.call({argument.value!r}): no function of that name is marked with @jp.server in this file"
                " or imported into it.",
            )

    def _import(self, piece: Piece, line: int, name: str) -> None:
        if name in names.LIBRARY:
            self.script.library.add(name)
        elif name not in names.BROWSER:
            self._problem(piece, line, f"cannot import {name!r} in the browser; {names.MODULES}")

    def _members(self, piece: Piece, name: str, module: str) -> None:
        """What a piece asks of a module that it calls `name`."""
        for line, path in names.uses_of(piece, name) if module in names.LIBRARY else ():
            if path:
                self._member(piece, line, module, path[0])

    def _member(self, piece: Piece, line: int, module: str, member: str) -> None:
        known = names.offered(module) if module in names.LIBRARY else frozenset()
        if known and member not in known and member != "*":
            names_there = ", ".join(sorted(name for name in known if not name.startswith("_")))
            self._problem(
                piece,
                line,
                f"{piece.name}() uses {module}.{member}, which is not there in the browser; there are {names_there}."
                " Let a function with @jp.server do what needs more.",
            )

    # -- one name -------------------------------------------------------------------------------------------------

    def _name(self, piece: Piece, name: str) -> None:
        line = names.line_of(piece, name)
        if names.bound_around(piece, name):
            if not any(other.around[: len(piece.around)] for other in self.short.get(name, ())):
                self._problem(
                    piece,
                    line,
                    f"{piece.name}() uses {name!r} of the function around it, which the browser does not have."
                    " Reach components by self, event.page.named[...] or children; make a constant one of the"
                    " module; keep other values in a data_... attribute of the component.",
                )
            return
        if name in self.short:
            return
        if name == "__class__":
            return  # what super() asks for
        if name == "super":
            if names.is_outside_of_classes(piece.node, name):
                self._problem(
                    piece,
                    line,
                    f"{piece.name}() uses super(), which a component in the browser does not have.",
                )
            return
        scope = self.file.scope
        if name in scope:
            self._value(piece, line, name, scope[name])
        elif name in names.BUILT_IN:
            return
        else:
            reason = names.NOT_BUILT_IN.get(name)
            if reason is None:
                near = get_close_matches(name, {*names.bound_in(piece), *scope, *names.BUILT_IN}, 1)
                reason = "is not defined" + (f"; did you mean {near[0]!r}?" if near else ".")
            else:
                reason += "."
            self._problem(piece, line, f"{piece.name}() uses {name!r}, which in the browser {reason}")

    def _value(self, piece: Piece, line: int, name: str, value: Any) -> None:
        if name in self.first:
            if isinstance(value, ModuleType) and value.__name__ == "tornjust":
                self._vocabulary(piece, name, value)
            return
        if isinstance(value, marks.Marked):
            self._marked(name, value)
        elif isinstance(value, ModuleType):
            if value.__name__ == "tornjust":
                self._vocabulary(piece, name, value)
            elif value.__name__ in names.LIBRARY:
                self.script.library.add(value.__name__)
                self.first[name] = f"import {value.__name__} as {name}"
                self._members(piece, name, value.__name__)
            else:
                self._import(piece, line, value.__name__)
        elif _is_tag(value):
            self.first[name] = f"{name} = _tj.element({', '.join(map(repr, _element(value)))})"
        elif value is marks.client or value is marks.server:
            self.first[name] = f"{name} = _tj.{value._tornjust_mark}"
        elif _module_of(value) in names.LIBRARY and hasattr(value, "__name__"):
            self.script.library.add(_module_of(value))
            self.first[name] = f"from {_module_of(value)} import {value.__name__} as {name}"
            self._member(piece, line, _module_of(value), value.__name__)
        elif (text := names.constant(value)) is not None:
            self.first[name] = f"{name} = {text}"
            self.script.strings.update(_strings(value))
        elif hasattr(value, "__name__") and _module_of(value).partition(".")[0] in sys.stdlib_module_names:
            what = f"{name!r} of Python's module {_module_of(value)}, which is not there in the browser"
            self._problem(piece, line, f"{piece.name}() uses {what}; {names.MODULES}")
        else:
            self._problem(
                piece, line, f"{piece.name}() uses {name!r}, {names.what(value)}, {names.advice(value)}."
            )

    def _marked(self, name: str, value: marks.Marked) -> None:
        if isinstance(value, marks.ServerFunction):
            self.script.servers[value.id] = value
            self.first[name] = f"{name} = _tj.remote({value.id!r})"
        elif value.file is not self.file:
            other = self.script_of(value.file)
            self.script.needs.append(other)
            self.script.servers.update(other.servers)
            self.first[name] = f"from {value.file.module} import {value.piece.variable} as {name}"
        else:
            # Its own name in the module is the one under which it is written.
            self.first[name] = ""

    def _vocabulary(self, piece: Piece, alias: str, module: ModuleType) -> None:
        tags = self.__dict__.setdefault("tags", {}).setdefault(alias, {})
        for line, path in names.uses_of(piece, alias):
            value = getattr(module, path[0], None) if path else None
            if path[:1] == ["client"]:
                if path[1:2] and path[1] not in marks.CLIENT_NAMES:
                    known = ", ".join(sorted(marks.CLIENT_NAMES))
                    self._problem(piece, line, f"{alias}.client.{path[1]} does not exist; there are {known}.")
            elif path[:1] == ["server"]:
                if path[1:2] != ["call"]:
                    self._problem(
                        piece, line, f"in the browser there is {alias}.server.call(name, ...) only."
                    )
            elif value is not None and _is_tag(value):
                tags[path[0]] = _element(value)
            elif not path:
                self._problem(
                    piece, line, f"{alias} stands alone; in the browser it has elements, client and server."
                )
            else:
                self._problem(
                    piece,
                    line,
                    f"{alias}.{path[0]} does not exist in the browser, which has the elements of HTML and SVG,"
                    f" {alias}.client and {alias}.server."
                    + (" Call it in a function with @jp.server." if value is not None else ""),
                )
        self.first[alias] = f"{alias} = _tj.vocabulary({tags!r})"


def _lines(piece: Piece) -> list[str]:
    """The source of a piece, moved to the left margin, without its decorators."""
    node = piece.node
    lines = piece.file.text.splitlines()[node.lineno - 1 : node.end_lineno]
    inside: set[int] = set()
    for part in ast.walk(node):
        if isinstance(part, ast.JoinedStr) or (
            isinstance(part, ast.Constant) and isinstance(part.value, str | bytes)
        ):
            # What stands in a string of several lines stays as it is.
            inside.update(range(part.lineno + 1, (part.end_lineno or part.lineno) + 1))
    margin = node.col_offset
    result = []
    for number, line in enumerate(lines, node.lineno):
        blank = len(line) - len(line.lstrip())
        result.append(line if number in inside else line[min(margin, blank) :])
    if piece.variable != node.name:
        result[0] = re.sub(
            rf"\b(def|class)(\s+){re.escape(node.name)}\b", rf"\1\2{piece.variable}", result[0], count=1
        )
    return result


def _functions(scope: dict[str, Any]) -> list[Any]:
    found = []
    for value in scope.values():
        found.append(value)
        if inspect.ismodule(value):
            found += [part for part in vars(value).values() if isinstance(part, marks.Marked)]
    return found


def _is_tag(value: Any) -> bool:
    return (
        inspect.isclass(value)
        and value.__module__.startswith("tornjust.tags")
        and isinstance(getattr(value, "html_tag", None), str)
    )


def _element(value: Any) -> tuple[str, str, bool]:
    """What the browser needs to make such an element: its name, its type if it is a field, whether it is of SVG."""
    kind = getattr(value, "type", "")
    field = kind if isinstance(kind, str) and value.html_tag == "input" else ""
    return value.html_tag, field, value.__module__ == "tornjust.tags.svg"


def _module_of(value: Any) -> str:
    return str(getattr(value, "__module__", "") or "")


def _is_named(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "named"


def _is_indexed(piece: Piece, node: ast.Attribute) -> bool:
    return any(isinstance(other, ast.Subscript) and other.value is node for other in ast.walk(piece.node))


def _ends(node: ast.AST, name: str) -> bool:
    return (isinstance(node, ast.Name) and node.id == name) or (
        isinstance(node, ast.Attribute) and node.attr == name
    )


def _strings(value: Any) -> set[str]:
    if isinstance(value, str):
        return {value}
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list | tuple | set):
        return {text for item in value for text in _strings(item)}
    return set()

"""Puts the constants of the protocol where compiled code names them: `wire.TEXT` becomes `'text'`."""

import ast
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from .modules import Module
from .strip import Cut, applied, line_starts, span

_PACKAGE, _NAME = "tornjust", "wire"


def constants_of(modules: Sequence[Module]) -> dict[str, str]:
    """The names in `wire.py` that stand for one text or number all the time, and those, as Python writes them."""
    trees = {module.name: ast.parse(module.source, module.filename) for module in modules}
    wire = trees.pop(f"{_PACKAGE}.{_NAME}", ast.Module([], []))
    others = (node for tree in trees.values() for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    if any(_stores(node) and _is_wire(node) for node in others):
        return {}
    bound = Counter(node.id for node in ast.walk(wire) if isinstance(node, ast.Name) and _stores(node))
    return {name: text for name, text in _assigned(wire) if bound[name] == 1}


def with_constants(source: str, constants: Mapping[str, str]) -> str:
    """`source` with the constants instead of their names, if it has `from tornjust import wire`."""
    if f"from {_PACKAGE} import {_NAME}" not in source:
        return source
    tree = ast.parse(source)
    text = source.encode()
    return applied(text, _cuts(tree, constants, line_starts(text))).decode() if _imports(tree) else source


def _assigned(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            value = node.value.value
            if isinstance(value, str) or type(value) is int:
                yield from (
                    (target.id, repr(value)) for target in node.targets if isinstance(target, ast.Name)
                )


def _stores(node: ast.Name | ast.Attribute) -> bool:
    return not isinstance(node.ctx, ast.Load)


def _is_wire(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id == _NAME


def _imports(tree: ast.Module) -> bool:
    """Whether the name means that module everywhere."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == _NAME and _stores(node):
            return False
        if isinstance(node, ast.arg) and node.arg == _NAME:
            return False
    return True


def _cuts(node: ast.AST, constants: Mapping[str, str], starts: list[int]) -> Iterator[Cut]:
    if isinstance(node, ast.JoinedStr):
        return  # before Python 3.12, nobody knows where its parts stand
    if isinstance(node, ast.Attribute) and _is_wire(node) and node.attr in constants:
        yield *span(node, starts), constants[node.attr].encode()
        return
    for child in ast.iter_child_nodes(node):
        yield from _cuts(child, constants, starts)

"""Whether modules treat objects plainly, so that compiled code may look for attributes where they were the last time.

What an object keeps in itself is then what `object.name` gives: no descriptor stands before it (see `light.py`).
"""

import ast
from collections.abc import Sequence

from .modules import Module

# What sets or finds attributes in another way than `object.name`, or gives another object than a class keeps.
_OTHER_WAYS = frozenset(
    "setattr delattr vars type classmethod staticmethod __dict__ __class__ __get__ __getattribute__ __setattr__".split()
)

# The extra that meets objects of classes that programs define.
_APART = "tornjust.client_py.twin"


def is_apart(name: str) -> bool:
    """Whether that module may meet objects of which nothing is known here."""
    return name == _APART or name.startswith(_APART + ".")


def treats_objects_plainly(modules: Sequence[Module]) -> bool:
    """Whether all of them do, apart from those that `is_apart` names."""
    nodes = [node for module in modules if not is_apart(module.name) for node in ast.walk(_parse(module))]
    classes = {node.name for node in nodes if isinstance(node, ast.ClassDef)}
    return not any(_OTHER_WAYS & _names(node) or _changes(node, classes) for node in nodes)


def _parse(module: Module) -> ast.Module:
    return ast.parse(module.source, module.filename)


def _changes(node: ast.AST, classes: set[str]) -> bool:
    """Whether it changes a class that exists already."""
    return (
        isinstance(node, ast.Attribute)
        and not isinstance(node.ctx, ast.Load)
        and isinstance(node.value, ast.Name)
        and node.value.id in classes
    )


def _names(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Name):
        return {node.id}
    if isinstance(node, ast.Attribute) and node.attr.startswith("__"):
        return {node.attr}
    return {node.name} if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) else set()

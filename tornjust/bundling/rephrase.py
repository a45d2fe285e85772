"""Says in other words what Brython 3.15 compiles wrongly, or not at all. Every line stays where it stood.

- `"\\N{BULLET}"`: the browser has no list of the names of characters.
- A comprehension in which a function is made, as `[lambda: x for x in xs]`: its variables are variables of the function
  around it and gone with its end, so that what was made in it finds nothing. A generator expression keeps them.
"""

import ast
import re
import unicodedata
from collections.abc import Iterator

from .strip import Cut, applied, line_starts, span

_NAMED = re.compile(r"(?<!\\)((?:\\\\)*)\\N\{([^{}\n]+)\}")
# What makes a function of its own, and so can outlive the comprehension.
_LASTING = (ast.Lambda, ast.GeneratorExp)
# What cannot move into a generator expression, or would mean something else there.
_FIXED = (ast.Await, ast.NamedExpr)
_Comprehension = ast.ListComp | ast.SetComp | ast.DictComp


def rephrased(source: str) -> str:
    """`source`, to be compiled by Brython. Raises `SyntaxError`."""
    text = _NAMED.sub(_numbered, source).encode()
    if b" for " not in text or (b"lambda" not in text and b"(" not in text):
        return text.decode()
    starts = line_starts(text)
    return applied(text, _cuts(ast.parse(text), text, starts)).decode()


def _numbered(found: re.Match[str]) -> str:
    try:
        return f"{found[1]}\\U{ord(unicodedata.lookup(found[2])):08x}"
    except (KeyError, TypeError):  # no such name, or one for several characters: the parser says so
        return found[0]


def _cuts(node: ast.AST, text: bytes, starts: list[int]) -> Iterator[Cut]:
    if isinstance(node, ast.JoinedStr):
        return  # before Python 3.12, nobody knows where its parts stand
    if isinstance(node, _Comprehension) and _makes_functions(node):
        start, end = span(node, starts)
        if isinstance(node, ast.DictComp):
            colon = text.index(b":", span(node.key, starts)[1])
            loop = text.rindex(
                b"for", span(node.value, starts)[1], span(node.generators[0].target, starts)[0]
            )
            yield from ((start, start + 1, b"dict((("), (colon, colon + 1, b","), (loop, loop, b") "))
            yield end - 1, end, b"))"
        else:
            yield start, start + 1, text[start : start + 1] + b"*("
            yield end - 1, end, b")" + text[end - 1 : end]
    for child in ast.iter_child_nodes(node):
        yield from _cuts(child, text, starts)


def _makes_functions(node: _Comprehension) -> bool:
    """Whether a function that is made in it can be called when it has ended."""
    todo: list[ast.AST] = list(ast.iter_child_nodes(node))
    # The first iterable is evaluated outside of it.
    todo.remove(node.generators[0])
    todo.extend((node.generators[0].target, *node.generators[0].ifs))
    found = False
    while todo:
        part = todo.pop()
        if isinstance(part, _FIXED):
            return False
        found = found or isinstance(part, _LASTING)
        if isinstance(part, ast.Call) and not part.keywords and len(part.args) == 1:
            # sum(x for ...): read at once.
            todo.append(part.func)
            inner = part.args[0]
            todo.extend(ast.iter_child_nodes(inner) if isinstance(inner, ast.GeneratorExp) else [inner])
            continue
        todo.extend(ast.iter_child_nodes(part))
    return found

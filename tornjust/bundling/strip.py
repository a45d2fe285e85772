"""Takes out of Python source what the browser has no use for: docstrings, annotations, imports for type checkers.

What is left stands on the lines where it stood, so that tracebacks stay right. It saves a third of the compiled code:
Brython makes a function of ten lines for the annotations of each function.
"""

import ast
import re
from collections.abc import Iterable, Iterator

# Where it begins and ends, in bytes, and what is put there instead.
Cut = tuple[int, int, bytes]


def stripped(source: str) -> str:
    """`source` without docstrings, annotations, and what `if TYPE_CHECKING:` guards. Raises `SyntaxError`."""
    text = source.encode()
    return applied(text, _cuts(ast.parse(text), text, line_starts(text))).decode()


def line_starts(text: bytes) -> list[int]:
    """Where each line begins."""
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


def applied(text: bytes, cuts: Iterable[Cut]) -> bytes:
    """`text` after the cuts, of which none lies inside another. Line ends stay."""
    # From the end to the start, so that a cut does not move the ones before it.
    for start, end, put in sorted(cuts, reverse=True):
        text = text[:start] + put + b"\n" * text.count(b"\n", start, end) + text[end:]
    return text


def is_type_checking(node: ast.AST) -> bool:
    """Whether `node` is `if TYPE_CHECKING:`, which is false at run time by convention."""
    if not isinstance(node, ast.If):
        return False
    test = node.test
    return (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING") or (
        isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"
    )


def _cuts(node: ast.AST, text: bytes, starts: list[int]) -> Iterator[Cut]:
    """(start, end, what to put there instead) for everything below `node`. No cut lies inside another."""
    if is_type_checking(node) and isinstance(node, ast.If) and not node.orelse:
        yield *span(node, starts), b"pass"
        return
    docstring = None
    if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
        docstring = _docstring(node)
    if docstring is not None:
        start, end = span(docstring, starts)
        # A block needs a statement, and so does the place before a semicolon.
        alone = len(getattr(node, "body", ())) == 1 or re.match(rb"[ \t]*;", text[end:])
        yield start, end, b"pass" if alone else b""
    if isinstance(node, ast.arg) and node.annotation is not None:
        name_end = starts[node.lineno - 1] + node.col_offset + len(node.arg.encode())
        yield from _annotation(node.annotation, text, starts, name_end, rb"\s*:\s*", multiline=True)
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.returns is not None:
        end_of_arguments = text.rfind(b")", 0, span(node.returns, starts)[0]) + 1
        yield from _annotation(node.returns, text, starts, end_of_arguments, rb"\s*->\s*")
    if isinstance(node, ast.AnnAssign):
        if node.value is None:
            yield *span(node, starts), b"pass"
            return
        yield from _annotation(node.annotation, text, starts, span(node.target, starts)[1], rb"\s*:\s*")
    for child in ast.iter_child_nodes(node):
        if child is not docstring:
            yield from _cuts(child, text, starts)


def _annotation(
    node: ast.expr, text: bytes, starts: list[int], after: int, sign: bytes, multiline: bool = False
) -> Iterator[Cut]:
    """The cut for the annotation `node` with the `sign` before it, which begins at `after`.

    There is none where something else stands between (parentheses, say), or where the line break that stays would
    stand outside of brackets.
    """
    start, end = span(node, starts)
    if re.fullmatch(sign, text[after:start]) and (multiline or b"\n" not in text[after:end]):
        yield after, end, b""


def _docstring(node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> ast.Expr | None:
    if ast.get_docstring(node, clean=False) is None:
        return None
    first = node.body[0]
    return first if isinstance(first, ast.Expr) else None


def span(node: ast.expr | ast.stmt, starts: list[int]) -> tuple[int, int]:
    """Where `node` begins and ends, in bytes."""
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    return starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset

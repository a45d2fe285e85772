"""JavaScript that a program sends -> what a tab needs to run it and to know its value, without `eval` in the browser.

The value of a program is that of its last statement, when that is an expression, as in a browser's console. Where
that statement begins only a parser can tell, and the browser has one: this module names the places that may be it,
and the runtime (`client_py/scripts`) tries them, first to last, until one parses.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from tornjust.errors import JavaScriptError

# Of so many places at most the browser tries the last ones.
MAX_STARTS = 30
# Statements that begin with these are no expressions (ECMAScript, 14).
_STATEMENTS = frozenset(
    "var let const function class if else for while do switch case default try catch finally throw return break "
    "continue import export with debugger".split()
)
# After these words a slash begins a regular expression; after any other name it divides.
_BEFORE_REGEX = frozenset(
    "return typeof instanceof in of new delete void throw case do else await yield".split()
)
_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z)|\s+)
    |(?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)
    |(?P<regex>/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/\w*)
    |(?P<word>[\w$]+)
    |(?P<sign>.)""",
    re.DOTALL | re.VERBOSE,
)

_ASYNC = re.compile(r"async\s+function\b").match


def script(
    code: str,
    values: Mapping[str, Any] | None = None,
    *,
    request_id: Any = None,
    send: bool = False,
    answer: int = 0,
    key: int = 0,
) -> dict[str, Any]:
    """What the effect `wire.RUN` carries.

    `values` are names that the code can use. With `send` the page's `result_ready` handler gets the value, under
    `request_id`; with `answer`, whoever waits for that number. `key` names the component that the code knows as
    `element`. Raises `JavaScriptError` for code that is no text and for values that JSON cannot carry.
    """
    if not isinstance(code, str):
        raise JavaScriptError(f"JavaScript is text; this is {type(code).__name__} {code!r:.60}")
    made: dict[str, Any] = {"code": code}
    if values:
        for name in values:
            if not name.isidentifier():
                raise JavaScriptError(f"{name!r} cannot be the name of a JavaScript variable")
        try:
            made["values"] = json.loads(json.dumps(dict(values)))
        except (TypeError, ValueError) as error:
            raise JavaScriptError(f"the values {', '.join(values)} have to be plain data: {error}") from error
    if request_id is not None:
        made["request"] = request_id
    if send or answer:
        made["starts"], made["end"] = starts(code)
        if answer:
            made["answer"] = answer
        else:
            made["send"] = True
    if key:
        made["key"] = key
    return made


@lru_cache(maxsize=256)
def starts(code: str) -> tuple[list[int], int]:
    """Where the last statement may begin, if it is an expression, and where it ends."""
    found: list[int] = []
    depth = end = at = 0
    boundary = True
    before = ""
    while at < len(code):
        token = _TOKEN.match(code, at)
        assert token is not None  # the last alternative takes anything
        kind, text = token.lastgroup, token[0]
        if kind == "regex" and not _begins_regex(before):
            kind, text = "sign", text[0]
        here, at = at, at + len(text)
        if kind == "comment":
            boundary = boundary or (depth == 0 and "\n" in text)
            continue
        if text == ";" and depth == 0:
            boundary, before = True, text
            continue
        if boundary:
            boundary = False
            if before == ";":
                found.clear()  # that was the end of a statement, for certain
            if text not in _STATEMENTS and (text != "{" or not before) and not _ASYNC(code, here):
                found.append(here)
        before, end = text, at
        if kind == "sign":
            if text in "([{":
                depth += 1
            elif text in ")]}":
                depth = max(depth - 1, 0)
                boundary = depth == 0 and text == "}"
    return found[-MAX_STARTS:], end


def _begins_regex(before: str) -> bool:
    """Whether a slash after this token begins a regular expression."""
    last = before[-1:]
    return before in _BEFORE_REGEX or not (last.isalnum() or last in "_$)]}\"'`") or not before

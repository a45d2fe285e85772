"""JavaScript that a program sends: where its last statement may begin, and what travels with it."""

from __future__ import annotations

import pytest

import tornjust as jp
from tornjust.javascript import MAX_STARTS, script, starts


@pytest.mark.parametrize(
    ("code", "last"),
    [
        ("1 + 2", ["1 + 2"]),
        ("var a = 3;\nvar d = {r: a};\n(d)\n", ["(d)"]),
        ("document.title; // a note; about nothing\n/* the end; */", ["document.title"]),
        ("a\n+ b;", ["a\n+ b", "+ b"]),
        ("if (x)\n  f()", ["f()"]),
        ("function f() { return 1; g() }\nf()", ["f()"]),
        ("async function f() {}\n(f)", ["(f)"]),
        ("x = /;a'/.test('b;c'); x / 2", ["x / 2"]),
        ("const y = 4 / 2; `a;${y}; b`", ["`a;${y}; b`"]),
        ("for (let i = 0; i < 3; i++) { f(i); }\ng([1, {a: ';'}])", ["g([1, {a: ';'}])"]),
        ("{a: 1}", ["{a: 1}"]),
        ("f();\n{ g() }", []),
        ("var a = 1;", []),
        ("return 5", []),
        ("", []),
    ],
)
def test_the_last_statement_begins_where_an_expression_may(code: str, last: list[str]) -> None:
    found, end = starts(code)
    assert [code[start:end] for start in found] == last


def test_of_many_lines_only_the_last_are_tried():
    found, _ = starts("\n".join(f"f({number})" for number in range(100)))
    assert len(found) == MAX_STARTS


def test_only_code_whose_value_somebody_wants_is_looked_at():
    assert script("f()") == {"code": "f()"}
    assert script("f(a)", {"a": (1, 2)}, answer=3) == {
        "code": "f(a)",
        "values": {"a": [1, 2]},
        "starts": [0],
        "end": 4,
        "answer": 3,
    }


def test_what_cannot_travel_is_refused():
    with pytest.raises(jp.JavaScriptError, match="JavaScript is text; this is int 5"):
        script(5)  # type: ignore[arg-type]
    with pytest.raises(jp.JavaScriptError, match="values when have to be plain data"):
        script("f()", {"when": object()})
    with pytest.raises(jp.JavaScriptError, match="'a-b' cannot be the name"):
        script("f()", {"a-b": 1})

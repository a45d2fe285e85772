"""`python -m tornjust html FILE` prints a program; run, it makes the page that the HTML describes."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings

import tornjust as jp
from markup.soup import PIECES, SOUP
from tornjust.__main__ import main
from tornjust.markup import program_for

LOGIN = """
<!doctype html>
<html lang="de">
<head><title>Log in</title></head>
<body class="p-4">
  <form id="login">
    <label for="user">User</label>
    <input id="user" name="user" placeholder="Who are you?" class="border rounded px-2 py-1 text-gray-700">
    <p>No account? <a href="/join">Join</a> us.</p>
    <button type="submit">Go</button>
  </form>
</body>
</html>
"""

PROGRAM = '''"""Made from login.html by `python -m tornjust html`."""

import tornjust as jp


def page():
    wp = jp.WebPage(title="Log in", lang="de", body_classes="p-4")

    login = jp.Form(id="login", a=wp)
    jp.Label(_for="user", text="User", text_after=" ", a=login)
    user = jp.Input(
        id="user",
        name="user",
        placeholder="Who are you?",
        classes="border rounded px-2 py-1 text-gray-700",
        a=login,
    )
    p = jp.P(text="No account? ", a=login)
    jp.A(href="/join", text="Join", text_after=" us.", a=p)
    jp.Button(type="submit", text="Go", a=login)
    return wp


if __name__ == "__main__":
    jp.justpy(page)
'''


def run(program: str) -> Any:
    """The page of a program."""
    scope: dict[str, Any] = {"__name__": "program"}
    exec(compile(program, "program.py", "exec"), scope)
    return scope["page"]()


def content(component: Any) -> str:
    """HTML without the outermost element and without ids that were counted up."""
    return without_ids(re.sub(r"^<div[^>]*>|</div>$", "", component.to_html(format=False)))


def without_ids(html: str) -> str:
    """HTML without ids that were counted up."""
    return re.sub(r' id="\d+"', "", html)


def test_the_program_reads_as_one_would_write_it():
    assert program_for(LOGIN, "login.html") == PROGRAM


def test_the_same_html_gives_the_same_program():
    assert program_for(LOGIN, "x") == program_for(LOGIN, "x")


@pytest.mark.parametrize("html", PIECES, ids=list(PIECES))
def test_the_program_makes_the_same_page(html: str):
    page = run(program_for(html, "x"))
    parsed = jp.parse_html(html)
    alone = getattr(parsed, "name", "") != "root"
    expected = parsed.to_html(format=False) if alone else content(parsed)
    # A page has no text of its own: where there is some, a Div holds it.
    assert content(page) in (without_ids(expected), f"<div>{without_ids(expected)}</div>")


@settings(max_examples=200, deadline=None)
@given(SOUP)
def test_programs_for_soup_run(html: str):
    bound = ("@", ":")
    page = run(program_for("".join(c for c in html if c not in bound), "x"))
    assert page.to_html().startswith("<div>")


def test_names_of_variables_are_given_once():
    program = program_for(
        "<div id=a><b>x</b></div><div id=a><b>y</b></div><p id=class><b>z</b></p><p name='wp'><i>w</i></p>"
        "<div id=a2><b>v</b></div>",
        "x",
    )
    page = run(program)
    assert [child.to_html(format=False) for child in page.components] == [
        '<div id="a"><b>x</b></div>',
        '<div id="a"><b>y</b></div>',
        '<p id="class"><b>z</b></p>',
        '<p name="wp"><i>w</i></p>',
        '<div id="a2"><b>v</b></div>',
    ]


def test_quotes_and_backslashes_survive():
    html = '<p title=\'\\n " &quot;\'>It\'s \\ "x" {y}</p><pre>\n \\a\n """\n b</pre>'
    assert content(run(program_for(html, "x"))) == content(jp.parse_html(html))


def test_what_was_left_out_is_said():
    program = program_for("<script>x</script><p onclick=y>z</p>", "x")
    assert "    # Left out: a script.\n    # Left out: onclick of <p>.\n" in program


# -- the command


def test_the_command_prints_the_program(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]):
    (tmp_path / "login.html").write_text(LOGIN, encoding="utf-8")
    assert main(["html", str(tmp_path / "login.html")]) == 0
    assert capfdbinary.readouterr().out.decode() == PROGRAM


def test_the_command_reads_standard_input(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO("<p>é</p>".encode())))
    assert main(["html", "-"]) == 0
    assert 'jp.P(text="é", a=wp)' in capfdbinary.readouterr().out.decode()


def test_a_missing_file_is_an_error(capsys: pytest.CaptureFixture[str]):
    assert main(["html", "nowhere.html"]) == 2
    assert "There is no HTML file 'nowhere.html'" in capsys.readouterr().err
